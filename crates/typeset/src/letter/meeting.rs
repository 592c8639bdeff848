//! Minutes of meetings and other events.

use super::Signatory;
use serde::{Deserialize, Serialize};

/// Body of the minutes of an event (notulen).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingMinutes {
    /// What the event was called.
    pub title: String,
    /// "Rapat", "Sosialisasi desa".
    pub kind: String,
    /// "Rabu, 30 Juni 2021".
    pub day_text: String,
    /// "09.00–11.00 WIB".
    pub time_text: String,
    /// Where people met, "Virtual (daring)" included; may be empty.
    pub place: String,
    /// Where people met online; may be empty.
    pub meeting_link: String,
    /// Who organised it.
    pub organiser: String,
    /// How many were planned: "30 orang".
    pub planned_text: String,
    /// How many came: "28 orang (93,33 %)".
    pub present_text: String,
    /// What limited the number of people on that day, the strictest first.
    pub limits: Vec<MeetingLimit>,
    /// Agenda or purpose, one paragraph each.
    pub purpose: Vec<String>,
    /// What was said, one paragraph each.
    pub discussion: Vec<String>,
    /// What was decided.
    pub decisions: Vec<MeetingDecision>,
    /// Who wrote it down, if that person signs beside the signatory.
    pub maker: Option<Signatory>,
}

/// One limit that was in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingLimit {
    /// "Paling banyak 30 orang pada satu kegiatan".
    pub text: String,
    /// Circular and article; empty where no circular says it.
    pub source: String,
}

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingDecision {
    /// What was decided.
    pub text: String,
    /// Who is to do it; may be empty.
    pub person: String,
}
