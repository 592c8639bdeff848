//! Words of the manual recap: its states, its lines, who signed it.

use crate::model::PaperStatus;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// Where a version of a recap stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RecapState {
    /// Its maker still works on it.
    Draft,
    /// Its maker signed; the lines are sealed.
    Signed,
    /// The head of the agency signed too.
    Countersigned,
    /// A later version was signed.
    Superseded,
}

impl RecapState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Signed, Self::Countersigned, Self::Superseded];

    /// Returns the name that stands in tables and message ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Signed => "signed",
            Self::Countersigned => "countersigned",
            Self::Superseded => "superseded",
        }
    }

    /// Returns the state of this name, or nothing when there is none.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Returns whether the lines count as evidence.
    pub fn is_in_force(self) -> bool {
        matches!(self, Self::Signed | Self::Countersigned)
    }
}

/// Who signed and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Account.
    pub by: String,
    /// Name at that time.
    pub name: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The scan or photo of the paper, kept by the hash of its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Hash of the content.
    pub sha256: String,
    /// Name of the file at the sender's.
    pub name: String,
}

/// One version of the recap of an agency and a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recap {
    /// Key.
    pub id: Uuid,
    /// Agency.
    pub agency_id: i64,
    /// Day.
    pub day: NaiveDate,
    /// Version, from 1.
    pub version: i32,
    /// State.
    pub state: RecapState,
    /// Why this version was made; empty for the first.
    pub reason: String,
    /// Seal of the lines.
    pub lines_sha256: String,
    /// The signed paper.
    pub paper: Option<Paper>,
    /// Account that began it.
    pub made_by: String,
    /// When it was begun.
    pub made_at: DateTime<Utc>,
    /// Signature of the maker.
    pub signed: Option<Signature>,
    /// Signature of the head.
    pub countersigned: Option<Signature>,
    /// By when it had to be signed.
    pub cutoff_at: Option<DateTime<Utc>>,
    /// Whether it was signed later.
    pub is_late: bool,
}

/// What a recap says about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecapLine {
    /// The person.
    pub employee_id: i64,
    /// What the day was.
    pub status: PaperStatus,
    /// A remark, often empty.
    pub note: String,
}

/// What differs about a person between two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineChange {
    /// The person.
    pub employee_id: i64,
    /// Status and remark before; nothing when the person was not in it.
    pub before: Option<(PaperStatus, String)>,
    /// Status and remark after; nothing when the person is no longer in it.
    pub after: Option<(PaperStatus, String)>,
}
