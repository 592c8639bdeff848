//! When an office is disinfected after a case.

use chrono::{Days, NaiveDate};
use siaga_policy::Decision;

/// First and last day of a disinfection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) from_on: NaiveDate,
    pub(crate) until_on: NaiveDate,
}

/// Returns the days on which to disinfect after a case that was found on a day.
///
/// # Shape
/// Days are counted from the day after the case. One bound alone is both; without any law says nothing and
/// there is no window. Bounds in the wrong order are a finding and are taken in the right one.
///
/// # Source
/// Purwakarta, 25 June 2021: disinfection for one to two weeks.
pub(crate) fn window(
    found_on: NaiveDate,
    least_days: Option<i64>,
    most_days: Option<i64>,
) -> Decision<Option<Window>> {
    let (Some(least), Some(most)) = (least_days.or(most_days), most_days.or(least_days)) else {
        return Decision::new(None);
    };
    let (first, last) = (least.min(most), least.max(most));
    let decision =
        Decision::new(Some(Window { from_on: after(found_on, first), until_on: after(found_on, last) }));
    if least > most {
        let words = format!("disinfection from day {least} to day {most}");
        return decision.finding("arrangements.disinfection_reversed", words);
    }
    decision
}

fn after(on: NaiveDate, days: i64) -> NaiveDate {
    let days = Days::new(u64::try_from(days).unwrap_or(0));
    on.checked_add_days(days).unwrap_or(on)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn found(least: Option<i64>, most: Option<i64>) -> Option<(String, String)> {
        let window = window(day("2021-06-25"), least, most).value?;
        Some((window.from_on.to_string(), window.until_on.to_string()))
    }

    #[test]
    fn one_to_two_weeks_after_a_case() {
        assert_eq!(found(Some(7), Some(14)), Some(("2021-07-02".into(), "2021-07-09".into())));
    }

    #[test]
    fn one_bound_is_both_and_none_is_no_window() {
        assert_eq!(found(Some(3), None), Some(("2021-06-28".into(), "2021-06-28".into())));
        assert_eq!(found(None, Some(0)), Some(("2021-06-25".into(), "2021-06-25".into())));
        assert_eq!(found(None, None), None);
    }

    #[test]
    fn reversed_bounds_are_told() {
        let decision = window(day("2021-06-25"), Some(14), Some(7));
        assert_eq!(decision.findings.len(), 1);
        let window = decision.value.unwrap();
        assert!(window.from_on < window.until_on);
    }
}
