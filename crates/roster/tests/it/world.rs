//! Problems to ask, made from a seed.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use siaga_roster::{Availability, Day, Desk, Group, Member, Problem, Wishes};

/// Numbers that look like chance and are the same in every run.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5151_5151)
    }

    /// Returns a number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % end.max(1) as u64) as usize
    }

    /// Returns whether something of so many in a hundred happens.
    pub(crate) fn hits(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// Working days from 4 January 2021.
pub(crate) fn days(count: usize) -> Vec<Day> {
    let first = NaiveDate::from_ymd_opt(2021, 1, 4).expect("a date");
    first
        .iter_days()
        .filter(|on| !matches!(on.weekday(), Weekday::Sat | Weekday::Sun))
        .map(|on| Day { on, week: on.iso_week().week() })
        .take(count)
        .collect()
}

pub(crate) fn group(name: &str, days: usize, least: u16, most: u16) -> Group {
    Group { name: name.to_owned(), office_min: vec![least; days], office_max: vec![most; days] }
}

pub(crate) fn desk(name: &str, days: usize, need: u16) -> Desk {
    Desk { name: name.to_owned(), need: vec![[need; 2]; days] }
}

pub(crate) fn member(name: String, group: usize, days: usize) -> Member {
    Member { name, group, days: vec![Availability::Free; days], ..Member::default() }
}

pub(crate) const AWAY: Availability = Availability::Away { morning: true, afternoon: true };

/// The instance that other solvers were measured on: one group of 100 people in teams of 20, 20 days, 45 to 50
/// in the office, 8 desks with 4 people each, one absence in twenty days.
pub(crate) fn reference(seed: u64) -> Problem {
    let mut dice = Dice::new(seed);
    let days_count = 20;
    let members = (0..100).map(|index| {
        let mut member = member(format!("P{index}"), 0, days_count);
        member.team = Some(index / 20);
        member.desks = vec![index % 8];
        for day in &mut member.days {
            if dice.hits(5) {
                *day = AWAY;
            }
        }
        member
    });
    Problem {
        members: members.collect(),
        days: days(days_count),
        groups: vec![group("Unit", days_count, 45, 50)],
        teams: (0..5).map(|team| format!("T{team}")).collect(),
        desks: (0..8).map(|index| desk(&format!("L{index}"), days_count, 4)).collect(),
        wishes: Wishes { changes: 0, preferences: 0, ..Wishes::default() },
    }
}

/// An agency as they are: units of 8 to 25 people, a quota, one or two desks in some units, absences, a last
/// plan and preferences.
pub(crate) fn agency(seed: u64, people: usize, days_count: usize) -> Problem {
    let mut dice = Dice::new(seed);
    let mut problem = Problem { days: days(days_count), ..Problem::default() };
    while problem.members.len() < people {
        let unit = problem.groups.len();
        let left = people - problem.members.len();
        let staff = (8 + dice.below(18)).min(left);
        let (least, most) = (staff * 3 / 10, staff / 2);
        problem.groups.push(group(&format!("U{unit}"), days_count, least as u16, most as u16));
        let desks = if staff > 9 { dice.below(3) } else { 0 };
        let first = problem.desks.len();
        for index in 0..desks {
            problem.desks.push(desk(&format!("L{unit}.{index}"), days_count, 1 + dice.below(2) as u16));
        }
        for index in 0..staff {
            let mut member = member(format!("P{unit}.{index}"), unit, days_count);
            if desks > 0 && index < staff / 2 {
                member.desks.push(first + index % desks);
                if dice.hits(30) {
                    member.desks.push(first + (index + 1) % desks);
                }
            }
            for day in &mut member.days {
                *day = match dice.below(40) {
                    0 => AWAY,
                    1 => Availability::Home,
                    2 => Availability::Away { morning: dice.hits(50), afternoon: false },
                    _ => Availability::Free,
                };
            }
            member.before = (0..days_count).map(|_| Some(dice.hits(40))).collect();
            member.prefers = (0..days_count).map(|_| dice.below(3) as i8 - 1).collect();
            problem.members.push(member);
        }
    }
    problem
}

/// The first Monday after `day`, for tests that move a period.
pub(crate) fn later(day: Day, weeks: u64) -> Day {
    Day { on: day.on + Days::new(7 * weeks), week: day.week + weeks as u32 }
}
