//! Conditions of law over declared facts: read once with the book, answered once for a situation.

mod expr;
mod read;
mod search;

use crate::facts::{FactDecl, Facts, Known};
use expr::{Expr, Truth};
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

pub use read::ConditionFault;
pub(crate) use search::{Search, Searcher, Sought};

/// Number of a condition in its book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ConditionId(u32);

/// All different conditions of one book with the facts that they may use.
#[derive(Debug, Default)]
pub(crate) struct Conditions {
    decls: Vec<FactDecl>,
    all: Vec<Condition>,
    by_text: HashMap<Arc<str>, ConditionId>,
}

#[derive(Debug)]
struct Condition {
    text: Arc<str>,
    expr: Expr,
}

/// Whether a condition holds in a situation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Holding {
    Holds,
    DoesNotHold,
    /// These facts are unknown, and without them nothing follows.
    Unknown(Vec<&'static str>),
}

/// Every condition of one book answered for some facts; cheap to clone.
///
/// Facts that nobody recorded have the default of their declaration, or are unknown. A value that
/// does not fit its declaration counts as unknown.
#[derive(Clone)]
pub struct Situation {
    inner: Arc<Answers>,
}

struct Answers {
    conditions: Arc<Conditions>,
    facts: Facts,
    known: Vec<Option<Known>>,
    /// One bit for each condition that holds.
    holds: Vec<u64>,
}

impl Conditions {
    pub(crate) fn over(decls: Vec<FactDecl>) -> Conditions {
        Conditions { decls, ..Conditions::default() }
    }

    pub(crate) fn declarations(&self) -> &[FactDecl] {
        &self.decls
    }

    /// Reads a condition, or finds the one that was read from the same text.
    pub(crate) fn add(&mut self, text: &str) -> Result<ConditionId, ConditionFault> {
        if let Some(id) = self.by_text.get(text) {
            return Ok(*id);
        }
        let expr = read::condition(text, &self.decls)?;
        Ok(self.insert(Arc::from(text), expr))
    }

    /// Returns the condition that holds where both do.
    pub(crate) fn both(&mut self, one: ConditionId, other: ConditionId) -> ConditionId {
        if one == other {
            return one;
        }
        let text: Arc<str> = Arc::from(format!("({}) && ({})", self.text(one), self.text(other)));
        if let Some(id) = self.by_text.get(&text) {
            return *id;
        }
        let expr = Expr::All(vec![self.expr(one).clone(), self.expr(other).clone()]);
        self.insert(text, expr)
    }

    pub(crate) fn text(&self, id: ConditionId) -> &Arc<str> {
        &self.all[id.index()].text
    }

    /// Returns what a condition says about some facts, without a situation at hand.
    pub(crate) fn check(&self, id: ConditionId, facts: &Facts) -> Holding {
        self.holding(id, &self.known(facts))
    }

    pub(crate) fn find(&self, text: &str) -> Option<ConditionId> {
        self.by_text.get(text).copied()
    }

    fn insert(&mut self, text: Arc<str>, expr: Expr) -> ConditionId {
        let id = ConditionId(u32::try_from(self.all.len()).expect("a book has few conditions"));
        self.by_text.insert(text.clone(), id);
        self.all.push(Condition { text, expr });
        id
    }

    fn expr(&self, id: ConditionId) -> &Expr {
        &self.all[id.index()].expr
    }

    fn known(&self, facts: &Facts) -> Vec<Option<Known>> {
        let known = |decl: &FactDecl| match facts.get(decl.name) {
            Some(value) => decl.kind.known(value),
            None => decl.default_value().and_then(|value| decl.kind.known(&value)),
        };
        self.decls.iter().map(known).collect()
    }

    fn holding(&self, id: ConditionId, known: &[Option<Known>]) -> Holding {
        let expr = self.expr(id);
        match expr.truth(known) {
            Truth::Yes => Holding::Holds,
            Truth::No => Holding::DoesNotHold,
            Truth::Unknown => {
                let mut missing = Vec::new();
                expr.missing(known, &mut missing);
                missing.sort_unstable();
                missing.dedup();
                Holding::Unknown(missing.into_iter().map(|fact| self.decls[fact].name).collect())
            }
        }
    }
}

impl ConditionId {
    fn index(self) -> usize {
        self.0 as usize
    }
}

impl Situation {
    pub(crate) fn of(conditions: &Arc<Conditions>, facts: &Facts) -> Situation {
        let known = conditions.known(facts);
        let mut holds = vec![0_u64; conditions.all.len().div_ceil(64)];
        for (index, condition) in conditions.all.iter().enumerate() {
            if condition.expr.truth(&known) == Truth::Yes {
                holds[index / 64] |= 1 << (index % 64);
            }
        }
        let answers = Answers { conditions: conditions.clone(), facts: facts.clone(), known, holds };
        Situation { inner: Arc::new(answers) }
    }

    /// Returns the facts that the situation was made from.
    pub fn facts(&self) -> &Facts {
        &self.inner.facts
    }

    /// Returns whether the answers are those of a book with these conditions.
    pub(crate) fn is_of(&self, conditions: &Arc<Conditions>) -> bool {
        Arc::ptr_eq(&self.inner.conditions, conditions)
    }

    pub(crate) fn holds(&self, id: ConditionId) -> bool {
        let index = id.index();
        self.inner.holds[index / 64] >> (index % 64) & 1 == 1
    }

    pub(crate) fn holding(&self, id: ConditionId) -> Holding {
        self.inner.conditions.holding(id, &self.inner.known)
    }
}

impl fmt::Debug for Situation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Situation").field(&self.inner.facts).finish()
    }
}
