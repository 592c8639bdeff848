//! The values of official documents.

use chrono::{DateTime, NaiveDate, Utc};
use siaga_directory::Capacity;
use siaga_typeset::LetterKind;
use uuid::Uuid;

/// What kind of official document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
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
    /// Kuitansi.
    Receipt,
    /// Laporan Evaluasi Program.
    EvaluationReport,
    /// Notulen Kegiatan.
    MeetingMinutes,
}

impl DocumentKind {
    /// Every kind, in the order of lists.
    pub const ALL: [Self; 10] = [
        Self::RecapDay,
        Self::RecapMonth,
        Self::InspectionMinutes,
        Self::Summons,
        Self::AssignmentLetter,
        Self::Circular,
        Self::HandoverMinutes,
        Self::Receipt,
        Self::EvaluationReport,
        Self::MeetingMinutes,
    ];

    /// Returns the kind of letter that the typesetter knows it as.
    pub fn letter_kind(self) -> LetterKind {
        match self {
            Self::RecapDay => LetterKind::RecapDay,
            Self::RecapMonth => LetterKind::RecapMonth,
            Self::InspectionMinutes => LetterKind::InspectionMinutes,
            Self::Summons => LetterKind::Summons,
            Self::AssignmentLetter => LetterKind::AssignmentLetter,
            Self::Circular => LetterKind::Circular,
            Self::HandoverMinutes => LetterKind::HandoverMinutes,
            Self::Receipt => LetterKind::Receipt,
            Self::EvaluationReport => LetterKind::Evaluation,
            Self::MeetingMinutes => LetterKind::MeetingMinutes,
        }
    }

    /// Returns the name that stands in storage, addresses and file names.
    pub fn as_str(self) -> &'static str {
        self.letter_kind().name()
    }

    /// Returns the kind of this name, or nothing when there is none.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Returns the id of the message that names the kind on screens.
    pub fn message_id(self) -> &'static str {
        match self {
            Self::RecapDay => "documents-kind-recap-day",
            Self::RecapMonth => "documents-kind-recap-month",
            Self::InspectionMinutes => "documents-kind-inspection-minutes",
            Self::Summons => "documents-kind-summons",
            Self::AssignmentLetter => "documents-kind-assignment-letter",
            Self::Circular => "documents-kind-circular",
            Self::HandoverMinutes => "documents-kind-handover-minutes",
            Self::Receipt => "documents-kind-receipt",
            Self::EvaluationReport => "documents-kind-evaluation",
            Self::MeetingMinutes => "documents-kind-meeting-minutes",
        }
    }

    /// Returns the short form that stands in numbers.
    pub(crate) fn short_form(self) -> &'static str {
        match self {
            Self::RecapDay | Self::RecapMonth => "REKAP",
            Self::InspectionMinutes => "BA",
            Self::Summons => "SP",
            Self::AssignmentLetter => "ST",
            Self::Circular => "SE",
            Self::HandoverMinutes => "BAST",
            Self::Receipt => "KW",
            Self::EvaluationReport => "LAP",
            Self::MeetingMinutes => "NOT",
        }
    }
}

/// Who is to sign, found on the day of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignedBy {
    /// Whoever heads the agency (its id) on that day: definitive, Plt. or Plh.
    HeadOf(i64),
    /// An employee (id), by the post held on that day.
    Employee(i64),
}

impl SignedBy {
    /// Returns the text that stands in storage.
    pub(crate) fn to_text(self) -> String {
        match self {
            Self::HeadOf(agency) => format!("head/{agency}"),
            Self::Employee(employee) => format!("employee/{employee}"),
        }
    }

    /// Reads the text of storage.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (what, id) = text.split_once('/')?;
        let id = id.parse().ok()?;
        match what {
            "head" => Some(Self::HeadOf(id)),
            "employee" => Some(Self::Employee(id)),
            _ => None,
        }
    }
}

/// How far a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentState {
    /// Without number; may still change.
    Draft,
    /// It has its number; its file is being set and signed.
    Issued,
    /// The file is set and signed.
    Signed,
    /// Withdrawn with a reason; the file stays.
    Withdrawn,
}

