//! A roster as people look at it: a grid, its findings, its totals and its desks.

use super::roster_check::{RosterFinding, check};
use super::roster_input::{RosterInput, input};
use super::roster_step::visible;
use crate::model::{HandChange, Roster, RosterRow, RosterState};
use crate::store::{rosters as store, teams};
use chrono::NaiveDate;
use siaga_access::{Action, Resource};
use siaga_directory::{self as directory, Agency, Identity};
use siaga_platform::{Ctx, Problem};
use siaga_roster::Objective;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A roster with everything that its page shows.
#[derive(Debug, Clone)]
pub struct RosterView {
    /// The roster.
    pub roster: Roster,
    /// Its agency.
    pub agency: Agency,
    /// Every day of the period, and whether it is planned.
    pub days: Vec<(NaiveDate, bool)>,
    /// Its people by unit and name.
    pub people: Vec<RosterPerson>,
    /// What the rules of now say against it.
    pub findings: Vec<RosterFinding>,
    /// Head counts by unit.
    pub units: Vec<UnitTotals>,
    /// Desks and how they are filled.
    pub desks: Vec<DeskCover>,
    /// How good it is now.
    pub objective: Objective,
    /// People who are no longer in the agency, by name.
    pub gone: Vec<String>,
    /// People of the agency of whom it says nothing, by name.
    pub unplanned: Vec<String>,
    /// People and days that are off although nobody knows of an absence.
    pub off_without_leave: Vec<(String, NaiveDate)>,
    /// What was changed by hand, the newest first, with the name of the person.
    pub changes: Vec<(HandChange, String)>,
    /// Days on which a newer signed roster holds instead.
    pub replaced_days: usize,
    /// Whether all its days are over.
    pub is_over: bool,
    /// Whether the actor may change it now.
    pub may_change: bool,
    /// Whether the actor's role may sign it.
    pub may_sign: bool,
    /// Problem code of what stands against signing it now.
    pub hindrance: Option<&'static str>,
}

/// The days of a person on the page.
#[derive(Debug, Clone)]
pub struct RosterPerson {
    /// Key inside the program.
    pub employee_id: i64,
    /// Key outside of the program.
    pub uid: Uuid,
    /// Name with titles.
    pub name: String,
    /// NIP or staff number.
    pub number: String,
    /// Key of the work unit.
    pub unit_id: i64,
    /// Work unit.
    pub unit: String,
    /// Fixed team, empty for none.
    pub team: String,
    /// One letter a day.
    pub letters: String,
    /// Days that break a rule of the person.
    pub broken: HashSet<NaiveDate>,
    /// Days that differ from the last plan.
    pub moved: HashSet<NaiveDate>,
}

/// Head counts of a unit.
#[derive(Debug, Clone)]
pub struct UnitTotals {
    /// Name.
    pub name: String,
    /// People.
    pub staff: usize,
    /// Per planned day.
    pub days: Vec<DayTotal>,
}

/// Head counts of a unit on a planned day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayTotal {
    /// The day.
    pub on: NaiveDate,
    /// In the office.
    pub office: usize,
    /// At least so many by law.
    pub office_min: usize,
    /// At most so many by law.
    pub office_max: usize,
    /// Whether the office is closed.
    pub is_closed: bool,
}

impl DayTotal {
    /// Returns whether the quota is kept.
    pub fn is_kept(&self) -> bool {
        (self.office_min..=self.office_max).contains(&self.office)
    }
}

/// How a desk is filled.
#[derive(Debug, Clone)]
pub struct DeskCover {
    /// Name.
    pub name: String,
    /// Per planned day and half: needed and filled.
    pub days: Vec<(NaiveDate, [(u16, u16); 2])>,
}

impl DeskCover {
    /// Returns how many halves of days are short of people.
    pub fn short(&self) -> usize {
        self.days.iter().flat_map(|(_, halves)| halves).filter(|(need, filled)| filled < need).count()
    }
}

