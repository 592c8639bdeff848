//! Setting for tests, and reading what was set.

use chrono::{NaiveDate, NaiveDateTime};
use lopdf::Document;
use serde_json::Value;
use siaga_typeset::{Language, LetterKind, Set, Sheet, TypesetError, pdf, sample_files, template};

pub(crate) fn at() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2021, 5, 28).and_then(|day| day.and_hms_opt(10, 5, 0)).unwrap()
}

pub(crate) fn sheet<'a>(
    template: &'a str,
    data: &'a Value,
    files: &'a [(&'static str, Vec<u8>)],
) -> Sheet<'a> {
    Sheet {
        template,
        data,
        files,
        title: "Surat",
        author: "Badan Kepegawaian",
        language: Language::Id,
        at: at(),
        library: "",
    }
}

/// Sets a shipped letter with the sample pictures.
pub(crate) fn letter(kind: LetterKind, data: &Value) -> Set {
    pdf(&sheet(template(kind), data, &sample_files())).unwrap()
}

/// Sets a template of one's own without data or pictures.
pub(crate) fn own(template: &str) -> Result<Set, TypesetError> {
    pdf(&sheet(template, &Value::Null, &[]))
}

pub(crate) fn document(set: &Set) -> Document {
    Document::load_mem(&set.bytes).unwrap()
}

/// Returns the text with runs of white space as one space.
pub(crate) fn text(set: &Set) -> String {
    let document = document(set);
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    squeezed(&document.extract_text(&pages).unwrap())
}

pub(crate) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
