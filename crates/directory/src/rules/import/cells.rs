//! Cells of a row by the fields that the mapping gives them, and what is wrong with them.

use super::fields::Mapping;
use chrono::NaiveDate;
use siaga_civil::{DateError, date_short, parse_date};

/// Says what is wrong in one cell of one row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Row of the file.
    pub row: u32,
    /// Field whose column is meant.
    pub field: &'static str,
    /// Problem code, `directory.reason`.
    pub code: String,
    /// Values that the text names.
    pub values: Vec<(&'static str, String)>,
}

/// Reads the cells of one row and gathers what is wrong with them.
#[derive(Debug)]
pub(crate) struct Cells<'a> {
    row: u32,
    texts: &'a [String],
    mapping: &'a Mapping,
    findings: Vec<Finding>,
}

impl<'a> Cells<'a> {
    /// Returns the cells of a row.
    pub(crate) fn new(row: u32, texts: &'a [String], mapping: &'a Mapping) -> Self {
        Self { row, texts, mapping, findings: Vec::new() }
    }

    /// Returns the text of a field; nothing when it has no column or the cell is blank.
    pub(crate) fn text(&self, field: &str) -> Option<&'a str> {
        let text = self.texts.get(*self.mapping.get(field)?)?.trim();
        (!text.is_empty() && text != "-").then_some(text)
    }

    /// Returns the text of a field that must have one.
    pub(crate) fn needed(&mut self, field: &'static str, code: &str) -> Option<&'a str> {
        let text = self.text(field);
        if text.is_none() {
            self.wrong(field, code, &[]);
        }
        text
    }

    /// Returns the date of a field.
    pub(crate) fn date(&mut self, field: &'static str) -> Option<NaiveDate> {
        let text = self.text(field)?;
        // Workbooks give a moment where a time of day was typed too.
        let day = text.strip_suffix(" 00:00:00").unwrap_or(text);
        match parse_date(day) {
            Ok(date) => Some(date),
            Err(DateError::Impossible { .. }) => {
                self.wrong(field, "directory.date_impossible", &[("text", text.to_owned())]);
                None
            }
            Err(_) => {
                self.wrong(field, "directory.date_unreadable", &[("text", text.to_owned())]);
                None
            }
        }
    }

    /// Notes that two dates stand the wrong way round.
    pub(crate) fn dates_in_order(
        &mut self,
        field: &'static str,
        first: Option<NaiveDate>,
        last: Option<NaiveDate>,
    ) {
        if let (Some(first), Some(last)) = (first, last)
            && last < first
        {
            self.wrong(field, "directory.dates_reversed", &[("from", date_short(first))]);
        }
    }

    /// Notes what is wrong with a field.
    pub(crate) fn wrong(&mut self, field: &'static str, code: &str, values: &[(&'static str, String)]) {
        let finding = Finding { row: self.row, field, code: code.to_owned(), values: values.to_vec() };
        self.findings.push(finding);
    }

    /// Returns whether nothing was wrong so far.
    pub(crate) fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    /// Returns everything that was wrong.
    pub(crate) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}

/// Returns millionths of a degree from decimal degrees with a point or a comma, without floating point.
///
/// Digits after the sixth are cut: they are less than a hand's breadth.
pub(crate) fn micro_degrees(text: &str) -> Option<i64> {
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !is_number(whole) || !is_number(part) {
        return None;
    }
    let padded: String = part.chars().chain("000000".chars()).take(6).collect();
    let micro = whole.parse::<i64>().ok()? * 1_000_000 + padded.parse::<i64>().ok()?;
    Some(if is_negative { -micro } else { micro })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_read_with_point_or_comma() {
        for (text, expected) in [
            ("3.567", Some(3_567_000)),
            ("-0,9876543", Some(-987_654)),
            ("99", Some(99_000_000)),
            ("-0.5", Some(-500_000)),
            ("1.2.3", None),
            ("3° 34'", None),
            ("", None),
            ("1234", None),
        ] {
            assert_eq!(micro_degrees(text), expected, "{text}");
        }
    }

    #[test]
    fn a_date_that_the_calendar_lacks_is_told_from_one_that_is_unreadable() {
        let mapping = Mapping::from([("birth_on".to_owned(), 0), ("post_from".to_owned(), 1)]);
        let texts = ["31-02-1980".to_owned(), "kemarin".to_owned()];
        let mut cells = Cells::new(7, &texts, &mapping);
        assert_eq!((cells.date("birth_on"), cells.date("post_from"), cells.date("nip")), (None, None, None));
        let codes: Vec<_> = cells.into_findings().into_iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["directory.date_impossible", "directory.date_unreadable"]);
    }

    #[test]
    fn a_dash_is_an_empty_cell() {
        let mapping = Mapping::from([("nik".to_owned(), 0)]);
        let texts = [" - ".to_owned()];
        assert_eq!(Cells::new(2, &texts, &mapping).text("nik"), None);
    }
}
