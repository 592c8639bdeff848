//! The days of a month as one readable text.
//!
//! One entry a day, joined by `;`, always as many as the month has days. An entry is empty for a day
//! that has not come or on which the person is not in service; else a letter, then the late minutes
//! when there are any, then `-` and the early minutes when there are any: `P`, `P12`, `P-30`, `P12-30`.

use crate::model::{DayStatus, StatusKind};

/// Returns the text of the days of a month.
pub(crate) fn encode_month(days: &[Option<DayStatus>]) -> String {
    let mut text = String::with_capacity(days.len() * 3);
    for (index, day) in days.iter().enumerate() {
        if index > 0 {
            text.push(';');
        }
        if let Some(day) = day {
            encode_day(&mut text, *day);
        }
    }
    text
}

/// Returns the days of a text, or nothing when it is not one of ours.
pub(crate) fn decode_month(text: &str) -> Option<Vec<Option<DayStatus>>> {
    text.split(';')
        .map(|entry| if entry.is_empty() { Some(None) } else { decode_day(entry).map(Some) })
        .collect()
}

fn encode_day(text: &mut String, day: DayStatus) {
    use std::fmt::Write;
    text.push(letter(day.kind));
    if day.late_minutes > 0 {
        write!(text, "{}", day.late_minutes).expect("writing to a string");
    }
    if day.early_minutes > 0 {
        write!(text, "-{}", day.early_minutes).expect("writing to a string");
    }
}

fn decode_day(entry: &str) -> Option<DayStatus> {
    let mut letters = entry.chars();
    let first = letters.next()?;
    let kind = StatusKind::ALL.into_iter().find(|kind| letter(*kind) == first)?;
    let (late, early_minutes) = match letters.as_str().split_once('-') {
        Some((late, early)) => (late, minutes(early)?),
        None => (letters.as_str(), 0),
    };
    let late_minutes = if late.is_empty() { 0 } else { minutes(late)? };
    Some(DayStatus { kind, late_minutes, early_minutes })
}

fn minutes(digits: &str) -> Option<i32> {
    digits.parse().ok().filter(|minutes| *minutes > 0)
}

fn letter(kind: StatusKind) -> char {
    match kind {
        StatusKind::Present => 'P',
        StatusKind::WorkFromHome => 'W',
        StatusKind::Sick => 'S',
        StatusKind::Excused => 'E',
        StatusKind::Leave => 'L',
        StatusKind::OfficialTravel => 'T',
        StatusKind::Unexcused => 'U',
        StatusKind::NoRecord => 'N',
        StatusKind::Off => 'O',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(kind: StatusKind, late_minutes: i32, early_minutes: i32) -> Option<DayStatus> {
        Some(DayStatus { kind, late_minutes, early_minutes })
    }

    #[test]
    fn a_month_reads_as_it_is_written() {
        let days = [
            day(StatusKind::Present, 0, 0),
            day(StatusKind::Present, 12, 30),
            day(StatusKind::WorkFromHome, 0, 5),
            day(StatusKind::Off, 0, 0),
            None,
        ];
        let text = encode_month(&days);
        assert_eq!(text, "P;P12-30;W-5;O;");
        assert_eq!(decode_month(&text).unwrap(), days);
    }

    #[test]
    fn a_text_that_is_not_ours_is_refused() {
        for text in ["X", "P;X", "P1x", "P-", "P0", "P--1"] {
            assert_eq!(decode_month(text), None, "{text}");
        }
    }

    #[test]
    fn every_kind_has_its_own_letter() {
        let mut letters: Vec<char> = StatusKind::ALL.into_iter().map(letter).collect();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), StatusKind::ALL.len());
    }

    proptest! {
        #[test]
        fn any_month_comes_back(days in prop::collection::vec(
            prop::option::of((0..9_usize, 0..600_i32, 0..600_i32)), 28..=31))
        {
            let days: Vec<Option<DayStatus>> = days.into_iter()
                .map(|day| day.map(|(kind, late_minutes, early_minutes)| DayStatus {
                    kind: StatusKind::ALL[kind], late_minutes, early_minutes,
                }))
                .collect();
            prop_assert_eq!(decode_month(&encode_month(&days)), Some(days));
        }
    }
}
