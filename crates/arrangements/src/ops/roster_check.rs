//! Whether a roster keeps the rules as they are now.

use super::roster_input::{RosterInput, unknown};
use crate::model::{ArrangedPlace, RosterException, RosterRow};
use crate::rules::hand_change::{at_work_while_away, excepted, key_of, may_be_excepted, office_of, sorted};
use chrono::NaiveDate;
use siaga_roster::{Objective, Rule, RuleKind, Serves, Violation};

/// A rule that a roster breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterFinding {
    /// The rule and what was found instead.
    pub violation: Violation,
    /// Unit, desk or employee that it is about.
    pub subject_id: i64,
    /// Why it is allowed, as somebody wrote.
    pub reason: Option<RosterException>,
    /// Whether law leaves room for a reason.
    pub may_except: bool,
    /// Whether all its days are over.
    pub is_past: bool,
}

impl RosterFinding {
    /// Returns whether the roster cannot be signed with it.
    pub fn hinders(&self) -> bool {
        !self.is_past && (self.reason.is_none() || !self.may_except)
    }
}

/// A roster beside the rules of now.
#[derive(Debug, Clone)]
pub(crate) struct Checked {
    /// Member → planned day → in the office.
    pub(crate) office: Vec<Vec<bool>>,
    pub(crate) serves: Serves,
    pub(crate) objective: Objective,
    pub(crate) findings: Vec<RosterFinding>,
    /// People of the roster who are no longer in the agency, and people of whom it says nothing.
    pub(crate) gone: Vec<i64>,
    pub(crate) unplanned: Vec<i64>,
    /// People and days that are off although nobody knows of an absence.
    pub(crate) off_without_leave: Vec<(i64, NaiveDate)>,
}

/// Checks the rows of a roster with what is known now.
pub(crate) fn check(
    input: &RosterInput,
    rows: &[RosterRow],
    exceptions: &[RosterException],
    today: NaiveDate,
) -> Checked {
    let problem = &input.plan.problem;
    let letters = input.letters_of(rows);
    let planned = input.planned();
    let office = office_of(letters.iter().copied(), &planned);
    let serves = siaga_roster::serve_desks(problem, &office);
    let mut violations = siaga_roster::verify(problem, &office, &serves);
    let mut off_without_leave = Vec::new();
    for (member, letters) in letters.iter().enumerate() {
        for (day, place) in planned.iter().enumerate() {
            let letter = letters.as_bytes().get(*place).copied().map(char::from);
            let Some(said) = letter.and_then(ArrangedPlace::of_letter) else { continue };
            let is_away = problem.members[member].days[day].is_away_all_day();
            if said != ArrangedPlace::Office && at_work_while_away(problem, member, day, said) {
                violations.push(away(input, member, day));
            }
            if said == ArrangedPlace::Off && !is_away {
                off_without_leave.push((input.plan.employees[member], problem.days[day].on));
            }
        }
    }
    let finding = |violation: Violation| {
        let rule = &violation.rule;
        let plan = &input.plan;
        let key = key_of(rule, &plan.units, &plan.desks, &plan.employees);
        let group = rule.subject.filter(|_| rule.kind == RuleKind::OfficeMax);
        let day = rule.days.first().copied().unwrap_or(0);
        let is_exempt = group.is_some_and(|group| input.is_direct_service_exempt(group, day));
        RosterFinding {
            subject_id: key.subject_id,
            reason: excepted(&key, exceptions).cloned(),
            may_except: may_be_excepted(rule, is_exempt),
            is_past: !rule.on.is_empty() && rule.on.iter().all(|on| *on < today),
            violation,
        }
    };
    let findings = sorted(violations).into_iter().map(finding).collect();
    let (gone, unplanned) = unknown(input, rows);
    Checked {
        objective: siaga_roster::objective(problem, &office),
        office,
        serves,
        findings,
        gone,
        unplanned,
        off_without_leave,
    }
}

fn away(input: &RosterInput, member: usize, day: usize) -> Violation {
    let problem = &input.plan.problem;
    let rule = Rule {
        kind: RuleKind::Away,
        name: problem.members[member].name.clone(),
        subject: None,
        days: vec![day],
        on: vec![problem.days[day].on],
        half: None,
        members: vec![member],
        number: 0,
        people: 1,
    };
    Violation { rule, found: 1 }
}
