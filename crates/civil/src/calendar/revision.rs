use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One line of a decree: a day off that it adds or takes away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarRevision {
    /// Our name of the decree.
    pub decree_id: String,
    /// The day the decree was signed; from then on the revision is known.
    pub issued_on: NaiveDate,
    /// The day off.
    pub date: NaiveDate,
    /// Why the day is off.
    pub kind: DayOffKind,
    /// What the decree does with it.
    pub change: RevisionChange,
    /// The Indonesian name of the day.
    pub name: String,
}

/// Why a date is off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayOffKind {
    /// Libur nasional.
    PublicHoliday,
    /// Cuti bersama.
    CollectiveLeave,
}

/// What a decree does with a day off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevisionChange {
    /// The day is off from this decree on.
    Add,
    /// The day is no longer off.
    Remove,
}

impl CalendarRevision {
    /// Says whether both speak of the same day off, whatever they do with it.
    pub(crate) fn is_same_day_off(&self, other: &Self) -> bool {
        self.date == other.date && self.kind == other.kind && self.name == other.name
    }
}
