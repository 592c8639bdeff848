//! The own roster of an employee: today, the next days, the reports that are awaited.

use super::arranged::{Arranged, arranged_of};
use super::home_law::HomeLaw;
use super::reports::{door_of, own_employee, report_law};
use super::working_days::is_working;
use crate::model::WorkReport;
use crate::rules::report_due::ReportDoor;
use crate::rules::roster_text::week_wish;
use crate::store::{reports as report_store, rosters as store, teams};
use chrono::{Days, NaiveDate};
use serde_json::json;
use siaga_access::Action;
use siaga_directory as directory;
use siaga_platform::audit::{self, Entry};
use siaga_platform::{Ctx, Problem};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Days before today whose reports are shown.
const DAYS_BACK: u64 = 14;
/// Days from today on that are shown.
pub const DAYS_AHEAD: u64 = 14;

/// A day of the own roster.
#[derive(Debug, Clone)]
pub struct OwnDay {
    /// The day.
    pub on: NaiveDate,
    /// Whether offices work.
    pub is_working: bool,
    /// Where the person is to work; nothing where no signed roster says anything.
    pub arranged: Option<Arranged>,
    /// Whether law asks the unit to work from home, so that a roster must say who does.
    pub is_roster_awaited: bool,
    /// Newest version of the report.
    pub report: Option<WorkReport>,
    /// Last day on which a report is taken; nothing when none is taken now.
    pub report_until_on: Option<NaiveDate>,
    /// Whether a report is awaited: from home, required, not there yet or sent back.
    pub is_report_awaited: bool,
}

/// The own roster.
#[derive(Debug, Clone)]
pub struct OwnDays {
    /// From two weeks ago to two weeks ahead.
    pub days: Vec<OwnDay>,
    /// Where people work who work elsewhere, by roster.
    pub elsewhere: HashMap<Uuid, String>,
    /// The own fixed team, empty for none.
    pub team: String,
    /// The own weekly wish: `O`, `H` or `.` from Monday on; empty for none.
    pub wish: String,
}

impl OwnDays {
    /// Returns the day of a date.
    pub fn on(&self, on: NaiveDate) -> Option<&OwnDay> {
        self.days.iter().find(|day| day.on == on)
    }
}

/// Returns the actor's own roster.
///
/// # Errors
/// `arrangements.no_employee`, `platform.forbidden`.
pub async fn own_days(ctx: &Ctx) -> Result<OwnDays, Problem> {
    let employee_id = own_employee(ctx, Action::ArrangementViewOwn)?;
    let today = ctx.today();
    let (from_on, until_on) = (today - Days::new(DAYS_BACK), today + Days::new(DAYS_AHEAD));
    let arranged = arranged_of(ctx, employee_id, (from_on, until_on)).await?;
    let reports = report_store::of_employee(ctx, ctx.db().reader(), employee_id, (from_on, today)).await?;
    let mut newest: HashMap<NaiveDate, WorkReport> = HashMap::new();
    for report in reports {
        newest.entry(report.on).or_insert(report);
    }
    let unrostered = arranged_needed(ctx, employee_id, (today, until_on)).await?;
    let mut days = Vec::new();
    for on in from_on.iter_days().take_while(|on| *on <= until_on) {
        let arranged = arranged.of(employee_id, on);
        let report = newest.remove(&on);
        let is_away = arranged.as_ref().is_some_and(|day| day.place.is_away_from_office());
        let report_until_on = match door_of(ctx, on, report.as_ref()) {
            ReportDoor::Open { due_on } if is_away || report.is_some() => Some(due_on),
            _ => None,
        };
        let is_open = report.as_ref().is_none_or(|report| report.state() == crate::ReportState::SentBack);
        let is_report_awaited =
            report_until_on.is_some() && is_open && (report.is_some() || report_law(ctx, on).is_required);
        let is_working = is_working(ctx, on);
        let is_roster_awaited = is_working && arranged.is_none() && unrostered.contains(&on);
        days.push(OwnDay {
            on,
            is_working,
            arranged,
            is_roster_awaited,
            report,
            report_until_on,
            is_report_awaited,
        });
    }
    let mut elsewhere = HashMap::new();
    for roster in store::signed_between(ctx, from_on, until_on, None).await? {
        if !roster.elsewhere.is_empty() {
            elsewhere.insert(roster.uid, roster.elsewhere);
        }
    }
    let team = teams::teams(ctx, None, today).await?.remove(&employee_id);
    let wish = teams::wishes(ctx, Some(employee_id), today).await?.remove(&employee_id);
    Ok(OwnDays {
        days,
        elsewhere,
        team: team.unwrap_or_default(),
        wish: wish.map(|wish| wish.week).unwrap_or_default(),
    })
}

/// Returns the days on which law asks the unit of a person to work from home.
async fn arranged_needed(
    ctx: &Ctx,
    employee_id: i64,
    (from_on, until_on): (NaiveDate, NaiveDate),
) -> Result<HashSet<NaiveDate>, Problem> {
    let Some(person) = directory::person_by_id(ctx, employee_id, from_on).await? else {
        return Ok(HashSet::new());
    };
    let agency = directory::agency(ctx, person.agency_id).await?;
    let mut law = HomeLaw::open(ctx, (from_on, until_on), None).await?;
    let days = from_on.iter_days().take_while(|on| *on <= until_on);
    Ok(days.filter(|on| law.is_asked_in(&agency, person.unit_id, *on)).collect())
}

/// Notes on which weekdays the actor would rather be in the office or at home. It binds nobody.
///
/// # Errors
/// `arrangements.wish`, `arrangements.no_employee`, `platform.forbidden`.
pub async fn wish_week(ctx: &Ctx, week: &str) -> Result<(), Problem> {
    let employee_id = own_employee(ctx, Action::ArrangementViewOwn)?;
    let week = week_wish(week).ok_or_else(|| Problem::invalid("arrangements.wish").on_field("week"))?;
    let tx = ctx.db().begin().await?;
    teams::set_wish(ctx, &tx, employee_id, &week, ctx.today()).await?;
    let entry = Entry::new("arrangement.wish", "employee/own").detail(json!({ "week": week }));
    audit::write(ctx, &tx, entry).await?;
    Ok(tx.commit().await?)
}
