//! Work reports of days away from the office.

use super::Mark;
use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

/// How far a work report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportState {
    /// Handed in; nobody decided.
    HandedIn,
    /// Accepted; it does not change any more.
    Accepted,
    /// Sent back with words; a new version is awaited.
    SentBack,
}

impl ReportState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::HandedIn, Self::Accepted, Self::SentBack];

    /// Returns the letter that stands in the month of a person.
    pub(crate) fn letter(self) -> char {
        match self {
            Self::HandedIn => 'H',
            Self::Accepted => 'A',
            Self::SentBack => 'B',
        }
    }

    /// Returns the state of a letter.
    pub(crate) fn of_letter(letter: char) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.letter() == letter)
    }

    /// Returns the name that stands in the API and in message ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HandedIn => "handed_in",
            Self::Accepted => "accepted",
            Self::SentBack => "sent_back",
        }
    }

    /// Returns the tone of its badge.
    pub(crate) fn tone(self) -> &'static str {
        match self {
            Self::HandedIn => "info",
            Self::Accepted => "good",
            Self::SentBack => "warn",
        }
    }
}

/// What a superior said about a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportDecision {
    /// Whether it was accepted.
    pub is_accepted: bool,
    /// Words to the employee.
    pub words: String,
    /// Who and when.
    pub made: Mark,
}

/// A version of the work report of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkReport {
    /// Key.
    pub uid: Uuid,
    /// The employee.
    pub employee_id: i64,
    /// Agency of the employee on that day.
    pub agency_id: i64,
    /// The day.
    pub on: NaiveDate,
    /// From 1.
    pub version: i32,
    /// What was done.
    pub text: String,
    /// Minutes of work as told; nothing when not told.
    pub work_minutes: Option<i32>,
    /// Links to what was made, one a line.
    pub links: String,
    /// Who handed it in, and when.
    pub handed_in: Mark,
    /// What was decided.
    pub decision: Option<ReportDecision>,
}

impl WorkReport {
    /// Returns how far it is.
    pub fn state(&self) -> ReportState {
        match &self.decision {
            None => ReportState::HandedIn,
            Some(decision) if decision.is_accepted => ReportState::Accepted,
            Some(_) => ReportState::SentBack,
        }
    }
}
