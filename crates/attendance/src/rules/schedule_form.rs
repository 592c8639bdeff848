//! Which schedules can be recorded.

use crate::schedule::NewSchedule;
use chrono::{Days, NaiveDate};

/// The longest shift: a day and a night. A setting of the program, no law.
pub(crate) const LONGEST_SHIFT_MINUTES: i32 = 1440;
/// How far back a schedule may begin; all days from then on are judged anew. A setting of the program.
const MOST_DAYS_BACK: u64 = 366;

/// What is wrong with a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ScheduleFault {
    /// It ends before it begins.
    #[error("the schedule ends before it begins")]
    Reversed,
    /// It begins more than a year ago.
    #[error("the schedule begins too long ago")]
    TooFarBack,
    /// No weekday, or something that is none.
    #[error("a schedule needs weekdays from 1 to 7, each once")]
    Weekdays,
    /// Its hours are outside a day, or none, or too long.
    #[error("the hours do not fit together")]
    Hours,
}

impl ScheduleFault {
    /// Returns the code of the problem and the field it belongs to.
    pub(crate) fn code(self) -> (&'static str, &'static str) {
        match self {
            Self::Reversed => ("attendance.schedule_reversed", "until_on"),
            Self::TooFarBack => ("attendance.schedule_too_far_back", "from_on"),
            Self::Weekdays => ("attendance.schedule_weekdays", "weekdays"),
            Self::Hours => ("attendance.schedule_hours", "end"),
        }
    }
}

/// Checks a schedule that is recorded on a day.
pub(crate) fn check_schedule(new: &NewSchedule, today: NaiveDate) -> Result<(), ScheduleFault> {
    if new.from_on < today - Days::new(MOST_DAYS_BACK) {
        return Err(ScheduleFault::TooFarBack);
    }
    if new.until_on.is_some_and(|until_on| until_on < new.from_on) {
        return Err(ScheduleFault::Reversed);
    }
    let days = new.weekdays.as_bytes();
    let are_days = days.iter().all(|day| (b'1'..=b'7').contains(day));
    let rise = days.windows(2).all(|pair| pair[0] < pair[1]);
    if days.is_empty() || !are_days || !rise {
        return Err(ScheduleFault::Weekdays);
    }
    let length = new.end_minute - new.start_minute;
    if !(0..1440).contains(&new.start_minute) || !(1..=LONGEST_SHIFT_MINUTES).contains(&length) {
        return Err(ScheduleFault::Hours);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::ScheduleOf;

    fn schedule(weekdays: &str, start_minute: i32, end_minute: i32) -> NewSchedule {
        NewSchedule {
            is_of: ScheduleOf::Unit(1),
            from_on: "2020-06-01".parse().unwrap(),
            until_on: None,
            weekdays: weekdays.to_owned(),
            start_minute,
            end_minute,
            note: String::new(),
        }
    }

    fn check(new: &NewSchedule) -> Result<(), ScheduleFault> {
        check_schedule(new, "2020-06-08".parse().unwrap())
    }

    #[test]
    fn a_schedule_begins_a_year_ago_at_most() {
        let from = |day: &str| NewSchedule { from_on: day.parse().unwrap(), ..schedule("1", 480, 960) };
        assert_eq!(check(&from("2019-06-08")), Ok(()), "366 days, 2020 is a leap year");
        assert_eq!(check(&from("2019-06-07")), Err(ScheduleFault::TooFarBack));
        assert_eq!(check(&from("0206-06-01")), Err(ScheduleFault::TooFarBack), "a slip of the pen");
        assert_eq!(check(&from("2030-01-01")), Ok(()));
    }

    #[test]
    fn hours_fit_into_a_day_and_a_night() {
        assert_eq!(check(&schedule("1234567", 1320, 1800)), Ok(()), "22.00 to 06.00");
        assert_eq!(check(&schedule("1", 0, 1440)), Ok(()), "a whole day");
        assert_eq!(check(&schedule("1", 0, 1441)), Err(ScheduleFault::Hours));
        assert_eq!(check(&schedule("1", 480, 480)), Err(ScheduleFault::Hours));
        assert_eq!(check(&schedule("1", 1440, 1500)), Err(ScheduleFault::Hours));
        assert_eq!(check(&schedule("1", -1, 60)), Err(ScheduleFault::Hours));
    }

    #[test]
    fn weekdays_are_named_once_in_their_order() {
        for bad in ["", "0", "8", "11", "21", "1 2"] {
            assert_eq!(check(&schedule(bad, 480, 960)), Err(ScheduleFault::Weekdays), "{bad:?}");
        }
    }

    #[test]
    fn a_schedule_of_one_day_is_taken() {
        let until = |day: &str| NewSchedule { until_on: day.parse().ok(), ..schedule("1", 480, 960) };
        assert_eq!(check(&until("2020-06-01")), Ok(()));
        assert_eq!(check(&until("2020-05-31")), Err(ScheduleFault::Reversed));
    }
}