/// Returns a roster with what its page shows.
///
/// # Errors
/// `arrangements.roster_missing`.
pub async fn roster_view(ctx: &Ctx, uid: Uuid) -> Result<RosterView, Problem> {
    let (roster, agency) = visible(ctx, uid).await?;
    let rows = store::rows(ctx.db().reader(), roster.id).await?;
    let exceptions = store::exceptions(ctx.db().reader(), roster.id).await?;
    let changes = store::changes(ctx.db().reader(), roster.id).await?;
    let makers = store::makers(ctx.db().reader(), roster.id).await?;
    let input = input(ctx, agency.id, (roster.from_on, roster.until_on), roster.wishes).await?;
    let checked = check(&input, &rows, &exceptions, ctx.today());
    let people = directory::identities(ctx).await?;
    let name = |id: &i64| people.get(id).map_or_else(|| id.to_string(), |one| one.name.clone());
    let teams = teams::teams(ctx, Some(agency.id), roster.from_on).await?;
    let units = directory::units(ctx, Some(agency.id)).await?;
    let unit_names = units.into_iter().map(|unit| (unit.id, unit.name)).collect();
    let planned: HashSet<NaiveDate> = input.plan.problem.days.iter().map(|day| day.on).collect();
    let grid = Grid { input: &input, people: &people, unit_names: &unit_names, teams: &teams };
    let may_plan = ctx.may(Action::ArrangementPlan, &ctx.in_agency(&agency.path)).permit;
    let may_sign = ctx.may(Action::ArrangementSign, &ctx.in_agency(&agency.path)).permit;
    let hinders = checked.findings.iter().any(RosterFinding::hinders);
    Ok(RosterView {
        days: roster.days().map(|on| (on, planned.contains(&on))).collect(),
        people: grid.rows(&rows, &checked.findings),
        units: totals(&input, &checked.office),
        desks: desks(&input, &checked.serves),
        objective: checked.objective,
        gone: checked.gone.iter().map(name).collect(),
        unplanned: checked.unplanned.iter().map(name).collect(),
        off_without_leave: checked.off_without_leave.iter().map(|(id, on)| (name(id), *on)).collect(),
        replaced_days: replaced_days(ctx, &roster).await?,
        is_over: roster.until_on < ctx.today(),
        may_change: may_plan && roster.state == RosterState::Draft,
        may_sign: may_sign && roster.state == RosterState::Draft,
        hindrance: hindrance(ctx, &agency, &roster, &makers, hinders),
        changes: changes.into_iter().map(|change| (change.clone(), name(&change.employee_id))).collect(),
        findings: checked.findings,
        roster,
        agency,
    })
}

/// Returns the problem code of what stands against signing. Whoever had a hand in the plan, in the newest
/// version or in a reason does not sign it.
pub(crate) fn hindrance(
    ctx: &Ctx,
    agency: &Agency,
    roster: &Roster,
    makers: &[String],
    has_open_findings: bool,
) -> Option<&'static str> {
    let me = ctx.actor.reference();
    let resource = Resource { made_by: Some(roster.made.by.clone()), ..ctx.in_agency(&agency.path) };
    if roster.state != RosterState::Draft {
        return Some("arrangements.not_a_draft");
    }
    if roster.until_on < ctx.today() {
        return Some("arrangements.period_is_over");
    }
    if roster.made.by == me || roster.changed.by == me || makers.contains(&me) {
        return Some("arrangements.maker_signs");
    }
    if !ctx.may(Action::ArrangementSign, &resource).permit {
        return Some("platform.forbidden");
    }
    has_open_findings.then_some("arrangements.rules_broken")
}

/// Counts the days on which a newer signed roster of the agency holds.
async fn replaced_days(ctx: &Ctx, roster: &Roster) -> Result<usize, Problem> {
    let (Some(signed), Some(from_on)) = (&roster.signed, roster.holds_from_on) else { return Ok(0) };
    let others = store::signed_between(ctx, roster.from_on, roster.until_on, None).await?;
    let newer: Vec<&Roster> = others
        .iter()
        .filter(|other| other.agency_id == roster.agency_id && other.id != roster.id)
        .filter(|other| {
            let at = other.signed.as_ref().map(|mark| mark.at);
            (at, other.id) > (Some(signed.at), roster.id)
        })
        .collect();
    let is_replaced = |on: &NaiveDate| {
        newer.iter().any(|other| other.holds_from_on.is_some_and(|from| from <= *on) && *on <= other.until_on)
    };
    Ok(roster.days().filter(|on| *on >= from_on && is_replaced(on)).count())
}

