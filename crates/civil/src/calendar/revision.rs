use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One line of a decree: a day off that it adds or takes away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarRevision {
    pub decree_id: String,
    /// The day the decree was signed; from then on the revision is known.
    pub issued_on: NaiveDate,
    pub date: NaiveDate,
    pub kind: DayOffKind,
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
    Add,
    Remove,
}

impl CalendarRevision {
    /// Says whether both speak of the same day off, whatever they do with it.
    pub(crate) fn is_same_day_off(&self, other: &Self) -> bool {
        self.date == other.date && self.kind == other.kind && self.name == other.name
    }
}
