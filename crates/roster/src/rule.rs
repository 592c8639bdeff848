//! Rules as values, so that a page can word them in its language.

use crate::Half;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One rule with its numbers; rules of one kind with the same numbers stand together.
///
/// # Shape
/// `number` is the limit or need of the rule and `people` whom it is about: staff of the group, people able
/// to serve the desk, and else the number of `members`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// What kind of rule.
    pub kind: RuleKind,
    /// Name of the group, the desk or the first member.
    pub name: String,
    /// Index of the group, of the desk or of nothing.
    pub subject: Option<usize>,
    /// The days it is about; empty when it is about the whole period.
    pub days: Vec<usize>,
    /// The dates of `days`.
    pub on: Vec<NaiveDate>,
    /// The half of the day, for desks.
    pub half: Option<Half>,
    /// The people it is about by name, for rules of persons.
    pub members: Vec<usize>,
    /// The limit or need.
    pub number: u32,
    /// Of how many people.
    pub people: u32,
}

/// Kinds of hard rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RuleKind {
    /// A group has at least `number` of `people` in the office.
    OfficeMin,
    /// A group has at most `number` of `people` in the office.
    OfficeMax,
    /// A desk needs `number`; `people` are able to serve it.
    DeskNeed,
    /// A person's day is fixed in the office.
    FixedOffice,
    /// A person's day is fixed at home.
    FixedHome,
    /// A person is absent.
    Away,
    /// A person has at least `number` office days in the period.
    OfficeDaysMin,
    /// A person has at most `number` office days in the period.
    OfficeDaysMax,
    /// A person has at most `number` days a week from home.
    HomeDaysAWeek,
    /// A person has at most `number` office days in a row.
    InARow,
    /// Two teams of a group are never in the office on the same day.
    TeamsApart,
    /// Only in a plan made by hand: a person serves a desk without being able to or without being there.
    Serving,
    /// The problem or plan itself does not fit together; `name` says what.
    Malformed,
}

/// Rules that cannot hold together; without any one of them the others can, as far as the budget could tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("these rules cannot hold together: {}", self.words())]
pub struct Contradiction {
    /// The rules, ordered by kind. Empty only when the budget ended before any roster was found.
    pub rules: Vec<Rule>,
}

/// A rule that a given plan breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Violation {
    /// The rule.
    pub rule: Rule,
    /// What was found instead of `rule.number`.
    pub found: u32,
}

impl Rule {
    pub(crate) fn new(kind: RuleKind, name: impl Into<String>) -> Self {
        Self {
            kind,
            name: name.into(),
            subject: None,
            days: Vec::new(),
            on: Vec::new(),
            half: None,
            members: Vec::new(),
            number: 0,
            people: 0,
        }
    }
}

impl RuleKind {
    /// Returns the code that messages are named after, as in `office-max`.
    pub fn code(self) -> &'static str {
        match self {
            Self::OfficeMin => "office-min",
            Self::OfficeMax => "office-max",
            Self::DeskNeed => "desk-need",
            Self::FixedOffice => "fixed-office",
            Self::FixedHome => "fixed-home",
            Self::Away => "away",
            Self::OfficeDaysMin => "office-days-min",
            Self::OfficeDaysMax => "office-days-max",
            Self::HomeDaysAWeek => "home-days-a-week",
            Self::InARow => "in-a-row",
            Self::TeamsApart => "teams-apart",
            Self::Serving => "serving",
            Self::Malformed => "malformed",
        }
    }
}

impl Contradiction {
    /// Returns whether nothing is proven: the budget ended before a roster or a contradiction was found.
    pub fn is_unknown(&self) -> bool {
        self.rules.is_empty()
    }

    fn words(&self) -> String {
        if self.is_unknown() {
            return "not known, the budget ended first".to_owned();
        }
        let words: Vec<String> = self.rules.iter().map(Rule::to_string).collect();
        words.join("; ")
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, number, people, .. } = self;
        match self.kind {
            RuleKind::OfficeMin => write!(f, "{name}: at least {number} of {people} in the office"),
            RuleKind::OfficeMax => write!(f, "{name}: at most {number} of {people} in the office"),
            RuleKind::DeskNeed => write!(f, "desk {name} needs {number}, {people} can serve it"),
            RuleKind::FixedOffice => write!(f, "{} fixed in the office", self.who()),
            RuleKind::FixedHome => write!(f, "{} fixed at home", self.who()),
            RuleKind::Away => write!(f, "{} absent", self.who()),
            RuleKind::OfficeDaysMin => write!(f, "{}: at least {number} office days", self.who()),
            RuleKind::OfficeDaysMax => write!(f, "{}: at most {number} office days", self.who()),
            RuleKind::HomeDaysAWeek => write!(f, "{}: at most {number} home days a week", self.who()),
            RuleKind::InARow => write!(f, "{}: at most {number} office days in a row", self.who()),
            RuleKind::TeamsApart => write!(f, "{name}: two teams never on the same day"),
            RuleKind::Serving => write!(f, "{} cannot serve a desk then", self.who()),
            RuleKind::Malformed => write!(f, "malformed: {name}"),
        }?;
        match (self.on.first(), self.on.len()) {
            (Some(on), 1) => write!(f, " on {on}"),
            (Some(on), count) => write!(f, " on {count} days from {on}"),
            (None, _) => Ok(()),
        }?;
        match self.half {
            Some(Half::Morning) => write!(f, " in the morning"),
            Some(Half::Afternoon) => write!(f, " in the afternoon"),
            None => Ok(()),
        }
    }
}

impl Rule {
    fn who(&self) -> String {
        match self.members.len() {
            0 | 1 => self.name.clone(),
            count => format!("{} and {} more", self.name, count - 1),
        }
    }
}
