//! How good a plan is.

use crate::{Availability, Member, Objective, Problem, Score, Wishes};

/// Returns how good a plan is; whether it keeps the hard rules is asked of [`crate::verify`].
///
/// Entries of `office` that are missing count as not in the office.
pub fn objective(problem: &Problem, office: &[Vec<bool>]) -> Objective {
    let days = problem.days.len();
    let is_in = |member: usize, day: usize| {
        office.get(member).and_then(|days| days.get(day)).copied().unwrap_or_default()
    };
    let mut unfair_days = 0;
    let mut widest = 0;
    for group in 0..problem.groups.len() {
        let people = problem.members.iter().enumerate().filter(|(_, member)| member.group == group);
        let rows: Vec<Row> = people
            .map(|(index, member)| Row::new(member, (0..days).filter(|day| is_in(index, *day)).count()))
            .collect();
        let counts = || rows.iter().map(|row| row.count);
        widest = widest.max(counts().max().unwrap_or(0) - counts().min().unwrap_or(0));
        unfair_days += (0..=days as i64).map(|least| unfair(&rows, least)).min().unwrap_or(0);
    }
    let team_days = team_days(problem, is_in);
    let mut changes = 0;
    let mut against_preference = 0;
    for (index, member) in problem.members.iter().enumerate() {
        for day in (0..days).filter(|day| !is_away(member, *day)) {
            let is_in = is_in(index, day);
            changes += u32::from(was_in(member, day).is_some_and(|was| was != is_in));
            against_preference += u32::from(is_against(member, day, is_in));
        }
    }
    let wishes = problem.wishes;
    let weight = |weight: u32| u64::from(weight.min(Wishes::HEAVIEST));
    let cost = weight(wishes.changes) * u64::from(changes)
        + weight(wishes.preferences) * u64::from(against_preference);
    let score = Score {
        unfair_days: if wishes.spread > 0 { unfair_days as u64 } else { 0 },
        team_days: if wishes.team_days > 0 { u64::from(team_days) } else { 0 },
        cost,
    };
    Objective { score, widest: widest as u32, team_days, changes, against_preference }
}

/// Returns whether the last plan had the person in the office on the day.
pub(crate) fn was_in(member: &Member, day: usize) -> Option<bool> {
    member.before.get(day).copied().flatten()
}

/// Returns whether being in the office, or not, is against the person's preference.
pub(crate) fn is_against(member: &Member, day: usize, is_in: bool) -> bool {
    let prefers = member.prefers.get(day).copied().unwrap_or(0);
    if is_in { prefers < 0 } else { prefers > 0 }
}

fn is_away(member: &Member, day: usize) -> bool {
    member.days.get(day).is_some_and(|day| day.is_away_all_day())
}

/// Fewest and most office days that a person's own days and limits leave.
pub(crate) fn reach(member: &Member) -> (i64, i64) {
    let fixed = member.days.iter().filter(|day| **day == Availability::Office).count() as i64;
    let free = member.days.iter().filter(|day| day.may_be_in_office()).count() as i64;
    let (fewest, most) = member.office_days.unwrap_or((0, u16::MAX));
    (fixed.max(i64::from(fewest)), free.min(i64::from(most)))
}

/// A person's office days and what could be reached.
struct Row {
    count: i64,
    fewest: i64,
    most: i64,
}

impl Row {
    fn new(member: &Member, count: usize) -> Self {
        let (fewest, most) = reach(member);
        Self { count: count as i64, fewest, most }
    }
}

/// Days outside the band of `least` and one more.
fn unfair(rows: &[Row], least: i64) -> i64 {
    let outside = |row: &Row| {
        let below = least.min(row.most) - row.count;
        let above = row.count - (least + 1).max(row.fewest);
        below.max(0) + above.max(0)
    };
    rows.iter().map(outside).sum()
}

fn team_days(problem: &Problem, is_in: impl Fn(usize, usize) -> bool) -> u32 {
    let mut count = 0;
    for day in 0..problem.days.len() {
        let mut seen = vec![false; problem.teams.len()];
        for (index, member) in problem.members.iter().enumerate() {
            if let Some(seen) = member.team.and_then(|team| seen.get_mut(team)) {
                *seen |= is_in(index, day);
            }
        }
        count += seen.into_iter().filter(|seen| *seen).count();
    }
    count as u32
}
