//! Dates, times and keys as forms send them.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use siaga_platform::Problem;
use siaga_platform::web::FormPairs;
use std::str::FromStr;

/// Reads a date in one of the forms in which offices write it.
///
/// # Errors
/// `inspection.date` on the field.
pub(crate) fn date(form: &FormPairs, field: &'static str) -> Result<NaiveDate, Problem> {
    let on = siaga_civil::parse_date(form.text(field)).ok().filter(|on| (1900..=2200).contains(&on.year()));
    on.ok_or_else(|| Problem::invalid("inspection.date").on_field(field))
}

/// Reads `08.30` or `08:30` as minutes after midnight.
///
/// # Errors
/// `inspection.time` on the field.
pub(crate) fn minute(form: &FormPairs, field: &'static str) -> Result<i32, Problem> {
    let text = form.text(field).replace('.', ":");
    let time =
        NaiveTime::parse_from_str(&text, "%H:%M").or_else(|_| NaiveTime::parse_from_str(&text, "%H:%M:%S"));
    let minute = time.ok().and_then(|time| i32::try_from(time.hour() * 60 + time.minute()).ok());
    minute.ok_or_else(|| Problem::invalid("inspection.time").on_field(field))
}

/// Reads a key that a form of ours carries.
///
/// # Errors
/// `inspection.form` when it is missing or was changed.
pub(crate) fn key<T: FromStr>(form: &FormPairs, field: &str) -> Result<T, Problem> {
    form.text(field).parse().map_err(|_| Problem::invalid("inspection.form"))
}

/// Reads a key that may be left empty.
///
/// # Errors
/// `inspection.form` when it was changed.
pub(crate) fn maybe_key<T: FromStr>(form: &FormPairs, field: &str) -> Result<Option<T>, Problem> {
    form.read(field).map_err(|_| Problem::invalid("inspection.form"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> FormPairs {
        FormPairs::parse(text.as_bytes())
    }

    #[test]
    fn times_are_read_with_a_dot_or_a_colon() {
        assert_eq!(minute(&form("a=08.30"), "a").unwrap(), 510);
        assert_eq!(minute(&form("a=23:59"), "a").unwrap(), 1439);
        for bad in ["", "a=", "a=24.00", "a=pagi"] {
            assert_eq!(minute(&form(bad), "a").unwrap_err().code, "inspection.time", "{bad}");
        }
    }

    #[test]
    fn dates_outside_of_the_memory_of_offices_are_refused() {
        assert_eq!(date(&form("a=26+Mei+2020"), "a").unwrap().to_string(), "2020-05-26");
        for bad in ["a=", "a=31/02/2020", "a=0206-05-26"] {
            assert_eq!(date(&form(bad), "a").unwrap_err().code, "inspection.date", "{bad}");
        }
    }
}
