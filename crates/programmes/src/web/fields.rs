//! Numbers, dates and files as people type and send them.

use crate::ops::files::{EvidenceFile, FILE_MAX_BYTES, FILES_MAX};
use crate::rules::list_file::amount;
use chrono::{Datelike, NaiveDate};
use siaga_platform::web::{FormPairs, Upload};
use siaga_platform::{Problem, ProblemKind};

/// Bodies with evidence: the files and the other fields.
pub(crate) const EVIDENCE_LIMIT: usize = FILES_MAX * FILE_MAX_BYTES + 512 * 1024;

/// Reads a whole amount, with dots between thousands or without.
///
/// # Errors
/// `programmes.number_unreadable` on the field.
pub(crate) fn whole(form: &FormPairs, field: &str) -> Result<i64, Problem> {
    let text = form.text(field);
    let shown: String = text.chars().take(40).collect();
    amount(text)
        .ok_or_else(|| Problem::invalid("programmes.number_unreadable").on_field(field).with("text", shown))
}

/// Reads a date in one of the forms in which offices write it.
///
/// # Errors
/// `programmes.date_unreadable` on the field.
pub(crate) fn date(form: &FormPairs, field: &str) -> Result<NaiveDate, Problem> {
    let text = form.text(field);
    let shown: String = text.chars().take(20).collect();
    let on = siaga_civil::parse_date(text).ok().filter(|on| (1900..=2200).contains(&on.year()));
    on.ok_or_else(|| Problem::invalid("programmes.date_unreadable").on_field(field).with("text", shown))
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
/// `programmes.date_unreadable` on the field.
pub(crate) fn day_of_query(text: &str, today: NaiveDate) -> Result<NaiveDate, Problem> {
    let shown: String = text.chars().take(20).collect();
    match text.trim() {
        "" => Ok(today),
        text => crate::explain::day(text).ok_or_else(|| {
            Problem::invalid("programmes.date_unreadable").on_field("hari").with("text", shown)
        }),
    }
}

/// Returns the files of the field `evidence`.
pub(crate) fn evidence(upload: &Upload) -> Vec<EvidenceFile<'_>> {
    let files = upload.files.iter().filter(|file| file.field == "evidence" && !file.bytes.is_empty());
    files
        .map(|file| EvidenceFile { name: &file.file_name, media_type: file.media_type, bytes: &file.bytes })
        .collect()
}

/// Tells whether the form is shown again with the problem beside its field.
pub(crate) fn is_shown(problem: &Problem) -> bool {
    matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict)
}
