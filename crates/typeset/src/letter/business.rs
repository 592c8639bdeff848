//! Handover of goods and receipts for money.

use super::Signatory;
use serde::{Deserialize, Serialize};

/// Body of the minutes of a handover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverMinutes {
    /// The date in words: "Senin tanggal tiga puluh satu bulan Mei tahun dua ribu dua puluh satu".
    pub day_words: String,
    /// Where it happened.
    pub held_at: String,
    /// PIHAK PERTAMA, who hands over.
    pub first: Party,
    /// PIHAK KEDUA, who receives.
    pub second: Party,
    /// The goods.
    pub items: Vec<HandoverItem>,
    /// Total value; `None` prints no total.
    pub total_text: Option<String>,
    /// What both declare, as a numbered list.
    pub statements: Vec<String>,
    /// Witnesses; the signatory is who acknowledges.
    pub witnesses: Vec<Signatory>,
}

/// One party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Name with titles.
    pub name: String,
    /// NIP; empty for people without one.
    pub nip: String,
    /// Post.
    pub post: String,
    /// Office address; may be empty.
    pub address: String,
}

/// One line of goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverItem {
    /// What it is.
    pub name: String,
    /// "10".
    pub quantity_text: String,
    /// "unit".
    pub unit: String,
    /// "Baik".
    pub condition: String,
    /// "Rp12.500.000"; may be empty.
    pub value_text: String,
    /// Serial number or remark; may be empty.
    pub note: String,
}

/// Body of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// "KUITANSI" or "TANDA TERIMA".
    pub heading: String,
    /// Who pays.
    pub received_from: String,
    /// "Rp1.500.000,00".
    pub amount_text: String,
    /// The amount in words, with "rupiah".
    pub amount_words: String,
    /// What for.
    pub purpose: String,
    /// Budget account; may be empty.
    pub account: String,
    /// Parts of the amount; may be empty.
    pub items: Vec<ReceiptItem>,
    /// Who received; the signatory is who approves.
    pub receiver: Signatory,
    /// Who paid out.
    pub treasurer: Option<Signatory>,
}

/// One part of the amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptItem {
    /// What it is.
    pub description: String,
    /// "3 hari"; may be empty.
    pub quantity_text: String,
    /// "Rp450.000".
    pub amount_text: String,
}
