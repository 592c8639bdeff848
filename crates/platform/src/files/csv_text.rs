//! Text tables.

use crate::files::encoding::text_of;
use crate::files::table::{Builder, Table, TableError};

const SEPARATORS: [char; 3] = [';', ',', '\t'];

/// Reads a text table.
pub(crate) fn read(bytes: &[u8]) -> Result<Table, TableError> {
    let text = text_of(bytes)?;
    if looks_like_markup(&text) {
        return Err(TableError::NotATable);
    }
    let (hint, skipped, body) = separator_hint(&text);
    let separator = hint.unwrap_or_else(|| guess_separator(body));
    check_quotes(body, separator, skipped)?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(u8::try_from(separator).unwrap_or(b','))
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes());
    let mut builder = Builder::default();
    for record in reader.records() {
        let record = record.map_err(|_| TableError::Damaged)?;
        let line = record.position().map_or(0, csv::Position::line);
        let number = u32::try_from(line).unwrap_or(u32::MAX).saturating_add(skipped);
        let cells = record.iter().map(|cell| cell.trim().to_owned()).collect();
        builder.push(number, cells, true)?;
    }
    builder.finish(None)
}

fn looks_like_markup(text: &str) -> bool {
    let head = text.trim_start();
    head.starts_with('<') || head.starts_with('{') || head.starts_with("%PDF")
}

/// Spreadsheets understand a first line `sep=;` and some write it.
fn separator_hint(text: &str) -> (Option<char>, u32, &str) {
    let first = text.lines().next().unwrap_or_default();
    let hint = first.strip_prefix("sep=").and_then(|rest| rest.trim_end_matches('\r').chars().next());
    match hint {
        Some(separator) if separator.is_ascii() => {
            (Some(separator), 1, text.split_once('\n').map_or("", |(_, rest)| rest))
        }
        _ => (None, 0, text),
    }
}

/// The separator that comes most often in the titles, outside quotation marks.
fn guess_separator(text: &str) -> char {
    let titles = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: char| {
        let mut quoted = false;
        titles
            .chars()
            .filter(|letter| {
                quoted ^= *letter == '"';
                !quoted && *letter == separator
            })
            .count()
    };
    SEPARATORS.into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(',')
}

/// An open quotation mark would swallow the rest of the file in silence.
fn check_quotes(text: &str, separator: char, skipped: u32) -> Result<(), TableError> {
    let mut row = 1 + skipped;
    let mut opened: Option<u32> = None;
    let mut at_start = true;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, opened) {
            ('"', None) if at_start => opened = Some(row),
            ('"', Some(_)) if letters.peek() == Some(&'"') => {
                letters.next();
            }
            ('"', Some(_)) => opened = None,
            _ => {}
        }
        at_start = opened.is_none() && (letter == separator || letter == '\n' || letter == '\r');
        row += u32::from(letter == '\n');
    }
    opened.map_or(Ok(()), |row| Err(TableError::Quote { row }))
}
