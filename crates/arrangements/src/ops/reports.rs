//! Work reports: handed in by whoever worked from home, decided by the superior.

use super::arranged::arranged_of;
use super::words::lines_within;
use super::working_days::is_working;
use crate::model::{ReportState, WorkReport};
use crate::params::{WORK_REPORT_DUE_DAYS, WORK_REPORT_REQUIRED};
use crate::rules::report_due::{ReportDoor, door};
use crate::store::reports::{self as store, NewVersion};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde_json::json;
use siaga_access::{Action, Resource};
use siaga_directory as directory;
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::DbError;
use siaga_platform::{Ctx, Problem, topics};
use siaga_policy::Question;
use std::collections::HashMap;
use uuid::Uuid;

/// News of a work report that came in or was decided: `employee_id`, `on`.
pub const REPORT_CHANGED: &str = "arrangements.report_changed";

/// Longest report.
pub const REPORT_LETTERS: usize = 4_000;
const LINKS_LETTERS: usize = 2_000;
/// Minutes of a day: nobody worked longer.
const DAY_MINUTES: i32 = 24 * 60;

/// How far the reports of a period are.
#[derive(Debug, Clone, Default)]
pub struct WorkReports {
    /// Letters of a month by month and employee.
    months: HashMap<(NaiveDate, i64), String>,
    known: HashMap<(i64, NaiveDate), ReportState>,
}

impl WorkReports {
    /// Returns how far the report of a person's day is; nothing when none was handed in.
    pub fn of(&self, employee_id: i64, on: NaiveDate) -> Option<ReportState> {
        if let Some(state) = self.known.get(&(employee_id, on)) {
            return Some(*state);
        }
        let letters = self.months.get(&(on.with_day(1)?, employee_id))?;
        let letter = letters.as_bytes().get(usize::try_from(on.day0()).ok()?)?;
        ReportState::of_letter(char::from(*letter))
    }
}

/// Returns how far the work reports of everybody are in a period, both ends inclusive.
///
/// # Shape
/// The newest version decides. With `known_at`, only what was handed in and decided by then counts; that
/// reads every report of the period. It asks no permission: rules read it.
///
/// # Errors
/// As the store says.
pub async fn work_reports_between(
    ctx: &Ctx,
    from_on: NaiveDate,
    until_on: NaiveDate,
    known_at: Option<DateTime<Utc>>,
) -> Result<WorkReports, Problem> {
    if known_at.is_some() {
        let states = store::states_known(ctx, (from_on, until_on), known_at).await?;
        let known = states.into_iter().map(|(employee_id, on, state)| ((employee_id, on), state)).collect();
        return Ok(WorkReports { known, ..WorkReports::default() });
    }
    let months = store::months(ctx, from_on, until_on).await?;
    let months = months.into_iter().map(|(month, employee_id, letters)| ((month, employee_id), letters));
    Ok(WorkReports { months: months.collect(), ..WorkReports::default() })
}

/// Makes the derived months anew from the facts and returns how many days they hold.
///
/// # Errors
/// As the store says.
pub async fn rebuild_report_months(ctx: &Ctx) -> Result<usize, Problem> {
    let everything = (NaiveDate::MIN, NaiveDate::MAX);
    let first = siaga_civil::parse_date("1900-01-01").unwrap_or(everything.0);
    let last = siaga_civil::parse_date("2200-12-31").unwrap_or(everything.1);
    let tx = ctx.db().begin().await?;
    let states = store::states_known(ctx, (first, last), None).await?;
    store::clear_months(ctx, &tx).await?;
    let newest: HashMap<(i64, NaiveDate), ReportState> =
        states.into_iter().map(|(employee_id, on, state)| ((employee_id, on), state)).collect();
    for ((employee_id, on), state) in &newest {
        store::note_state(ctx, &tx, *employee_id, *on, *state).await?;
    }
    tx.commit().await?;
    Ok(newest.len())
}

/// What somebody hands in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewReport {
    /// The day; today for none.
    pub on: Option<NaiveDate>,
    /// Newest version that the form was made from, 0 for none.
    pub seen_version: i32,
    /// What was done.
    pub text: String,
    /// Minutes of work, where somebody tells them.
    pub work_minutes: Option<i32>,
    /// Links to what was made.
    pub links: String,
}

/// Returns the employee behind the account.
///
/// # Errors
/// `arrangements.no_employee`; `platform.forbidden`.
pub(crate) fn own_employee(ctx: &Ctx, action: Action) -> Result<i64, Problem> {
    let employee_id = ctx.actor.employee.ok_or_else(|| Problem::forbidden("arrangements.no_employee"))?;
    ctx.require(action, &own_resource(ctx, employee_id))?;
    Ok(employee_id)
}

pub(crate) fn own_resource(ctx: &Ctx, employee_id: i64) -> Resource {
    Resource { employee: Some(employee_id), ..ctx.whole_government() }
}

