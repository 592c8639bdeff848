//! What a change by hand may break, and what only a written reason allows.

use crate::model::{ArrangedPlace, RosterException};
use chrono::NaiveDate;
use siaga_roster::{Problem, Rule, RuleKind, Violation};

/// Returns whether a broken rule may be signed with a written reason.
///
/// # Shape
/// More people in the office than the share only where law exempts desks of direct service. A rule that has
/// everybody in the office says that work from home is over: no reason allows it. Absences and days from
/// home for a person's health are never overruled.
pub(crate) fn may_be_excepted(rule: &Rule, direct_service_exempt: bool) -> bool {
    match rule.kind {
        RuleKind::OfficeMax => direct_service_exempt,
        RuleKind::OfficeMin => rule.number < rule.people,
        RuleKind::DeskNeed
        | RuleKind::FixedOffice
        | RuleKind::OfficeDaysMin
        | RuleKind::OfficeDaysMax
        | RuleKind::HomeDaysAWeek
        | RuleKind::InARow
        | RuleKind::TeamsApart => true,
        RuleKind::FixedHome | RuleKind::Away | RuleKind::Serving | RuleKind::Malformed => false,
    }
}

/// Whom a rule is about, as exceptions name it: unit, desk or employee, and the first day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RuleKey {
    pub(crate) rule: &'static str,
    pub(crate) subject_id: i64,
    pub(crate) on: Option<NaiveDate>,
}

/// Returns whom a rule is about; `groups`, `desks` and `members` are the keys behind the indices.
pub(crate) fn key_of(rule: &Rule, groups: &[i64], desks: &[i64], members: &[i64]) -> RuleKey {
    let keys = match rule.kind {
        RuleKind::OfficeMin | RuleKind::OfficeMax | RuleKind::TeamsApart => groups,
        RuleKind::DeskNeed => desks,
        _ => members,
    };
    let index = match rule.kind {
        RuleKind::OfficeMin | RuleKind::OfficeMax | RuleKind::TeamsApart | RuleKind::DeskNeed => rule.subject,
        _ => rule.members.first().copied(),
    };
    let subject_id = index.and_then(|index| keys.get(index)).copied().unwrap_or(0);
    RuleKey { rule: rule.kind.code(), subject_id, on: rule.on.first().copied() }
}

/// Returns the written reason about a rule.
pub(crate) fn excepted<'a>(key: &RuleKey, exceptions: &'a [RosterException]) -> Option<&'a RosterException> {
    exceptions.iter().find(|one| one.rule == key.rule && one.subject_id == key.subject_id && one.on == key.on)
}

/// Returns the plan that letters say, as the checker reads it: member, planned day, in the office.
///
/// # Shape
/// `planned` are the places of the planned days in the letters; whoever has no letters is not in the office.
pub(crate) fn office_of<'a>(letters: impl Iterator<Item = &'a str>, planned: &[usize]) -> Vec<Vec<bool>> {
    let is_in = |letters: &str, day: usize| {
        letters.as_bytes().get(day).map(|letter| char::from(*letter)) == Some(ArrangedPlace::Office.letter())
    };
    letters.map(|letters| planned.iter().map(|day| is_in(letters, *day)).collect()).collect()
}

/// Returns the violations that are no news: a rule that the plan of the solver broke already is told once.
pub(crate) fn sorted(mut violations: Vec<Violation>) -> Vec<Violation> {
    violations.sort_by(|a, b| {
        (&a.rule.on, a.rule.kind, &a.rule.name).cmp(&(&b.rule.on, b.rule.kind, &b.rule.name))
    });
    violations.dedup();
    violations
}

/// Returns letters where the plan and the person's day do not fit: at work although away.
pub(crate) fn at_work_while_away(problem: &Problem, member: usize, day: usize, place: ArrangedPlace) -> bool {
    let known = problem.members.get(member).and_then(|member| member.days.get(day));
    known.is_some_and(|known| known.is_away_all_day()) && place != ArrangedPlace::Off
}

#[cfg(test)]
mod tests {
    use super::*;
    use siaga_roster::{Group, Member};

    fn rule(kind: RuleKind, number: u32, people: u32) -> Rule {
        Rule {
            kind,
            name: "Umum".to_owned(),
            subject: Some(0),
            days: vec![0],
            on: vec!["2021-06-28".parse().unwrap()],
            half: None,
            members: vec![0],
            number,
            people,
        }
    }

    #[test]
    fn a_reason_allows_what_law_leaves_to_the_office() {
        assert!(!may_be_excepted(&rule(RuleKind::OfficeMax, 1, 3), false));
        assert!(may_be_excepted(&rule(RuleKind::OfficeMax, 1, 3), true));
        assert!(may_be_excepted(&rule(RuleKind::OfficeMin, 2, 3), false));
        assert!(!may_be_excepted(&rule(RuleKind::OfficeMin, 3, 3), true), "work from home is over");
        assert!(may_be_excepted(&rule(RuleKind::DeskNeed, 2, 3), false));
        assert!(!may_be_excepted(&rule(RuleKind::FixedHome, 0, 1), true));
        assert!(!may_be_excepted(&rule(RuleKind::Away, 0, 1), true));
    }

    #[test]
    fn a_rule_is_known_by_unit_desk_or_person() {
        let keys = |kind| key_of(&rule(kind, 1, 3), &[10], &[20], &[30]).subject_id;
        assert_eq!(keys(RuleKind::OfficeMax), 10);
        assert_eq!(keys(RuleKind::DeskNeed), 20);
        assert_eq!(keys(RuleKind::InARow), 30);
    }

    #[test]
    fn letters_are_read_as_the_checker_needs_them() {
        let office = office_of(["OH.O", "-O.E"].into_iter(), &[0, 1, 3]);
        assert_eq!(office, [vec![true, false, true], vec![false, true, false]]);
    }

    #[test]
    fn who_is_away_is_not_at_work() {
        let problem = Problem {
            groups: vec![Group::default()],
            members: vec![Member {
                days: vec![siaga_roster::Availability::Away { morning: true, afternoon: true }],
                ..Member::default()
            }],
            ..Problem::default()
        };
        assert!(at_work_while_away(&problem, 0, 0, ArrangedPlace::Home));
        assert!(!at_work_while_away(&problem, 0, 0, ArrangedPlace::Off));
    }
}
