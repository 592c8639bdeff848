//! Circulars that the government makes itself, from draft to revocation.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How far a circular is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CircularState {
    /// May still change; nobody is bound.
    Draft,
    /// Law.
    Signed,
    /// Was law and ended by a decision with a reason.
    Revoked,
    /// Will not be signed.
    Refused,
}

impl CircularState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Signed, Self::Revoked, Self::Refused];

    /// Returns the name that stands in storage.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Signed => "signed",
            Self::Revoked => "revoked",
            Self::Refused => "refused",
        }
    }

    /// Returns the state of this name, or nothing when there is none.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// What a circular says beside its lines of law: the words of the letter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Why it is made; one paragraph a line.
    pub background: String,
    /// What it says; one paragraph a line. The lines of law follow as a list.
    pub body: String,
    /// Closing sentence.
    pub closing: String,
    /// Yth., one line each.
    pub recipients: String,
    /// Tembusan, one line each.
    pub carbon_copies: String,
}

/// A circular to be drafted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewCircular {
    /// Its lines of law in the form of the files of `policies/`.
    pub law: String,
    /// Its cases in the form of the files beside them; may be empty.
    pub cases: String,
    /// The words of the letter.
    pub letter: Letter,
}

/// A circular of the government.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnCircular {
    /// Key.
    pub id: Uuid,
    /// Id in its law file: `12.18/2021-03-01-wfh`.
    pub circular: String,
    /// What it is called.
    pub title: String,
    /// State.
    pub state: CircularState,
    /// Raised by every change of the draft.
    pub version: i64,
    /// Day of the letter.
    pub dated_on: NaiveDate,
    /// Its lines of law.
    pub law: String,
    /// Its cases.
    pub cases: String,
    /// The words of the letter.
    pub letter: Letter,
    /// Account that drafted it.
    pub made_by: String,
    /// Name of that account.
    pub made_name: String,
    /// When it was drafted.
    pub made_at: DateTime<Utc>,
    /// Who changed it last.
    pub changed_name: String,
    /// When it was changed last.
    pub changed_at: DateTime<Utc>,
    /// The signature, once there is one.
    pub signing: Option<Signing>,
    /// The revocation, once there is one.
    pub ending: Option<Ending>,
}

/// The signature under a circular.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signing {
    /// Who signed.
    pub name: String,
    /// When.
    pub at: DateTime<Utc>,
    /// First day on which it was known: the day of the signature.
    pub known_from: NaiveDate,
    /// SHA-256 of its lines of law, hexadecimal.
    pub law_sha256: String,
    /// The letter.
    pub document: Uuid,
}

/// A revocation without a circular of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// First day out of force.
    pub from: NaiveDate,
    /// Day on which it was decided.
    pub known_from: NaiveDate,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub name: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What a signature rests on: what the signer saw and proves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signature {
    /// Version that the signer looked at.
    pub seen_version: i64,
    /// Whether the signer knows that the past changes.
    pub is_retroactive_confirmed: bool,
    /// Password of the signer.
    pub password: String,
}

/// Something that happened to a circular.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CircularChange {
    /// `drafted`, `changed`, `signed`, `revoked` or `refused`.
    pub kind: String,
    /// Reason, where there is one.
    pub reason: String,
    /// Who did it.
    pub name: String,
    /// When.
    pub at: DateTime<Utc>,
}
