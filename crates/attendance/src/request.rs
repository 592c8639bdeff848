//! Words of requests: leave, permission, illness, travel, forgotten punches.

use crate::model::LeaveKind;
use crate::recap::Paper;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RequestKind {
    /// Leave of some kind.
    Leave,
    /// Permission to be away, for whole days or for some minutes of one.
    Excuse,
    /// A sick note.
    Sick,
    /// Duty elsewhere.
    OfficialTravel,
    /// A punch that was forgotten.
    ForgotPunch,
}

impl RequestKind {
    /// Every kind, in the order of the form.
    pub const ALL: [Self; 5] =
        [Self::Leave, Self::Excuse, Self::Sick, Self::OfficialTravel, Self::ForgotPunch];

    /// Returns the name that stands in tables, in the API and in message ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Leave => "leave",
            Self::Excuse => "excuse",
            Self::Sick => "sick",
            Self::OfficialTravel => "official_travel",
            Self::ForgotPunch => "forgot_punch",
        }
    }

    /// Returns the kind of this name, or nothing when there is none.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RequestState {
    /// Waits for a decision.
    Open,
    /// Granted.
    Approved,
    /// Not granted.
    Refused,
    /// Taken back by who made it.
    Withdrawn,
}

impl RequestState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Open, Self::Approved, Self::Refused, Self::Withdrawn];

    /// Returns the name that stands in tables, in the API and in message ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Returns the state of this name, or nothing when there is none.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// What a request asks for, for which time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Kind.
    pub kind: RequestKind,
    /// Which leave, for leave only.
    pub leave_kind: Option<LeaveKind>,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, inclusive.
    pub until_on: NaiveDate,
    /// First minute after midnight, for a part of one day or a forgotten punch.
    pub start_minute: Option<i32>,
    /// Last minute after midnight.
    pub end_minute: Option<i32>,
    /// Why.
    pub reason: String,
}

impl Wish {
    /// Returns whether it is about a part of one day only.
    pub fn is_part_of_day(&self) -> bool {
        self.start_minute.is_some() || self.end_minute.is_some()
    }
}

/// A request as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Key.
    pub id: Uuid,
    /// Whose request.
    pub employee_id: i64,
    /// Agency of the person on the first day.
    pub agency_id: i64,
    /// What is asked for.
    pub wish: Wish,
    /// A paper that proves it.
    pub paper: Option<Paper>,
    /// Account that made it.
    pub made_by: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// State.
    pub state: RequestState,
    /// Name of who decided.
    pub decided_name: Option<String>,
    /// When it was decided or taken back.
    pub decided_at: Option<DateTime<Utc>>,
    /// What was said with the decision.
    pub decision_note: Option<String>,
}
