use chrono::NaiveDate;

use crate::{About, DataTable, Language};

/// A calendar of numbers, agency by day: the number stands in the cell, its shade is only help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heat {
    /// Words about the picture.
    pub about: About,
    /// Language of the days.
    pub language: Language,
    /// Name of the table's first column.
    pub head: String,
    /// The columns, ascending.
    pub days: Vec<NaiveDate>,
    /// At most four ascending bounds: a cell is one shade darker for each bound that it reaches.
    pub bounds: Vec<i64>,
    /// The rows, already sorted.
    pub rows: Vec<HeatRow>,
}

/// One row of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatRow {
    /// Whose row it is.
    pub label: String,
    /// As many cells as there are days.
    pub cells: Vec<HeatCell>,
    /// The page with the rows that make the numbers.
    pub link: Option<String>,
}

/// One cell of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatCell {
    /// The number that shades the cell; nothing is hatched.
    pub value: Option<i64>,
    /// A few characters that stand in the cell: `98`, `<5`, or nothing.
    pub text: String,
}

impl Heat {
    /// Returns the same numbers as a table.
    pub fn table(&self) -> DataTable {
        let days = self.days.iter().map(|day| self.language.date(*day));
        let cells = |row: &HeatRow| {
            let texts = row.cells.iter().map(|cell| cell.text.clone());
            std::iter::once(row.label.clone()).chain(texts).collect()
        };
        DataTable {
            caption: self.about.title.clone(),
            head: std::iter::once(self.head.clone()).chain(days).collect(),
            rows: self.rows.iter().map(cells).collect(),
        }
    }
}
