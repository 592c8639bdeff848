//! Chooses one answer among the provisions in force.

use crate::params::{Combine, StrictDirection};
use crate::timeline::{Asked, Entry};
use crate::value::Value;
use std::cmp::Ordering;
use std::sync::Arc;

/// Why a provision did not give the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyLost {
    /// Issued or entered after the day of knowledge that was asked for.
    NotYetKnown,
    /// Ended by the named circular.
    RevokedBy(Arc<str>),
    /// The facts do not meet its condition.
    ConditionNotMet,
    /// Its condition cannot be decided without these facts, and nobody recorded them.
    FactUnknown(Vec<&'static str>),
    /// A setting of the program, and a circular has spoken.
    OnlyASetting,
    /// The value of the winner is stricter.
    LessStrict,
    /// A temporary circular holds on this day.
    OutsideTemporaryRule,
    /// The winner holds for a narrower scope.
    LessSpecific,
    /// The winner started or was issued later.
    Older,
    /// Not lost: its list is part of the joined answer.
    Joined,
}

impl WhyLost {
    /// Returns whether the provision said nothing, rather than being beaten by another one.
    pub fn is_silence(&self) -> bool {
        matches!(
            self,
            WhyLost::NotYetKnown | WhyLost::RevokedBy(_) | WhyLost::ConditionNotMet | WhyLost::FactUnknown(_)
        )
    }
}

/// Returns why `loser` gave way to `winner`; both are in force.
pub(crate) fn why_lost(winner: &Entry, loser: &Entry, combine: Combine) -> WhyLost {
    if combine == Combine::Union && loser.provision.is_default == winner.provision.is_default {
        return WhyLost::Joined;
    }
    match compare(loser, winner, combine).1 {
        Ground::Setting => WhyLost::OnlyASetting,
        Ground::Temporary => WhyLost::OutsideTemporaryRule,
        Ground::Depth => WhyLost::LessSpecific,
        Ground::Strictness => WhyLost::LessStrict,
        Ground::Age => WhyLost::Older,
    }
}

/// Orders two entries in force, the stronger one first.
pub(crate) fn strongest_first(left: &Entry, right: &Entry, combine: Combine) -> Ordering {
    compare(right, left, combine).0
}

/// Returns whether neither of two entries of overlapping time outranks the other by law.
pub(crate) fn is_tie(left: &Entry, right: &Entry, combine: Combine) -> bool {
    let same_scope = match combine {
        Combine::Latest => true,
        _ => left.provision.scope == right.provision.scope,
    };
    same_scope && rank(left, right, combine).iter().all(|(order, _)| order.is_eq())
}

/// Joins the lists of all entries in force that stand beside the winner, first mention first.
pub(crate) fn union(entries: &[Entry], winner: &Entry, asked: Asked<'_>) -> Value {
    let mut items: Vec<String> = Vec::new();
    let beside = |entry: &&Entry| {
        entry.provision.is_default == winner.provision.is_default && entry.is_in_force(asked)
    };
    for entry in entries.iter().filter(beside) {
        for item in entry.value.as_list().unwrap_or_default() {
            if !items.contains(item) {
                items.push(item.clone());
            }
        }
    }
    Value::List(items)
}

/// What decided between two entries.
#[derive(Debug, Clone, Copy)]
enum Ground {
    Setting,
    Temporary,
    Depth,
    Strictness,
    Age,
}

/// Orders two entries in force, the winner greater, with the ground that decided.
fn compare(left: &Entry, right: &Entry, combine: Combine) -> (Ordering, Ground) {
    for (order, ground) in rank(left, right, combine) {
        if order.is_ne() {
            return (order, ground);
        }
    }
    // Contradictions are refused when the book is built; the name keeps what is left in one order.
    (left.provision.circular.cmp(&right.provision.circular), Ground::Age)
}

fn rank(left: &Entry, right: &Entry, combine: Combine) -> [(Ordering, Ground); 7] {
    let (one, other) = (&left.provision, &right.provision);
    let setting = (other.is_default.cmp(&one.is_default), Ground::Setting);
    let temporary = (one.is_temporary.cmp(&other.is_temporary), Ground::Temporary);
    let depth = (left.depth.cmp(&right.depth), Ground::Depth);
    let start = (one.from.cmp(&other.from), Ground::Age);
    let known = (one.known_from.cmp(&other.known_from), Ground::Age);
    // An exception with a condition is narrower than the rule that it stands beside.
    let condition = (left.condition.is_some().cmp(&right.condition.is_some()), Ground::Depth);
    let strict = (strictness(&left.value, &right.value, combine), Ground::Strictness);
    match combine {
        Combine::Strictest(_) => [setting, strict, temporary, depth, start, known, condition],
        Combine::MostSpecific | Combine::Union => {
            [setting, temporary, depth, start, known, condition, strict]
        }
        Combine::Latest => [setting, start, known, temporary, depth, condition, strict],
    }
}

fn strictness(left: &Value, right: &Value, combine: Combine) -> Ordering {
    let order = match (left, right) {
        (Value::Flag(left), Value::Flag(right)) => left.cmp(right),
        (Value::Integer(left), Value::Integer(right)) => left.cmp(right),
        (Value::Minutes(left), Value::Minutes(right)) => left.cmp(right),
        _ => Ordering::Equal,
    };
    match combine {
        Combine::Strictest(StrictDirection::Higher) => order,
        Combine::Strictest(StrictDirection::Lower) => order.reverse(),
        _ => Ordering::Equal,
    }
}
