//! The slow checker: reads a plan line by line and knows nothing of how it was made.

use crate::shape::faults;
use crate::{Availability, Half, Problem, Rule, RuleKind, Serves, Violation};

/// Returns every hard rule that a plan breaks; nothing when it keeps all.
///
/// It is for plans of any origin, also those changed by hand; [`crate::serve_desks`] fills desks for them.
pub fn verify(problem: &Problem, office: &[Vec<bool>], serves: &Serves) -> Vec<Violation> {
    let mut malformed = faults(problem);
    let days = problem.days.len();
    let is_whole = office.len() == problem.members.len()
        && serves.len() == problem.members.len()
        && office.iter().all(|row| row.len() == days)
        && serves.iter().all(|row| row.len() == days);
    if malformed.is_empty() && !is_whole {
        malformed.push(Rule::new(RuleKind::Malformed, "the plan has other people or days"));
    }
    if !malformed.is_empty() {
        return malformed.into_iter().map(|rule| Violation { rule, found: 0 }).collect();
    }
    let mut checker = Checker { problem, office, serves, violations: Vec::new() };
    for day in 0..days {
        checker.quotas(day);
        checker.teams(day);
        for half in Half::BOTH {
            checker.desks(day, half);
        }
    }
    for member in 0..problem.members.len() {
        checker.fixed_days(member);
        checker.serving(member);
        checker.totals(member);
        checker.weeks(member);
        checker.rows(member);
    }
    checker.violations
}

struct Checker<'a> {
    problem: &'a Problem,
    office: &'a [Vec<bool>],
    serves: &'a Serves,
    violations: Vec<Violation>,
}

impl Checker<'_> {
    fn quotas(&mut self, day: usize) {
        for (index, group) in self.problem.groups.iter().enumerate() {
            let people = || {
                let all = self.problem.members.iter().enumerate();
                all.filter(|(_, member)| member.group == index).map(|(member, _)| member)
            };
            let staff = people().count() as u32;
            let found = people().filter(|member| self.office[*member][day]).count() as u32;
            for (kind, number) in
                [(RuleKind::OfficeMin, group.office_min[day]), (RuleKind::OfficeMax, group.office_max[day])]
            {
                let number = u32::from(number);
                let is_kept = if kind == RuleKind::OfficeMin { found >= number } else { found <= number };
                if !is_kept {
                    let rule =
                        Rule { subject: Some(index), number, people: staff, ..Rule::new(kind, &group.name) };
                    self.violations.push(Violation { rule: self.on(rule, day), found });
                }
            }
        }
    }

    fn teams(&mut self, day: usize) {
        if !self.problem.wishes.teams_apart {
            return;
        }
        for (index, group) in self.problem.groups.iter().enumerate() {
            let members = self.problem.members.iter().enumerate();
            let mut teams: Vec<usize> = members
                .filter(|(member, person)| person.group == index && self.office[*member][day])
                .filter_map(|(_, person)| person.team)
                .collect();
            teams.sort_unstable();
            teams.dedup();
            if teams.len() > 1 {
                let rule =
                    Rule { subject: Some(index), number: 1, ..Rule::new(RuleKind::TeamsApart, &group.name) };
                self.violations.push(Violation { rule: self.on(rule, day), found: teams.len() as u32 });
            }
        }
    }

    fn desks(&mut self, day: usize, half: Half) {
        for (index, desk) in self.problem.desks.iter().enumerate() {
            let number = u32::from(desk.need[day][half.index()]);
            let served = self.serves.iter().filter(|row| row[day][half.index()] == Some(index));
            let found = served.count() as u32;
            if found < number {
                let able = self.problem.members.iter().filter(|member| member.desks.contains(&index));
                let people = able.count() as u32;
                let rule = Rule {
                    subject: Some(index),
                    half: Some(half),
                    number,
                    people,
                    ..Rule::new(RuleKind::DeskNeed, &desk.name)
                };
                self.violations.push(Violation { rule: self.on(rule, day), found });
            }
        }
    }

    fn fixed_days(&mut self, member: usize) {
        for day in 0..self.problem.days.len() {
            let fixed = self.problem.members[member].days[day];
            let kind = match (fixed, self.office[member][day]) {
                (Availability::Office, false) => RuleKind::FixedOffice,
                (Availability::Home, true) => RuleKind::FixedHome,
                (Availability::Away { morning: true, afternoon: true }, true) => RuleKind::Away,
                _ => continue,
            };
            let rule = self.on(self.of(kind, member, 0), day);
            self.violations.push(Violation { rule, found: 1 });
        }
    }

    fn serving(&mut self, member: usize) {
        let person = &self.problem.members[member];
        for day in 0..self.problem.days.len() {
            for half in Half::BOTH {
                let Some(desk) = self.serves[member][day][half.index()] else { continue };
                let is_right = person.desks.contains(&desk)
                    && self.office[member][day]
                    && person.days[day].can_serve(half);
                if !is_right {
                    let rule = Rule { half: Some(half), ..self.of(RuleKind::Serving, member, 0) };
                    self.violations.push(Violation { rule: self.on(rule, day), found: desk as u32 });
                }
            }
        }
    }

    fn totals(&mut self, member: usize) {
        let Some((fewest, most)) = self.problem.members[member].office_days else { return };
        let found = self.office[member].iter().filter(|is_in| **is_in).count() as u32;
        if found < u32::from(fewest) {
            let rule = self.of(RuleKind::OfficeDaysMin, member, u32::from(fewest));
            self.violations.push(Violation { rule, found });
        }
        if found > u32::from(most) {
            let rule = self.of(RuleKind::OfficeDaysMax, member, u32::from(most));
            self.violations.push(Violation { rule, found });
        }
    }

    fn weeks(&mut self, member: usize) {
        let person = &self.problem.members[member];
        let Some(most) = person.home_days_a_week_max.map(u32::from) else { return };
        let mut weeks: Vec<u32> = self.problem.days.iter().map(|day| day.week).collect();
        weeks.sort_unstable();
        weeks.dedup();
        for week in weeks {
            let days: Vec<usize> =
                (0..self.problem.days.len()).filter(|day| self.problem.days[*day].week == week).collect();
            let at_home = |day: &&usize| !self.office[member][**day] && !person.days[**day].is_away_all_day();
            let found = days.iter().filter(at_home).count() as u32;
            if found > most {
                let mut rule = self.of(RuleKind::HomeDaysAWeek, member, most);
                rule.on = days.iter().map(|day| self.problem.days[*day].on).collect();
                rule.days = days;
                self.violations.push(Violation { rule, found });
            }
        }
    }

    fn rows(&mut self, member: usize) {
        let Some(most) = self.problem.members[member].in_a_row_max.map(u32::from) else { return };
        let mut found = 0;
        for day in 0..self.problem.days.len() {
            found = if self.office[member][day] { found + 1 } else { 0 };
            let ends = self.office[member].get(day + 1).is_none_or(|is_in| !is_in);
            if found > most && ends {
                let rule = self.on(self.of(RuleKind::InARow, member, most), day);
                self.violations.push(Violation { rule, found });
            }
        }
    }

    fn of(&self, kind: RuleKind, member: usize, number: u32) -> Rule {
        let name = &self.problem.members[member].name;
        Rule { members: vec![member], number, people: 1, ..Rule::new(kind, name) }
    }

    fn on(&self, rule: Rule, day: usize) -> Rule {
        Rule { days: vec![day], on: vec![self.problem.days[day].on], ..rule }
    }
}
