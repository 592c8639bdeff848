//! What should be reached by a day.

use crate::model::MonthPlan;
use chrono::{Datelike, NaiveDate};

/// The planned course of one year.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Course<'a> {
    pub(crate) year: i32,
    pub(crate) target: i64,
    pub(crate) months: &'a MonthPlan,
}

/// Why a course cannot be. Months count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CourseFault {
    /// A month has less than the one before, or less than nothing.
    Decreasing { month: u32 },
    /// A month has more than the target.
    OverTarget { month: u32 },
    /// December has less than the target.
    EndsShort,
}

impl Course<'_> {
    /// Returns what should be reached at the end of a month; month 0 is the start of the year.
    pub(crate) fn at_end_of(&self, month: usize) -> i64 {
        if month == 0 {
            return 0;
        }
        if month >= 12 {
            return self.months.0[11].unwrap_or(self.target);
        }
        let known = |month: usize| self.months.0[month - 1].map(|amount| (month, amount));
        let before = (1..=month).rev().find_map(known).unwrap_or((0, 0));
        let after = (month..=12).find_map(known).unwrap_or((12, self.target));
        between(before, after, month)
    }

    /// Returns what should be reached by the end of a day; within a month by its days, rounded down.
    pub(crate) fn by(&self, on: NaiveDate) -> i64 {
        if on.year() < self.year {
            return 0;
        }
        if on.year() > self.year {
            return self.at_end_of(12);
        }
        let month = on.month() as usize;
        let start = (0, self.at_end_of(month - 1));
        let end = (days_of_month(on), self.at_end_of(month));
        between(start, end, on.day() as usize)
    }

    /// Says what is wrong with the course.
    pub(crate) fn check(&self) -> Result<(), CourseFault> {
        let mut reached = 0;
        for (month, amount) in (1..).zip(self.months.0) {
            let Some(amount) = amount else { continue };
            if amount < reached {
                return Err(CourseFault::Decreasing { month });
            }
            if amount > self.target {
                return Err(CourseFault::OverTarget { month });
            }
            reached = amount;
        }
        if self.months.0[11].is_some_and(|amount| amount < self.target) {
            return Err(CourseFault::EndsShort);
        }
        Ok(())
    }
}

/// Returns the point of the straight line between two points, rounded down.
fn between((from, low): (usize, i64), (to, high): (usize, i64), at: usize) -> i64 {
    if to == from {
        return high;
    }
    let width = (to - from) as i128;
    let step = (i128::from(high) - i128::from(low)) * (at - from) as i128;
    i64::try_from(i128::from(low) + step.div_euclid(width)).unwrap_or(high)
}

/// Returns the number of days of the month of a day.
fn days_of_month(on: NaiveDate) -> usize {
    last_day(on.year(), on.month()).day() as usize
}

/// Returns the last day of a month.
pub(crate) fn last_day(year: i32, month: u32) -> NaiveDate {
    let (next_year, next_month) = if month >= 12 { (year + 1, 1) } else { (year, month + 1) };
    NaiveDate::from_ymd_opt(next_year, next_month, 1)
        .and_then(|first| first.pred_opt())
        .expect("years are between 2000 and 2100")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    const EVEN: MonthPlan = MonthPlan([None; 12]);

    #[test]
    fn an_even_course_reaches_a_twelfth_a_month_and_goes_by_days_within() {
        let course = Course { year: 2020, target: 1200, months: &EVEN };
        for (on, planned) in [
            ("2019-12-31", 0),
            ("2020-01-01", 3),
            ("2020-01-31", 100),
            ("2020-02-29", 200),
            ("2020-04-15", 350),
            ("2020-06-30", 600),
            ("2020-12-30", 1196),
            ("2020-12-31", 1200),
            ("2021-01-01", 1200),
        ] {
            assert_eq!(course.by(day(on)), planned, "{on}");
        }
    }

    #[test]
    fn a_month_without_plan_lies_between_its_neighbours() {
        let mut months = EVEN;
        months.0[2] = Some(30);
        months.0[5] = Some(90);
        let course = Course { year: 2020, target: 150, months: &months };
        let ends: Vec<i64> = (0..=12).map(|month| course.at_end_of(month)).collect();
        assert_eq!(ends, [0, 10, 20, 30, 50, 70, 90, 100, 110, 120, 130, 140, 150]);
    }

    #[test]
    fn an_impossible_course_is_refused_where_it_goes_wrong() {
        let mut months = EVEN;
        months.0[0] = Some(5);
        months.0[3] = Some(4);
        let fault = |months: &MonthPlan| Course { year: 2020, target: 10, months }.check();
        assert_eq!(fault(&months), Err(CourseFault::Decreasing { month: 4 }));
        months.0[3] = Some(11);
        assert_eq!(fault(&months), Err(CourseFault::OverTarget { month: 4 }));
        months.0[3] = Some(10);
        assert_eq!(fault(&months), Ok(()));
        months.0[3] = None;
        months.0[11] = Some(9);
        assert_eq!(fault(&months), Err(CourseFault::EndsShort));
        months.0[11] = Some(10);
        assert_eq!(fault(&months), Ok(()));
        months.0[0] = Some(-1);
        assert_eq!(fault(&months), Err(CourseFault::Decreasing { month: 1 }));
    }

    #[test]
    fn huge_and_empty_targets_are_counted_without_overflow() {
        let huge = Course { year: 2020, target: i64::MAX, months: &EVEN };
        assert_eq!(huge.at_end_of(6), i64::MAX / 2);
        assert_eq!(huge.by(day("2020-12-31")), i64::MAX);
        let empty = Course { year: 2020, target: 0, months: &EVEN };
        assert_eq!(empty.by(day("2020-07-15")), 0);
    }
}
