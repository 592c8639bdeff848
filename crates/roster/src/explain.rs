//! Which rules contradict each other: a set of them from which none can be left out.

use crate::case::Case;
use crate::search::{Aim, search};
use crate::{Availability, Contradiction, Half, Member, Problem, Rule, RuleKind};

/// Steps for one question whether some rules can hold together, and for all questions.
const STEPS_OF_ONE: u64 = 50_000;
const STEPS_OF_ALL: u64 = 5_000_000;

/// Returns a minimal set of rules of a case that cannot hold together.
pub(crate) fn explain(problem: &Problem, case: &Case) -> Contradiction {
    // Most contradictions lie on one day; that is quick to see and short to say.
    explain_a_day(problem, case).unwrap_or_else(|| {
        let case = case.clone().without_wishes();
        smallest(problem, &case, STEPS_OF_ALL)
    })
}

/// Returns rules of a single day that cannot hold together, if there are any.
pub(crate) fn explain_a_day(problem: &Problem, case: &Case) -> Option<Contradiction> {
    let case = case.clone().without_wishes();
    let mut steps = STEPS_OF_ALL;
    let mut days = (0..case.days).map(|day| case.only(day));
    let day = days.find(|only| is_impossible(only, &mut steps))?;
    Some(smallest(problem, &day, steps))
}

fn smallest(problem: &Problem, case: &Case, steps: u64) -> Contradiction {
    let all = limits(case);
    let mut asking = Asking { case, all: &all, steps };
    let kept = asking.smallest(&[], false, &all);
    let rules = kept.into_iter().map(|limit| limit.rule(problem, case)).collect();
    Contradiction { rules: merged(rules) }
}

/// Returns the desk that nobody at all can serve, as a rule that cannot hold.
pub(crate) fn unserved(problem: &Problem) -> Option<Contradiction> {
    for (desk, wanted) in problem.desks.iter().enumerate() {
        let Some(day) = wanted.need.iter().position(|need| *need != [0, 0]) else { continue };
        if !problem.members.iter().any(|member| member.desks.contains(&desk)) {
            let half = if wanted.need[day][0] > 0 { Half::Morning } else { Half::Afternoon };
            let rule = desk_rule(problem, desk, day, half);
            return Some(Contradiction { rules: vec![rule] });
        }
    }
    None
}

/// One rule of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Limit {
    Desk(usize, usize, Half),
    Most(usize, usize),
    Least(usize, usize),
    Apart(usize),
    DaysMin(usize),
    DaysMax(usize),
    Home(usize),
    Row(usize),
    Day(usize, usize),
}

struct Asking<'a> {
    case: &'a Case,
    all: &'a [Limit],
    steps: u64,
}

impl Asking<'_> {
    /// Returns those of `doubtful` that cannot be left out beside `given`; halves the doubtful ones again
    /// and again, so that it nests as deep as their number has bits.
    fn smallest(&mut self, given: &[Limit], is_new: bool, doubtful: &[Limit]) -> Vec<Limit> {
        if is_new && self.contradict(given) {
            return Vec::new();
        }
        if doubtful.len() < 2 {
            return doubtful.to_vec();
        }
        let (first, second) = doubtful.split_at(doubtful.len() / 2);
        let with_first = [given, first].concat();
        let of_second = self.smallest(&with_first, true, second);
        let with_second = [given, &of_second].concat();
        let mut kept = self.smallest(&with_second, !of_second.is_empty(), first);
        kept.extend(of_second);
        kept
    }

    /// Returns whether these rules alone are proven to contradict each other.
    fn contradict(&mut self, rules: &[Limit]) -> bool {
        let mut case = self.case.clone();
        for limit in self.all.iter().filter(|limit| !rules.contains(limit)) {
            limit.lift(&mut case);
        }
        is_impossible(&case, &mut self.steps)
    }
}

fn is_impossible(case: &Case, steps: &mut u64) -> bool {
    let given = STEPS_OF_ONE.min(*steps);
    let mut left = given;
    let outcome = search(case, Aim::Any, &mut left);
    *steps -= given - left;
    outcome.best.is_none() && outcome.bound.is_none()
}

/// Lists the rules of a case, those first that are best in an explanation.
fn limits(case: &Case) -> Vec<Limit> {
    let mut limits = Vec::new();
    let days = || 0..case.days;
    for (desk, needs) in case.needs.iter().enumerate() {
        for (day, half) in days().flat_map(|day| Half::BOTH.map(|half| (day, half))) {
            if needs[day][half.index()] > 0 {
                limits.push(Limit::Desk(desk, day, half));
            }
        }
    }
    for (group, quota) in case.groups.iter().enumerate() {
        let staff = case.people.iter().filter(|person| person.group == group).count();
        limits.extend(
            days().filter(|day| usize::from(quota.most[*day]) < staff).map(|day| Limit::Most(group, day)),
        );
        limits.extend(days().filter(|day| quota.least[*day] > 0).map(|day| Limit::Least(group, day)));
        if quota.is_apart {
            limits.push(Limit::Apart(group));
        }
    }
    for (index, person) in case.people.iter().enumerate() {
        let own = [
            (person.least > 0, Limit::DaysMin(index)),
            (person.most < case.days as i32, Limit::DaysMax(index)),
            (person.home_most.is_some(), Limit::Home(index)),
            (person.row_most.is_some(), Limit::Row(index)),
        ];
        limits.extend(own.into_iter().filter(|(is_there, _)| *is_there).map(|(_, limit)| limit));
        let known = days().filter(|day| person.days[*day] != Availability::Free);
        limits.extend(known.map(|day| Limit::Day(index, day)));
    }
    limits
}

