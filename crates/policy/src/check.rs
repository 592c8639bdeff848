//! Faults of a set of circulars that no single file shows.

use crate::book::ParamLaw;
use crate::combine::is_tie;
use crate::document::Document;
use crate::params::{Combine, ParamDecl, ParamKind};
use crate::timeline::Entry;
use chrono::NaiveDate;
use std::collections::HashMap;
use thiserror::Error;

/// Why a set of documents is not a book of law.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[expect(missing_docs, reason = "the message of each variant names it and its values")]
pub enum BookFinding {
    #[error("{file}: no capability reads {parameter}; correct the name or remove the line")]
    UnknownParameter { file: String, parameter: String },
    #[error("{file}: {parameter} = {value} does not fit; write {expected}")]
    ValueDoesNotFit { file: String, parameter: String, value: String, expected: String },
    #[error("{file}: {parameter} has no article; name the article or number of the circular")]
    MissingArticle { file: String, parameter: String },
    #[error("{file}: the id {id} is also used by {other_file}; give each circular its own id")]
    SameId { file: String, other_file: String, id: String },
    #[error("{file}: revokes {circular}, which no file has; correct the id or add that circular")]
    UnknownRevoked { file: String, circular: String },
    #[error("{circular}: sets {parameter} twice for {on} and the same scope; keep one line")]
    SetTwice { circular: String, parameter: String, on: NaiveDate },
    #[error(
        "{parameter}: {first} and {second} contradict each other on {on} with the same rank; \
             let one revoke the other or correct a date"
    )]
    Contradiction { parameter: String, first: String, second: String, on: NaiveDate },
    #[error("{parameter}: no national answer from {from}{}; extend the circular before or add the next one",
            until_words(*.until))]
    Gap { parameter: String, from: NaiveDate, until: Option<NaiveDate> },
    #[error("{parameter} is declared twice; each parameter belongs to one capability")]
    DeclaredTwice { parameter: String },
    #[error("{parameter}: values of this kind cannot be combined that way; choose another way")]
    CombineDoesNotFit { parameter: String },
}

pub(crate) fn declaration(decl: &ParamDecl, findings: &mut Vec<BookFinding>) {
    let fits = match decl.combine {
        Combine::Strictest(_) => decl.kind.is_ordered(),
        Combine::Union => decl.kind == ParamKind::List,
        Combine::MostSpecific | Combine::Latest => true,
    };
    if !fits {
        findings.push(BookFinding::CombineDoesNotFit { parameter: decl.name.to_owned() });
    }
}

/// Finds ids used twice and revocations of nothing.
pub(crate) fn names(documents: &[Document], findings: &mut Vec<BookFinding>) {
    let mut file_of: HashMap<&str, &str> = HashMap::new();
    for document in documents {
        let id = document.circular.id.as_str();
        if let Some(other_file) = file_of.insert(id, &document.file) {
            findings.push(BookFinding::SameId {
                file: document.file.clone(),
                other_file: other_file.to_owned(),
                id: id.to_owned(),
            });
        }
    }
    for document in documents {
        for revocation in &document.revokes {
            if !file_of.contains_key(revocation.circular.as_str()) {
                findings.push(BookFinding::UnknownRevoked {
                    file: document.file.clone(),
                    circular: revocation.circular.clone(),
                });
            }
        }
    }
}

/// Finds pairs of the same rank that overlap in time and do not say the same.
pub(crate) fn contradictions(law: &ParamLaw, findings: &mut Vec<BookFinding>) {
    for (index, left) in law.entries.iter().enumerate() {
        for right in &law.entries[index + 1..] {
            let Some(on) = first_common_day(left, right) else { continue };
            let (first, second) = (&left.provision, &right.provision);
            if first.circular == second.circular && first.scope == second.scope {
                findings.push(BookFinding::SetTwice {
                    circular: first.circular.to_string(),
                    parameter: law.decl.name.to_owned(),
                    on,
                });
            } else if law.decl.combine != Combine::Union
                && left.value != right.value
                && is_tie(left, right, law.decl.combine)
            {
                findings.push(BookFinding::Contradiction {
                    parameter: law.decl.name.to_owned(),
                    first: first.circular.to_string(),
                    second: second.circular.to_string(),
                    on,
                });
            }
        }
    }
}

/// Finds days without a national answer after the first one, for parameters that need one.
pub(crate) fn gaps(law: &ParamLaw, findings: &mut Vec<BookFinding>) {
    if !law.decl.continuous {
        return;
    }
    let mut baseline = law
        .entries
        .iter()
        .filter(|entry| entry.provision.scope.is_national() && !entry.provision.is_temporary)
        .map(|entry| (entry.provision.from, entry.last_day()));
    let Some((_, mut covered_until)) = baseline.next() else { return };
    let mut gap = |from: NaiveDate, until: Option<NaiveDate>| {
        findings.push(BookFinding::Gap { parameter: law.decl.name.to_owned(), from, until });
    };
    for (from, until) in baseline {
        let Some(open_on) = covered_until.and_then(|day| day.succ_opt()) else { return };
        if from > open_on {
            gap(open_on, from.pred_opt());
        }
        covered_until = until.map(|until| covered_until.map_or(until, |covered| covered.max(until)));
    }
    if let Some(open_on) = covered_until.and_then(|day| day.succ_opt()) {
        gap(open_on, None);
    }
}

fn first_common_day(left: &Entry, right: &Entry) -> Option<NaiveDate> {
    let day = left.provision.from.max(right.provision.from);
    let reaches = |entry: &Entry| entry.last_day().is_none_or(|last_day| day <= last_day);
    (reaches(left) && reaches(right)).then_some(day)
}

fn until_words(until: Option<NaiveDate>) -> String {
    until.map_or_else(String::new, |until| format!(" until {until}"))
}
