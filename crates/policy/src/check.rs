//! Faults of a set of circulars that no single file shows.

mod conditions;

use crate::combine::{is_tie, strongest_first};
use crate::condition::{ConditionFault, Search, Searcher, Sought};
use crate::document::Document;
use crate::facts::Facts;
use crate::law::ParamLaw;
use crate::params::{Combine, ParamDecl, ParamKind};
use crate::timeline::Entry;
use chrono::NaiveDate;
use std::collections::HashMap;
use thiserror::Error;

pub(crate) use conditions::{conditions, fact_declarations};

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
    #[error("{file}: rests on {basis}, which no file has; correct the id or add that circular")]
    UnknownBasis { file: String, basis: String },
    #[error(
        "{circular}: sets {parameter} twice for {on} and the same scope{}; keep one line",
        where_words(facts)
    )]
    SetTwice { circular: String, parameter: String, on: NaiveDate, facts: Facts },
    #[error(
        "{parameter}: {first} and {second} contradict each other on {on}{} with the same rank; \
             let one revoke the other or correct a date or a condition",
        where_words(facts)
    )]
    Contradiction { parameter: String, first: String, second: String, on: NaiveDate, facts: Facts },
    #[error("{file}: {key} {fault}")]
    Condition { file: String, key: String, fault: ConditionFault },
    #[error("{file}: {key} never holds; correct the condition or remove the line")]
    NeverHolds { file: String, key: String },
    #[error(
        "{file}: {parameter} has no answer on {on}{}; add a line, or say silent_where = \"…\" \
             if the circular says nothing there",
        where_words(facts)
    )]
    GapOfFacts { file: String, parameter: String, on: NaiveDate, facts: Facts },
    #[error("{file}: the conditions on {parameter} are too tangled to compare; write simpler ones")]
    TooTangled { file: String, parameter: String },
    #[error("the fact {fact} {fault}; correct its declaration")]
    FactDeclaration { fact: String, fault: &'static str },
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

/// Finds ids used twice, revocations of nothing and a basis that is not there.
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
        for basis in &document.circular.basis {
            if !file_of.contains_key(basis.as_str()) {
                let (file, basis) = (document.file.clone(), basis.clone());
                findings.push(BookFinding::UnknownBasis { file, basis });
            }
        }
    }
}

/// Finds pairs of the same rank that overlap in time and in facts and do not say the same.
pub(crate) fn contradictions(law: &ParamLaw, searcher: &mut Searcher<'_>, findings: &mut Vec<BookFinding>) {
    for (index, left) in law.entries.iter().enumerate() {
        for right in &law.entries[index + 1..] {
            let Some(on) = first_common_day(left, right) else { continue };
            let is_twice = is_set_twice(left, right, law.decl.combine);
            if !is_twice && !contradict(left, right, law.decl.combine) {
                continue;
            }
            let parameter = law.decl.name.to_owned();
            let holding = left.condition.into_iter().chain(right.condition).collect();
            let (first, second) = (left.provision.circular.to_string(), right.provision.circular.to_string());
            findings.extend(match searcher.search(&Sought { holding, ..Sought::default() }) {
                Search::Nothing => None,
                Search::Found(facts) if is_twice => {
                    Some(BookFinding::SetTwice { circular: first, parameter, on, facts })
                }
                Search::Found(facts) => {
                    Some(BookFinding::Contradiction { parameter, first, second, on, facts })
                }
                Search::TooMany => Some(BookFinding::TooTangled { file: first, parameter }),
            });
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
        .filter(|entry| entry.condition.is_none())
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

/// Returns whether one circular says something twice for the same scope.
///
/// A line with a condition may stand beside one without when it is the exception to it. Where the way
/// of combining joins lines, they may all hold.
fn is_set_twice(left: &Entry, right: &Entry, combine: Combine) -> bool {
    let (first, second) = (&left.provision, &right.provision);
    if first.circular != second.circular || first.scope != second.scope {
        return false;
    }
    let is_settled = left.value == right.value || matches!(combine, Combine::Strictest(_) | Combine::Union);
    match (left.condition, right.condition) {
        (None, None) => true,
        (Some(_), Some(_)) => !is_settled,
        (Some(_), None) => !is_settled && strongest_first(left, right, combine).is_gt(),
        (None, Some(_)) => !is_settled && strongest_first(right, left, combine).is_gt(),
    }
}

fn contradict(left: &Entry, right: &Entry, combine: Combine) -> bool {
    combine != Combine::Union && left.value != right.value && is_tie(left, right, combine)
}

fn first_common_day(left: &Entry, right: &Entry) -> Option<NaiveDate> {
    let day = left.provision.from.max(right.provision.from);
    let reaches = |entry: &Entry| entry.last_day().is_none_or(|last_day| day <= last_day);
    (reaches(left) && reaches(right)).then_some(day)
}

fn until_words(until: Option<NaiveDate>) -> String {
    until.map_or_else(String::new, |until| format!(" until {until}"))
}

fn where_words(facts: &Facts) -> String {
    if facts.is_empty() { String::new() } else { format!(" where {facts}") }
}
