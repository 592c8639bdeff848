//! How a programme stands on a day.

use super::due::{DueRule, Timing};
use super::plan::{Course, last_day};
use crate::model::MonthPlan;
use chrono::{Datelike, NaiveDate};

/// How a programme stands, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProgrammeState {
    /// No report counts, or the last one that is due is missing.
    NotReported,
    /// Further behind its plan than is tolerated.
    Behind,
    /// Near its plan.
    OnCourse,
    /// Further than planned.
    Ahead,
    /// The target is reached.
    Finished,
}

impl ProgrammeState {
    /// Every state, the one that asks most for attention first.
    pub const ALL: [Self; 5] = [Self::NotReported, Self::Behind, Self::OnCourse, Self::Ahead, Self::Finished];

    /// Returns the name that stands in addresses and files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotReported => "not_reported",
            Self::Behind => "behind",
            Self::OnCourse => "on_course",
            Self::Ahead => "ahead",
            Self::Finished => "finished",
        }
    }

    /// Returns the state of this name, or nothing when there is none.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// Why a programme stands so, or what makes its figures odd.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// No report is due yet, and none was sent.
    NothingDue,
    /// The last report that is due is missing.
    ReportMissing {
        /// Its month.
        month: u32,
    },
    /// Realisation less plan, in thousandths of the target.
    DistanceFromPlan {
        /// Below zero when behind.
        permille: i64,
    },
    /// The target is reached.
    TargetReached,
    /// More than the target was reached.
    OverTarget,
    /// The target is zero: no share can be told.
    NoTarget,
    /// The budget is zero: no share can be told.
    NoBudget,
    /// More than the budget was spent.
    Overspent,
    /// Some months have no plan, others have: the line between them counts.
    PlanHasGaps,
}

/// A month in figures. Cumulative ones count from January.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthStanding {
    /// 1 to 12.
    pub month: u32,
    /// Planned by the end of the month, cumulative.
    pub planned: i64,
    /// Planned in this month, until the day that is measured.
    pub planned_added: i64,
    /// Version of the report that counts.
    pub version: Option<i32>,
    /// Reached by its end, cumulative, where reported.
    pub real: Option<i64>,
    /// Reached since the last month that was reported.
    pub real_added: i64,
    /// Spent by its end, cumulative, where reported.
    pub spent_rupiah: Option<i64>,
    /// How its report came.
    pub timing: Timing,
}

/// How a programme stands on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The day for which plan and realisation are compared: the end of the last month that was reported, or
    /// the day asked for while a report is missing.
    pub measured_on: NaiveDate,
    /// Reached.
    pub real: i64,
    /// Should be reached by `measured_on`.
    pub planned: i64,
    /// Spent.
    pub spent_rupiah: i64,
    /// Reached, in thousandths of the target.
    pub real_permille: Option<i64>,
    /// Planned, in thousandths of the target.
    pub planned_permille: Option<i64>,
    /// Spent, in thousandths of the budget.
    pub spent_permille: Option<i64>,
    /// Last month with a report that counts.
    pub last_month: Option<u32>,
    /// In one word.
    pub state: ProgrammeState,
    /// Why; the deciding reason first.
    pub reasons: Vec<Reason>,
    /// All twelve months.
    pub months: Vec<MonthStanding>,
}

impl Standing {
    /// Returns the months whose report is missing, with the days since it was due.
    pub fn missing(&self) -> impl Iterator<Item = (u32, i64)> + '_ {
        self.months.iter().filter_map(|month| match month.timing {
            Timing::Missing { days } => Some((month.month, days)),
            _ => None,
        })
    }

    /// Returns the months whose report came late, with the days after it was due.
    pub fn late(&self) -> impl Iterator<Item = (u32, i64)> + '_ {
        self.months.iter().filter_map(|month| match month.timing {
            Timing::Late { days } => Some((month.month, days)),
            _ => None,
        })
    }

    /// Returns realisation less plan in thousandths of the target; zero where the target is zero.
    pub fn distance_permille(&self) -> i64 {
        self.real_permille.unwrap_or(0) - self.planned_permille.unwrap_or(0)
    }
}

/// A version of a monthly report as facts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ReportFact {
    pub(crate) month: u32,
    pub(crate) version: i32,
    pub(crate) real: i64,
    pub(crate) spent_rupiah: i64,
    pub(crate) made_on: NaiveDate,
}

/// Everything the decision rests on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts<'a> {
    pub(crate) year: i32,
    pub(crate) target: i64,
    pub(crate) budget_rupiah: i64,
    pub(crate) months: &'a MonthPlan,
    pub(crate) recorded_on: NaiveDate,
    pub(crate) reports: &'a [ReportFact],
}

/// What the government decided about reports.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measure {
    /// Day of the next month by which a report is due.
    pub(crate) due_day: u32,
    /// Distance from the plan that still is on course, in thousandths of the target.
    pub(crate) tolerance_permille: i64,
}

