//! The rate of attendance and its strict sister.

use crate::model::StatusKind;
use siaga_civil::Ratio;

/// How many person-days there are of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally([i64; StatusKind::ALL.len()]);

impl Tally {
    /// Adds people of a kind.
    pub fn add(&mut self, kind: StatusKind, people: i64) {
        self.0[kind as usize] += people;
    }

    /// Adds another tally.
    pub fn add_all(&mut self, other: &Self) {
        for (own, theirs) in self.0.iter_mut().zip(other.0) {
            *own += theirs;
        }
    }

    /// Returns the people of a kind.
    pub fn of(&self, kind: StatusKind) -> i64 {
        self.0[kind as usize]
    }

    /// Returns everybody who was expected.
    pub fn expected(&self) -> i64 {
        StatusKind::ALL.into_iter().filter(|kind| *kind != StatusKind::Off).map(|kind| self.of(kind)).sum()
    }

    /// Returns those who attended: at work, from home, or on duty elsewhere.
    pub fn attended(&self) -> i64 {
        StatusKind::ALL.into_iter().filter(|kind| kind.is_attended()).map(|kind| self.of(kind)).sum()
    }
}

/// Both rates with the key of the text that defines them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rates {
    /// Attended / obliged.
    pub attendance: Ratio,
    /// At the place of work / obliged.
    pub strict: Ratio,
    /// Message id of the definition.
    pub definition: &'static str,
}

/// Returns the rates of a tally.
///
/// # Shape
/// Obliged are all who were expected, without those on approved leave unless `leave_is_obliged`.
///
/// # Source
/// No act gives a formula; the report of 26 May 2020 from Serdang Bedagai counts civil servants and
/// contract workers together. The definition is printed under every rate.
pub fn rates(tally: &Tally, leave_is_obliged: bool) -> Rates {
    let on_leave = if leave_is_obliged { 0 } else { tally.of(StatusKind::Leave) };
    let obliged = tally.expected() - on_leave;
    Rates {
        attendance: Ratio::new(tally.attended(), obliged),
        strict: Ratio::new(tally.of(StatusKind::Present), obliged),
        definition: if leave_is_obliged { "figure-definition-with-leave" } else { "figure-definition" },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(counts: &[(StatusKind, i64)]) -> Tally {
        let mut tally = Tally::default();
        for (kind, people) in counts {
            tally.add(*kind, *people);
        }
        tally
    }

    #[test]
    fn the_rate_of_serdang_bedagai_is_98_39() {
        let day = tally(&[
            (StatusKind::Present, 5_950),
            (StatusKind::OfficialTravel, 39),
            (StatusKind::Sick, 60),
            (StatusKind::Excused, 30),
            (StatusKind::Unexcused, 8),
            (StatusKind::Leave, 113),
            (StatusKind::Off, 44),
        ]);
        let rates = rates(&day, false);
        assert_eq!(rates.attendance, Ratio::new(5_989, 6_087));
        assert_eq!(rates.attendance.to_string(), "98,39 %");
        assert_eq!(rates.strict, Ratio::new(5_950, 6_087));
    }

    #[test]
    fn leave_counts_as_obliged_only_when_law_says_so() {
        let day = tally(&[(StatusKind::Present, 9), (StatusKind::Leave, 1)]);
        assert_eq!(rates(&day, false).attendance, Ratio::new(9, 9));
        assert_eq!(rates(&day, true).attendance, Ratio::new(9, 10));
        assert_ne!(rates(&day, false).definition, rates(&day, true).definition);
    }

    #[test]
    fn work_from_home_attends_but_is_not_at_the_place_of_work() {
        let day = tally(&[(StatusKind::WorkFromHome, 3), (StatusKind::Present, 1)]);
        assert_eq!(rates(&day, false).attendance, Ratio::new(4, 4));
        assert_eq!(rates(&day, false).strict, Ratio::new(1, 4));
    }

    #[test]
    fn a_day_without_duty_has_no_rate() {
        let day = tally(&[(StatusKind::Off, 100)]);
        assert_eq!(rates(&day, false).attendance.percent_hundredths(), None);
    }

    #[test]
    fn nobody_counts_twice_and_nobody_is_lost() {
        for kind in StatusKind::ALL {
            let one = tally(&[(kind, 1)]);
            assert_eq!(one.expected(), i64::from(kind != StatusKind::Off), "{kind:?}");
            assert!(one.attended() <= one.expected(), "{kind:?}");
        }
    }
}
