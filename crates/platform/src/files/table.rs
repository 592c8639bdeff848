//! A table as text, wherever it came from.

use crate::files::{csv_text, workbook};
use crate::problem::Problem;

/// Most rows of a table.
pub(crate) const ROWS_MAX: usize = 200_000;
/// Most columns of a table.
pub(crate) const COLUMNS_MAX: usize = 200;

/// A table whose first row was its titles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Sheet of the workbook; nothing for a text file.
    pub sheet: Option<String>,
    /// Titles without blanks around them; a column may have an empty title.
    pub headers: Vec<String>,
    /// Rows that are not blank, in order.
    pub rows: Vec<TableRow>,
    /// Cells that cannot hold what was meant.
    pub findings: Vec<CellFinding>,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableRow {
    /// Number of the row in the file, as the spreadsheet shows it (the titles are usually row 1).
    pub number: u32,
    /// One text a column, without blanks around it. Dates are `2020-05-26`.
    pub cells: Vec<String>,
}

/// A cell whose number lost digits before it came here (a NIP kept as a number).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFinding {
    /// Number of the row in the file.
    pub row: u32,
    /// Index of the column, from 0.
    pub column: usize,
    /// The text that is left.
    pub text: String,
}

impl CellFinding {
    /// Returns what is to be told: the cell must be formatted as text and typed again.
    pub fn problem(&self) -> Problem {
        Problem::invalid("files.digits_lost").with("row", self.row).with("text", &self.text)
    }
}

/// Why a file cannot be read as a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is some other kind of file.
    #[error("the file is neither CSV nor XLSX")]
    NotATable,
    /// It is a workbook of the form before 2007.
    #[error("the file is an old Excel workbook")]
    OldExcel,
    /// Its letters are in an encoding that is not known.
    #[error("letters in row {row} cannot be read")]
    Encoding {
        /// Row of the first such letter.
        row: u32,
    },
    /// The archive of the workbook is damaged or locked.
    #[error("the workbook is damaged")]
    Damaged,
    /// It has more rows than are taken.
    #[error("more than {limit} rows")]
    TooManyRows {
        /// The limit.
        limit: usize,
    },
    /// It has more columns than are taken.
    #[error("more than {limit} columns")]
    TooManyColumns {
        /// The limit.
        limit: usize,
    },
    /// Unpacked it would be far larger than its size says.
    #[error("unpacked it is larger than {megabytes} MB")]
    TooBigInside {
        /// The limit.
        megabytes: u64,
    },
    /// No row holds titles.
    #[error("there is no row of titles")]
    NoHeader,
    /// A row has more or fewer columns than the titles.
    #[error("row {row} has {found} columns instead of {expected}")]
    Uneven {
        /// Number of the row.
        row: u32,
        /// Columns of the row.
        found: usize,
        /// Columns of the titles.
        expected: usize,
    },
    /// A quotation mark is never closed.
    #[error("a quotation mark in row {row} is not closed")]
    Quote {
        /// Row in which it opens.
        row: u32,
    },
}

impl From<TableError> for Problem {
    fn from(error: TableError) -> Self {
        let problem = |code: &str| Self::invalid(code).on_field("file");
        match error {
            TableError::Empty => problem("files.empty"),
            TableError::NotATable => problem("files.not_a_table"),
            TableError::OldExcel => problem("files.old_excel"),
            TableError::Encoding { row } => problem("files.encoding").with("row", row),
            TableError::Damaged => problem("files.damaged"),
            TableError::TooManyRows { limit } => problem("files.too_many_rows").with("limit", limit),
            TableError::TooManyColumns { limit } => problem("files.too_many_columns").with("limit", limit),
            TableError::TooBigInside { megabytes } => {
                problem("files.too_big_inside").with("megabytes", megabytes)
            }
            TableError::NoHeader => problem("files.no_header"),
            TableError::Uneven { row, found, expected } => {
                problem("files.uneven").with("row", row).with("found", found).with("expected", expected)
            }
            TableError::Quote { row } => problem("files.quote").with("row", row),
        }
    }
}

/// Reads a CSV or XLSX file; what it is, its bytes say, not its name.
///
/// # Shape
/// The first row that is not blank holds the titles. The separator of a CSV file (`,` `;` or tab)
/// and its encoding (UTF-8, UTF-16, Windows-1252) are found out. Of a workbook the first visible
/// sheet with content is read.
///
/// # Errors
/// [`TableError`].
pub fn read_table(bytes: &[u8]) -> Result<Table, TableError> {
    if bytes.trim_ascii().is_empty() {
        return Err(TableError::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return workbook::read(bytes);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(TableError::OldExcel);
    }
    csv_text::read(bytes)
}

/// Gathers rows into a table: titles first, blank rows left out, limits kept.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    table: Table,
}

impl Builder {
    pub(crate) fn push(
        &mut self,
        number: u32,
        mut cells: Vec<String>,
        is_strict: bool,
    ) -> Result<(), TableError> {
        while cells.last().is_some_and(String::is_empty) && cells.len() > self.table.headers.len() {
            cells.pop();
        }
        if cells.iter().all(String::is_empty) {
            return Ok(());
        }
        if cells.len() > COLUMNS_MAX {
            return Err(TableError::TooManyColumns { limit: COLUMNS_MAX });
        }
        if self.table.headers.is_empty() {
            self.table.headers = cells;
            return Ok(());
        }
        let expected = self.table.headers.len();
        if cells.len() > expected || (is_strict && cells.len() < expected) {
            return Err(TableError::Uneven { row: number, found: cells.len(), expected });
        }
        cells.resize(expected, String::new());
        if self.table.rows.len() == ROWS_MAX {
            return Err(TableError::TooManyRows { limit: ROWS_MAX });
        }
        self.find_lost_digits(number, &cells);
        self.table.rows.push(TableRow { number, cells });
        Ok(())
    }

    pub(crate) fn find(&mut self, row: u32, column: usize, text: &str) {
        self.table.findings.push(CellFinding { row, column, text: text.to_owned() });
    }

    fn find_lost_digits(&mut self, row: u32, cells: &[String]) {
        for (column, text) in cells.iter().enumerate() {
            if is_scientific(text) {
                self.find(row, column, text);
            }
        }
    }

    pub(crate) fn finish(self, sheet: Option<String>) -> Result<Table, TableError> {
        if self.table.headers.is_empty() {
            return Err(TableError::NoHeader);
        }
        Ok(Table { sheet, ..self.table })
    }
}

/// `1,98001E+17` is what a spreadsheet leaves of a long number.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let is_mantissa = mantissa.starts_with(|c: char| c.is_ascii_digit())
        && mantissa.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
    is_mantissa && (1..=2).contains(&exponent.len()) && exponent.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_number_with_an_exponent_is_scientific() {
        for yes in ["1.98001E+17", "1,98E+17", "3e15", "1E5"] {
            assert!(is_scientific(yes), "{yes}");
        }
        for no in ["E12", "12A", "Eko", "1E", "12E+123", "198001012005011001", ""] {
            assert!(!is_scientific(no), "{no}");
        }
    }
}
