//! Whether a problem fits together at all.

use crate::{Problem, Rule, RuleKind};

/// Most member-days of one problem; beyond it figures could leave their integers.
const MEMBER_DAYS_MOST: usize = 200_000;

/// Returns what does not fit, or nothing.
pub(crate) fn faults(problem: &Problem) -> Vec<Rule> {
    let days = problem.days.len();
    let mut faults = Vec::new();
    let mut fault = |text: String| faults.push(Rule::new(RuleKind::Malformed, text));
    if days.saturating_mul(problem.members.len()) > MEMBER_DAYS_MOST {
        fault(format!("more than {MEMBER_DAYS_MOST} days of people"));
    }
    if problem.days.windows(2).any(|pair| pair[0].on >= pair[1].on) {
        fault("days not in order of date".to_owned());
    }
    for group in &problem.groups {
        if group.office_min.len() != days || group.office_max.len() != days {
            fault(format!("quota of {} not given for every day", group.name));
        }
    }
    for desk in &problem.desks {
        if desk.need.len() != days {
            fault(format!("need of desk {} not given for every day", desk.name));
        }
    }
    for member in &problem.members {
        let is_whole = |len: usize| len == days || len == 0;
        if member.days.len() != days || !is_whole(member.before.len()) || !is_whole(member.prefers.len()) {
            fault(format!("days of {} not given for every day", member.name));
        }
        let is_known = member.group < problem.groups.len()
            && member.team.is_none_or(|team| team < problem.teams.len())
            && member.desks.iter().all(|desk| *desk < problem.desks.len());
        if !is_known {
            fault(format!("unknown group, team or desk of {}", member.name));
        }
    }
    faults
}