/// Decides how a programme stands on a day.
pub(crate) fn standing(facts: &Facts<'_>, measure: Measure, on: NaiveDate) -> Standing {
    let counted: Vec<ReportFact> = (1..=12).filter_map(|month| counting(facts, month, on)).collect();
    let last = counted.last();
    let (real, spent_rupiah) = last.map_or((0, 0), |report| (report.real, report.spent_rupiah));
    let rule = DueRule { year: facts.year, recorded_on: facts.recorded_on, due_day: measure.due_day };
    let last_month = last.map(|report| report.month);
    let is_finished = facts.target > 0 && real >= facts.target;
    let missing =
        rule.last_due(on).filter(|month| !is_finished && last_month.is_none_or(|last| last < *month));
    let measured_on = measured_on(facts.year, on, last_month.filter(|_| missing.is_none()));
    let course = Course { year: facts.year, target: facts.target, months: facts.months };
    let planned = course.by(measured_on);
    let (state, reason) = decide(facts, measure, (real, planned), last_month, missing);
    let mut reasons = vec![reason];
    reasons.extend(remarks(facts, real, spent_rupiah));
    let finished_month = counted.iter().find(|report| is_finished && report.real >= facts.target);
    Standing {
        measured_on,
        real,
        planned,
        spent_rupiah,
        real_permille: permille(real, facts.target),
        planned_permille: permille(planned, facts.target),
        spent_permille: permille(spent_rupiah, facts.budget_rupiah),
        last_month,
        state,
        reasons,
        months: months(facts, &counted, rule, (measured_on, on), finished_month.map(|report| report.month)),
    }
}

/// Returns the newest version of a month's report that counts on a day: the month is over by then, or the
/// report was made by then. So a look back does not see what was still to come.
fn counting(facts: &Facts<'_>, month: u32, on: NaiveDate) -> Option<ReportFact> {
    let is_over = last_day(facts.year, month) <= on;
    let versions = facts.reports.iter().filter(|report| report.month == month);
    versions.filter(|report| is_over || report.made_on <= on).max_by_key(|report| report.version).copied()
}

fn measured_on(year: i32, on: NaiveDate, last_month: Option<u32>) -> NaiveDate {
    let end = last_day(year, last_month.unwrap_or(12));
    end.min(on)
}

fn decide(
    facts: &Facts<'_>,
    measure: Measure,
    (real, planned): (i64, i64),
    last_month: Option<u32>,
    missing: Option<u32>,
) -> (ProgrammeState, Reason) {
    if facts.target > 0 && real >= facts.target {
        return (ProgrammeState::Finished, Reason::TargetReached);
    }
    if let Some(month) = missing {
        return (ProgrammeState::NotReported, Reason::ReportMissing { month });
    }
    if last_month.is_none() {
        return (ProgrammeState::NotReported, Reason::NothingDue);
    }
    if facts.target <= 0 {
        return (ProgrammeState::OnCourse, Reason::NoTarget);
    }
    let distance = (i128::from(real) - i128::from(planned)) * 1000;
    let tolerated = i128::from(measure.tolerance_permille) * i128::from(facts.target);
    let state = if distance < -tolerated {
        ProgrammeState::Behind
    } else if distance > tolerated {
        ProgrammeState::Ahead
    } else {
        ProgrammeState::OnCourse
    };
    let permille = distance.div_euclid(i128::from(facts.target));
    (state, Reason::DistanceFromPlan { permille: i64::try_from(permille).unwrap_or(i64::MAX) })
}

fn remarks(facts: &Facts<'_>, real: i64, spent_rupiah: i64) -> Vec<Reason> {
    let planned_months = facts.months.0.iter().flatten().count();
    let all = [
        (facts.target > 0 && real > facts.target, Reason::OverTarget),
        (facts.budget_rupiah > 0 && spent_rupiah > facts.budget_rupiah, Reason::Overspent),
        (facts.budget_rupiah == 0, Reason::NoBudget),
        (planned_months > 0 && planned_months < 12, Reason::PlanHasGaps),
    ];
    all.into_iter().filter(|(holds, _)| *holds).map(|(_, reason)| reason).collect()
}

/// Returns thousandths rounded down, nothing where nothing is to be divided by.
fn permille(part: i64, whole: i64) -> Option<i64> {
    let share = (i128::from(part) * 1000).checked_div_euclid(i128::from(whole))?;
    Some(i64::try_from(share).unwrap_or(i64::MAX))
}

fn months(
    facts: &Facts<'_>,
    counted: &[ReportFact],
    rule: DueRule,
    (measured_on, on): (NaiveDate, NaiveDate),
    finished_month: Option<u32>,
) -> Vec<MonthStanding> {
    let course = Course { year: facts.year, target: facts.target, months: facts.months };
    let mut real_before = 0;
    let mut standings = Vec::with_capacity(12);
    for month in 1..=12 {
        let report = counted.iter().find(|report| report.month == month);
        let firsts = facts.reports.iter().filter(|report| report.month == month).map(|report| report.made_on);
        let timing = match rule.timing(month, firsts.min(), on) {
            Timing::Missing { .. } if finished_month.is_some_and(|finished| finished < month) => {
                Timing::NotDue
            }
            timing => timing,
        };
        let real = report.map(|report| report.real);
        standings.push(MonthStanding {
            month,
            planned: course.at_end_of(month as usize),
            planned_added: planned_within(&course, month, measured_on),
            version: report.map(|report| report.version),
            real,
            real_added: real.map_or(0, |real| real - real_before),
            spent_rupiah: report.map(|report| report.spent_rupiah),
            timing,
        });
        real_before = real.unwrap_or(real_before);
    }
    standings
}

/// Returns what is planned inside a month until a day.
fn planned_within(course: &Course<'_>, month: u32, until: NaiveDate) -> i64 {
    let end = last_day(course.year, month).min(until);
    let is_reached = (until.year(), until.month()) >= (course.year, month);
    if is_reached { course.by(end) - course.at_end_of(month as usize - 1) } else { 0 }
}