impl Limit {
    fn lift(self, case: &mut Case) {
        match self {
            Self::Desk(desk, day, half) => case.needs[desk][day][half.index()] = 0,
            Self::Most(group, day) => case.groups[group].most[day] = u16::MAX,
            Self::Least(group, day) => case.groups[group].least[day] = 0,
            Self::Apart(group) => case.groups[group].is_apart = false,
            Self::DaysMin(person) => case.people[person].least = 0,
            Self::DaysMax(person) => case.people[person].most = i32::MAX,
            Self::Home(person) => case.people[person].home_most = None,
            Self::Row(person) => case.people[person].row_most = None,
            Self::Day(person, day) => case.people[person].days[day] = Availability::Free,
        }
    }

    fn rule(self, problem: &Problem, case: &Case) -> Rule {
        let day = |day: usize| case.origin.days[day];
        let quota = |kind: RuleKind, group: usize, at: usize, number: u16| {
            let group = case.origin.groups[group];
            let staff = problem.members.iter().filter(|member| member.group == group).count();
            let rule = Rule::new(kind, &problem.groups[group].name);
            let rule = Rule { subject: Some(group), number: u32::from(number), people: staff as u32, ..rule };
            on(problem, rule, day(at))
        };
        let person = |kind: RuleKind, index: usize, number: &dyn Fn(&Member) -> Option<u16>| {
            let index = case.origin.people[index];
            let member = &problem.members[index];
            let number = u32::from(number(member).unwrap_or(0));
            Rule { members: vec![index], number, people: 1, ..Rule::new(kind, &member.name) }
        };
        match self {
            Self::Desk(desk, at, half) => desk_rule(problem, case.origin.desks[desk], day(at), half),
            Self::Most(group, at) => quota(RuleKind::OfficeMax, group, at, case.groups[group].most[at]),
            Self::Least(group, at) => quota(RuleKind::OfficeMin, group, at, case.groups[group].least[at]),
            Self::Apart(group) => {
                let group = case.origin.groups[group];
                let rule = Rule::new(RuleKind::TeamsApart, &problem.groups[group].name);
                Rule { subject: Some(group), number: 1, ..rule }
            }
            Self::DaysMin(index) => {
                person(RuleKind::OfficeDaysMin, index, &|member| member.office_days.map(|days| days.0))
            }
            Self::DaysMax(index) => {
                person(RuleKind::OfficeDaysMax, index, &|member| member.office_days.map(|days| days.1))
            }
            Self::Home(index) => {
                person(RuleKind::HomeDaysAWeek, index, &|member| member.home_days_a_week_max)
            }
            Self::Row(index) => person(RuleKind::InARow, index, &|member| member.in_a_row_max),
            Self::Day(index, at) => {
                let kind = match case.people[index].days[at] {
                    Availability::Office => RuleKind::FixedOffice,
                    Availability::Home => RuleKind::FixedHome,
                    Availability::Free | Availability::Away { .. } => RuleKind::Away,
                };
                on(problem, person(kind, index, &|_| None), day(at))
            }
        }
    }
}

fn desk_rule(problem: &Problem, desk: usize, day: usize, half: Half) -> Rule {
    let wanted = &problem.desks[desk];
    let able = problem.members.iter().filter(|member| member.desks.contains(&desk)).count();
    let number = u32::from(wanted.need[day][half.index()]);
    let rule = Rule::new(RuleKind::DeskNeed, &wanted.name);
    on(problem, Rule { subject: Some(desk), half: Some(half), number, people: able as u32, ..rule }, day)
}

fn on(problem: &Problem, rule: Rule, day: usize) -> Rule {
    Rule { days: vec![day], on: vec![problem.days[day].on], ..rule }
}

/// Puts rules together that differ only in their day, then those that differ only in their person.
fn merged(rules: Vec<Rule>) -> Vec<Rule> {
    let same_but_days = |one: &Rule, other: &Rule| {
        let key = |rule: &Rule| (rule.kind, rule.subject, rule.half, rule.number, rule.people);
        key(one) == key(other) && one.members == other.members
    };
    let mut by_day: Vec<Rule> = Vec::new();
    for rule in rules {
        match by_day.iter_mut().find(|known| same_but_days(known, &rule)) {
            Some(known) => {
                known.days.extend(rule.days);
                known.on.extend(rule.on);
            }
            None => by_day.push(rule),
        }
    }
    let mut by_person: Vec<Rule> = Vec::new();
    for rule in by_day {
        let is_same = |known: &&mut Rule| {
            !rule.members.is_empty()
                && (known.kind, known.number, &known.days) == (rule.kind, rule.number, &rule.days)
        };
        match by_person.iter_mut().find(is_same) {
            Some(known) => {
                known.members.extend(rule.members);
                known.people = known.members.len() as u32;
            }
            None => by_person.push(rule),
        }
    }
    by_person.sort_by_key(|rule| (rule.kind, rule.subject, rule.members.first().copied()));
    by_person
}
