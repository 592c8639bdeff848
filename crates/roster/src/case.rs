//! A part of a problem that can be solved by itself, in numbers only.

use crate::objective::{is_against, reach, was_in};
use crate::{Availability, Problem, Wishes};
use std::collections::BTreeMap;

/// Groups that share no desk and no team are cases of their own.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) days: usize,
    /// Day → week.
    pub(crate) weeks: Vec<u32>,
    pub(crate) groups: Vec<Quota>,
    /// Desk → day → morning, afternoon.
    pub(crate) needs: Vec<Vec<[u16; 2]>>,
    pub(crate) teams: usize,
    pub(crate) people: Vec<Person>,
    pub(crate) wishes: Wishes,
    pub(crate) origin: Origin,
}

#[derive(Debug, Clone)]
pub(crate) struct Quota {
    pub(crate) least: Vec<u16>,
    pub(crate) most: Vec<u16>,
    /// Teams of this group never come together.
    pub(crate) is_apart: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) group: usize,
    pub(crate) team: Option<usize>,
    pub(crate) desks: Vec<usize>,
    pub(crate) days: Vec<Availability>,
    pub(crate) least: i32,
    pub(crate) most: i32,
    /// What absences and fixed days leave, for fairness.
    pub(crate) reach: (i32, i32),
    pub(crate) home_most: Option<i32>,
    pub(crate) row_most: Option<i32>,
    /// Day → what the office costs more than home.
    pub(crate) cost: Vec<i64>,
    /// What home costs on all days.
    pub(crate) home_cost: i64,
}

/// Where the parts stand in the problem.
#[derive(Debug, Clone, Default)]
pub(crate) struct Origin {
    pub(crate) days: Vec<usize>,
    pub(crate) groups: Vec<usize>,
    pub(crate) desks: Vec<usize>,
    pub(crate) people: Vec<usize>,
}

impl Case {
    /// Splits a problem of good shape; desks that nobody can serve are in no case.
    pub(crate) fn split(problem: &Problem) -> Vec<Self> {
        let parts = parts(problem);
        let mut cases = Vec::new();
        let mut by_part: BTreeMap<usize, Origin> = BTreeMap::new();
        for (group, part) in parts.iter().enumerate() {
            by_part.entry(*part).or_default().groups.push(group);
        }
        for (index, member) in problem.members.iter().enumerate() {
            by_part.entry(parts[member.group]).or_default().people.push(index);
        }
        for (desk, server) in first_servers(problem).into_iter().enumerate() {
            if let Some(group) = server {
                by_part.entry(parts[group]).or_default().desks.push(desk);
            }
        }
        for (_, mut origin) in by_part {
            origin.days = (0..problem.days.len()).collect();
            cases.push(Self::of(problem, origin));
        }
        cases
    }

    fn of(problem: &Problem, origin: Origin) -> Self {
        let place = |all: &[usize]| -> BTreeMap<usize, usize> {
            all.iter().enumerate().map(|(index, original)| (*original, index)).collect()
        };
        let (groups, desks) = (place(&origin.groups), place(&origin.desks));
        let members = || origin.people.iter().map(|member| &problem.members[*member]);
        let mut teams: Vec<usize> = members().filter_map(|member| member.team).collect();
        teams.sort_unstable();
        teams.dedup();
        let teams = place(&teams);
        let people = members().map(|member| {
            let (fewest, most) = member.office_days.unwrap_or((0, u16::MAX));
            let (low, high) = reach(member);
            let (cost, home_cost) = costs(problem, member);
            let mut skills: Vec<usize> =
                member.desks.iter().filter_map(|desk| desks.get(desk).copied()).collect();
            skills.sort_unstable();
            skills.dedup();
            Person {
                group: groups[&member.group],
                team: member.team.map(|team| teams[&team]),
                desks: skills,
                days: member.days.clone(),
                least: i32::from(fewest),
                most: i32::from(most),
                reach: (low as i32, high as i32),
                home_most: member.home_days_a_week_max.map(i32::from),
                row_most: member.in_a_row_max.map(i32::from),
                cost,
                home_cost,
            }
        });
        let quota = |group: &usize| Quota {
            least: problem.groups[*group].office_min.clone(),
            most: problem.groups[*group].office_max.clone(),
            is_apart: problem.wishes.teams_apart,
        };
        Self {
            days: problem.days.len(),
            weeks: problem.days.iter().map(|day| day.week).collect(),
            groups: origin.groups.iter().map(quota).collect(),
            needs: origin.desks.iter().map(|desk| problem.desks[*desk].need.clone()).collect(),
            teams: teams.len(),
            people: people.collect(),
            wishes: problem.wishes,
            origin,
        }
    }

