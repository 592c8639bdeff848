//! The head of a law text, read even where its lines still have faults.

use chrono::NaiveDate;
use siaga_civil::RegionCode;
use toml::{Table, Value};

/// What a draft is listed by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LawHead {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) issued_on: Option<NaiveDate>,
}

/// Why a text cannot even be kept as a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum HeadFault {
    NotToml(String),
    Missing(&'static str),
    /// An id of this government begins so, and is written with small letters, digits, dots and hyphens.
    Id(String),
}

const ID_LETTERS: usize = 100;

/// Reads the head of a law text; an id belongs to the region when it begins with its code and a slash.
pub(crate) fn read(text: &str, region: &RegionCode) -> Result<LawHead, HeadFault> {
    let not_toml = |error: toml::de::Error| HeadFault::NotToml(first_line(&error));
    let root: Table = text.parse().map_err(not_toml)?;
    let head = root.get("circular").and_then(Value::as_table).ok_or(HeadFault::Missing("[circular]"))?;
    let words = |key: &'static str| {
        let found = head.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
        found.map(str::to_owned).ok_or(HeadFault::Missing(key))
    };
    let id = words("id")?;
    let opening = format!("{region}/");
    let is_plain = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || ".-/".contains(sign);
    let rest = id.strip_prefix(&opening).unwrap_or_default();
    if rest.is_empty() || id.len() > ID_LETTERS || !id.chars().all(is_plain) {
        return Err(HeadFault::Id(opening));
    }
    let issued_on = head.get("issued_on").and_then(Value::as_datetime).and_then(|stamp| stamp.date);
    let issued_on = issued_on.and_then(|date| {
        NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
    });
    Ok(LawHead { title: words("title")?, issued_on, id })
}

fn first_line(error: &toml::de::Error) -> String {
    error.message().lines().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_in(text: &str) -> Result<LawHead, HeadFault> {
        read(text, &"12.18".parse().expect("a region"))
    }

    #[test]
    fn a_head_is_read_although_lines_are_wrong() {
        let text = "[circular]\nid = \"12.18/2021-03-01-wfh\"\ntitle = \"WFH\"\nissued_on = 2021-03-01\n[[set]]\nx = 1";
        let head = read_in(text).expect("the head is complete");
        assert_eq!((head.id.as_str(), head.title.as_str()), ("12.18/2021-03-01-wfh", "WFH"));
        assert_eq!(head.issued_on.map(|on| on.to_string()).as_deref(), Some("2021-03-01"));
    }

    #[test]
    fn what_cannot_be_listed_is_refused() {
        assert!(matches!(read_in("[circular"), Err(HeadFault::NotToml(_))));
        assert_eq!(read_in(""), Err(HeadFault::Missing("[circular]")));
        assert_eq!(read_in("[circular]\nid = \"12.18/a\""), Err(HeadFault::Missing("title")));
        for id in ["12.19/a", "12.18/", "12.18", "12.18/A", "12.18/a b", "panrb/x"] {
            let text = format!("[circular]\nid = \"{id}\"\ntitle = \"T\"");
            assert_eq!(read_in(&text), Err(HeadFault::Id("12.18/".to_owned())), "{id}");
        }
    }
}
