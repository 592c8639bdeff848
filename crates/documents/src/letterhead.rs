//! Letterheads, number registers, templates and keys as the pages of their keepers see them.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// A letterhead from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLetterhead {
    /// Agency; none for the whole government.
    pub agency: Option<i64>,
    /// First line: `Pemerintah Kabupaten …`.
    pub government_line: String,
    /// Second line; empty for the whole government.
    pub agency_line: String,
    /// Street, town, postal code.
    pub address: String,
    /// Telephone, website, e-mail.
    pub contact: String,
    /// Town that stands before the date.
    pub place: String,
    /// First day.
    pub from_on: NaiveDate,
}

/// A letterhead as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterheadEntry {
    /// What it says, for whom and since when.
    pub said: NewLetterhead,
    /// Content hash of its logo.
    pub logo_sha256: Option<String>,
    /// When it was written down.
    pub recorded_at: DateTime<Utc>,
    /// By whom.
    pub recorded_name: String,
}

/// A register of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// Agency; none for the whole government.
    pub agency: Option<i64>,
    /// Pattern of its numbers.
    pub pattern: String,
    /// What `{kode}` stands for.
    pub code: String,
    /// The last number of this year; 0 for none.
    pub last_number: i64,
    /// What the next number will look like.
    pub next: String,
}

/// The template of a kind of letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateState {
    /// Kind of document.
    pub kind: crate::DocumentKind,
    /// Who replaced the shipped one, and when; nothing while the shipped one holds.
    pub replaced: Option<(String, DateTime<Utc>)>,
}

/// A signing key, without its private half.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningKey {
    /// Id.
    pub id: Uuid,
    /// Algorithm, `Ed25519`.
    pub algorithm: String,
    /// Public half in PEM.
    pub pem: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// When it was retired.
    pub retired_at: Option<DateTime<Utc>>,
}
