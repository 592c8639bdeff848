//! Trying a replaced template before it is accepted.

use crate::error::TypesetError;
use crate::library::Language;
use crate::sample::{sample, sample_files};
use crate::sheet::{Set, Sheet, pdf};
use crate::templates::LetterKind;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde_json::Value;

/// Sets a replaced template with sample data and returns the result to look at.
///
/// It is tried twice: with everything present, and as a draft whose lists are all empty and whose optional
/// parts are missing, since both will happen.
///
/// # Errors
/// Says where in the template the trouble is; a template with an error must not be accepted.
pub fn check(kind: LetterKind, template: &str, library: &str) -> Result<Set, TypesetError> {
    let full = sample(kind);
    let files = sample_files();
    let at = NaiveDateTime::new(NaiveDate::default(), NaiveTime::default());
    let sheet = Sheet {
        template,
        data: &full,
        files: &files,
        title: kind.name(),
        author: "",
        language: Language::Id,
        at,
        library,
    };
    let empty = emptied(&full);
    pdf(&Sheet { data: &empty, ..sheet })?;
    pdf(&sheet)
}

/// Returns the data without what may be missing: lists become empty, texts too, and what is optional is gone.
fn emptied(data: &Value) -> Value {
    const OPTIONAL: [&str; 12] = [
        "number",
        "urgency",
        "enclosures",
        "recipient_place",
        "capacity",
        "rank",
        "verification",
        "logo",
        "terminals",
        "maker",
        "previous",
        "total_text",
    ];
    match data {
        Value::Array(_) => Value::Array(vec![]),
        Value::Object(fields) => {
            let less = |(name, value): (&String, &Value)| {
                let value = if OPTIONAL.contains(&name.as_str()) { Value::Null } else { emptied(value) };
                (name.clone(), value)
            };
            Value::Object(fields.iter().map(less).collect())
        }
        Value::String(_) => Value::String(String::new()),
        other => other.clone(),
    }
}
