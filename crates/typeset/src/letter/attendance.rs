//! Recaps of a day and of a month.

use super::Signatory;
use serde::{Deserialize, Serialize};

/// Body of the recap of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecapDay {
    /// Agency or work unit.
    pub agency: String,
    /// "Jumat, 28 Mei 2021".
    pub day_text: String,
    /// "Versi 2, ditandatangani pukul 08.15 WIB"; may be empty.
    pub version_text: String,
    /// People by status, in the order of the form.
    pub statuses: Vec<StatusCount>,
    /// All people of the agency.
    pub total_people: u32,
    /// Rate of presence, "98,39 %".
    pub rate_text: String,
    /// Everybody who is not simply present.
    pub exceptions: Vec<Exception>,
    /// What the terminals counted; `None` where there is none.
    pub terminals: Option<TerminalDifference>,
    /// Who made the recap; the head is the signatory.
    pub maker: Option<Signatory>,
    /// Remark; may be empty.
    pub note: String,
}

/// People of one status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusCount {
    /// "Hadir", "Sakit".
    pub label: String,
    /// People.
    pub people: u32,
    /// Remark; may be empty.
    pub note: String,
}

/// One person who is not simply present.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    /// Name with titles.
    pub name: String,
    /// NIP; empty for people without one.
    pub nip: String,
    /// Status.
    pub status: String,
    /// Reason or document.
    pub note: String,
}

/// The recap beside the terminals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TerminalDifference {
    /// Present by the signed recap.
    pub recap_people: u32,
    /// Present by the terminals.
    pub terminal_people: u32,
    /// The difference in words or with a sign: "+2", "sama".
    pub difference_text: String,
    /// Explanation; may be empty.
    pub note: String,
}

/// Body of the recap of one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecapMonth {
    /// Agency or work unit.
    pub agency: String,
    /// "Mei 2021".
    pub month_text: String,
    /// The days, as columns.
    pub days: Vec<MonthDay>,
    /// The codes, as columns of totals and as legend.
    pub codes: Vec<CodeKey>,
    /// The people, as rows.
    pub people: Vec<MonthPerson>,
    /// Who made the recap; the head is the signatory.
    pub maker: Option<Signatory>,
    /// Remark; may be empty.
    pub note: String,
}

/// One column of the month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthDay {
    /// Day of the month.
    pub number: u8,
    /// Day off; the column is grey.
    pub is_off: bool,
}

/// One code and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeKey {
    /// "H", "TK".
    pub code: String,
    /// "Hadir", "Tanpa keterangan".
    pub label: String,
}

/// One row of the month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthPerson {
    /// Name with titles.
    pub name: String,
    /// NIP; empty for people without one.
    pub nip: String,
    /// One code for each day, in the order of the days; empty for nothing known.
    pub codes: Vec<String>,
    /// One total for each code, in the order of the codes.
    pub totals: Vec<u32>,
}