/// Hands in the actor's own report of a day and returns its key.
///
/// # Shape
/// A further version replaces the one before until somebody accepted it; all versions are kept.
///
/// # Errors
/// `arrangements.no_employee`, `arrangements.text_missing`, `arrangements.text_long`, `arrangements.work_minutes`,
/// `arrangements.not_from_home` when the signed roster has the person elsewhere, `arrangements.report_early`,
/// `arrangements.report_late`, `arrangements.report_accepted`, `arrangements.report_changed`.
pub async fn hand_in_report(ctx: &Ctx, new: &NewReport) -> Result<Uuid, Problem> {
    let employee_id = own_employee(ctx, Action::WorkReportMakeOwn)?;
    let verdict = ctx.require(Action::WorkReportMakeOwn, &own_resource(ctx, employee_id))?;
    let on = new.on.unwrap_or(ctx.today());
    if !(1990..=2200).contains(&on.year()) {
        return Err(Problem::invalid("arrangements.date").on_field("on"));
    }
    let text = lines_within(&new.text, REPORT_LETTERS, "text")?;
    if text.is_empty() {
        return Err(Problem::invalid("arrangements.text_missing").on_field("text"));
    }
    let links = lines_within(&new.links, LINKS_LETTERS, "links")?;
    if new.work_minutes.is_some_and(|minutes| !(0..=DAY_MINUTES).contains(&minutes)) {
        return Err(Problem::invalid("arrangements.work_minutes").on_field("hours"));
    }
    let person = directory::person_by_id(ctx, employee_id, on).await?;
    let person = person.ok_or_else(|| Problem::conflict("arrangements.not_employed"))?;
    let arranged = arranged_of(ctx, employee_id, (on, on)).await?;
    let tx = ctx.db().begin().await?;
    tx.lock(&lock_of(employee_id)).await?;
    let before = store::of_employee(ctx, &*tx, employee_id, (on, on)).await?;
    let newest = before.first();
    let is_arranged = arranged.of(employee_id, on).is_some_and(|day| day.place.is_away_from_office());
    if !is_arranged && newest.is_none() {
        return Err(Problem::conflict("arrangements.not_from_home").with("day", siaga_civil::date_short(on)));
    }
    expect_open(ctx, on, newest)?;
    if newest.map_or(0, |report| report.version) != new.seen_version {
        return Err(Problem::conflict("arrangements.report_changed"));
    }
    let version = NewVersion {
        uid: ctx.new_id(),
        employee_id,
        agency_id: person.agency_id,
        on,
        version: new.seen_version + 1,
        text: &text,
        work_minutes: new.work_minutes,
        links: &links,
    };
    store::insert(ctx, &tx, &version).await.map_err(|error| match error {
        DbError::Conflict(_) => Problem::conflict("arrangements.report_changed"),
        other => other.into(),
    })?;
    store::note_state(ctx, &tx, employee_id, on, ReportState::HandedIn).await?;
    let detail = json!({ "on": on, "version": version.version, "letters": text.chars().count() });
    let entry = Entry::new("work_report.make_own", format!("work_report/{}", version.uid));
    audit::write(ctx, &tx, entry.detail(detail).by(&verdict)).await?;
    topics::publish(ctx, &tx, REPORT_CHANGED, &json!({ "employee_id": employee_id, "on": on })).await?;
    tx.commit().await?;
    ctx.app.live.tell("work_report", ctx.government.id);
    Ok(version.uid)
}

/// Keeps a new version and the decision about the one before apart.
pub(crate) fn lock_of(employee_id: i64) -> String {
    format!("arrangements.report/{employee_id}")
}

fn expect_open(ctx: &Ctx, on: NaiveDate, newest: Option<&WorkReport>) -> Result<(), Problem> {
    match door_of(ctx, on, newest) {
        ReportDoor::Open { .. } => Ok(()),
        ReportDoor::NotYet => Err(Problem::conflict("arrangements.report_early")),
        ReportDoor::Accepted => Err(Problem::conflict("arrangements.report_accepted")),
        ReportDoor::Over { due_on } => {
            Err(Problem::conflict("arrangements.report_late").with("due", siaga_civil::date_short(due_on)))
        }
    }
}

/// Returns whether the report of a day may be handed in now.
pub(crate) fn door_of(ctx: &Ctx, on: NaiveDate, newest: Option<&WorkReport>) -> ReportDoor {
    let zone = ctx.government.zone;
    let state = newest.map(|report| {
        let decided = report.decision.as_ref().map(|decision| zone.local(decision.made.at).date());
        (report.state(), decided.unwrap_or(on))
    });
    door(ctx.today(), on, state, report_law(ctx, on).due_days, |day| is_working(ctx, day))
}

/// What law says about reports of a day.
pub(crate) struct ReportLaw {
    pub(crate) is_required: bool,
    pub(crate) due_days: i64,
}

/// Asks law about reports of a day; where no law speaks none is required, and one is taken on the day itself.
pub(crate) fn report_law(ctx: &Ctx, on: NaiveDate) -> ReportLaw {
    let question = Question::on(on).at(&ctx.government.region);
    let required = ctx.law().book.ruling(WORK_REPORT_REQUIRED, &question);
    let due = ctx.law().book.ruling(WORK_REPORT_DUE_DAYS, &question);
    ReportLaw {
        is_required: required.and_then(|ruling| ruling.flag()).unwrap_or(false),
        due_days: due.and_then(|ruling| ruling.integer()).unwrap_or(0),
    }
}

/// Returns every version of the actor's own reports in a period, the newest day and version first.
///
/// # Errors
/// `arrangements.no_employee`, `platform.forbidden`.
pub async fn own_reports(
    ctx: &Ctx,
    from_on: NaiveDate,
    until_on: NaiveDate,
) -> Result<Vec<WorkReport>, Problem> {
    let employee_id = own_employee(ctx, Action::ArrangementViewOwn)?;
    Ok(store::of_employee(ctx, ctx.db().reader(), employee_id, (from_on, until_on)).await?)
}
