//! What another book would change: for each parameter the days on which the answer differs.

use crate::book::PolicyBook;
use crate::combine::WhyLost;
use crate::facts::Facts;
use crate::law::ParamLaw;
use crate::timeline::{Entry, Question};
use crate::value::Value;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A period in which a question has another answer in the other book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Place of the question in the list of questions.
    pub question: usize,
    /// Name of the parameter.
    pub parameter: &'static str,
    /// First day with these two answers.
    pub from_on: NaiveDate,
    /// Last such day; `None` when they stay.
    pub until_on: Option<NaiveDate>,
    /// The answer of this book.
    pub before: Option<AnswerSummary>,
    /// The answer of the other book.
    pub after: Option<AnswerSummary>,
    /// Why the provision that answered before does not answer any more, where the other book has it.
    pub why: Option<WhyLost>,
    /// The facts of the question.
    pub situation: Facts,
}

/// An answer as a table shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerSummary {
    /// The value in force.
    pub value: Value,
    /// Unit of the value as a person reads it.
    pub unit: &'static str,
    /// Id of the circular.
    pub circular: Arc<str>,
    /// What the circular is called.
    pub title: Arc<str>,
    /// Article or number in the circular.
    pub article: Arc<str>,
    /// A setting of the program and not a circular.
    pub is_default: bool,
    /// Whether the value was read in the source.
    pub verified: bool,
    /// Condition under which it holds, as CEL text.
    pub when: Option<Arc<str>>,
}

impl Change {
    /// Returns whether the value differs and not only the provision it comes from.
    pub fn is_of_value(&self) -> bool {
        let value = |answer: &Option<AnswerSummary>| answer.as_ref().map(|answer| answer.value.clone());
        value(&self.before) != value(&self.after)
    }
}

impl PolicyBook {
    /// Returns where the answers of another book differ from those of this one, by question and
    /// parameter, earliest first.
    ///
    /// # Shape
    /// The day of a question is the first one that is compared. Its situation may be of either book.
    pub fn changes(&self, other: &PolicyBook, questions: &[Question<'_>]) -> Vec<Change> {
        let mut changes = Vec::new();
        let names = touched(self, other);
        for (number, question) in questions.iter().enumerate() {
            let facts = question.situation.map(|situation| situation.facts().clone()).unwrap_or_default();
            let (before, after) = (self.situation(&facts), other.situation(&facts));
            let sides = Sides {
                before: (self, question.in_situation(&before)),
                after: (other, question.in_situation(&after)),
            };
            for parameter in &names {
                let differing = sides.differing(parameter, question.on);
                changes.extend(differing.into_iter().map(|period| Change {
                    question: number,
                    parameter,
                    from_on: period.from_on,
                    until_on: period.until_on,
                    why: sides.why_lost(parameter, &period),
                    before: period.before,
                    after: period.after,
                    situation: facts.clone(),
                }));
            }
        }
        changes
    }
}

/// Returns the parameters about which the books do not say the same.
fn touched(before: &PolicyBook, after: &PolicyBook) -> BTreeSet<&'static str> {
    let names = before.declarations().chain(after.declarations()).map(|decl| decl.name);
    let is_same = |name: &&'static str| match (before.law(name), after.law(name)) {
        (Some(one), Some(other)) => {
            let mut pairs = one.entries.iter().zip(&other.entries);
            one.entries.len() == other.entries.len() && pairs.all(|(one, other)| one.says_as(other))
        }
        _ => false,
    };
    names.filter(|name| !is_same(name)).collect()
}

/// One question to two books.
struct Sides<'a> {
    before: (&'a PolicyBook, Question<'a>),
    after: (&'a PolicyBook, Question<'a>),
}

struct Period {
    from_on: NaiveDate,
    until_on: Option<NaiveDate>,
    before: Option<AnswerSummary>,
    after: Option<AnswerSummary>,
}

impl Sides<'_> {
    /// Asks on every day on which something begins or ends; between two of them nothing changes.
    fn differing(&self, parameter: &str, first_on: NaiveDate) -> Vec<Period> {
        let mut days = BTreeSet::from([first_on]);
        for law in [self.before.0.law(parameter), self.after.0.law(parameter)].into_iter().flatten() {
            days.extend(boundaries(law).filter(|day| *day > first_on));
        }
        let mut periods: Vec<Period> = Vec::new();
        for from_on in days {
            let (before, after) =
                (answer(self.before, parameter, from_on), answer(self.after, parameter, from_on));
            match periods.last_mut() {
                Some(last) if last.before == before && last.after == after => {}
                Some(last) => {
                    last.until_on = from_on.pred_opt();
                    periods.push(Period { from_on, until_on: None, before, after });
                }
                None => periods.push(Period { from_on, until_on: None, before, after }),
            }
        }
        periods.retain(|period| period.before != period.after);
        periods
    }

    fn why_lost(&self, parameter: &str, period: &Period) -> Option<WhyLost> {
        let lost = period.before.as_ref()?;
        let (book, question) = self.after;
        let question = Question { on: period.from_on, ..question };
        let losers = match book.in_force(parameter, &question) {
            Some(answer) => answer.losers,
            None => book.silent(parameter, &question),
        };
        let is_lost = |provision: &crate::Provision| {
            provision.circular == lost.circular && provision.article == lost.article
        };
        losers.into_iter().find(|loser| is_lost(loser.provision)).map(|loser| loser.why)
    }
}

/// Returns the days on which an entry begins, or is out of force for the first time.
fn boundaries(law: &ParamLaw) -> impl Iterator<Item = NaiveDate> {
    law.entries.iter().flat_map(|entry: &Entry| {
        let after = entry.provision.until.and_then(|until| until.succ_opt());
        let endings = entry.endings.iter().map(|ending| ending.from);
        endings.chain(after).chain([entry.provision.from])
    })
}

fn answer(side: (&PolicyBook, Question<'_>), parameter: &str, on: NaiveDate) -> Option<AnswerSummary> {
    let (book, question) = side;
    let question = Question { on, ..question };
    let ruling = book.ruling(parameter, &question)?;
    let provision = ruling.provision;
    Some(AnswerSummary {
        unit: book.law(parameter)?.decl.unit,
        circular: provision.circular.clone(),
        title: provision.title.clone(),
        article: provision.article.clone(),
        is_default: provision.is_default,
        verified: provision.verified,
        when: provision.when.clone(),
        value: ruling.value.into_owned(),
    })
}