impl DocumentState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Issued, Self::Signed, Self::Withdrawn];

    /// Returns the name that stands in storage.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Issued => "issued",
            Self::Signed => "signed",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Returns the state of this name, or nothing when there is none.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Returns the id of the message that names the state on screens.
    pub fn message_id(self) -> &'static str {
        match self {
            Self::Draft => "documents-state-draft",
            Self::Issued => "documents-state-issued",
            Self::Signed => "documents-state-signed",
            Self::Withdrawn => "documents-state-withdrawn",
        }
    }

    /// Returns the tone of its badge.
    pub(crate) fn tone(self) -> &'static str {
        match self {
            Self::Draft => "quiet",
            Self::Issued => "info",
            Self::Signed => "good",
            Self::Withdrawn => "bad",
        }
    }
}

/// A document to be prepared or issued.
#[derive(Debug, Clone)]
pub struct NewDocument {
    /// Kind.
    pub kind: DocumentKind,
    /// Agency whose letterhead and register it takes; none for the whole government.
    pub agency: Option<i64>,
    /// Day of the document; decides letterhead, signatory, year and month of the number.
    pub dated_on: NaiveDate,
    /// What it is about.
    pub about: String,
    /// Who signs.
    pub signed_by: SignedBy,
    /// The body of its kind as the typesetter defines it.
    pub body: serde_json::Value,
    /// Tembusan, one line each.
    pub carbon_copies: Vec<String>,
    /// Yth., one line each.
    pub recipients: Vec<String>,
    /// What it was made from, unique in the government: `inspection/<uid>/1`.
    pub reference: String,
}

/// Who signs, as text of that day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signatory {
    /// The employee.
    pub employee_id: i64,
    /// Name with titles.
    pub name: String,
    /// Employee number.
    pub nip: Option<String>,
    /// Post.
    pub post: String,
    /// Capacity in the post.
    pub capacity: Capacity,
}

/// Why and by whom a document was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// Reason.
    pub reason: String,
    /// Name of the account.
    pub by_name: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The file of a document once it is set and signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// SHA-256 of the PDF, hexadecimal.
    pub pdf_sha256: String,
    /// Signature over the 32 bytes of that hash, hexadecimal.
    pub signature: String,
    /// The key that signed.
    pub key: Uuid,
    /// SHA-256 of the template it was set with.
    pub template_sha256: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// An official document.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Key outside of the program.
    pub uid: Uuid,
    /// Kind.
    pub kind: DocumentKind,
    /// State.
    pub state: DocumentState,
    /// Agency; none for the whole government.
    pub agency: Option<i64>,
    /// Number, once it is issued.
    pub number: Option<String>,
    /// Day of the document.
    pub dated_on: NaiveDate,
    /// What it is about.
    pub about: String,
    /// Who is to sign.
    pub signed_by: SignedBy,
    /// Who signs, as known when it was prepared or signed.
    pub signatory: Signatory,
    /// Body.
    pub body: serde_json::Value,
    /// Tembusan.
    pub carbon_copies: Vec<String>,
    /// Yth.
    pub recipients: Vec<String>,
    /// What it was made from.
    pub reference: String,
    /// Account that prepared it.
    pub made_by: String,
    /// When it was prepared.
    pub made_at: DateTime<Utc>,
    /// When the deed was signed.
    pub signed_at: Option<DateTime<Utc>>,
    /// Code of the verification page, without hyphens.
    pub code: String,
    /// SHA-256 over everything that it says, hexadecimal.
    pub content_sha256: String,
    /// Its file, once set and signed.
    pub sealed: Option<Sealed>,
    /// Withdrawal, if any.
    pub withdrawal: Option<Withdrawal>,
    /// Fields of the form it was composed with, as a query string; empty for documents of other capabilities.
    pub(crate) form: String,
}

/// A PDF to hand out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedFile {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// Name to save it under.
    pub file_name: String,
}

/// Which documents a list is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocumentFilter {
    /// Only this kind.
    pub kind: Option<DocumentKind>,
    /// Only this state.
    pub state: Option<DocumentState>,
    /// Only this agency.
    pub agency: Option<i64>,
    /// Part of number or subject.
    pub text: String,
}
