//! Declarations of parameters: what a capability reads from law, and how several answers become one.

use crate::value::{RawValue, Value, read_span, read_time_of_day};
use std::fmt;

/// What a capability reads from law: declared once, beside the rules that use it.
#[derive(Debug, Clone, Copy)]
pub struct ParamDecl {
    /// Name with the capability in front: `attendance.hours_fri`.
    pub name: &'static str,
    /// Unit of the value as a person reads it: `minutes`, `HH:MM-HH:MM`, `yes or no`.
    pub unit: &'static str,
    /// What values it takes.
    pub kind: ParamKind,
    /// How several circulars become one answer.
    pub combine: Combine,
    /// Whether the nation must have an answer on every day from its first one on.
    pub continuous: bool,
    /// One sentence for the generated reference.
    pub meaning: &'static str,
}

/// The kind and bounds of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamKind {
    /// `true` or `false`.
    Flag,
    /// A whole number; both bounds are inside.
    Integer {
        /// Smallest value.
        min: i64,
        /// Largest value.
        max: i64,
    },
    /// A share in thousandths, 0 to 1000.
    Permille,
    /// `HH:MM`, read as minutes since midnight.
    TimeOfDay,
    /// `HH:MM-HH:MM`; an end before the start lies on the next day.
    Span,
    /// One of the listed words.
    Choice(&'static [&'static str]),
    /// Any text that is not empty.
    Text,
    /// A list of texts; the only kind that [`Combine::Union`] takes.
    List,
}

/// How several circulars in force at once become one answer.
///
/// A setting (`default = true`) answers only where no circular does, whatever the way of combining.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Combine {
    /// The strictest value wins, whatever its place or age.
    Strictest(StrictDirection),
    /// A temporary circular wins, then the narrowest scope, then the latest start.
    MostSpecific,
    /// The latest start wins, whatever its scope.
    Latest,
    /// All lists in force are joined.
    Union,
}

/// Which end of the scale is the strict one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StrictDirection {
    /// More is stricter; of flags, `true`.
    Higher,
    /// Less is stricter; of flags, `false`.
    Lower,
}

impl ParamKind {
    /// Turns a value of a file into a checked one, or returns `None` when it does not fit.
    pub fn read(&self, raw: &RawValue) -> Option<Value> {
        match (self, raw) {
            (ParamKind::Flag, RawValue::Flag(flag)) => Some(Value::Flag(*flag)),
            (ParamKind::Integer { min, max }, RawValue::Integer(number)) => {
                (min <= number && number <= max).then_some(Value::Integer(*number))
            }
            (ParamKind::Permille, RawValue::Integer(number)) => {
                (0..=1000).contains(number).then_some(Value::Integer(*number))
            }
            (ParamKind::TimeOfDay, RawValue::Text(text)) => read_time_of_day(text).map(Value::Minutes),
            (ParamKind::Span, RawValue::Text(text)) => read_span(text),
            (ParamKind::Choice(words), RawValue::Text(text)) => {
                words.contains(&text.as_str()).then(|| Value::Text(text.clone()))
            }
            (ParamKind::Text, RawValue::Text(text)) => {
                (!text.trim().is_empty()).then(|| Value::Text(text.clone()))
            }
            (ParamKind::List, RawValue::List(items)) => Some(Value::List(items.clone())),
            _ => None,
        }
    }

    /// Returns whether values of this kind have an order, which `Strictest` needs.
    pub(crate) fn is_ordered(&self) -> bool {
        matches!(
            self,
            ParamKind::Flag | ParamKind::Integer { .. } | ParamKind::Permille | ParamKind::TimeOfDay
        )
    }
}

impl fmt::Display for ParamKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ParamKind::Flag => f.write_str("true or false"),
            ParamKind::Integer { min, max } => write!(f, "whole number from {min} to {max}"),
            ParamKind::Permille => f.write_str("thousandths from 0 to 1000"),
            ParamKind::TimeOfDay => f.write_str("time of day \"HH:MM\""),
            ParamKind::Span => f.write_str("span of the day \"HH:MM-HH:MM\""),
            ParamKind::Choice(words) => write!(f, "one of {}", words.join(", ")),
            ParamKind::Text => f.write_str("text"),
            ParamKind::List => f.write_str("list of texts"),
        }
    }
}

impl fmt::Display for Combine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Combine::Strictest(StrictDirection::Higher) => "strictest (higher wins)",
            Combine::Strictest(StrictDirection::Lower) => "strictest (lower wins)",
            Combine::MostSpecific => "most_specific",
            Combine::Latest => "latest",
            Combine::Union => "union",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_inside() {
        let kind = ParamKind::Integer { min: 5, max: 6 };
        assert_eq!(kind.read(&RawValue::Integer(5)), Some(Value::Integer(5)));
        assert_eq!(kind.read(&RawValue::Integer(6)), Some(Value::Integer(6)));
        assert_eq!(kind.read(&RawValue::Integer(4)), None);
        assert_eq!(kind.read(&RawValue::Integer(7)), None);
        assert_eq!(ParamKind::Permille.read(&RawValue::Integer(1000)), Some(Value::Integer(1000)));
        assert_eq!(ParamKind::Permille.read(&RawValue::Integer(1001)), None);
        assert_eq!(ParamKind::Permille.read(&RawValue::Integer(-1)), None);
    }

    #[test]
    fn a_value_of_another_kind_is_refused() {
        let text = RawValue::Text("true".into());
        assert_eq!(ParamKind::Flag.read(&text), None);
        assert_eq!(ParamKind::Text.read(&RawValue::Text("  ".into())), None);
        assert_eq!(ParamKind::Choice(&["local", "wib"]).read(&RawValue::Text("wit".into())), None);
        assert_eq!(ParamKind::TimeOfDay.read(&RawValue::Integer(900)), None);
    }
}
