//! Which dates and times a request may name, and which requests exclude each other.

use crate::request::{RequestKind, Wish};
use chrono::{Days, NaiveDate};

/// Days of the longest request: a year. What lasts longer is a decree and not a request.
pub(crate) const LONGEST_DAYS: i64 = 366;
/// How far back a request may begin: a quarter, while the month's recap can still be corrected before
/// the quarter's report of attendance is closed. A setting of the program, no law.
pub(crate) const BACKWARD_DAYS: i64 = 92;
/// How far ahead a request may begin: a year, as far as holidays are decreed.
pub(crate) const FORWARD_DAYS: i64 = 366;
/// Days after which a late request should have been decided.
pub(crate) const DECIDE_WITHIN_DAYS: u64 = 3;
/// A night shift ends before noon of the next day.
const LAST_MINUTE: i32 = 1440 + 720;

/// What is wrong with the dates of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DateFault {
    /// It ends before it begins.
    #[error("the request ends before it begins")]
    Reversed,
    /// It is longer than a year.
    #[error("the request is longer than {LONGEST_DAYS} days")]
    TooLong,
    /// It begins too long ago.
    #[error("the request begins more than {BACKWARD_DAYS} days ago")]
    TooOld,
    /// It begins too far ahead.
    #[error("the request begins more than {FORWARD_DAYS} days ahead")]
    TooFar,
    /// A forgotten punch of a day that has not come.
    #[error("a punch of a future day cannot have been forgotten")]
    NotYet,
    /// Times with more than one day, or with a kind that is about whole days.
    #[error("times go with one day of an excuse or a forgotten punch")]
    TimesNotFitting,
    /// No time where one is needed.
    #[error("a time is missing")]
    TimeMissing,
    /// The first time does not come before the second, or one is outside the day.
    #[error("the times do not fit together")]
    TimesReversed,
}

impl DateFault {
    /// Returns the code of the problem and the field it belongs to.
    pub(crate) fn code(self) -> (&'static str, &'static str) {
        match self {
            Self::Reversed => ("attendance.request_reversed", "until_on"),
            Self::TooLong => ("attendance.request_too_long", "until_on"),
            Self::TooOld => ("attendance.request_too_old", "from_on"),
            Self::TooFar => ("attendance.request_too_far", "from_on"),
            Self::NotYet => ("attendance.request_not_yet", "from_on"),
            Self::TimesNotFitting => ("attendance.request_times_not_fitting", "start"),
            Self::TimeMissing => ("attendance.request_time_missing", "start"),
            Self::TimesReversed => ("attendance.request_times_reversed", "end"),
        }
    }
}

/// Checks dates and times of a request made on a day.
pub(crate) fn check_dates(wish: &Wish, today: NaiveDate) -> Result<(), DateFault> {
    let begins_in_days = (wish.from_on - today).num_days();
    if wish.until_on < wish.from_on {
        return Err(DateFault::Reversed);
    }
    if (wish.until_on - wish.from_on).num_days() + 1 > LONGEST_DAYS {
        return Err(DateFault::TooLong);
    }
    if begins_in_days < -BACKWARD_DAYS {
        return Err(DateFault::TooOld);
    }
    if begins_in_days > FORWARD_DAYS {
        return Err(DateFault::TooFar);
    }
    check_times(wish, today)
}

fn check_times(wish: &Wish, today: NaiveDate) -> Result<(), DateFault> {
    let is_one_day = wish.from_on == wish.until_on;
    match wish.kind {
        RequestKind::ForgotPunch if wish.from_on > today => return Err(DateFault::NotYet),
        RequestKind::ForgotPunch if !wish.is_part_of_day() => return Err(DateFault::TimeMissing),
        RequestKind::ForgotPunch | RequestKind::Excuse if wish.is_part_of_day() && !is_one_day => {
            return Err(DateFault::TimesNotFitting);
        }
        RequestKind::Excuse if wish.start_minute.is_some() != wish.end_minute.is_some() => {
            return Err(DateFault::TimeMissing);
        }
        RequestKind::ForgotPunch | RequestKind::Excuse => {}
        _ if wish.is_part_of_day() => return Err(DateFault::TimesNotFitting),
        _ => {}
    }
    let is_inside = |minute: Option<i32>, last: i32| minute.is_none_or(|minute| (0..=last).contains(&minute));
    if !is_inside(wish.start_minute, 1439) || !is_inside(wish.end_minute, LAST_MINUTE) {
        return Err(DateFault::TimesReversed);
    }
    match wish.start_minute.zip(wish.end_minute) {
        Some((start, end)) if end <= start => Err(DateFault::TimesReversed),
        _ => Ok(()),
    }
}

/// Returns whether two requests of one person cannot both be granted.
///
/// # Shape
/// Two parts of a day can stand beside each other (a late morning and a forgotten evening punch); a
/// whole day excludes everything else on it.
pub(crate) fn excludes(one: &Wish, other: &Wish) -> bool {
    let share_a_day = one.from_on <= other.until_on && other.from_on <= one.until_on;
    share_a_day && !(one.is_part_of_day() && other.is_part_of_day())
}

