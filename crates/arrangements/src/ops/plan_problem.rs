//! The problem of a roster: quotas, desks, absences and duties of one agency over some days.

use super::asker::Asker;
use super::frame::{AgencyFrame, Frame, FrameMember};
use super::quotas::{self, Tried, UnitQuota, has_fixed_duty};
use crate::params;
use crate::rules::eligible::{Eligibility, Listed, eligibility};
use chrono::{Datelike, NaiveDate};
use siaga_roster::{Availability, Day, Desk, Group, Member, Problem as RosterProblem, Wishes};
use std::collections::{BTreeMap, HashMap};

/// What is kept of people for rosters elsewhere.
#[derive(Debug, Clone, Default)]
pub(crate) struct Habits {
    /// Fixed team by employee.
    pub(crate) teams: HashMap<i64, String>,
    /// Preference by employee from Monday to Sunday: above 0 rather in the office.
    pub(crate) prefers: HashMap<i64, [i8; 7]>,
    /// Whether the last roster had somebody in the office on a day.
    pub(crate) before: HashMap<(i64, NaiveDate), bool>,
    /// What is wished for.
    pub(crate) wishes: Wishes,
}

/// A problem with the way back from its places to the keys of the program.
#[derive(Debug, Clone)]
pub(crate) struct PlanProblem {
    pub(crate) problem: RosterProblem,
    /// Member → employee.
    pub(crate) employees: Vec<i64>,
    /// Group → unit.
    pub(crate) units: Vec<i64>,
    /// Desk → desk.
    pub(crate) desks: Vec<i64>,
    /// Unit → day → quota.
    pub(crate) quotas: Vec<Vec<UnitQuota>>,
    /// What is odd about the facts: code and words.
    pub(crate) oddities: Vec<(String, String)>,
}

/// Builds the problem of one agency of a frame.
pub(crate) fn of_agency(
    frame: &Frame,
    one: &AgencyFrame,
    asker: &mut Asker<'_>,
    tried: Option<&Tried>,
    habits: &Habits,
) -> PlanProblem {
    let quotas = quotas::of_agency(frame, one, asker, tried);
    let mut building = Building { frame, one, quotas: &quotas, habits, oddities: Vec::new() };
    let listed = building.listed(asker);
    let home_days_a_week_max = building.flexible_days(asker);
    let teams = building.teams();
    let mut members: Vec<Member> =
        one.members.iter().map(|member| building.member(member, &listed, &teams)).collect();
    for member in &mut members {
        member.home_days_a_week_max = home_days_a_week_max;
    }
    let groups = (0..one.units.len()).map(|unit| building.group(unit, &members)).collect();
    let oddities = building.oddities;
    let desk =
        |desk: &super::frame::FrameDesk| Desk { name: desk.desk.name.clone(), need: desk.need.clone() };
    let problem = RosterProblem {
        days: frame.days.iter().map(|on| Day { on: *on, week: week(*on) }).collect(),
        groups,
        teams: teams.into_keys().collect(),
        desks: one.desks.iter().map(desk).collect(),
        members,
        wishes: habits.wishes,
    };
    PlanProblem {
        problem,
        employees: one.members.iter().map(|member| member.employee_id).collect(),
        units: one.units.iter().map(|unit| unit.id).collect(),
        desks: one.desks.iter().map(|desk| desk.desk.id).collect(),
        quotas,
        oddities,
    }
}

/// Weeks begin on Monday; those of two years differ.
fn week(on: NaiveDate) -> u32 {
    let iso = on.iso_week();
    u32::try_from(iso.year()).unwrap_or(0) * 100 + iso.week()
}

struct Building<'a> {
    frame: &'a Frame,
    one: &'a AgencyFrame,
    quotas: &'a [Vec<UnitQuota>],
    habits: &'a Habits,
    oddities: Vec<(String, String)>,
}

