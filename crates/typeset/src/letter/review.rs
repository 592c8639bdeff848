//! Evaluation of programmes, and the leader's board as a page.

use super::Instruction;
use serde::{Deserialize, Serialize};

/// Body of a report on the evaluation of programmes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluation {
    /// "Triwulan I Tahun 2021".
    pub period_text: String,
    /// "Data per 31 Maret 2021 pukul 16.00 WIB".
    pub as_of_text: String,
    /// The figures on top.
    pub figures: Vec<EvaluationFigure>,
    /// The programmes.
    pub programmes: Vec<Programme>,
    /// Reports that are missing or late.
    pub missing: Vec<MissingReport>,
    /// What was ordered.
    pub instructions: Vec<Instruction>,
    /// Conclusion; may be empty.
    pub conclusion: String,
}

/// One figure with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvaluationFigure {
    /// "Realisasi anggaran".
    pub label: String,
    /// "41,20 %".
    pub value: String,
}

/// One programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programme {
    /// Agency.
    pub agency: String,
    /// Name of the programme.
    pub name: String,
    /// "120 km".
    pub target_text: String,
    /// "48 km".
    pub realised_text: String,
    /// Planned by now, in thousandths of the target.
    pub planned_permille: u32,
    /// Reached by now, in thousandths of the target; more than 1000 fills the bar.
    pub realised_permille: u32,
    /// "Rp2.400.000.000".
    pub budget_text: String,
    /// "Rp960.000.000".
    pub spent_text: String,
    /// Obstacles.
    pub obstacles: Vec<String>,
}

/// One report that is missing or late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingReport {
    /// Agency.
    pub agency: String,
    /// Programme.
    pub programme: String,
    /// "belum melapor", "terlambat 5 hari".
    pub note: String,
}

/// Body of the board; the title is the subject of the letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// For whom: "Bupati Serdang Bedagai".
    pub role: String,
    /// "Data per Jumat, 28 Mei 2021 pukul 10.05 WIB".
    pub as_of_text: String,
    /// "41 dari 50 perangkat daerah melapor"; may be empty.
    pub completeness_text: String,
    /// Where the figures come from.
    pub source_text: String,
    /// The tiles, from left to right; nine small ones fill the page.
    pub tiles: Vec<Tile>,
}

/// One tile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tile {
    /// What it shows.
    pub title: String,
    /// The big figure; may be empty when the chart says all.
    pub figure: String,
    /// "orang", "dari 50"; may be empty.
    pub unit: String,
    /// Remark or completeness; may be empty.
    pub note: String,
    /// Name of the virtual file with the chart.
    pub chart: Option<String>,
    /// The chart in words, for people who cannot see it.
    pub chart_text: String,
    /// Columns it takes, 1 to 3.
    pub columns: u8,
}
