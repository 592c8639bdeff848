//! What each person does on the morning: the input of the day. Nothing here knows a rate.

use super::agencies::{AgencyPlan, Flavour};
use super::dice::Dice;
use super::staff::Staff;

/// People of the day as it was reported; other sizes take the same shares.
pub(super) const PEOPLE_OF_THE_DAY: usize = 6_212;

/// People on approved leave, on duty elsewhere, off after a night, and all who are missing, of
/// [`PEOPLE_OF_THE_DAY`]; of the missing, those who are ill, excused and unheard of one by one.
const ON_LEAVE: usize = 113;
const ON_TRAVEL: usize = 39;
const AFTER_NIGHT: usize = 12;
const MISSING: usize = 98;
const EXCUSED: usize = 27;
const UNEXCUSED: usize = 13;
const UNHEARD: usize = 6;

/// People who check in by phone: in districts, where a recap tells the same, and instead of a scan where
/// terminals hang. Of each, every so many is far away.
const PHONES_IN_DISTRICTS: usize = 24;
const PHONES_BESIDE_TERMINALS: usize = 14;
const EVERY_FAR_PHONE: usize = 7;

/// Agencies with terminals that also file a signed recap.
const FILE_TOO: &[&str] = &[
    "SETDA",
    "SETWAN",
    "INSPEKTORAT",
    "DINKES",
    "RSUD",
    "SATPOLPP",
    "BKD",
    "DISHUB",
    "DISTAN",
    "DLH",
    "DISDIK",
    "BPKAD",
];

/// Why somebody is away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Away {
    Sick,
    Excused,
    Unexcused,
    Travel,
    Leave,
}

/// The morning of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct PersonDay {
    /// Second of the day at which the person stands before a terminal.
    pub(super) scan: Option<u32>,
    /// What the papers say; beside a scan it is a contradiction that somebody has to resolve.
    pub(super) away: Option<Away>,
    /// Went home after a night shift.
    pub(super) is_after_night: bool,
    /// Checks in by phone.
    pub(super) phone: Option<Phone>,
}

/// A check-in by phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Phone {
    /// Second of the day at which the button is pressed.
    pub(super) second: u32,
    /// The person is nowhere near the office.
    pub(super) is_far: bool,
}

/// Which papers an agency brings by ten o'clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filing {
    /// No recap: the terminals and approved requests tell everything.
    Nothing,
    /// A recap that nobody has signed yet.
    Draft,
    /// A recap that waits for the head.
    Signed,
    /// A recap with both signatures.
    Countersigned,
}

/// Returns which papers the agencies bring.
///
/// # Shape
/// By agency. Of the districts, the smallest has a draft and two wait for their heads.
pub(super) fn filings(agencies: &[AgencyPlan]) -> Vec<Filing> {
    let is_district = |agency: &&AgencyPlan| agency.flavour == Flavour::District;
    let mut districts: Vec<&AgencyPlan> = agencies.iter().filter(is_district).collect();
    districts.sort_by_key(|agency| agency.people);
    let rank = |agency: &AgencyPlan| districts.iter().position(|district| district.code == agency.code);
    agencies
        .iter()
        .map(|agency| match rank(agency) {
            Some(0) => Filing::Draft,
            Some(3 | 6) => Filing::Signed,
            Some(_) => Filing::Countersigned,
            None if FILE_TOO.contains(&agency.code.as_str()) => Filing::Countersigned,
            None => Filing::Nothing,
        })
        .collect()
}

/// Returns the morning of everybody, in the order of the staff.
pub(super) fn mornings(
    agencies: &[AgencyPlan],
    filings: &[Filing],
    staff: &Staff,
    seed: u64,
) -> Vec<PersonDay> {
    let people = staff.people.len();
    let share = |count: usize| (count * people + PEOPLE_OF_THE_DAY / 2) / PEOPLE_OF_THE_DAY;
    let mut choice = Choice::new(staff, seed);
    let of = |person: usize| staff.people[person].agency;
    let is_draft = |person: usize| filings[of(person)] == Filing::Draft;
    let files = |person: usize| matches!(filings[of(person)], Filing::Signed | Filing::Countersigned);
    let scans = |person: usize| agencies[of(person)].has_terminals;
    let nurse = |person: usize| {
        agencies[of(person)].flavour == Flavour::Hospital && staff.people[person].title == "Perawat"
    };

    let nights = choice.take(share(AFTER_NIGHT), nurse);
    let unheard = choice.take(UNHEARD, |person| scans(person) && !files(person));
    let in_draft = (0..people).filter(|&person| is_draft(person)).count();
    let unexcused = choice.take(share(UNEXCUSED), files);
    let excused = choice.take(share(EXCUSED), |person| !is_draft(person));
    let told = unheard.len() + in_draft + unexcused.len() + excused.len();
    let sick = choice.take(share(MISSING).saturating_sub(told), |person| !is_draft(person));
    let leave = choice.take(share(ON_LEAVE), |person| !is_draft(person));
    let travel = choice.take(share(ON_TRAVEL), |person| !is_draft(person));
    let contradicted = choice.take(2, |person| files(person) && scans(person));

    let mut mornings: Vec<PersonDay> = (0..people)
        .map(|person| PersonDay { scan: scans(person).then(|| choice.arrival()), ..PersonDay::default() })
        .collect();
    for (list, why) in [
        (&sick, Away::Sick),
        (&excused, Away::Excused),
        (&unexcused, Away::Unexcused),
        (&travel, Away::Travel),
        (&leave, Away::Leave),
    ] {
        list.iter()
            .for_each(|&person| mornings[person] = PersonDay { away: Some(why), ..PersonDay::default() });
    }
    unheard.iter().for_each(|&person| mornings[person] = PersonDay::default());
    for &person in &nights {
        mornings[person] = PersonDay { is_after_night: true, ..PersonDay::default() };
    }
    contradicted.iter().for_each(|&person| mornings[person].away = Some(Away::Sick));
    // Sample accounts belong to the second people of their offices.
    let has_sample = |person: usize| staff.officers[of(person)] + 1 == person;
    let signed = |person: usize| filings[of(person)] == Filing::Countersigned;
    let in_districts =
        choice.take(PHONES_IN_DISTRICTS, |person| signed(person) && !scans(person) && !has_sample(person));
    let beside = choice.take(PHONES_BESIDE_TERMINALS, |person| {
        filings[of(person)] == Filing::Nothing && scans(person) && !has_sample(person)
    });
    for (place, &person) in in_districts.iter().chain(&beside).enumerate() {
        let second = mornings[person].scan.unwrap_or_else(|| choice.arrival());
        let phone = Phone { second, is_far: place % EVERY_FAR_PHONE == EVERY_FAR_PHONE - 1 };
        mornings[person] = PersonDay { phone: Some(phone), ..PersonDay::default() };
    }
    mornings
}

