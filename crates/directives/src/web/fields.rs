//! Dates and keys as forms and addresses send them.

use chrono::{Datelike, NaiveDate};
use siaga_platform::Problem;
use siaga_platform::web::FormPairs;

/// Reads a date in one of the forms in which offices write it.
///
/// # Errors
/// `directives.form_date` on the field.
pub(crate) fn date(text: &str, field: &str) -> Result<NaiveDate, Problem> {
    let on = siaga_civil::parse_date(text).ok().filter(|on| (1900..=2200).contains(&on.year()));
    on.ok_or_else(|| Problem::invalid("directives.form_date").on_field(field).with("text", text))
}

/// Reads a date that must be there.
///
/// # Errors
/// As [`date`]; the code of the caller when nothing was typed.
pub(crate) fn needed(text: &str, field: &str, missing: &'static str) -> Result<NaiveDate, Problem> {
    match text.trim() {
        "" => Err(Problem::invalid(missing).on_field(field)),
        text => date(text, field),
    }
}

/// Reads a date that may be left empty.
///
/// # Errors
/// As [`date`].
pub(crate) fn maybe_date(text: &str, field: &str) -> Result<Option<NaiveDate>, Problem> {
    if text.trim().is_empty() { Ok(None) } else { date(text, field).map(Some) }
}

/// Reads the version that a form of ours carries.
///
/// # Errors
/// `directives.form`.
pub(crate) fn version(form: &FormPairs) -> Result<i64, Problem> {
    form.text("version").parse().map_err(|_| Problem::invalid("directives.form"))
}
