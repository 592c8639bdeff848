//! Words of findings: contradictions in the evidence of a day that somebody resolves.

use chrono::{DateTime, NaiveDate, Utc};

/// A contradiction that a refresh of days has met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NewFinding {
    /// Whose day.
    pub(crate) employee_id: i64,
    /// Agency of the person on that day.
    pub(crate) agency_id: i64,
    /// The day.
    pub(crate) day: NaiveDate,
    /// What contradicts what, such as `terminal_against_recap`.
    pub(crate) code: &'static str,
    /// The values that the page names.
    pub(crate) detail: String,
}

/// A finding as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Key.
    pub id: i64,
    /// Whose day.
    pub employee_id: i64,
    /// Agency of the person on that day.
    pub agency_id: i64,
    /// The day.
    pub day: NaiveDate,
    /// What contradicts what.
    pub code: String,
    /// The values that the page names.
    pub detail: String,
    /// When it was first seen.
    pub found_at: DateTime<Utc>,
    /// When somebody resolved it.
    pub resolved_at: Option<DateTime<Utc>>,
    /// What was decided: a status of the day, or a word that leaves the status of the rule.
    pub resolution: Option<String>,
    /// Why it was decided so.
    pub resolution_note: Option<String>,
}

/// Which evidence counts, as the person who resolves a finding chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Choice {
    /// What the terminal recorded, also that it recorded nothing.
    TerminalCounts,
    /// What the signed recap or the approved request says.
    PaperCounts,
    /// The check-in by phone or web.
    CheckinCounts,
    /// The work report of a day away from the office.
    ReportCounts,
    /// Without its work report the day is not shown to be one of work.
    ReportLacks,
    /// Nothing is wrong; the day stays as the rule reads it.
    Dismissed,
}

impl Choice {
    /// Every choice, in the order of the form.
    pub const ALL: [Self; 6] = [
        Self::TerminalCounts,
        Self::PaperCounts,
        Self::CheckinCounts,
        Self::ReportCounts,
        Self::ReportLacks,
        Self::Dismissed,
    ];

    /// Returns the name that stands in forms, in the audit log and in message ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TerminalCounts => "terminal_counts",
            Self::PaperCounts => "paper_counts",
            Self::CheckinCounts => "checkin_counts",
            Self::ReportCounts => "report_counts",
            Self::ReportLacks => "report_lacks",
            Self::Dismissed => "dismissed",
        }
    }

    /// Returns the choice of this name, or nothing when there is none.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.as_str() == name)
    }
}
