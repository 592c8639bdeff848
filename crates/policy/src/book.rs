//! The book of law: every declared parameter with its provisions, ready to be asked.

use crate::check;
use crate::combine::{self, WhyLost};
use crate::document::Document;
use crate::explain::Reason;
use crate::params::{Combine, ParamDecl};
use crate::timeline::{Ending, Entry, Heads, Provision, Question, Standing};
use crate::value::{DaySpan, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

pub use crate::check::BookFinding;

/// The checked law of a government: answers questions, never changes.
///
/// A change of law is a new book from more documents.
#[derive(Debug, Clone)]
pub struct PolicyBook {
    params: BTreeMap<&'static str, ParamLaw>,
}

/// All law about one parameter, earliest first.
#[derive(Debug, Clone)]
pub(crate) struct ParamLaw {
    pub(crate) decl: ParamDecl,
    pub(crate) entries: Vec<Entry>,
}

/// The value in force and the provision it comes from.
#[derive(Debug, Clone)]
pub struct Ruling<'b> {
    /// The value; owned only where lists were joined.
    pub value: Cow<'b, Value>,
    /// The line of law that gives it.
    pub provision: &'b Provision,
}

/// The value in force with all that spoke about it.
#[derive(Debug, Clone)]
pub struct Answer<'b> {
    /// Name of the parameter.
    pub parameter: &'static str,
    /// Unit of the value as a person reads it.
    pub unit: &'static str,
    /// How several provisions became this one value.
    pub combine: Combine,
    /// The value; owned only where lists were joined.
    pub value: Cow<'b, Value>,
    /// The line of law that gives the value.
    pub winner: &'b Provision,
    /// Other provisions for this day and place, strongest first, then those revoked or not yet known.
    pub losers: Vec<Loser<'b>>,
}

/// A provision for the same day and place that did not give the answer.
#[derive(Debug, Clone)]
pub struct Loser<'b> {
    /// The line of law.
    pub provision: &'b Provision,
    /// The value it would have given.
    pub value: &'b Value,
    /// What kept it from giving the answer.
    pub why: WhyLost,
}

impl PolicyBook {
    /// Builds the book from documents and the declarations of all capabilities.
    ///
    /// # Errors
    /// Every fault of the documents together, in the order of the files.
    pub fn build<'d>(
        documents: impl IntoIterator<Item = Document>,
        decls: impl IntoIterator<Item = &'d ParamDecl>,
    ) -> Result<PolicyBook, Vec<BookFinding>> {
        let mut findings = Vec::new();
        let mut params = declared(decls, &mut findings);
        let documents: Vec<Document> = documents.into_iter().collect();
        check::names(&documents, &mut findings);
        for document in &documents {
            enter(document, &mut params, &mut findings);
        }
        for document in &documents {
            revoke(document, &mut params);
        }
        for law in params.values_mut() {
            law.entries.sort_by(|left, right| {
                let key = |entry: &Entry| (entry.provision.from, entry.provision.circular.clone());
                key(left).cmp(&key(right))
            });
            check::contradictions(law, &mut findings);
            check::gaps(law, &mut findings);
        }
        if findings.is_empty() { Ok(PolicyBook { params }) } else { Err(findings) }
    }

    /// Returns the value in force and its provision; allocates only for a joined list.
    ///
    /// # Shape
    /// `None` when no provision speaks on that day and place, or when nobody declared the parameter.
    pub fn ruling(&self, parameter: &str, question: &Question<'_>) -> Option<Ruling<'_>> {
        let law = self.params.get(parameter)?;
        let entries = law.started_by(question);
        let winner = combine::winner(entries, law.decl.combine, question)?;
        Some(Ruling { value: joined(law, entries, winner, question), provision: &winner.provision })
    }

    /// Returns the value in force with the losers and why they lost.
    ///
    /// # Shape
    /// As [`PolicyBook::ruling`].
    pub fn in_force(&self, parameter: &str, question: &Question<'_>) -> Option<Answer<'_>> {
        let law = self.params.get(parameter)?;
        let combine = law.decl.combine;
        let entries = law.started_by(question);
        let winner = combine::winner(entries, combine, question)?;
        let value = joined(law, entries, winner, question);
        let losers = losers(entries, winner, combine, question);
        Some(Answer {
            parameter: law.decl.name,
            unit: law.decl.unit,
            combine,
            value,
            winner: &winner.provision,
            losers,
        })
    }

    /// Returns the declarations in the order of their names.
    pub fn declarations(&self) -> impl Iterator<Item = &ParamDecl> {
        self.params.values().map(|law| &law.decl)
    }

    /// Returns every provision of a parameter with its value, earliest first.
    pub fn provisions(&self, parameter: &str) -> impl Iterator<Item = (&Provision, &Value)> {
        let law = self.params.get(parameter);
        law.into_iter().flat_map(|law| law.entries.iter().map(|entry| (&entry.provision, &entry.value)))
    }
}

impl ParamLaw {
    /// Returns the entries that have started by the day of the question.
    fn started_by(&self, question: &Question<'_>) -> &[Entry] {
        let started = self.entries.partition_point(|entry| entry.provision.from <= question.on);
        &self.entries[..started]
    }
}

impl Ruling<'_> {
    /// Returns the flag, or `None` for a parameter of another kind.
    pub fn flag(&self) -> Option<bool> {
        self.value.as_flag()
    }

    /// Returns the whole number or permille, or `None` for a parameter of another kind.
    pub fn integer(&self) -> Option<i64> {
        self.value.as_integer()
    }

    /// Returns the time of day in minutes since midnight, or `None` for a parameter of another kind.
    pub fn minutes(&self) -> Option<i32> {
        self.value.as_minutes()
    }

    /// Returns the span of the day, or `None` for a parameter of another kind.
    pub fn span(&self) -> Option<DaySpan> {
        self.value.as_span()
    }

    /// Returns the text or choice, or `None` for a parameter of another kind.
    pub fn text(&self) -> Option<&str> {
        self.value.as_text()
    }

    /// Cites the provision as the ground of a decision.
    pub fn reason(&self, words: impl Into<Cow<'static, str>>) -> Reason {
        Reason::of(self.provision, words)
    }
}

