//! Which reports are due, and which came late or not at all.

use chrono::{Datelike, NaiveDate};

/// How the report of a month came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    /// It came by its day.
    InTime,
    /// It came, so many days after its day.
    Late {
        /// Days.
        days: i64,
    },
    /// It did not come, and its day was so many days ago.
    Missing {
        /// Days.
        days: i64,
    },
    /// Its day is still to come, or the programme was not recorded here yet.
    NotDue,
}

/// When reports of a programme are due.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DueRule {
    pub(crate) year: i32,
    /// Day on which the programme was recorded here: reports that were due before are not asked for.
    pub(crate) recorded_on: NaiveDate,
    /// Day of the next month.
    pub(crate) due_day: u32,
}

impl DueRule {
    /// Returns the last day on which the report of a month is in time.
    pub(crate) fn due_on(&self, month: u32) -> NaiveDate {
        let (year, next) = if month >= 12 { (self.year + 1, 1) } else { (self.year, month + 1) };
        NaiveDate::from_ymd_opt(year, next, self.due_day.clamp(1, 28)).expect("every month has 28 days")
    }

    /// Returns how the report of a month came, seen on a day; `first_on` is when its first version came.
    pub(crate) fn timing(&self, month: u32, first_on: Option<NaiveDate>, on: NaiveDate) -> Timing {
        let due_on = self.due_on(month);
        match first_on {
            Some(first_on) if first_on <= due_on || due_on < self.recorded_on => Timing::InTime,
            Some(first_on) => Timing::Late { days: days_between(due_on, first_on) },
            None if due_on < self.recorded_on || on <= due_on => Timing::NotDue,
            None => Timing::Missing { days: days_between(due_on, on) },
        }
    }

    /// Returns the last month whose report must be there on a day.
    pub(crate) fn last_due(&self, on: NaiveDate) -> Option<u32> {
        (1..=12).rev().find(|month| {
            let due_on = self.due_on(*month);
            due_on < on && due_on >= self.recorded_on
        })
    }
}

fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    i64::from(to.num_days_from_ce() - from.num_days_from_ce())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn rule() -> DueRule {
        DueRule { year: 2020, recorded_on: day("2020-03-06"), due_day: 5 }
    }

    #[test]
    fn a_report_is_in_time_on_its_day_and_late_the_day_after() {
        let timing = |first_on: &str| rule().timing(3, Some(day(first_on)), day("2020-12-31"));
        assert_eq!(timing("2020-04-05"), Timing::InTime);
        assert_eq!(timing("2020-04-06"), Timing::Late { days: 1 });
        let missing = |on: &str| rule().timing(3, None, day(on));
        assert_eq!(missing("2020-04-05"), Timing::NotDue);
        assert_eq!(missing("2020-04-06"), Timing::Missing { days: 1 });
    }

    #[test]
    fn reports_due_before_the_programme_was_recorded_are_not_asked_for() {
        assert_eq!(rule().timing(1, None, day("2020-12-31")), Timing::NotDue, "due on 5 February");
        assert_eq!(rule().timing(2, None, day("2020-12-31")), Timing::NotDue, "due on 5 March");
        let recorded_on = day("2020-03-05");
        let earlier = DueRule { recorded_on, ..rule() };
        assert_eq!(earlier.timing(2, None, day("2020-03-06")), Timing::Missing { days: 1 });
        assert_eq!(rule().timing(1, Some(day("2020-03-06")), day("2020-12-31")), Timing::InTime);
    }

    #[test]
    fn december_is_due_in_the_next_year() {
        assert_eq!(rule().due_on(12), day("2021-01-05"));
        assert_eq!(rule().last_due(day("2021-01-05")), Some(11));
        assert_eq!(rule().last_due(day("2021-01-06")), Some(12));
        assert_eq!(rule().last_due(day("2030-01-01")), Some(12));
        assert_eq!(rule().last_due(day("2020-04-05")), None);
    }
}
