//! The letters that come with the program.

use serde::{Deserialize, Serialize};

/// The parts that all shipped templates share.
pub(crate) const COMMON: &str = include_str!("../templates/common.typ");

/// Kinds of letter; each has a template, a body in [`crate`] and invented sample data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterKind {
    /// Rekap absensi harian.
    RecapDay,
    /// Rekap absensi bulanan.
    RecapMonth,
    /// Berita Acara Inspeksi Virtual.
    InspectionMinutes,
    /// Surat Panggilan.
    Summons,
    /// Surat Tugas.
    AssignmentLetter,
    /// Surat Edaran.
    Circular,
    /// Berita Acara Serah Terima.
    HandoverMinutes,
    /// Tanda Terima or Kuitansi.
    Receipt,
    /// Laporan Evaluasi Program.
    Evaluation,
    /// Notulen Kegiatan.
    MeetingMinutes,
    /// Papan pimpinan, one page.
    Board,
}

impl LetterKind {
    /// Every kind, in the order in which screens list them.
    pub const ALL: [Self; 11] = [
        Self::RecapDay,
        Self::RecapMonth,
        Self::InspectionMinutes,
        Self::Summons,
        Self::AssignmentLetter,
        Self::Circular,
        Self::HandoverMinutes,
        Self::Receipt,
        Self::Evaluation,
        Self::MeetingMinutes,
        Self::Board,
    ];

    /// Returns the name in addresses, tables and file names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::RecapDay => "recap_day",
            Self::RecapMonth => "recap_month",
            Self::InspectionMinutes => "inspection_minutes",
            Self::Summons => "summons",
            Self::AssignmentLetter => "assignment_letter",
            Self::Circular => "circular",
            Self::HandoverMinutes => "handover_minutes",
            Self::Receipt => "receipt",
            Self::Evaluation => "evaluation",
            Self::MeetingMinutes => "meeting_minutes",
            Self::Board => "board",
        }
    }

    /// Returns the kind of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Returns the shipped template of a kind.
#[must_use]
pub fn template(kind: LetterKind) -> &'static str {
    match kind {
        LetterKind::RecapDay => include_str!("../templates/recap_day.typ"),
        LetterKind::RecapMonth => include_str!("../templates/recap_month.typ"),
        LetterKind::InspectionMinutes => include_str!("../templates/inspection_minutes.typ"),
        LetterKind::Summons => include_str!("../templates/summons.typ"),
        LetterKind::AssignmentLetter => include_str!("../templates/assignment_letter.typ"),
        LetterKind::Circular => include_str!("../templates/circular.typ"),
        LetterKind::HandoverMinutes => include_str!("../templates/handover_minutes.typ"),
        LetterKind::Receipt => include_str!("../templates/receipt.typ"),
        LetterKind::Evaluation => include_str!("../templates/evaluation.typ"),
        LetterKind::MeetingMinutes => include_str!("../templates/meeting_minutes.typ"),
        LetterKind::Board => include_str!("../templates/board.typ"),
    }
}

/// Returns the shipped `common.typ`, for a government that replaces it.
#[must_use]
pub fn shared_parts() -> &'static str {
    COMMON
}
