//! When an order after a case begins and ends, and when its lift is due.

use chrono::{Days, NaiveDate};

/// The windows of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OrderWindow {
    pub(crate) from_on: NaiveDate,
    pub(crate) until_on: NaiveDate,
}

/// Returns the days of an order, or nothing when its window is over already.
///
/// # Shape
/// The window is counted from the day of the case, but nobody is ordered anything for a day that has passed:
/// it begins today at the earliest. A closure that is longer than the window makes it longer.
pub(crate) fn window(
    found_on: NaiveDate,
    window_days: i64,
    closed_days: i64,
    today: NaiveDate,
) -> Option<OrderWindow> {
    let days = u64::try_from(window_days.max(closed_days).max(1) - 1).expect("not negative");
    let until_on = found_on.checked_add_days(Days::new(days))?;
    (until_on >= today).then(|| OrderWindow { from_on: found_on.max(today), until_on })
}

/// Returns whether the end of an order is to be proposed: its last day has come, and no newer case is known.
pub(crate) fn is_lift_due(
    until_on: NaiveDate,
    found_on: NaiveDate,
    newest_case_on: Option<NaiveDate>,
    today: NaiveDate,
) -> bool {
    today >= until_on && newest_case_on.is_none_or(|newest| newest <= found_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn days(found: &str, window_days: i64, closed_days: i64, today: &str) -> Option<(String, String)> {
        let window = window(day(found), window_days, closed_days, day(today))?;
        Some((window.from_on.to_string(), window.until_on.to_string()))
    }

    #[test]
    fn a_window_of_fourteen_days_ends_on_the_fourteenth() {
        let expected = Some(("2021-06-25".to_owned(), "2021-07-08".to_owned()));
        assert_eq!(days("2021-06-25", 14, 0, "2021-06-25"), expected);
        assert_eq!(days("2021-06-25", 1, 0, "2021-06-25"), Some(("2021-06-25".into(), "2021-06-25".into())));
    }

    #[test]
    fn nothing_is_ordered_for_days_that_passed() {
        assert_eq!(days("2021-06-20", 14, 0, "2021-06-25"), Some(("2021-06-25".into(), "2021-07-03".into())));
        assert_eq!(days("2021-06-20", 6, 0, "2021-06-25"), Some(("2021-06-25".into(), "2021-06-25".into())));
        assert_eq!(days("2021-06-20", 5, 0, "2021-06-25"), None);
    }

    #[test]
    fn a_case_of_tomorrow_begins_tomorrow() {
        assert_eq!(days("2021-06-26", 2, 0, "2021-06-25"), Some(("2021-06-26".into(), "2021-06-27".into())));
    }

    #[test]
    fn a_longer_closure_makes_the_window_longer() {
        assert_eq!(days("2021-06-25", 3, 5, "2021-06-25"), Some(("2021-06-25".into(), "2021-06-29".into())));
    }

    #[test]
    fn a_lift_is_due_on_the_last_day_without_a_newer_case() {
        let (until, found) = (day("2021-07-08"), day("2021-06-25"));
        assert!(!is_lift_due(until, found, None, day("2021-07-07")));
        assert!(is_lift_due(until, found, None, day("2021-07-08")));
        assert!(is_lift_due(until, found, Some(found), day("2021-07-08")));
        assert!(!is_lift_due(until, found, Some(day("2021-07-01")), day("2021-07-08")));
    }
}
