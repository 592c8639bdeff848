//! Dates, hours and numbers as people type them.

use crate::ops::changes::hours_problem;
use crate::ops::words;
use crate::rules::hours::{WeekHours, WeekMinimum, parse_day};
use chrono::{Datelike, NaiveDate};
use siaga_platform::web::{FormPairs, Page};
use siaga_platform::{Ctx, Problem, ProblemKind};

/// Reads a date in one of the forms in which offices write it.
///
/// # Errors
/// `services.date_unreadable` on the field.
pub(crate) fn date(form: &FormPairs, field: &str) -> Result<NaiveDate, Problem> {
    let text = form.text(field);
    siaga_civil::parse_date(text).map_err(|_| unreadable(text, field))
}

/// Reads a date that may be missing.
///
/// # Errors
/// As [`date`].
pub(crate) fn maybe_date(form: &FormPairs, field: &str) -> Result<Option<NaiveDate>, Problem> {
    if form.text(field).is_empty() { Ok(None) } else { date(form, field).map(Some) }
}

/// Reads the day of an address; none is today.
///
/// # Errors
/// `services.date_unreadable` on `hari`.
pub(crate) fn day_of_query(text: &str, today: NaiveDate) -> Result<NaiveDate, Problem> {
    match text.trim() {
        "" => Ok(today),
        text => day(text).ok_or_else(|| unreadable(text, "hari")),
    }
}

/// Reads a day of which services can speak.
pub(crate) fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok().filter(|on: &NaiveDate| (2000..=2100).contains(&on.year()))
}

fn unreadable(text: &str, field: &str) -> Problem {
    let shown: String = text.chars().take(20).collect();
    Problem::invalid("services.date_unreadable").on_field(field).with("text", shown)
}

/// Reads the hours of a week from `hours_1` (Monday) to `hours_7`.
///
/// # Errors
/// `services.hours_unreadable`, `services.hours_end_before`, `services.hours_overlap`,
/// `services.hours_too_many` on the field.
pub(crate) fn hours(form: &FormPairs) -> Result<WeekHours, Problem> {
    let mut hours = WeekHours::default();
    for (day, spans) in hours.0.iter_mut().enumerate() {
        let field = format!("hours_{}", day + 1);
        *spans = parse_day(form.text(&field)).map_err(|fault| hours_problem(&fault, &field))?;
    }
    Ok(hours)
}

/// Reads the staff of a week from `morning_1` … `afternoon_7`; an empty field leaves it to law.
///
/// # Errors
/// `services.number_unreadable` on the field.
pub(crate) fn minimum(form: &FormPairs) -> Result<WeekMinimum, Problem> {
    let mut minimum = WeekMinimum::default();
    for (day, halves) in minimum.0.iter_mut().enumerate() {
        for (half, name) in ["morning", "afternoon"].into_iter().enumerate() {
            let field = format!("{name}_{}", day + 1);
            halves[half] = form.read(&field).map_err(|text: String| {
                let shown: String = text.chars().take(20).collect();
                Problem::invalid("services.number_unreadable").on_field(&field).with("text", shown)
            })?;
        }
    }
    Ok(minimum)
}

/// Returns the fields of hours and staff, filled.
pub(crate) fn week_pairs(
    ctx: &Ctx,
    hours: Option<&WeekHours>,
    minimum: Option<&WeekMinimum>,
) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for day in 0..7 {
        let spans = hours.map_or(&[][..], |hours| &hours.0[day]);
        pairs.push((format!("hours_{}", day + 1), words::hours(ctx, spans).replace('–', "-")));
        let halves = minimum.map_or([None; 2], |minimum| minimum.0[day]);
        for (name, people) in ["morning", "afternoon"].into_iter().zip(halves) {
            let text = people.map(|people| people.to_string()).unwrap_or_default();
            pairs.push((format!("{name}_{}", day + 1), text));
        }
    }
    pairs
}

/// A field of a form whose label says a weekday.
pub(crate) struct DayField {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) value: String,
    pub(crate) error: String,
}

/// Returns the fields of one kind (`hours`, `morning`, `afternoon`) by weekday.
pub(crate) fn day_fields(ctx: &Ctx, page: &Page, typed: &FormPairs, kind: &str) -> Vec<DayField> {
    let field = |day: usize| {
        let name = format!("{kind}_{}", day + 1);
        DayField {
            label: words::weekday(ctx, day).to_owned(),
            value: typed.text(&name).to_owned(),
            error: page.error_of(&name).to_owned(),
            name,
        }
    };
    (0..7).map(field).collect()
}

/// Returns fields with one of them replaced: after a conflict the typed texts stay and the version is the
/// newest, so that sending again means it.
pub(crate) fn with_field(form: &FormPairs, field: &str, value: impl ToString) -> FormPairs {
    let pairs = form.pairs().filter(|(name, _)| *name != field);
    let mut pairs: Vec<(String, String)> =
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    pairs.push((field.to_owned(), value.to_string()));
    FormPairs::from_pairs(pairs)
}

/// Tells whether the form is shown again with the problem beside its field.
pub(crate) fn is_shown(problem: &Problem) -> bool {
    matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict)
}

/// Codes of agencies are letters, digits and a few signs; anything else is nobody's code.
pub(crate) fn plain(code: &str) -> String {
    code.chars().filter(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(*letter)).collect()
}

/// Returns a text as the value of an address.
pub(crate) fn encoded(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => write!(out, "%{byte:02X}").expect("writing to a string"),
        }
        out
    })
}