/// Draws people without drawing anybody twice; those who sign are always there.
struct Choice {
    dice: Dice,
    free: Vec<usize>,
}

impl Choice {
    fn new(staff: &Staff, seed: u64) -> Self {
        let mut dice = Dice::new(seed ^ 0x2605_2020);
        let signs = |person: &usize| staff.heads.contains(person) || staff.officers.contains(person);
        let mut free: Vec<usize> = (0..staff.people.len()).filter(|person| !signs(person)).collect();
        dice.shuffle(&mut free);
        Self { dice, free }
    }

    fn take(&mut self, count: usize, fits: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut taken = Vec::with_capacity(count);
        self.free.retain(|&person| {
            let takes = taken.len() < count && fits(person);
            if takes {
                taken.push(person);
            }
            !takes
        });
        taken
    }

    /// Returns when somebody arrives: most between seven and half past, a few late.
    fn arrival(&mut self) -> u32 {
        let minute = if self.dice.happens(17) {
            self.dice.between(7 * 60 + 31, 8 * 60 + 24)
        } else {
            6 * 60 + 47 + self.dice.between(0, 21) + self.dice.between(0, 21)
        };
        minute * 60 + self.dice.below(60)
    }
}

#[cfg(test)]
mod tests {
    use super::super::agencies::{agencies, tests::districts};
    use super::super::staff::staff;
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn the_shares_of_the_day_are_kept_and_signers_are_there() {
        let plans = agencies(&districts(), PEOPLE_OF_THE_DAY);
        let filings = filings(&plans);
        let staff = staff(&plans, 1);
        let mornings = mornings(&plans, &filings, &staff, 1);
        let mut away: HashMap<Away, usize> = HashMap::new();
        for day in &mornings {
            if let (Some(why), None) = (day.away, day.scan) {
                *away.entry(why).or_default() += 1;
            }
        }
        let draft: usize = plans
            .iter()
            .zip(&filings)
            .filter(|(_, filing)| **filing == Filing::Draft)
            .map(|(plan, _)| plan.people)
            .sum();
        assert_eq!(away[&Away::Leave], ON_LEAVE);
        assert_eq!(away[&Away::Travel], ON_TRAVEL);
        let explained = away[&Away::Sick] + away[&Away::Excused] + away[&Away::Unexcused];
        assert_eq!(explained + draft + UNHEARD, MISSING);
        assert_eq!(mornings.iter().filter(|day| day.is_after_night).count(), AFTER_NIGHT);
        for (agency, plan) in plans.iter().enumerate() {
            for signer in [staff.heads[agency], staff.officers[agency]] {
                assert_eq!(mornings[signer].away, None);
                assert_eq!(mornings[signer].scan.is_some(), plan.has_terminals);
            }
        }
    }

    #[test]
    fn phones_change_nobody_into_absent_or_unheard() {
        let plans = agencies(&districts(), PEOPLE_OF_THE_DAY);
        let filings = filings(&plans);
        let staff = staff(&plans, 1);
        let days = mornings(&plans, &filings, &staff, 1);
        let with_phone: Vec<usize> = (0..days.len()).filter(|&person| days[person].phone.is_some()).collect();
        assert_eq!(with_phone.len(), PHONES_IN_DISTRICTS + PHONES_BESIDE_TERMINALS);
        assert_eq!(with_phone.iter().filter(|&&person| days[person].phone.unwrap().is_far).count(), 5);
        for person in with_phone {
            assert_eq!((days[person].away, days[person].scan), (None, None));
            let agency = staff.people[person].agency;
            let expected = if plans[agency].has_terminals { Filing::Nothing } else { Filing::Countersigned };
            assert_eq!(filings[agency], expected);
        }
    }

    #[test]
    fn whoever_is_unexcused_works_where_a_recap_can_say_so() {
        let plans = agencies(&districts(), PEOPLE_OF_THE_DAY);
        let filings = filings(&plans);
        let staff = staff(&plans, 1);
        for (person, day) in mornings(&plans, &filings, &staff, 1).iter().enumerate() {
            let filing = filings[staff.people[person].agency];
            if day.away == Some(Away::Unexcused) {
                assert!(matches!(filing, Filing::Signed | Filing::Countersigned));
            }
            assert!(day.scan.is_none_or(|second| second < 8 * 3_600 + 25 * 60));
        }
    }
}
