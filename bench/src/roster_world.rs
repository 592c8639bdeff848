//! Problems of rosters, the same in every run.

use chrono::{Datelike, NaiveDate, Weekday};
use siaga_roster::{Availability, Day, Desk, Group, Member, Problem, Wishes};

const DAYS: usize = 20;
const AWAY: Availability = Availability::Away { morning: true, afternoon: true };

/// One group of 100 people in teams of 20, 45 to 50 in the office, 8 desks with 4 people each, one absence in
/// twenty days; wishes are fair days, then few teams a day.
pub(crate) fn reference() -> Problem {
    let mut dice = Dice(20_211);
    let members = (0..100).map(|index| {
        let mut member = member(0);
        (member.team, member.desks) = (Some(index / 20), vec![index % 8]);
        for day in &mut member.days {
            *day = if dice.hits(5) { AWAY } else { Availability::Free };
        }
        member
    });
    Problem {
        members: members.collect(),
        days: days(),
        groups: vec![group(45, 50)],
        teams: vec!["team".to_owned(); 5],
        desks: (0..8).map(|_| desk(4)).collect(),
        wishes: Wishes { changes: 0, preferences: 0, ..Wishes::default() },
    }
}

/// Agencies with units of 8 to 25 people, quotas of 30 to 50 %, desks, absences, a last plan and preferences.
pub(crate) fn agencies(count: usize, people: usize) -> Vec<Problem> {
    let size = |index: usize| people * (index + 1) / count - people * index / count;
    (0..count).map(|index| agency(&mut Dice(index as u64), size(index))).collect()
}

fn agency(dice: &mut Dice, people: usize) -> Problem {
    let mut problem = Problem { days: days(), ..Problem::default() };
    while problem.members.len() < people {
        let unit = problem.groups.len();
        let staff = (8 + dice.below(18)).min(people - problem.members.len());
        problem.groups.push(group(staff as u16 * 3 / 10, staff as u16 / 2));
        let desks = if staff > 9 { dice.below(3) } else { 0 };
        let first = problem.desks.len();
        let most = if staff > 15 { 2 } else { 1 };
        problem.desks.extend((0..desks).map(|_| desk(1 + dice.below(most) as u16)));
        for index in 0..staff {
            problem.members.push(person(dice, unit, first, if index < staff / 2 { desks } else { 0 }, index));
        }
    }
    problem
}

fn person(dice: &mut Dice, unit: usize, first: usize, desks: usize, index: usize) -> Member {
    let mut member = member(unit);
    if desks > 0 {
        member.desks.push(first + index % desks);
        if desks > 1 && dice.hits(30) {
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
    member.before = (0..DAYS).map(|_| Some(dice.hits(40))).collect();
    member.prefers = (0..DAYS).map(|_| dice.below(3) as i8 - 1).collect();
    member
}

fn days() -> Vec<Day> {
    let first = NaiveDate::from_ymd_opt(2021, 1, 4).unwrap_or_default();
    let is_weekend = |on: &NaiveDate| matches!(on.weekday(), Weekday::Sat | Weekday::Sun);
    let days = first.iter_days().filter(|on| !is_weekend(on)).take(DAYS);
    days.map(|on| Day { on, week: on.iso_week().week() }).collect()
}

fn group(least: u16, most: u16) -> Group {
    Group { name: "unit".to_owned(), office_min: vec![least; DAYS], office_max: vec![most; DAYS] }
}

fn desk(need: u16) -> Desk {
    Desk { name: "desk".to_owned(), need: vec![[need; 2]; DAYS] }
}

fn member(group: usize) -> Member {
    Member { name: "person".to_owned(), group, days: vec![Availability::Free; DAYS], ..Member::default() }
}

/// Numbers that look like chance and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % end.max(1) as u64) as usize
    }

    fn hits(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}
