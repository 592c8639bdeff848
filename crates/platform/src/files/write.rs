//! Tables for people's spreadsheets. No cell can ever become a formula.

use crate::problem::Problem;
use chrono::{NaiveDate, NaiveDateTime};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// A sheet to write.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Name of the sheet; letters that Excel refuses are left out, as is what is beyond 31 letters.
    pub name: String,
    /// Titles.
    pub headers: Vec<String>,
    /// Rows, one value a title.
    pub rows: Vec<Vec<Value>>,
}

/// The value of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// Text; NIP and other codes are text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A share in hundredths of a percent: 9839 is 98.39 %.
    PercentHundredths(i64),
    /// A date.
    Date(NaiveDate),
    /// A local date and time.
    DateTime(NaiveDateTime),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Whole(number)
    }
}

impl From<NaiveDate> for Value {
    fn from(on: NaiveDate) -> Self {
        Self::Date(on)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// Letters that make a spreadsheet take a text for a formula.
const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Returns the sheet as CSV: UTF-8, commas, lines ended by CR and LF.
///
/// # Shape
/// A text that a spreadsheet would take for a formula gets an apostrophe in front. Percents are
/// written as `98.39`, dates as `2020-05-26`.
pub fn write_csv(sheet: &Sheet) -> Vec<u8> {
    let titles: Vec<Value> = sheet.headers.iter().map(|title| Value::from(title.as_str())).collect();
    let mut bytes = csv_rows(&[titles]);
    bytes.extend(csv_rows(&sheet.rows));
    bytes
}

/// Returns rows as lines of CSV.
pub(super) fn csv_rows(rows: &[Vec<Value>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        let cells: Vec<String> = row.iter().map(csv_cell).collect();
        writer.write_record(&cells).expect("a row has one value a title");
    }
    writer.into_inner().expect("writing to memory")
}

fn csv_cell(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => guarded(text),
        Value::Whole(number) => number.to_string(),
        Value::PercentHundredths(share) => {
            let sign = if *share < 0 { "-" } else { "" };
            let share = share.unsigned_abs();
            format!("{sign}{}.{:02}", share / 100, share % 100)
        }
        Value::Date(on) => on.to_string(),
        Value::DateTime(at) => at.format("%Y-%m-%d %H:%M:%S").to_string(),
    }
}

fn guarded(text: &str) -> String {
    if text.starts_with(FORMULA_STARTS) { format!("'{text}") } else { text.to_owned() }
}

/// Returns the sheets as an Excel workbook.
///
/// # Shape
/// Texts are written as texts whatever they begin with; a whole number of which Excel would lose
/// digits is written as text too.
///
/// # Errors
/// `platform.broken` when a sheet is larger than Excel takes.
pub fn write_xlsx(sheets: &[Sheet]) -> Result<Vec<u8>, Problem> {
    let mut book = Workbook::new();
    let formats = Formats::new();
    for (index, sheet) in sheets.iter().enumerate() {
        let page = book.add_worksheet();
        page.set_name(sheet_name(&sheet.name, index)).map_err(Problem::broken)?;
        fill(page, sheet, &formats).map_err(Problem::broken)?;
    }
    book.save_to_buffer().map_err(Problem::broken)
}

/// How cells look.
pub(super) struct Formats {
    title: Format,
    percent: Format,
    date: Format,
    date_time: Format,
}

impl Formats {
    pub(super) fn new() -> Self {
        Self {
            title: Format::new().set_bold().set_text_wrap(),
            percent: Format::new().set_num_format("0.00%"),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            date_time: Format::new().set_num_format("yyyy-mm-dd hh:mm"),
        }
    }
}

fn column(index: usize) -> Result<u16, XlsxError> {
    u16::try_from(index).map_err(|_| XlsxError::RowColumnLimitError)
}

/// Writes the titles into the first row.
pub(super) fn write_titles(
    page: &mut Worksheet,
    titles: &[String],
    formats: &Formats,
) -> Result<(), XlsxError> {
    for (index, title) in titles.iter().enumerate() {
        page.write_string_with_format(0, column(index)?, clipped(title), &formats.title)?;
    }
    Ok(())
}

fn fill(page: &mut Worksheet, sheet: &Sheet, formats: &Formats) -> Result<(), XlsxError> {
    write_titles(page, &sheet.headers, formats)?;
    for (row, cells) in (1_u32..).zip(&sheet.rows) {
        for (index, value) in cells.iter().enumerate() {
            write_cell(page, row, column(index)?, value, formats)?;
        }
    }
    page.set_freeze_panes(1, 0)?;
    page.autofit();
    Ok(())
}

/// Writes a value.
pub(super) fn write_cell(
    page: &mut Worksheet,
    row: u32,
    column: u16,
    value: &Value,
    formats: &Formats,
) -> Result<(), XlsxError> {
    const EXACT_MAX: i64 = 999_999_999_999_999;
    match value {
        Value::Empty => {}
        Value::Text(text) => {
            page.write_string(row, column, clipped(text))?;
        }
        Value::Whole(number) if number.abs() > EXACT_MAX => {
            page.write_string(row, column, number.to_string())?;
        }
        Value::Whole(number) => {
            page.write_number(row, column, *number as f64)?;
        }
        Value::PercentHundredths(share) => {
            page.write_number_with_format(row, column, *share as f64 / 10_000.0, &formats.percent)?;
        }
        Value::Date(on) => {
            page.write_datetime_with_format(row, column, on, &formats.date)?;
        }
        Value::DateTime(at) => {
            page.write_datetime_with_format(row, column, at, &formats.date_time)?;
        }
    }
    Ok(())
}

/// Excel takes 32,767 letters a cell.
fn clipped(text: &str) -> String {
    text.chars().take(32_767).collect()
}

/// Returns a name that Excel takes.
pub(super) fn sheet_name(name: &str, index: usize) -> String {
    let clean: String = name
        .chars()
        .filter(|c| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\''))
        .take(31)
        .collect();
    if clean.trim().is_empty() { format!("Sheet{}", index + 1) } else { clean }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_look_like_formulas_are_guarded_in_csv() {
        for start in ["=", "+", "-", "@", "\t", "\r"] {
            assert!(guarded(&format!("{start}SUM(A1)")).starts_with('\''), "{start:?}");
        }
        assert_eq!(guarded("Ani =1"), "Ani =1");
        assert_eq!(csv_cell(&Value::Whole(-5)), "-5", "a number is no formula");
        assert_eq!(csv_cell(&Value::PercentHundredths(-5)), "-0.05");
        assert_eq!(csv_cell(&Value::PercentHundredths(9839)), "98.39");
    }

    #[test]
    fn a_sheet_name_that_excel_refuses_is_cleaned() {
        assert_eq!(sheet_name("Rekap 26/05: [a]", 0), "Rekap 2605 a");
        assert_eq!(sheet_name("***", 1), "Sheet2");
        assert_eq!(sheet_name(&"x".repeat(40), 0).len(), 31);
    }
}