/// Returns the day by which a request should be decided: before it begins, or soon after it was made.
pub(crate) fn decide_by(from_on: NaiveDate, made_on: NaiveDate) -> NaiveDate {
    let soon = made_on.checked_add_days(Days::new(DECIDE_WITHIN_DAYS)).unwrap_or(made_on);
    from_on.pred_opt().unwrap_or(from_on).max(soon)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn wish(kind: RequestKind, from_on: &str, until_on: &str, times: (Option<i32>, Option<i32>)) -> Wish {
        Wish {
            kind,
            leave_kind: None,
            from_on: day(from_on),
            until_on: day(until_on),
            start_minute: times.0,
            end_minute: times.1,
            reason: "keperluan keluarga".to_owned(),
        }
    }

    fn checked(kind: RequestKind, from_on: &str, until_on: &str) -> Result<(), DateFault> {
        check_dates(&wish(kind, from_on, until_on, (None, None)), day("2020-06-10"))
    }

    #[test]
    fn dates_are_taken_up_to_their_limits() {
        use RequestKind::Leave;
        assert_eq!(checked(Leave, "2020-06-10", "2020-06-10"), Ok(()));
        assert_eq!(checked(Leave, "2020-06-10", "2020-06-09"), Err(DateFault::Reversed));
        assert_eq!(checked(Leave, "2020-06-10", "2021-06-10"), Ok(()), "366 days");
        assert_eq!(checked(Leave, "2020-06-10", "2021-06-11"), Err(DateFault::TooLong));
        assert_eq!(checked(Leave, "2020-03-10", "2020-06-10"), Ok(()), "92 days back");
        assert_eq!(checked(Leave, "2020-03-09", "2020-06-10"), Err(DateFault::TooOld));
        assert_eq!(checked(Leave, "2021-06-11", "2021-06-11"), Ok(()), "366 days ahead");
        assert_eq!(checked(Leave, "2021-06-12", "2021-06-12"), Err(DateFault::TooFar));
    }

    #[test]
    fn a_forgotten_punch_has_a_time_and_lies_in_the_past() {
        let today = day("2020-06-10");
        let forgot = |on: &str, times| check_dates(&wish(RequestKind::ForgotPunch, on, on, times), today);
        assert_eq!(forgot("2020-06-10", (Some(450), None)), Ok(()));
        assert_eq!(forgot("2020-06-10", (None, Some(960))), Ok(()));
        assert_eq!(forgot("2020-06-11", (Some(450), None)), Err(DateFault::NotYet));
        assert_eq!(forgot("2020-06-10", (None, None)), Err(DateFault::TimeMissing));
        assert_eq!(forgot("2020-06-10", (Some(960), Some(960))), Err(DateFault::TimesReversed));
        assert_eq!(forgot("2020-06-10", (Some(1439), Some(1440))), Ok(()), "a night shift");
        assert_eq!(forgot("2020-06-10", (Some(1440), None)), Err(DateFault::TimesReversed));
        assert_eq!(forgot("2020-06-10", (None, Some(2161))), Err(DateFault::TimesReversed));
    }

    #[test]
    fn only_an_excuse_of_one_day_has_times() {
        let today = day("2020-06-10");
        let check = |wish: Wish| check_dates(&wish, today);
        let hours = (Some(480), Some(600));
        assert_eq!(check(wish(RequestKind::Excuse, "2020-06-11", "2020-06-11", hours)), Ok(()));
        let two_days = wish(RequestKind::Excuse, "2020-06-11", "2020-06-12", hours);
        assert_eq!(check(two_days), Err(DateFault::TimesNotFitting));
        let half = wish(RequestKind::Excuse, "2020-06-11", "2020-06-11", (Some(480), None));
        assert_eq!(check(half), Err(DateFault::TimeMissing));
        let leave = wish(RequestKind::Leave, "2020-06-11", "2020-06-11", hours);
        assert_eq!(check(leave), Err(DateFault::TimesNotFitting));
    }

    #[test]
    fn whole_days_exclude_each_other_and_parts_stand_beside_each_other() {
        let leave = wish(RequestKind::Leave, "2020-06-10", "2020-06-12", (None, None));
        let next = wish(RequestKind::Sick, "2020-06-13", "2020-06-14", (None, None));
        let last_day = wish(RequestKind::Sick, "2020-06-12", "2020-06-14", (None, None));
        let morning = wish(RequestKind::Excuse, "2020-06-12", "2020-06-12", (Some(450), Some(600)));
        let evening = wish(RequestKind::ForgotPunch, "2020-06-12", "2020-06-12", (None, Some(960)));
        assert!(!excludes(&leave, &next));
        assert!(excludes(&leave, &last_day) && excludes(&last_day, &leave));
        assert!(excludes(&leave, &morning));
        assert!(!excludes(&morning, &evening));
    }

    #[test]
    fn a_decision_is_due_before_the_first_day_or_soon_after_a_late_request() {
        assert_eq!(decide_by(day("2020-06-20"), day("2020-06-10")), day("2020-06-19"));
        assert_eq!(decide_by(day("2020-06-10"), day("2020-06-10")), day("2020-06-13"));
        assert_eq!(decide_by(day("2020-05-26"), day("2020-06-10")), day("2020-06-13"));
    }
}
