//! Dates and keys as forms and addresses send them.

use chrono::{Datelike, NaiveDate};
use siaga_platform::Problem;
use siaga_platform::web::FormPairs;
use std::str::FromStr;

/// Reads a date in one of the forms in which offices write it.
///
/// # Errors
/// `arrangements.date` on the field.
pub(crate) fn date(form: &FormPairs, field: &'static str) -> Result<NaiveDate, Problem> {
    parse(form.text(field)).ok_or_else(|| Problem::invalid("arrangements.date").on_field(field))
}

/// Reads a date that may be left empty.
///
/// # Errors
/// `arrangements.date` on the field.
pub(crate) fn maybe_date(form: &FormPairs, field: &'static str) -> Result<Option<NaiveDate>, Problem> {
    if form.text(field).is_empty() { Ok(None) } else { date(form, field).map(Some) }
}

/// Reads the day of an address: another one when none is named, and a problem beside it when it is no day.
pub(crate) fn day_of(text: &str, or: NaiveDate) -> (NaiveDate, Option<Problem>) {
    match parse(text) {
        Some(on) => (on, None),
        None if text.trim().is_empty() => (or, None),
        None => (or, Some(Problem::invalid("arrangements.date").on_field("hari"))),
    }
}

fn parse(text: &str) -> Option<NaiveDate> {
    siaga_civil::parse_date(text.trim()).ok().filter(|on| (1990..=2200).contains(&on.year()))
}

/// Reads a key that a form of ours carries.
///
/// # Errors
/// `arrangements.form` when it is missing or was changed.
pub(crate) fn key<T: FromStr>(form: &FormPairs, field: &str) -> Result<T, Problem> {
    form.text(field).parse().map_err(|_| Problem::invalid("arrangements.form"))
}

/// Reads a key that may be left empty.
///
/// # Errors
/// `arrangements.form` when it was changed.
pub(crate) fn maybe_key<T: FromStr>(form: &FormPairs, field: &str) -> Result<Option<T>, Problem> {
    form.read(field).map_err(|_| Problem::invalid("arrangements.form"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_is_none_is_told_and_does_not_stop_the_page() {
        let today = "2021-06-25".parse().unwrap();
        assert_eq!(day_of("26 Juni 2021", today).0.to_string(), "2021-06-26");
        assert!(day_of("", today).1.is_none());
        let (on, problem) = day_of("31 Juni 2021", today);
        assert_eq!(on, today);
        assert_eq!(problem.unwrap().code, "arrangements.date");
        assert!(day_of("0206-05-26", today).1.is_some());
    }
}
