//! Whether the time of a punch can be true, and how far a terminal's clock is off.

use crate::terminal::HeldReason;
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

/// Is the first day that any punch can have: no terminal of the region was in use before.
pub(crate) const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(2015, 1, 1).expect("a day of the calendar");

/// Returns why a person must look at a punch before it is booked; nothing for a plausible one.
///
/// # Shape
/// `wall_at` and `arrived_local` are civil times of the terminal's site. Exactly one day ahead is still
/// plausible; an offset sent with the punch must be that of the site.
pub(crate) fn held_reason(
    wall_at: NaiveDateTime,
    sent_offset_seconds: Option<i32>,
    arrived_local: NaiveDateTime,
    site_offset_minutes: i32,
) -> Option<HeldReason> {
    if wall_at.date() < FIRST_DAY {
        return Some(HeldReason::BeforeStart);
    }
    if wall_at.signed_duration_since(arrived_local) > TimeDelta::days(1) {
        return Some(HeldReason::Future);
    }
    sent_offset_seconds
        .is_some_and(|seconds| seconds != site_offset_minutes * 60)
        .then_some(HeldReason::ZoneUnknown)
}

/// Returns by how many seconds a terminal's clock is ahead, judged by a live punch.
///
/// # Shape
/// Only uploads of one or two lines are live: a longer one is legitimately old and says nothing.
pub(crate) fn drift_seconds(lines: u32, wall_at: NaiveDateTime, arrived_local: NaiveDateTime) -> Option<i64> {
    (1..=2).contains(&lines).then(|| wall_at.signed_duration_since(arrived_local).num_seconds())
}

/// Returns whether a clock is off by more than the tolerance, in either direction.
pub(crate) fn is_drift(seconds: i64, tolerance_minutes: i64) -> bool {
    seconds.unsigned_abs() > tolerance_minutes.unsigned_abs() * 60
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_ahead_is_plausible_and_a_second_more_is_not() {
        let arrived = at("2020-06-08T07:30:00");
        let judge = |text: &str| held_reason(at(text), None, arrived, 480);
        assert_eq!(judge("2020-06-08T07:28:51"), None);
        assert_eq!(judge("2020-06-09T07:30:00"), None);
        assert_eq!(judge("2020-06-09T07:30:01"), Some(HeldReason::Future));
        assert_eq!(judge("2021-06-08T07:30:00"), Some(HeldReason::Future));
    }

    #[test]
    fn nothing_was_punched_before_the_first_day() {
        let arrived = at("2020-06-08T07:30:00");
        let judge = |text: &str| held_reason(at(text), None, arrived, 480);
        assert_eq!(judge("2015-01-01T00:00:00"), None);
        assert_eq!(judge("2014-12-31T23:59:59"), Some(HeldReason::BeforeStart));
        assert_eq!(judge("1970-01-01T00:00:00"), Some(HeldReason::BeforeStart));
        assert_eq!(judge("2000-01-01T07:00:00"), Some(HeldReason::BeforeStart));
    }

    #[test]
    fn a_sent_offset_must_be_that_of_the_site() {
        let arrived = at("2020-06-08T07:30:00");
        let judge = |offset| held_reason(arrived, offset, arrived, 480);
        assert_eq!(judge(Some(28_800)), None);
        assert_eq!(judge(Some(25_200)), Some(HeldReason::ZoneUnknown));
    }

    #[test]
    fn drift_is_judged_by_live_uploads_only() {
        let (wall, arrived) = (at("2020-06-08T07:36:00"), at("2020-06-08T07:30:00"));
        assert_eq!(drift_seconds(0, wall, arrived), None);
        assert_eq!(drift_seconds(1, wall, arrived), Some(360));
        assert_eq!(drift_seconds(2, arrived, wall), Some(-360));
        assert_eq!(drift_seconds(3, wall, arrived), None);
        assert!(!is_drift(300, 5));
        assert!(is_drift(301, 5));
        assert!(!is_drift(-300, 5));
        assert!(is_drift(-301, 5));
    }
}
