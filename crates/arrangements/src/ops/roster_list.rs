//! Lists of rosters, and which agencies still lack one.

use super::home_law::HomeLaw;
use crate::model::{Roster, RosterState};
use crate::store::{rosters as store, signed_rosters};
use chrono::{Datelike, Days, NaiveDate};
use siaga_access::Action;
use siaga_directory::{self as directory, Agency, PeopleFilter};
use siaga_platform::{Ctx, Problem};
use std::collections::{HashMap, HashSet};

/// A roster of a list.
#[derive(Debug, Clone)]
pub struct ListedRoster {
    /// The roster.
    pub roster: Roster,
    /// Its agency.
    pub agency: Agency,
    /// Rules of law that it no longer keeps, and the first of them.
    pub broken: Option<(i32, String)>,
}

/// How far an agency is with the roster of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// Signed for every day of the week that somebody could plan.
    Signed,
    /// A draft waits for its signature.
    Draft,
    /// There is none, and law asks for people from home.
    Missing,
    /// There is none, and none is needed.
    NotNeeded,
}

/// An agency and its week.
#[derive(Debug, Clone)]
pub struct AgencyWeek {
    /// The agency.
    pub agency: Agency,
    /// How far it is.
    pub coverage: Coverage,
}

/// Returns the agencies whose rosters the actor may see, by code.
///
/// # Errors
/// As the store says.
pub(crate) async fn seen_agencies(ctx: &Ctx) -> Result<Vec<Agency>, Problem> {
    let mut agencies = directory::agencies(ctx).await?;
    if !ctx.may(Action::ArrangementView, &ctx.whole_government()).permit {
        agencies.retain(|agency| ctx.may(Action::ArrangementView, &ctx.in_agency(&agency.path)).permit);
    }
    Ok(agencies)
}

/// Returns the rosters that touch a period, as far as the actor may see them, the newest period first.
///
/// # Errors
/// As the store says.
pub async fn roster_list(
    ctx: &Ctx,
    from_on: NaiveDate,
    until_on: NaiveDate,
) -> Result<Vec<ListedRoster>, Problem> {
    let agencies = seen_agencies(ctx).await?;
    let by_id: HashMap<i64, Agency> = agencies.into_iter().map(|agency| (agency.id, agency)).collect();
    let checks = signed_rosters::broken_checks(ctx).await?;
    let broken: HashMap<i64, (i32, String)> =
        checks.into_iter().map(|check| (check.roster_id, (check.broken, check.first_rule))).collect();
    let rosters = store::touching(ctx, from_on, until_on).await?;
    let listed = |roster: Roster| {
        let agency = by_id.get(&roster.agency_id)?.clone();
        let is_current = roster.state == RosterState::Signed && roster.until_on >= ctx.today();
        let broken = broken.get(&roster.id).filter(|_| is_current).cloned();
        Some(ListedRoster { roster, agency, broken })
    };
    Ok(rosters.into_iter().filter_map(listed).collect())
}

/// Returns how far each agency with people is with the week that begins on a Monday.
///
/// # Errors
/// As the store says.
pub async fn week_coverage(ctx: &Ctx, monday: NaiveDate) -> Result<Vec<AgencyWeek>, Problem> {
    let friday = monday + Days::new(4);
    let rosters = store::touching(ctx, monday, friday).await?;
    let mut law = HomeLaw::open(ctx, (monday, friday), None).await?;
    let mut weeks = Vec::new();
    for agency in seen_agencies(ctx).await? {
        let own: Vec<&Roster> = rosters.iter().filter(|roster| roster.agency_id == agency.id).collect();
        let covers = |state: RosterState, on: NaiveDate| {
            own.iter().any(|roster| roster.state == state && roster.from_on <= on && on <= roster.until_on)
        };
        let is_all = |state| monday.iter_days().take(5).all(|on| covers(state, on));
        let is_any_draft = monday.iter_days().take(5).any(|on| covers(RosterState::Draft, on));
        let coverage = if is_all(RosterState::Signed) {
            Coverage::Signed
        } else if is_any_draft {
            Coverage::Draft
        } else if monday.iter_days().take(5).any(|on| law.is_asked(&agency, on)) {
            Coverage::Missing
        } else {
            Coverage::NotNeeded
        };
        weeks.push(AgencyWeek { agency, coverage });
    }
    if weeks.iter().any(|week| week.coverage == Coverage::Missing) {
        // Nobody is asked for a roster where nobody works.
        let people = directory::people_on(ctx, monday, PeopleFilter::default()).await?;
        let with_people: HashSet<i64> = people.iter().map(|person| person.agency_id).collect();
        weeks.retain(|week| week.coverage != Coverage::Missing || with_people.contains(&week.agency.id));
    }
    Ok(weeks)
}

/// Returns the Monday of the week of a day.
pub(crate) fn monday_of(on: NaiveDate) -> NaiveDate {
    on - Days::new(u64::from(on.weekday().num_days_from_monday()))
}
