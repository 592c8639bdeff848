//! One line of law on the time axis: when it holds, when it was known, what ended it.

use crate::condition::{ConditionId, Holding, Situation};
use crate::document::{Circular, Scope, SetLine};
use crate::value::Value;
use chrono::NaiveDate;
use siaga_civil::RegionCode;
use std::sync::Arc;

/// What is asked of the book: the law for a day, a place, an agency and its situation, as somebody
/// knew it on a day.
#[derive(Debug, Clone, Copy)]
pub struct Question<'q> {
    /// The day whose law is wanted.
    pub on: NaiveDate,
    /// The place; `None` asks for the nation and meets no regional law.
    pub place: Option<&'q RegionCode>,
    /// The kind of the agency.
    pub agency_kind: Option<&'q str>,
    /// Code of the agency or work unit.
    pub unit: Option<&'q str>,
    /// Leaves out every circular that came later; `None` uses all that is known now.
    pub known_on: Option<NaiveDate>,
    /// The facts of the asker, answered by [`PolicyBook::situation`](crate::PolicyBook::situation);
    /// `None` knows of no fact, and only defaults of the declarations hold.
    pub situation: Option<&'q Situation>,
}

impl<'q> Question<'q> {
    /// Returns the question for a day, for the nation and with all that is known now.
    pub fn on(day: NaiveDate) -> Question<'static> {
        Question { on: day, place: None, agency_kind: None, unit: None, known_on: None, situation: None }
    }

    /// Asks for a place.
    pub fn at(self, place: &'q RegionCode) -> Question<'q> {
        Question { place: Some(place), ..self }
    }

    /// Asks with the knowledge of an earlier day.
    pub fn known_on(self, day: NaiveDate) -> Question<'q> {
        Question { known_on: Some(day), ..self }
    }

    /// Asks with facts.
    pub fn in_situation(self, situation: &'q Situation) -> Question<'q> {
        Question { situation: Some(situation), ..self }
    }
}

/// One line of a circular, with everything needed to cite it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
    /// Id of the circular.
    pub circular: Arc<str>,
    /// What the circular is called.
    pub title: Arc<str>,
    /// Who signed it.
    pub issuer: Arc<str>,
    /// Where the text was read.
    pub source: Arc<str>,
    /// Article or number in the circular.
    pub article: Arc<str>,
    /// First day in force.
    pub from: NaiveDate,
    /// Last day in force by its own text; a revocation may end it earlier.
    pub until: Option<NaiveDate>,
    /// Whether the value was read in the source.
    pub verified: bool,
    /// What a reader must know; of the line, or else of the circular.
    pub note: Option<Arc<str>>,
    /// Where and for whom the line holds.
    pub scope: Scope,
    /// First day on which somebody could know the line.
    pub known_from: NaiveDate,
    /// Day on which a person last compared the file with its source.
    pub checked_on: NaiveDate,
    /// A setting of the program and not a circular.
    pub is_default: bool,
    /// Wins over ordinary circulars in its time, whatever their place.
    pub is_temporary: bool,
    /// Condition over facts without which the line does not hold, as CEL text.
    pub when: Option<Arc<str>>,
}

/// A provision with its value and the revocations that concern it.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) provision: Provision,
    pub(crate) value: Value,
    pub(crate) depth: u32,
    pub(crate) endings: Vec<Ending>,
    pub(crate) condition: Option<ConditionId>,
}

/// A question with a situation of the same book.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) question: &'a Question<'a>,
    pub(crate) situation: &'a Situation,
}

/// A revocation seen from the revoked side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ending {
    pub(crate) from: NaiveDate,
    pub(crate) known_from: NaiveDate,
    pub(crate) by: Arc<str>,
}

/// Whether an entry speaks on the day of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    InForce,
    NotYetKnown,
    RevokedBy(Arc<str>),
    ConditionNotMet,
    FactUnknown(Vec<&'static str>),
    Elsewhere,
}

