//! What a letter says: the parts that every letter has, and one body for each kind.

mod attendance;
mod business;
mod inspection;
mod meeting;
mod personnel;
mod review;

pub use attendance::{
    CodeKey, Exception, MonthDay, MonthPerson, RecapDay, RecapMonth, StatusCount, TerminalDifference,
};
pub use business::{HandoverItem, HandoverMinutes, Party, Receipt, ReceiptItem};
pub use inspection::{
    Absentee, AfterClose, Answer, Finding, InspectionAgency, InspectionMinutes, Instruction, NotJoined,
};
pub use meeting::{MeetingDecision, MeetingLimit, MeetingMinutes};
pub use personnel::{AssignmentLetter, Circular, CircularSection, Hearing, LetterPerson, Summons};
pub use review::{Board, Evaluation, EvaluationFigure, MissingReport, Programme, Tile};

use serde::{Deserialize, Serialize};

/// One letter: the common parts beside the body of its kind.
///
/// # Shape
/// As JSON the fields of [`Common`] and `body` stand side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter<B> {
    /// What every letter has.
    #[serde(flatten)]
    pub common: Common,
    /// What only this kind has.
    pub body: B,
}

/// What every letter has. All texts are printed as they are; none is read as markup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Common {
    /// Head of the page.
    pub letterhead: Letterhead,
    /// Number from the register; `None` prints a draft: dots for the number, and KONSEP across the page.
    pub number: Option<String>,
    /// Where it is signed.
    pub place: String,
    /// Date in words, "28 Mei 2021".
    pub date_text: String,
    /// Sifat: "Biasa", "Segera", "Penting".
    pub urgency: Option<String>,
    /// Lampiran: "1 (satu) berkas".
    pub enclosures: Option<String>,
    /// Perihal, or what follows TENTANG.
    pub subject: String,
    /// Yth.: who receives it, one line each.
    pub recipients: Vec<String>,
    /// Where the recipients are: "Tempat", "Sei Rampah".
    pub recipient_place: Option<String>,
    /// Who signs.
    pub signatory: Signatory,
    /// Tembusan, one line each.
    pub carbon_copy: Vec<String>,
    /// Where the letter can be verified; `None` prints no code.
    pub verification: Option<Verification>,
}

/// Head of the page (kop naskah dinas).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letterhead {
    /// "PEMERINTAH KABUPATEN …".
    pub government: String,
    /// Agency; empty when the regional head signs.
    pub agency: String,
    /// Street, town and postal code.
    pub address: String,
    /// Telephone, website, e-mail in one line; may be empty.
    pub contact: String,
    /// Name of the virtual file with the coat of arms.
    pub logo: Option<String>,
}

/// Who signs, as printed below the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signatory {
    /// "Plt." or "Plh." before the post, or a line of its own: "a.n. Bupati …".
    pub capacity: Option<String>,
    /// Post.
    pub post: String,
    /// Name with titles.
    pub name: String,
    /// Rank and class: "Pembina Utama Muda (IV/c)".
    pub rank: Option<String>,
    /// NIP as it is to be printed.
    pub nip: Option<String>,
}

/// Where anybody can see whether the letter is genuine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// Address of the verification page.
    pub address: String,
    /// Short code to type.
    pub code: String,
    /// Sentence beside the QR code, on the electronic signature.
    pub note: String,
    /// Name of the virtual file with the QR code.
    pub qr: Option<String>,
}
