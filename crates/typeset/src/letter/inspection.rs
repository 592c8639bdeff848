//! Minutes of a virtual inspection.

use serde::{Deserialize, Serialize};

/// Body of the minutes of a virtual inspection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionMinutes {
    /// "Jumat, 28 Mei 2021, pukul 08.30 sampai dengan 10.05 WIB".
    pub held_text: String,
    /// How people met: "konferensi video".
    pub medium: String,
    /// Name of the leader.
    pub leader_name: String,
    /// Post of the leader.
    pub leader_post: String,
    /// Agencies that were called.
    pub invited_agencies: u32,
    /// Agencies that joined.
    pub joined_agencies: u32,
    /// People who should have been at work in the agencies that reported.
    pub expected_people: u32,
    /// People who were.
    pub present_people: u32,
    /// Rate of the region, "98,39 %".
    pub rate_text: String,
    /// The agencies in the order of their turn.
    pub agencies: Vec<InspectionAgency>,
    /// People without explanation and others away, by name.
    pub absentees: Vec<Absentee>,
    /// What the leader found.
    pub findings: Vec<Finding>,
    /// What the leader ordered.
    pub instructions: Vec<Instruction>,
    /// Agencies that came late or did not join.
    pub not_joined: Vec<NotJoined>,
    /// Reports that came after the close.
    pub after_close: Vec<AfterClose>,
    /// Closing remark of the leader; may be empty.
    pub closing: String,
}

/// One agency in its turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionAgency {
    /// Name.
    pub name: String,
    /// Who reported; empty when nobody did.
    pub spokesperson: String,
    /// "Ditandatangani 08.05 (versi 1)", "Belum ditandatangani".
    pub recap_state: String,
    /// Present people.
    pub present_people: u32,
    /// All people.
    pub total_people: u32,
    /// Rate, "97,50 %"; may be empty.
    pub rate_text: String,
    /// Difference to the terminals: "sama", "+2", "tidak ada mesin".
    pub terminal_difference: String,
    /// Answers to the questions of the agenda.
    pub answers: Vec<Answer>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Question.
    pub question: String,
    /// Answer as it was given.
    pub answer: String,
}

/// One person who was away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absentee {
    /// Name with titles.
    pub name: String,
    /// NIP; empty for people without one.
    pub nip: String,
    /// Agency.
    pub agency: String,
    /// Status.
    pub status: String,
    /// Remark; may be empty.
    pub note: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Agency that it is about; empty for all.
    pub agency: String,
    /// What was found.
    pub text: String,
}

/// One instruction that is tracked until it is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instruction {
    /// What is to be done.
    pub text: String,
    /// Who does it, with post.
    pub person: String,
    /// "4 Juni 2021".
    pub due_text: String,
}

/// One agency that came late or did not join.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotJoined {
    /// Agency.
    pub agency: String,
    /// "terlambat 12 menit", "tidak bergabung".
    pub note: String,
}

/// One report that came after the close.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AfterClose {
    /// "28 Mei 2021 pukul 11.20 WIB".
    pub at_text: String,
    /// What came, and from whom.
    pub text: String,
}