impl Building<'_> {
    /// The criteria that law lists on each day.
    fn listed(&self, asker: &mut Asker<'_>) -> Vec<Listed> {
        let days = self.frame.days.iter().zip(&self.frame.facts_on);
        days.map(|(on, facts)| {
            let facts = facts.of_agency(&self.one.agency.path);
            asker.criteria(*on, &self.one.agency.code, &facts)
        })
        .collect()
    }

    /// The days a week that flexible work allows from home, by the law of the first day.
    fn flexible_days(&self, asker: &mut Asker<'_>) -> Option<u16> {
        let (on, facts) = self.frame.days.first().zip(self.frame.facts_on.first())?;
        let facts = facts.of_agency(&self.one.agency.path);
        let ground = asker.line(params::FLEXIBLE_DAYS_WEEK_MAX, *on, &self.one.agency.code, &facts)?;
        u16::try_from(ground.value).ok()
    }

    fn teams(&self) -> BTreeMap<String, usize> {
        let named = self.one.members.iter().filter_map(|member| self.habits.teams.get(&member.employee_id));
        let mut teams: BTreeMap<String, usize> = named.map(|name| (name.clone(), 0)).collect();
        for (place, index) in teams.values_mut().enumerate() {
            *index = place;
        }
        teams
    }

    fn member(&mut self, member: &FrameMember, listed: &[Listed], teams: &BTreeMap<String, usize>) -> Member {
        self.tell_units(member);
        let weighed: Vec<Eligibility> =
            (0..self.frame.days.len()).map(|day| self.weigh(member, day, &listed[day])).collect();
        let mut days = Vec::with_capacity(self.frame.days.len());
        let mut is_torn = false;
        for (day, weighed) in weighed.iter().enumerate() {
            let (availability, torn) = self.availability(member, day, *weighed);
            days.push(availability);
            is_torn |= torn;
        }
        if is_torn {
            let words = format!("{} is to be at the office and works from home", member.name);
            self.oddities.push(("arrangements.fixed_at_both".to_owned(), words));
        }
        let team = self.habits.teams.get(&member.employee_id);
        Member {
            name: member.name.clone(),
            group: member.unit,
            team: team.and_then(|name| teams.get(name)).copied(),
            desks: member.desks.clone(),
            days,
            before: self.before(member),
            prefers: self.prefers(member, &weighed),
            ..Member::default()
        }
    }

    fn tell_units(&mut self, member: &FrameMember) {
        for other in &member.other_units {
            let words = format!(
                "{} works in {} and in {} within the period",
                member.name, self.one.units[member.unit].name, self.one.units[*other].name
            );
            self.oddities.push(("arrangements.two_units".to_owned(), words));
        }
    }

    fn weigh(&self, member: &FrameMember, day: usize, listed: &Listed) -> Eligibility {
        if member.answers.is_empty() {
            return Eligibility::default();
        }
        let on = self.frame.days[day];
        let mut answers = BTreeMap::new();
        for answer in member.answers.iter().filter(|answer| answer.covers(on)) {
            answers.insert(answer.criterion, answer.is_yes);
        }
        let answers: Vec<_> = answers.into_iter().collect();
        eligibility(listed, &answers).value
    }

    /// What is known of a day, and whether two things are: a duty at the office wins over what speaks for home.
    fn availability(&self, member: &FrameMember, day: usize, weighed: Eligibility) -> (Availability, bool) {
        let [morning, afternoon] = member.away[day];
        if morning || afternoon {
            return (Availability::Away { morning, afternoon }, false);
        }
        let quota = &self.quotas[member.unit][day];
        let levels = quota.law.leaders_in_office_min.as_ref().map_or(0, |ground| ground.value);
        let leads = member.head_level > 0 && i64::from(member.head_level) <= levels && !quota.quota.is_closed;
        let stays = weighed.is_fixed && quota.quota.home_max > 0;
        if leads || has_fixed_duty(self.one, member, quota.on) {
            return (Availability::Office, stays);
        }
        (if stays { Availability::Home } else { Availability::Free }, false)
    }

    fn before(&self, member: &FrameMember) -> Vec<Option<bool>> {
        if self.habits.before.is_empty() {
            return Vec::new();
        }
        let days = self.frame.days.iter();
        days.map(|on| self.habits.before.get(&(member.employee_id, *on)).copied()).collect()
    }

    fn prefers(&self, member: &FrameMember, weighed: &[Eligibility]) -> Vec<i8> {
        let own = self.habits.prefers.get(&member.employee_id);
        let days = self.frame.days.iter().zip(weighed);
        days.map(|(on, weighed)| {
            let weekday = usize::try_from(on.weekday().num_days_from_monday()).unwrap_or(0);
            match own.map_or(0, |own| own[weekday]) {
                0 => weighed.prefers(),
                own => own,
            }
        })
        .collect()
    }

    /// Who is on leave needs no place; those who are there and may not all stay at home come.
    fn group(&self, unit: usize, members: &[Member]) -> Group {
        let own: Vec<&Member> = members.iter().filter(|member| member.group == unit).collect();
        let (mut office_min, mut office_max) = (Vec::new(), Vec::new());
        for (day, quota) in self.quotas[unit].iter().enumerate() {
            let there = heads(own.iter().filter(|member| {
                member.days[day].may_be_in_office() || member.days[day] == Availability::Home
            }));
            let fixed = heads(own.iter().filter(|member| member.days[day] == Availability::Office));
            let least = there.saturating_sub(quota.quota.home_max).max(fixed);
            // Law that contradicts itself must not vanish because somebody is on leave.
            let least =
                if quota.quota.office_min > quota.quota.office_max { quota.quota.office_min } else { least };
            office_min.push(small(least));
            office_max.push(small(quota.quota.office_max));
        }
        Group { name: self.one.units[unit].name.clone(), office_min, office_max }
    }
}

fn heads<'a>(members: impl Iterator<Item = &'a &'a Member>) -> u32 {
    u32::try_from(members.count()).unwrap_or(u32::MAX)
}

fn small(heads: u32) -> u16 {
    u16::try_from(heads).unwrap_or(u16::MAX)
}