impl Entry {
    pub(crate) fn new(
        circular: &Circular,
        heads: &Heads,
        line: &SetLine,
        value: Value,
        condition: Option<(ConditionId, Arc<str>)>,
    ) -> Entry {
        let note = line.note.as_deref().map(Arc::from).or_else(|| heads.note.clone());
        let (condition, when) = condition.unzip();
        Entry {
            depth: line.scope.depth(),
            provision: Provision {
                circular: heads.id.clone(),
                title: heads.title.clone(),
                issuer: heads.issuer.clone(),
                source: heads.source.clone(),
                article: Arc::from(line.article.as_str()),
                from: line.from,
                until: line.until,
                verified: line.verified,
                note,
                scope: line.scope.clone(),
                known_from: circular.known_from(line.from),
                checked_on: circular.checked_on,
                is_default: circular.is_default,
                is_temporary: circular.is_temporary,
                when,
            },
            value,
            endings: Vec::new(),
            condition,
        }
    }

    pub(crate) fn is_in_force(&self, asked: Asked<'_>) -> bool {
        let question = asked.question;
        self.speaks_on(question)
            && self.condition.is_none_or(|condition| asked.situation.holds(condition))
            && self.is_known(question)
            && !self.endings.iter().any(|ending| ending.counts(question))
    }

    /// Returns why the entry speaks or is silent; the slow sister of [`Entry::is_in_force`].
    pub(crate) fn standing(&self, asked: Asked<'_>) -> Standing {
        let question = asked.question;
        if !self.speaks_on(question) {
            return Standing::Elsewhere;
        }
        if !self.is_known(question) {
            return Standing::NotYetKnown;
        }
        if let Some(ending) = self.endings.iter().find(|ending| ending.counts(question)) {
            return Standing::RevokedBy(ending.by.clone());
        }
        match self.condition.map(|condition| asked.situation.holding(condition)) {
            None | Some(Holding::Holds) => Standing::InForce,
            Some(Holding::DoesNotHold) => Standing::ConditionNotMet,
            Some(Holding::Unknown(facts)) => Standing::FactUnknown(facts),
        }
    }

    /// Returns whether an entry of another book says the same, for the same facts.
    pub(crate) fn says_as(&self, other: &Entry) -> bool {
        self.provision == other.provision && self.value == other.value && self.endings == other.endings
    }

    /// Returns the last day in force with all that is known now.
    pub(crate) fn last_day(&self) -> Option<NaiveDate> {
        let endings = self.endings.iter().filter_map(|ending| ending.from.pred_opt());
        endings.chain(self.provision.until).min()
    }

    fn speaks_on(&self, question: &Question<'_>) -> bool {
        self.provision.from <= question.on
            && self.provision.until.is_none_or(|until| question.on <= until)
            && self.provision.scope.covers(question.place, question.agency_kind, question.unit)
    }

    fn is_known(&self, question: &Question<'_>) -> bool {
        question.known_on.is_none_or(|known_on| self.provision.known_from <= known_on)
    }
}

impl Ending {
    fn counts(&self, question: &Question<'_>) -> bool {
        self.from <= question.on && question.known_on.is_none_or(|known_on| self.known_from <= known_on)
    }
}

/// Texts of a circular shared by all its provisions.
pub(crate) struct Heads {
    pub(crate) id: Arc<str>,
    title: Arc<str>,
    issuer: Arc<str>,
    source: Arc<str>,
    note: Option<Arc<str>>,
}

impl Heads {
    pub(crate) fn of(circular: &Circular) -> Heads {
        Heads {
            id: Arc::from(circular.id.as_str()),
            title: Arc::from(circular.title.as_str()),
            issuer: Arc::from(circular.issuer.as_str()),
            source: Arc::from(circular.source.as_str()),
            note: circular.note.as_deref().map(Arc::from),
        }
    }
}
