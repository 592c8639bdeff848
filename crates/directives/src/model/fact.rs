//! Facts on which conditions rest, as somebody recorded them.

use chrono::{DateTime, NaiveDate, Utc};
use siaga_policy::FactValue;
use uuid::Uuid;

/// Whose fact it is. It holds for all below that have none of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactSubject {
    /// The region of the government.
    Government,
    /// An agency (its key) with the agencies below it and their units.
    Agency(i64),
    /// A work unit (its key).
    Unit(i64),
}

impl FactSubject {
    /// Returns the word that stands in news and in the audit log.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Government => "government",
            Self::Agency(_) => "agency",
            Self::Unit(_) => "unit",
        }
    }
}

/// A fact to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFact {
    /// Whose fact it is.
    pub subject: FactSubject,
    /// Its declared name.
    pub name: String,
    /// Its value.
    pub value: FactValue,
    /// First day on which it holds.
    pub from_on: NaiveDate,
    /// Last day, inclusive; none while it goes on.
    pub until_on: Option<NaiveDate>,
    /// Where it is known from: a letter, a report, a decree.
    pub source: String,
}

/// What recording does about facts of the same subject and name that begin on the same day or later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlap {
    /// It leaves them: the one that begins later counts, of two of one day the one recorded later.
    LaterCounts,
    /// It refuses to record, naming what is there.
    Refused,
    /// It says that they never held, because what is recorded now is right.
    Corrected,
}

/// A recorded fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactRow {
    /// Key.
    pub uid: Uuid,
    /// Whose fact it is.
    pub subject: FactSubject,
    /// The agency; of a unit, the one that it belonged to when the fact was recorded.
    pub agency_id: Option<i64>,
    /// Its declared name.
    pub name: String,
    /// Its value.
    pub value: FactValue,
    /// First day on which it holds.
    pub from_on: NaiveDate,
    /// Last day, inclusive; before the first one when it never held.
    pub until_on: Option<NaiveDate>,
    /// Where it is known from; of a row that ends another one, why.
    pub source: String,
    /// The row that it stands for now.
    pub replaces: Option<Uuid>,
    /// Who recorded it.
    pub recorded_name: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// What took its place, if anything did.
    pub replaced: Option<Replacement>,
}

/// Who ended or corrected a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// Who.
    pub name: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: String,
}

/// Which recorded facts a list is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FactFilter {
    /// Only those that hold on this day.
    pub on: Option<NaiveDate>,
    /// Only of this name.
    pub name: Option<String>,
    /// Only what was recorded by then.
    pub known_at: Option<DateTime<Utc>>,
    /// Also what was ended or corrected since.
    pub with_replaced: bool,
}

impl FactRow {
    /// Returns whether it holds on a day.
    pub fn holds_on(&self, on: NaiveDate) -> bool {
        self.from_on <= on && self.until_on.is_none_or(|until| on <= until)
    }
}
