use chrono::NaiveDate;
use thiserror::Error;

/// Why a cell is not a date.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DateError {
    /// The cell holds nothing but white space.
    #[error("the date is empty")]
    Empty,
    /// The text has none of the forms a date is written in.
    #[error("the text is not a date such as 2020-05-26, 26-05-2020, 26/05/2020 or 26 Mei 2020")]
    Unreadable,
    /// The form is right, but the calendar has no such day.
    #[error("there is no day {day} of month {month} in {year}")]
    Impossible {
        /// The day as written.
        day: u32,
        /// The month as written.
        month: u32,
        /// The year as written.
        year: i32,
    },
}

impl DateError {
    /// Returns the stable code under which the message for people is found.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "date_empty",
            Self::Unreadable => "date_unreadable",
            Self::Impossible { .. } => "date_impossible",
        }
    }

    /// Returns nothing: the forms of a date have no common digits to point at.
    pub fn digits(&self) -> Option<(usize, usize)> {
        None
    }
}

/// Reads the date of an import cell: ISO, `dd-mm-yyyy`, `dd/mm/yyyy`, or `26 Mei 2020` with or without weekday.
///
/// **Shape.** The year has four digits. The day comes before the month, as Indonesian offices write it.
/// Month names are full or of three letters, in any case, with the old spellings Pebruari and Nopember.
///
/// **Errors.** 31 February is [`DateError::Impossible`], so that the message can name it.
pub fn parse_date(text: &str) -> Result<NaiveDate, DateError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(DateError::Empty);
    }
    let (day, month, year) = parts(text).ok_or(DateError::Unreadable)?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DateError::Impossible { day, month, year })
}

fn parts(text: &str) -> Option<(u32, u32, i32)> {
    ['-', '/'].into_iter().find_map(|mark| numeric_parts(text, mark)).or_else(|| named_parts(text))
}

fn numeric_parts(text: &str, mark: char) -> Option<(u32, u32, i32)> {
    let [first, month, last] = three(text.split(mark))?;
    let month = short_number(month)?;
    match (year_number(first), year_number(last)) {
        (Some(year), None) if mark == '-' => Some((short_number(last)?, month, year)),
        (None, Some(year)) => Some((short_number(first)?, month, year)),
        _ => None,
    }
}

fn named_parts(text: &str) -> Option<(u32, u32, i32)> {
    let date = match text.split_once(',') {
        Some((weekday, rest)) if is_weekday(weekday.trim()) => rest,
        Some(_) => return None,
        None => text,
    };
    let [day, month, year] = three(date.split_whitespace())?;
    Some((short_number(day)?, month_number(month)?, year_number(year)?))
}

fn three<'a>(mut words: impl Iterator<Item = &'a str>) -> Option<[&'a str; 3]> {
    let three = [words.next()?, words.next()?, words.next()?];
    words.next().is_none().then_some(three)
}

fn short_number(text: &str) -> Option<u32> {
    let is_number = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

fn year_number(text: &str) -> Option<i32> {
    let is_number = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// A name on a weekday is accepted without comparing it with the date: lists carry it over from other years.
fn is_weekday(word: &str) -> bool {
    let word = word.to_lowercase();
    ["senin", "selasa", "rabu", "kamis", "jumat", "jum'at", "sabtu", "minggu"].contains(&word.as_str())
}

fn month_number(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.').to_lowercase();
    let number = match word.as_str() {
        "januari" | "jan" => 1,
        "februari" | "pebruari" | "feb" | "peb" => 2,
        "maret" | "mar" => 3,
        "april" | "apr" => 4,
        "mei" => 5,
        "juni" | "jun" => 6,
        "juli" | "jul" => 7,
        "agustus" | "agu" | "agt" | "ags" => 8,
        "september" | "sep" | "sept" => 9,
        "oktober" | "okt" => 10,
        "november" | "nopember" | "nov" | "nop" => 11,
        "desember" | "des" => 12,
        _ => return None,
    };
    Some(number)
}
