//! Excel workbooks.

use crate::files::table::{Builder, ROWS_MAX, Table, TableError};
use calamine::{DataRef, Reader, SheetVisible, Xlsx};
use std::io::{Cursor, Read, Write};
use zip::ZipArchive;

const UNPACKED_MAX_BYTES: u64 = 256 * 1024 * 1024;
/// Largest whole number of which a spreadsheet keeps every digit.
const EXACT_DIGITS_MAX: f64 = 999_999_999_999_999.0;

/// Reads the first visible sheet that has content.
pub(crate) fn read(bytes: &[u8]) -> Result<Table, TableError> {
    check_size(bytes)?;
    let mut book: Xlsx<Cursor<&[u8]>> = Xlsx::new(Cursor::new(bytes)).map_err(|_| TableError::Damaged)?;
    let visible: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    for name in visible {
        match sheet(&mut book, &name) {
            Err(TableError::NoHeader) => {}
            result => return result,
        }
    }
    Err(TableError::NoHeader)
}

/// Unpacks every part once into nothing, so that a small file cannot fill the memory.
fn check_size(bytes: &[u8]) -> Result<(), TableError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| TableError::Damaged)?;
    if archive.index_for_name("xl/workbook.xml").is_none() {
        return Err(TableError::NotATable);
    }
    let mut left = UNPACKED_MAX_BYTES;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| TableError::Damaged)?;
        let read = std::io::copy(&mut part.take(left + 1), &mut Nowhere).map_err(|_| TableError::Damaged)?;
        left = left
            .checked_sub(read)
            .ok_or(TableError::TooBigInside { megabytes: UNPACKED_MAX_BYTES / 1024 / 1024 })?;
    }
    Ok(())
}

struct Nowhere;

impl Write for Nowhere {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Table, TableError> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|_| TableError::Damaged)?;
    let mut builder = Builder::default();
    let mut row = 0;
    let mut cells: Vec<String> = Vec::new();
    let mut lost: Vec<(usize, String)> = Vec::new();
    while let Some(cell) = reader.next_cell().map_err(|_| TableError::Damaged)? {
        let (cell_row, column) = cell.get_position();
        if cell_row != row {
            flush(&mut builder, row, &mut cells, &mut lost)?;
            row = cell_row;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if row as usize > ROWS_MAX * 2 {
            return Err(TableError::TooManyRows { limit: ROWS_MAX });
        }
        if column > 16_384 {
            return Err(TableError::Damaged);
        }
        let text = text_of(cell.get_value(), column, &mut lost);
        if !text.is_empty() {
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            cells[column] = text;
        }
    }
    flush(&mut builder, row, &mut cells, &mut lost)?;
    builder.finish(Some(name.to_owned()))
}

fn flush(
    builder: &mut Builder,
    row: u32,
    cells: &mut Vec<String>,
    lost: &mut Vec<(usize, String)>,
) -> Result<(), TableError> {
    builder.push(row + 1, std::mem::take(cells), false)?;
    for (column, text) in lost.drain(..) {
        builder.find(row + 1, column, &text);
    }
    Ok(())
}

fn text_of(value: &DataRef<'_>, column: usize, lost: &mut Vec<(usize, String)>) -> String {
    match value {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.trim().to_owned()
        }
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Bool(flag) => if *flag { "1" } else { "0" }.to_owned(),
        DataRef::Float(number) => {
            let text = number.to_string();
            if number.abs() > EXACT_DIGITS_MAX {
                lost.push((column, text.clone()));
            }
            text
        }
        DataRef::DateTime(at) => date_text(at),
    }
}

/// A date without a time of day is a date; anything else keeps both.
fn date_text(at: &calamine::ExcelDateTime) -> String {
    match at.as_datetime() {
        Some(at) if at.time() == chrono::NaiveTime::MIN => at.date().to_string(),
        Some(at) => at.format("%Y-%m-%d %H:%M:%S").to_string(),
        None => at.as_f64().to_string(),
    }
}
