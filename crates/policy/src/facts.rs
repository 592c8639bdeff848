//! Facts that law depends on: what a government or an office can say about its situation on a day.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// One fact that conditions may ask for: declared once, beside the code that records it.
#[derive(Debug, Clone, Copy)]
pub struct FactDecl {
    /// Name as conditions write it: lower case letters, digits and `_`.
    pub name: &'static str,
    /// What values it takes.
    pub kind: FactKind,
    /// Whose fact it is.
    pub of: FactOf,
    /// What holds where nobody recorded anything; without it the fact is unknown there.
    pub default: Option<FactDefault>,
    /// One sentence for the generated reference.
    pub meaning: &'static str,
}

/// The kind and bounds of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactKind {
    /// `true` or `false`.
    Flag,
    /// One of the listed words, at most 64 of them.
    Choice(&'static [&'static str]),
    /// A whole number; both bounds are inside.
    Integer {
        /// Smallest value.
        min: i64,
        /// Largest value.
        max: i64,
    },
}

/// Whose fact it is; the fact of a wider one holds for all below it that have none of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactOf {
    /// Of the region of the government.
    Region,
    /// Of an agency with all below it.
    Agency,
    /// Of a work unit.
    Unit,
}

/// A value that holds where nobody recorded anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactDefault {
    /// Yes or no.
    Flag(bool),
    /// One of the words of a choice.
    Word(&'static str),
    /// A whole number.
    Integer(i64),
}

/// A recorded value of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FactValue {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Integer(i64),
    /// One of the words of a choice.
    Word(String),
}

/// What is known about a situation: at most one value for each fact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Facts {
    values: BTreeMap<String, FactValue>,
}

/// A value in the form in which conditions test it: words as their place in the choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    Flag(bool),
    Word(u8),
    Integer(i64),
}

impl FactKind {
    /// Returns whether a value is of this kind and within its bounds.
    pub fn fits(&self, value: &FactValue) -> bool {
        self.known(value).is_some()
    }

    /// Reads a value as forms and command lines write it, or returns `None` when it does not fit.
    pub fn parse(&self, text: &str) -> Option<FactValue> {
        let value = match self {
            FactKind::Flag => FactValue::Flag(text.parse().ok()?),
            FactKind::Choice(_) => FactValue::Word(text.to_owned()),
            FactKind::Integer { .. } => FactValue::Integer(text.parse().ok()?),
        };
        self.fits(&value).then_some(value)
    }

    pub(crate) fn known(&self, value: &FactValue) -> Option<Known> {
        match (self, value) {
            (FactKind::Flag, FactValue::Flag(flag)) => Some(Known::Flag(*flag)),
            (FactKind::Choice(_), FactValue::Word(word)) => self.word(word).map(Known::Word),
            (FactKind::Integer { min, max }, FactValue::Integer(number)) => {
                (min <= number && number <= max).then_some(Known::Integer(*number))
            }
            _ => None,
        }
    }

    /// Returns the place of a word in the choice.
    pub(crate) fn word(&self, word: &str) -> Option<u8> {
        let FactKind::Choice(words) = self else { return None };
        let place = words.iter().position(|own| *own == word)?;
        u8::try_from(place).ok()
    }

    pub(crate) fn value(&self, known: Known) -> FactValue {
        match (self, known) {
            (FactKind::Choice(words), Known::Word(place)) => {
                FactValue::Word(words[usize::from(place)].to_owned())
            }
            (_, Known::Flag(flag)) => FactValue::Flag(flag),
            (_, Known::Integer(number)) => FactValue::Integer(number),
            (_, Known::Word(place)) => FactValue::Integer(i64::from(place)),
        }
    }
}

impl FactDecl {
    /// Returns the value that holds where nobody recorded one.
    pub fn default_value(&self) -> Option<FactValue> {
        self.default.map(|default| match default {
            FactDefault::Flag(flag) => FactValue::Flag(flag),
            FactDefault::Word(word) => FactValue::Word(word.to_owned()),
            FactDefault::Integer(number) => FactValue::Integer(number),
        })
    }
}

impl Facts {
    /// Returns a situation of which nothing is recorded.
    pub fn new() -> Facts {
        Facts::default()
    }

    /// Adds a value; the later one of two counts.
    pub fn with(mut self, name: &str, value: impl Into<FactValue>) -> Facts {
        self.set(name, value);
        self
    }

    /// Sets a value and forgets the one before.
    pub fn set(&mut self, name: &str, value: impl Into<FactValue>) {
        self.values.insert(name.to_owned(), value.into());
    }

    /// Forgets a value.
    pub fn remove(&mut self, name: &str) {
        self.values.remove(name);
    }

    /// Returns the recorded value.
    pub fn get(&self, name: &str) -> Option<&FactValue> {
        self.values.get(name)
    }

    /// Returns the values in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &FactValue)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Returns whether nothing is recorded.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

impl<N: Into<String>, V: Into<FactValue>> FromIterator<(N, V)> for Facts {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(values: I) -> Facts {
        Facts { values: values.into_iter().map(|(name, value)| (name.into(), value.into())).collect() }
    }
}

impl From<bool> for FactValue {
    fn from(flag: bool) -> FactValue {
        FactValue::Flag(flag)
    }
}

impl From<i64> for FactValue {
    fn from(number: i64) -> FactValue {
        FactValue::Integer(number)
    }
}

impl From<&str> for FactValue {
    fn from(word: &str) -> FactValue {
        FactValue::Word(word.to_owned())
    }
}

impl fmt::Display for FactValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FactValue::Flag(flag) => flag.fmt(f),
            FactValue::Integer(number) => number.fmt(f),
            FactValue::Word(word) => f.write_str(word),
        }
    }
}

/// As a condition would ask for them: `java_bali = false, zone = red`.
impl fmt::Display for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (name, value)) in self.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{name} = {value}")?;
        }
        Ok(())
    }
}

impl fmt::Display for FactKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FactKind::Flag => f.write_str("true or false"),
            FactKind::Choice(words) => write!(f, "one of {}", words.join(", ")),
            FactKind::Integer { min, max } => write!(f, "whole number from {min} to {max}"),
        }
    }
}

impl fmt::Display for FactOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            FactOf::Region => "region",
            FactOf::Agency => "agency",
            FactOf::Unit => "work unit",
        })
    }
}