/// Returns the value of the winner, or for lists the value of all that stand beside it.
fn joined<'b>(
    law: &ParamLaw,
    entries: &[Entry],
    winner: &'b Entry,
    question: &Question<'_>,
) -> Cow<'b, Value> {
    match law.decl.combine {
        Combine::Union => Cow::Owned(combine::union(entries, winner, question)),
        _ => Cow::Borrowed(&winner.value),
    }
}

/// Returns all entries for the day and place but the winner, those in force first.
fn losers<'b>(
    entries: &'b [Entry],
    winner: &Entry,
    combine: Combine,
    question: &Question<'_>,
) -> Vec<Loser<'b>> {
    let mut in_force = Vec::new();
    let mut silent = Vec::new();
    for entry in entries.iter().rev().filter(|entry| !std::ptr::eq(*entry, winner)) {
        let loser = |why| Loser { provision: &entry.provision, value: &entry.value, why };
        match entry.standing(question) {
            Standing::InForce => in_force.push(entry),
            Standing::NotYetKnown => silent.push(loser(WhyLost::NotYetKnown)),
            Standing::RevokedBy(circular) => silent.push(loser(WhyLost::RevokedBy(circular))),
            Standing::Elsewhere => {}
        }
    }
    in_force.sort_by(|left, right| combine::strongest_first(left, right, combine));
    let beaten = in_force.into_iter().map(|entry| Loser {
        provision: &entry.provision,
        value: &entry.value,
        why: combine::why_lost(winner, entry, combine),
    });
    beaten.chain(silent).collect()
}

fn declared<'d>(
    decls: impl IntoIterator<Item = &'d ParamDecl>,
    findings: &mut Vec<BookFinding>,
) -> BTreeMap<&'static str, ParamLaw> {
    let mut params = BTreeMap::new();
    for decl in decls {
        check::declaration(decl, findings);
        if params.insert(decl.name, ParamLaw { decl: *decl, entries: Vec::new() }).is_some() {
            findings.push(BookFinding::DeclaredTwice { parameter: decl.name.to_owned() });
        }
    }
    params
}

fn enter(
    document: &Document,
    params: &mut BTreeMap<&'static str, ParamLaw>,
    findings: &mut Vec<BookFinding>,
) {
    let heads = Heads::of(&document.circular);
    for line in &document.sets {
        let (file, parameter) = (document.file.clone(), line.parameter.clone());
        if line.article.is_empty() {
            findings.push(BookFinding::MissingArticle { file: file.clone(), parameter: parameter.clone() });
        }
        let Some(law) = params.get_mut(line.parameter.as_str()) else {
            findings.push(BookFinding::UnknownParameter { file, parameter });
            continue;
        };
        match law.decl.kind.read(&line.value) {
            Some(value) => law.entries.push(Entry::new(&document.circular, &heads, line, value)),
            None => findings.push(BookFinding::ValueDoesNotFit {
                file,
                parameter,
                value: line.value.to_string(),
                expected: law.decl.kind.to_string(),
            }),
        }
    }
}

fn revoke(document: &Document, params: &mut BTreeMap<&'static str, ParamLaw>) {
    let by: Arc<str> = Arc::from(document.circular.id.as_str());
    for revocation in &document.revokes {
        let known_from = document.circular.known_from(revocation.from);
        let revoked = params
            .values_mut()
            .flat_map(|law| law.entries.iter_mut())
            .filter(|entry| *entry.provision.circular == *revocation.circular);
        for entry in revoked {
            entry.endings.push(Ending { from: revocation.from, known_from, by: by.clone() });
        }
    }
}