    /// Returns the case of one day alone, without the rules over several days.
    pub(crate) fn only(&self, day: usize) -> Self {
        let mut case = self.clone();
        case.days = 1;
        case.weeks = vec![self.weeks[day]];
        case.origin.days = vec![self.origin.days[day]];
        for quota in &mut case.groups {
            quota.least = vec![quota.least[day]];
            quota.most = vec![quota.most[day]];
        }
        for need in &mut case.needs {
            *need = vec![need[day]];
        }
        for person in &mut case.people {
            person.days = vec![person.days[day]];
            person.cost = vec![person.cost[day]];
            (person.least, person.most, person.home_most, person.row_most) = (0, i32::MAX, None, None);
        }
        case
    }

    /// Turns every wish off, so that any roster will do.
    pub(crate) fn without_wishes(mut self) -> Self {
        self.wishes = Wishes { spread: 0, team_days: 0, changes: 0, preferences: 0, ..self.wishes };
        for person in &mut self.people {
            person.cost.fill(0);
            person.home_cost = 0;
        }
        self
    }

    /// The most that one day of one person can cost.
    pub(crate) fn dearest(&self) -> i64 {
        self.people.iter().flat_map(|person| &person.cost).map(|cost| cost.abs()).max().unwrap_or(0)
    }
}

fn costs(problem: &Problem, member: &crate::Member) -> (Vec<i64>, i64) {
    let weight = |weight: u32| i64::from(weight.min(Wishes::HEAVIEST));
    let (changes, preferences) = (weight(problem.wishes.changes), weight(problem.wishes.preferences));
    let cost = |day: usize, is_in: bool| {
        changes * i64::from(was_in(member, day).is_some_and(|was| was != is_in))
            + preferences * i64::from(is_against(member, day, is_in))
    };
    let counts = |day: &usize| !member.days[*day].is_away_all_day();
    let home_cost = (0..problem.days.len()).filter(counts).map(|day| cost(day, false)).sum();
    let extra = |day: usize| if counts(&day) { cost(day, true) - cost(day, false) } else { 0 };
    ((0..problem.days.len()).map(extra).collect(), home_cost)
}

/// Desk → a group of somebody who can serve it.
fn first_servers(problem: &Problem) -> Vec<Option<usize>> {
    let mut servers = vec![None; problem.desks.len()];
    for member in &problem.members {
        for desk in &member.desks {
            servers[*desk] = servers[*desk].or(Some(member.group));
        }
    }
    servers
}

/// Group → its part.
fn parts(problem: &Problem) -> Vec<usize> {
    let mut part: Vec<usize> = (0..problem.groups.len()).collect();
    let mut join = |one: usize, other: usize| {
        let (from, to) = (part[one].max(part[other]), part[one].min(part[other]));
        if from != to {
            part.iter_mut().filter(|part| **part == from).for_each(|part| *part = to);
        }
    };
    let servers = first_servers(problem);
    let mut of_team: Vec<Option<usize>> = vec![None; problem.teams.len()];
    let teams_matter = problem.wishes.team_days > 0 || problem.wishes.teams_apart;
    for member in &problem.members {
        for desk in &member.desks {
            let is_needed = problem.desks[*desk].need.iter().any(|need| *need != [0, 0]);
            if let (true, Some(group)) = (is_needed, servers[*desk]) {
                join(group, member.group);
            }
        }
        if let (true, Some(team)) = (teams_matter, member.team) {
            join(of_team[team].unwrap_or(member.group), member.group);
            of_team[team] = of_team[team].or(Some(member.group));
        }
    }
    part
}