struct Grid<'a> {
    input: &'a RosterInput,
    people: &'a HashMap<i64, Identity>,
    unit_names: &'a HashMap<i64, String>,
    teams: &'a HashMap<i64, String>,
}

impl Grid<'_> {
    fn rows(&self, rows: &[RosterRow], findings: &[RosterFinding]) -> Vec<RosterPerson> {
        let mut people: Vec<RosterPerson> =
            rows.iter().filter_map(|row| self.person(row, findings)).collect();
        people.sort_by(|a, b| (&a.unit, &a.name).cmp(&(&b.unit, &b.name)));
        people
    }

    fn person(&self, row: &RosterRow, findings: &[RosterFinding]) -> Option<RosterPerson> {
        let identity = self.people.get(&row.employee_id)?;
        let member = self.input.plan.employees.iter().position(|id| *id == row.employee_id);
        let is_about = |finding: &&RosterFinding| {
            member.is_some_and(|member| finding.violation.rule.members.contains(&member))
        };
        let broken =
            findings.iter().filter(is_about).flat_map(|finding| finding.violation.rule.on.iter().copied());
        Some(RosterPerson {
            employee_id: row.employee_id,
            uid: identity.uid,
            name: identity.name.clone(),
            number: identity.nip.clone().or_else(|| identity.staff_number.clone()).unwrap_or_default(),
            unit_id: row.unit_id,
            unit: self.unit_names.get(&row.unit_id).cloned().unwrap_or_default(),
            team: self.teams.get(&row.employee_id).cloned().unwrap_or_default(),
            letters: row.letters.clone(),
            broken: broken.collect(),
            moved: member.map(|member| self.moved(member, row)).unwrap_or_default(),
        })
    }

    /// Days on which the last plan had the person elsewhere.
    fn moved(&self, member: usize, row: &RosterRow) -> HashSet<NaiveDate> {
        let problem = &self.input.plan.problem;
        let person = &problem.members[member];
        let planned = self.input.planned();
        let is_moved = |(day, place): &(usize, &usize)| {
            let was = person.before.get(*day).copied().flatten();
            let is_in = row.letters.as_bytes().get(**place) == Some(&b'O');
            !person.days[*day].is_away_all_day() && was.is_some_and(|was| was != is_in)
        };
        planned.iter().enumerate().filter(is_moved).map(|(day, _)| problem.days[day].on).collect()
    }
}

fn totals(input: &RosterInput, office: &[Vec<bool>]) -> Vec<UnitTotals> {
    let problem = &input.plan.problem;
    let unit = |(index, group): (usize, &siaga_roster::Group)| {
        let own: Vec<usize> =
            (0..problem.members.len()).filter(|member| problem.members[*member].group == index).collect();
        let day = |(day, planned): (usize, &siaga_roster::Day)| DayTotal {
            on: planned.on,
            office: own.iter().filter(|member| office[**member][day]).count(),
            office_min: usize::from(group.office_min[day]),
            office_max: usize::from(group.office_max[day]),
            is_closed: input.plan.quotas[index].get(day).is_some_and(|quota| quota.quota.is_closed),
        };
        UnitTotals {
            name: group.name.clone(),
            staff: own.len(),
            days: problem.days.iter().enumerate().map(day).collect(),
        }
    };
    problem.groups.iter().enumerate().map(unit).filter(|unit| unit.staff > 0).collect()
}

fn desks(input: &RosterInput, serves: &siaga_roster::Serves) -> Vec<DeskCover> {
    let problem = &input.plan.problem;
    let desk = |(index, desk): (usize, &siaga_roster::Desk)| {
        let filled = |day: usize, half: usize| {
            let served = serves.iter().filter(|row| row[day][half] == Some(index)).count();
            (desk.need[day][half], u16::try_from(served).unwrap_or(u16::MAX))
        };
        let days = problem.days.iter().enumerate();
        DeskCover {
            name: desk.name.clone(),
            days: days.map(|(day, planned)| (planned.on, [filled(day, 0), filled(day, 1)])).collect(),
        }
    };
    problem.desks.iter().enumerate().map(desk).collect()
}
