//! Dates, times and numbers as forms send them, and answers to a form that does not fit.

use askama::Template;
use axum::response::Response;
use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use siaga_platform::web::{FormPairs, render};
use siaga_platform::{Problem, ProblemKind};
use std::str::FromStr;

/// Reads a date in one of the forms in which offices write it.
///
/// # Errors
/// `events.date` on the field.
pub(super) fn date(form: &FormPairs, field: &'static str) -> Result<NaiveDate, Problem> {
    let on = siaga_civil::parse_date(form.text(field)).ok().filter(|on| (1900..=2200).contains(&on.year()));
    on.ok_or_else(|| Problem::invalid("events.date").on_field(field))
}

/// Reads `08.30` or `08:30` as minutes after midnight.
///
/// # Errors
/// `events.time` on the field.
pub(super) fn minute(form: &FormPairs, field: &'static str) -> Result<i32, Problem> {
    let text = form.text(field).replace('.', ":");
    let time =
        NaiveTime::parse_from_str(&text, "%H:%M").or_else(|_| NaiveTime::parse_from_str(&text, "%H:%M:%S"));
    let minute = time.ok().and_then(|time| i32::try_from(time.hour() * 60 + time.minute()).ok());
    minute.ok_or_else(|| Problem::invalid("events.time").on_field(field))
}

/// Reads a whole number, with dots between thousands or without.
///
/// # Errors
/// `events.number` on the field.
pub(super) fn whole(form: &FormPairs, field: &'static str) -> Result<i64, Problem> {
    let text = form.text(field);
    let groups: Vec<&str> = text.split('.').collect();
    let is_grouped = groups.len() == 1 || groups.iter().skip(1).all(|group| group.len() == 3);
    let is_digits = groups.iter().all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit()));
    let number = (is_grouped && is_digits).then(|| groups.concat().parse().ok()).flatten();
    number.ok_or_else(|| {
        let shown: String = text.chars().take(40).collect();
        Problem::invalid("events.number").on_field(field).with("text", shown)
    })
}

/// Reads a key that a form of ours carries.
///
/// # Errors
/// `events.form` when it is missing or was changed.
pub(super) fn key<T: FromStr>(form: &FormPairs, field: &str) -> Result<T, Problem> {
    form.text(field).parse().map_err(|_| Problem::invalid("events.form"))
}

/// Writes minutes after midnight as a field of a form holds them.
pub(super) fn time_value(minute: i32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Tells whether a problem is shown beside the form rather than on a page of its own.
pub(super) fn is_shown(problem: &Problem) -> bool {
    matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict)
}

/// Returns a page that shows a form again with the status of its problem.
///
/// # Errors
/// As [`render`].
pub(super) fn again(page: &impl Template, problem: &Problem) -> Result<Response, Problem> {
    let mut response = render(page)?;
    *response.status_mut() = problem.kind.status();
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> FormPairs {
        FormPairs::parse(text.as_bytes())
    }

    #[test]
    fn numbers_are_read_with_dots_between_thousands_only() {
        for (text, number) in [("a=50", 50), ("a=1.000", 1_000), ("a=+1.000.000+", 1_000_000), ("a=0", 0)] {
            assert_eq!(whole(&form(text), "a").unwrap(), number);
        }
        for bad in ["", "a=", "a=1.5", "a=-3", "a=banyak", "a=1..000", "a=99999999999999999999"] {
            assert_eq!(whole(&form(bad), "a").unwrap_err().code, "events.number", "{bad}");
        }
    }

    #[test]
    fn times_are_read_with_a_dot_or_a_colon() {
        assert_eq!(minute(&form("a=08.30"), "a").unwrap(), 510);
        assert_eq!(minute(&form(&format!("a={}", time_value(1439))), "a").unwrap(), 1439);
        for bad in ["", "a=24.00", "a=pagi"] {
            assert_eq!(minute(&form(bad), "a").unwrap_err().code, "events.time", "{bad}");
        }
    }
}
