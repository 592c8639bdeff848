//! Letters to and about people: summons, assignment, circular.

use serde::{Deserialize, Serialize};

/// One person as letters name them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterPerson {
    /// Name with titles.
    pub name: String,
    /// NIP; empty for people without one.
    pub nip: String,
    /// Rank and class; may be empty.
    pub rank: String,
    /// Post.
    pub post: String,
    /// Agency or work unit; may be empty.
    pub agency: String,
}

/// Body of a summons to an examination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summons {
    /// "I" or "II".
    pub ordinal: String,
    /// Who is called.
    pub person: LetterPerson,
    /// When, where and before whom.
    pub hearing: Hearing,
    /// What the person is suspected of, to follow "sehubungan dengan".
    pub reason: String,
    /// The acts and articles, one line each.
    pub legal_basis: Vec<String>,
    /// The earlier summons that was not followed: "Surat Panggilan I Nomor … tanggal …".
    pub previous: Option<String>,
}

/// When, where and before whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hearing {
    /// "Senin, 7 Juni 2021".
    pub day_text: String,
    /// "09.00 WIB".
    pub time_text: String,
    /// Room and building, or the address of the video meeting.
    pub place: String,
    /// Name of the examiner.
    pub examiner_name: String,
    /// Post of the examiner.
    pub examiner_post: String,
}

/// Body of an assignment letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignmentLetter {
    /// Basis: acts, letters, budget documents.
    pub basis: Vec<String>,
    /// Who is sent.
    pub people: Vec<LetterPerson>,
    /// What they are to do.
    pub tasks: Vec<String>,
    /// "31 Mei sampai dengan 2 Juni 2021".
    pub period_text: String,
    /// Where.
    pub place: String,
    /// What pays for it; may be empty.
    pub budget: String,
}

/// Body of a circular; the subject follows TENTANG.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circular {
    /// The sections: background, purpose, scope, basis, content.
    pub sections: Vec<CircularSection>,
    /// Closing sentence; may be empty.
    pub closing: String,
}

/// One lettered section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CircularSection {
    /// "Latar Belakang".
    pub heading: String,
    /// Paragraphs before the list.
    pub paragraphs: Vec<String>,
    /// Numbered list; may be empty.
    pub items: Vec<String>,
}
