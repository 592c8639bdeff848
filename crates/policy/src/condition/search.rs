//! Looks for facts that make some conditions hold and others not.

use super::expr::{Allowed, Expr, Truth};
use super::{ConditionId, Conditions};
use crate::facts::{FactKind, Facts, Known};

/// Most situations that one search looks at; law that people can read needs a few hundred.
const MAX_STEPS: u32 = 20_000;
/// Most situations that all searches for one book look at together.
const MAX_STEPS_A_BOOK: u32 = 200_000;

/// What is asked of a situation: conditions that must hold, and conditions that must not.
#[derive(Debug, Default, Clone)]
pub(crate) struct Sought {
    pub(crate) holding: Vec<ConditionId>,
    pub(crate) not_holding: Vec<ConditionId>,
}

/// Searches among the conditions of one book, bounded as a whole.
pub(crate) struct Searcher<'c> {
    conditions: &'c Conditions,
    steps_left: u32,
}

/// The outcome of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Search {
    /// These facts do it; facts that do not matter are left out.
    Found(Facts),
    /// No facts do it.
    Nothing,
    /// The conditions are too tangled to know.
    TooMany,
}

impl Searcher<'_> {
    pub(crate) fn among(conditions: &Conditions) -> Searcher<'_> {
        Searcher { conditions, steps_left: MAX_STEPS_A_BOOK }
    }

    /// Looks for facts as they are sought, in the order of the declarations.
    pub(crate) fn search(&mut self, sought: &Sought) -> Search {
        let conditions = self.conditions;
        let holding = sought.holding.iter().map(|id| (conditions.expr(*id), Truth::Yes));
        let not_holding = sought.not_holding.iter().map(|id| (conditions.expr(*id), Truth::No));
        let wanted: Vec<(&Expr, Truth)> = holding.chain(not_holding).collect();
        let most = MAX_STEPS.min(self.steps_left);
        let mut walk = Walk {
            values: conditions.values(&wanted),
            wanted,
            known: vec![None; conditions.decls.len()],
            steps_left: most,
        };
        let found = walk.from(0);
        self.steps_left -= most - walk.steps_left;
        match found {
            Some(true) => Search::Found(conditions.facts(&walk.known)),
            Some(false) => Search::Nothing,
            None => Search::TooMany,
        }
    }
}

impl Conditions {
    /// Returns for each used fact the values that the conditions can tell apart.
    fn values(&self, wanted: &[(&Expr, Truth)]) -> Vec<(usize, Vec<Known>)> {
        let mut starts: Vec<Option<Vec<i64>>> = vec![None; self.decls.len()];
        for (expr, _) in wanted {
            expr.each_test(&mut |fact, allowed| {
                let starts = starts[fact].get_or_insert_default();
                if let Allowed::Ranges(ranges) = allowed {
                    starts.extend(ranges.iter().flat_map(|(from, to)| [*from, to.saturating_add(1)]));
                }
            });
        }
        let used = starts.into_iter().enumerate();
        used.filter_map(|(fact, starts)| Some((fact, different(self.decls[fact].kind, starts?)))).collect()
    }

    fn facts(&self, known: &[Option<Known>]) -> Facts {
        let named = self.decls.iter().zip(known);
        named.filter_map(|(decl, known)| Some((decl.name, decl.kind.value((*known)?)))).collect()
    }
}

/// Returns one value for each group of values that no test tells apart.
fn different(kind: FactKind, mut starts: Vec<i64>) -> Vec<Known> {
    match kind {
        FactKind::Flag => vec![Known::Flag(false), Known::Flag(true)],
        FactKind::Choice(words) => {
            (0..words.len()).filter_map(|place| u8::try_from(place).ok()).map(Known::Word).collect()
        }
        FactKind::Integer { min, max } => {
            starts.push(min);
            starts.retain(|start| (min..=max).contains(start));
            starts.sort_unstable();
            starts.dedup();
            starts.into_iter().map(Known::Integer).collect()
        }
    }
}

struct Walk<'c> {
    values: Vec<(usize, Vec<Known>)>,
    wanted: Vec<(&'c Expr, Truth)>,
    known: Vec<Option<Known>>,
    steps_left: u32,
}

impl Walk<'_> {
    /// Tries the values of one fact after the other and turns back as soon as a condition cannot come
    /// out as wanted; `None` when the steps are used up.
    fn from(&mut self, depth: usize) -> Option<bool> {
        self.steps_left = self.steps_left.checked_sub(1)?;
        let mut is_open = false;
        for (expr, wanted) in &self.wanted {
            match expr.truth(&self.known) {
                Truth::Unknown => is_open = true,
                truth if truth == *wanted => {}
                _ => return Some(false),
            }
        }
        if !is_open {
            return Some(true);
        }
        let Some((fact, values)) = self.values.get(depth) else { return Some(false) };
        let (fact, values) = (*fact, values.clone());
        for value in values {
            self.known[fact] = Some(value);
            if self.from(depth + 1)? {
                return Some(true);
            }
        }
        self.known[fact] = None;
        Some(false)
    }
}
