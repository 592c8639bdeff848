//! The book of law: every declared parameter with its provisions, ready to be asked.

use crate::check::{self, BookFinding};
use crate::combine::{self, WhyLost};
use crate::condition::{ConditionFault, Conditions, Holding, Searcher, Situation};
use crate::document::Document;
use crate::draft::Draft;
use crate::explain::Reason;
use crate::facts::{FactDecl, Facts};
use crate::law::ParamLaw;
use crate::params::{Combine, ParamDecl};
use crate::timeline::{Asked, Entry, Provision, Question, Standing};
use crate::value::{DaySpan, Value};
use crate::warnings::{self, BookWarning};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The checked law of a government: answers questions, never changes.
///
/// A change of law is a new book from more documents.
#[derive(Debug, Clone)]
pub struct PolicyBook {
    /// In the order of their names.
    laws: Vec<ParamLaw>,
    by_name: HashMap<&'static str, usize>,
    conditions: Arc<Conditions>,
    /// The situation of those who know no fact.
    unstated: Situation,
    warnings: Vec<BookWarning>,
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
    /// Every fault of the documents together: those of single files first, then those between them.
    pub fn build<'d, 'f>(
        documents: impl IntoIterator<Item = Document>,
        decls: impl IntoIterator<Item = &'d ParamDecl>,
        facts: impl IntoIterator<Item = &'f FactDecl>,
    ) -> Result<PolicyBook, Vec<BookFinding>> {
        let mut draft = Draft::new(decls, facts);
        let documents: Vec<Document> = documents.into_iter().collect();
        check::names(&documents, &mut draft.findings);
        let mut read = Vec::with_capacity(documents.len());
        for document in &documents {
            let conditions = draft.read_conditions(document);
            draft.enter(document, &conditions);
            read.push(conditions);
        }
        for document in &documents {
            draft.revoke(document);
        }
        let Draft { mut params, conditions, mut findings } = draft;
        let mut searcher = Searcher::among(&conditions);
        for (document, read) in documents.iter().zip(&read) {
            check::conditions(document, read, &mut searcher, &mut findings);
        }
        for law in params.values_mut() {
            law.arrange();
            check::contradictions(law, &mut searcher, &mut findings);
            check::gaps(law, &mut findings);
        }
        if findings.is_empty() { Ok(PolicyBook::of(params, conditions, &documents)) } else { Err(findings) }
    }

    /// Answers every condition of the book for some facts; ask with [`Question::in_situation`].
    ///
    /// # Shape
    /// Facts without a declaration are of no use; a value that does not fit its declaration counts as
    /// unknown.
    pub fn situation(&self, facts: &Facts) -> Situation {
        Situation::of(&self.conditions, facts)
    }

