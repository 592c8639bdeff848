//! "Explain this number": a figure, a status or a proposal opens into what it rests on. Capabilities
//! bring explainers; the page, the JSON and the command line show what they answer.

use crate::ctx::Ctx;
use crate::people_source::Answering;
use crate::problem::Problem;
use crate::web::FormPairs;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use std::fmt;

/// What is to be explained: a name and its keys, as one address.
///
/// # Example
/// `attendance.count?hari=2020-05-26&opd=DISDIK&status=sick`
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// `capability.thing`.
    pub name: String,
    /// Keys in alphabetical order; an empty value is the same as none.
    pub keys: BTreeMap<String, String>,
}

impl Subject {
    /// Returns a subject without keys.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), keys: BTreeMap::new() }
    }

    /// Reads an address as [`Display`](fmt::Display) writes it; nothing when it has no name.
    pub fn parse(text: &str) -> Option<Self> {
        let (name, query) = text.split_once('?').unwrap_or((text, ""));
        if name.is_empty() || name.contains(|letter: char| letter.is_whitespace() || letter == '/') {
            return None;
        }
        let pairs = FormPairs::parse(query.as_bytes());
        Some(pairs.pairs().fold(Self::new(name), |subject, (key, value)| subject.with(key, value)))
    }

    /// Adds a key; an empty value leaves it out.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl fmt::Display) -> Self {
        let value = value.to_string();
        if value.is_empty() {
            self.keys.remove(key);
        } else {
            self.keys.insert(key.to_owned(), value);
        }
        self
    }

    /// Returns the value of a key, empty for none.
    pub fn key(&self, key: &str) -> &str {
        self.keys.get(key).map_or("", String::as_str)
    }

    /// Returns the address of the page that explains it: `/jelaskan/attendance.count?hari=2020-05-26`.
    pub fn path(&self) -> String {
        format!("/jelaskan/{self}")
    }
}

/// Writes the subject as the end of its address; values are percent-encoded.
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        for (place, (key, value)) in self.keys.iter().enumerate() {
            write!(f, "{}{key}=", if place == 0 { '?' } else { '&' })?;
            for byte in value.bytes() {
                match byte {
                    b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                        write!(f, "{}", char::from(byte))?;
                    }
                    _ => write!(f, "%{byte:02X}")?,
                }
            }
        }
        Ok(())
    }
}

/// Explains every subject of one name.
#[derive(Clone, Copy)]
pub struct Explainer {
    /// The name of its subjects, `capability.thing`.
    pub name: &'static str,
    /// Message id of what it explains.
    pub label: &'static str,
    /// Keys it reads, each with the message id of what it stands for.
    pub keys: &'static [(&'static str, &'static str)],
    /// Answers; it asks itself what the actor may see.
    pub explain: fn(Ctx, Subject) -> Answering<Explanation>,
}

/// What a value rests on, one level down.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explanation {
    /// What it is, in words: `Sakit, Dinas Pendidikan, 26 Mei 2020`.
    pub title: String,
    /// The value as it is shown elsewhere: `98,39 %`.
    pub value: String,
    /// The value as a number, where it is one: the sum of the rows' numbers.
    pub number: Option<i64>,
    /// Of how many, where the value is a share: the sum of the rows' `of`.
    pub of: Option<i64>,
    /// What is counted, in words.
    pub definition: String,
    /// Until when facts were read.
    pub as_of: Option<DateTime<Utc>>,
    /// Only facts known until then count, where somebody asked so.
    pub known_at: Option<DateTime<Utc>>,
    /// How many reported, of how many.
    pub completeness: Option<(i64, i64)>,
    /// Circulars and articles that decided, the deciding one first.
    pub reasons: Vec<ExplainedReason>,
    /// What the rows are: `Menurut perangkat daerah`.
    pub rows_heading: String,
    /// What the value is made of.
    pub rows: Vec<ExplainedRow>,
    /// Raw evidence: the terminal's own line, the signed recap, the request.
    pub evidence: Vec<EvidenceItem>,
    /// What does not fit together and somebody must look at.
    pub findings: Vec<String>,
}

/// A rule that decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExplainedReason {
    /// Key of the circular, or empty where the program's own definition decides.
    pub circular: String,
    /// Its title or number.
    pub title: String,
    /// The article.
    pub article: String,
    /// What it says about this value.
    pub words: String,
}

/// A part of a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExplainedRow {
    /// What it is.
    pub label: String,
    /// Its value as shown.
    pub value: String,
    /// Its number; those of all rows add up to the number above.
    pub number: Option<i64>,
    /// Of how many; those of all rows add up to the one above.
    pub of: Option<i64>,
    /// What explains it, one level further down.
    pub subject: Option<Subject>,
    /// The page where people work with it.
    pub link: Option<String>,
}

/// One raw fact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EvidenceItem {
    /// What kind: `Baris mesin`, `Rekap bertanda tangan`.
    pub kind: String,
    /// The fact as it came in, for a terminal its own line.
    pub text: String,
    /// Where it came from: terminal, person.
    pub source: String,
    /// When it reached the program.
    pub received_at: Option<DateTime<Utc>>,
    /// SHA-256 of what holds it (journal body, recap lines), empty for none.
    pub sha256: String,
    /// Where it can be opened.
    pub link: Option<String>,
}

/// Explains a subject through the explainer of its name.
///
/// # Errors
/// `explain.unknown` for a name that nobody explains; of the explainer.
pub async fn explain(ctx: &Ctx, subject: Subject) -> Result<Explanation, Problem> {
    let explainer = ctx.app.contributions.explainers.iter().find(|one| one.name == subject.name);
    let unknown = || Problem::missing("explain.unknown").with("name", &subject.name);
    (explainer.ok_or_else(unknown)?.explain)(ctx.clone(), subject.clone()).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_an_address_that_can_carry_anything() {
        let subject = Subject::new("attendance.count").with("opd", "A&B=c d/é").with("hari", "2020-05-26");
        assert_eq!(subject.path(), "/jelaskan/attendance.count?hari=2020-05-26&opd=A%26B%3Dc%20d%2F%C3%A9");
        assert_eq!(Subject::new("a.b").with("x", "").to_string(), "a.b");
        assert_eq!(Subject::parse(&subject.to_string()), Some(subject));
        for nothing in ["", "?a=b", "a b", "a/b"] {
            assert_eq!(Subject::parse(nothing), None, "{nothing}");
        }
    }
}