    /// Returns the value in force and its provision; allocates only for a joined list.
    ///
    /// # Shape
    /// `None` when no provision speaks on that day and place, or when nobody declared the parameter.
    pub fn ruling(&self, parameter: &str, question: &Question<'_>) -> Option<Ruling<'_>> {
        let law = self.law(parameter)?;
        let translated = self.translated(law, question);
        let asked = self.asked(question, translated.as_ref());
        let winner = law.winner(asked)?;
        Some(Ruling { value: joined(law, winner, asked), provision: &winner.provision })
    }

    /// Returns the value in force with the losers and why they lost.
    ///
    /// # Shape
    /// As [`PolicyBook::ruling`].
    pub fn in_force(&self, parameter: &str, question: &Question<'_>) -> Option<Answer<'_>> {
        let law = self.law(parameter)?;
        let translated = self.translated(law, question);
        let asked = self.asked(question, translated.as_ref());
        let winner = law.winner(asked)?;
        Some(Answer {
            parameter: law.decl.name,
            unit: law.decl.unit,
            combine: law.decl.combine,
            value: joined(law, winner, asked),
            winner: &winner.provision,
            losers: losers(law, Some(winner), asked),
        })
    }

    /// Returns the provisions for this day and place that are silent, and why; what there is to say
    /// where [`PolicyBook::in_force`] has no answer.
    pub fn silent(&self, parameter: &str, question: &Question<'_>) -> Vec<Loser<'_>> {
        let Some(law) = self.law(parameter) else { return Vec::new() };
        let translated = self.translated(law, question);
        let asked = self.asked(question, translated.as_ref());
        let mut silent = losers(law, law.winner(asked), asked);
        silent.retain(|loser| loser.why.is_silence());
        silent
    }

    /// Returns the declarations in the order of their names.
    pub fn declarations(&self) -> impl Iterator<Item = &ParamDecl> {
        self.laws.iter().map(|law| &law.decl)
    }

    /// Returns the facts that conditions may ask for, in the order of their names.
    pub fn fact_declarations(&self) -> impl Iterator<Item = &FactDecl> {
        self.conditions.declarations().iter()
    }

    /// Returns every provision of a parameter with its value, earliest first.
    pub fn provisions(&self, parameter: &str) -> impl Iterator<Item = (&Provision, &Value)> {
        let law = self.law(parameter);
        law.into_iter().flat_map(|law| law.entries.iter().map(|entry| (&entry.provision, &entry.value)))
    }

    /// Returns what a legal officer should look at although the book stands.
    pub fn warnings(&self) -> &[BookWarning] {
        &self.warnings
    }

    /// Says whether a condition of a law file can be used with the facts of this book.
    ///
    /// # Errors
    /// What is wrong with the text and what to do about it.
    pub fn check_condition(&self, text: &str) -> Result<(), ConditionFault> {
        Conditions::over(self.conditions.declarations().to_vec()).add(text).map(|_| ())
    }

    /// Returns whether both conditions hold for the facts; absent ones always do.
    pub(crate) fn holds(&self, conditions: [Option<&str>; 2], facts: &Facts) -> bool {
        conditions.into_iter().flatten().all(|text| match self.conditions.find(text) {
            Some(id) => self.conditions.check(id, facts) == Holding::Holds,
            None => {
                let mut own = Conditions::over(self.conditions.declarations().to_vec());
                own.add(text).is_ok_and(|id| own.check(id, facts) == Holding::Holds)
            }
        })
    }

    pub(crate) fn law(&self, parameter: &str) -> Option<&ParamLaw> {
        self.by_name.get(parameter).map(|place| &self.laws[*place])
    }

    fn of(
        params: BTreeMap<&'static str, ParamLaw>,
        conditions: Conditions,
        documents: &[Document],
    ) -> PolicyBook {
        let laws: Vec<ParamLaw> = params.into_values().collect();
        let conditions = Arc::new(conditions);
        PolicyBook {
            by_name: laws.iter().enumerate().map(|(place, law)| (law.decl.name, place)).collect(),
            laws,
            unstated: Situation::of(&conditions, &Facts::new()),
            conditions,
            warnings: warnings::of(documents),
        }
    }

    /// Answers the facts of a situation of another book anew; a rare and slow way, but never wrong.
    fn translated(&self, law: &ParamLaw, question: &Question<'_>) -> Option<Situation> {
        let situation = question.situation.filter(|situation| !situation.is_of(&self.conditions))?;
        law.asks_for_facts().then(|| self.situation(situation.facts()))
    }

    fn asked<'a>(&'a self, question: &'a Question<'a>, translated: Option<&'a Situation>) -> Asked<'a> {
        let situation = translated.or(question.situation).unwrap_or(&self.unstated);
        Asked { question, situation }
    }
}

impl Answer<'_> {
    /// Returns the facts that nobody recorded and that could lead to another answer.
    pub fn unknown_facts(&self) -> Vec<&'static str> {
        let mut facts = Vec::new();
        for loser in &self.losers {
            if let WhyLost::FactUnknown(names) = &loser.why {
                facts.extend(names);
            }
        }
        facts.sort_unstable();
        facts.dedup();
        facts
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
fn joined<'b>(law: &ParamLaw, winner: &'b Entry, asked: Asked<'_>) -> Cow<'b, Value> {
    match law.decl.combine {
        Combine::Union => {
            let entries = law.started_by(asked.question.on);
            Cow::Owned(combine::union(entries, winner, asked))
        }
        _ => Cow::Borrowed(&winner.value),
    }
}

/// Returns all entries for the day and place but the winner, those in force first.
fn losers<'b>(law: &'b ParamLaw, winner: Option<&Entry>, asked: Asked<'_>) -> Vec<Loser<'b>> {
    let combine = law.decl.combine;
    let mut in_force = Vec::new();
    let mut silent = Vec::new();
    let is_winner = |entry: &Entry| winner.is_some_and(|winner| std::ptr::eq(entry, winner));
    for entry in law.started_by(asked.question.on).iter().rev().filter(|entry| !is_winner(entry)) {
        let loser = |why| Loser { provision: &entry.provision, value: &entry.value, why };
        match entry.standing(asked) {
            Standing::InForce => in_force.push(entry),
            Standing::NotYetKnown => silent.push(loser(WhyLost::NotYetKnown)),
            Standing::RevokedBy(circular) => silent.push(loser(WhyLost::RevokedBy(circular))),
            Standing::ConditionNotMet => silent.push(loser(WhyLost::ConditionNotMet)),
            Standing::FactUnknown(facts) => silent.push(loser(WhyLost::FactUnknown(facts))),
            Standing::Elsewhere => {}
        }
    }
    in_force.sort_by(|left, right| combine::strongest_first(left, right, combine));
    let beaten = in_force.into_iter().zip(winner.into_iter().cycle()).map(|(entry, winner)| Loser {
        provision: &entry.provision,
        value: &entry.value,
        why: combine::why_lost(winner, entry, combine),
    });
    beaten.chain(silent).collect()
}
