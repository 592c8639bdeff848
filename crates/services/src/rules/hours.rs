//! Opening hours of a week as offices write them, and staff by weekday and half-day.

use chrono::Weekday;
use serde::{Deserialize, Serialize};

/// Where the morning ends and the afternoon begins.
pub(crate) const NOON_MINUTES: u16 = 12 * 60;

/// The end of a day.
const DAY_MINUTES: u16 = 24 * 60;

/// Most spans of one day.
const SPANS_MAX: usize = 4;

/// A time in which something is open, in minutes after midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OpenSpan {
    /// Opens.
    pub from_minutes: u16,
    /// Closes; at most 1440.
    pub until_minutes: u16,
}

/// Opening hours by weekday, Monday first; a day without spans is closed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WeekHours(pub [Vec<OpenSpan>; 7]);

impl WeekHours {
    /// Returns the same spans on the first `days` days of the week, Monday first.
    pub fn every(days: usize, spans: &[OpenSpan]) -> Self {
        let mut hours = Self::default();
        for day in hours.0.iter_mut().take(days) {
            *day = spans.to_vec();
        }
        hours
    }

    /// Returns the spans of a weekday.
    pub fn on(&self, weekday: Weekday) -> &[OpenSpan] {
        &self.0[weekday.num_days_from_monday() as usize]
    }

    /// Tells whether it is never open.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Vec::is_empty)
    }

    /// Tells whether public holidays do not close it: what is open on Sundays runs through them.
    pub fn runs_through_holidays(&self) -> bool {
        !self.0[6].is_empty()
    }
}

/// Staff by weekday (Monday first) and half-day; nothing where law decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WeekMinimum(pub [[Option<u16>; 2]; 7]);

impl WeekMinimum {
    /// Returns the same numbers on every day of the week.
    pub fn every_day(morning: u16, afternoon: u16) -> Self {
        Self([[Some(morning), Some(afternoon)]; 7])
    }

    /// Returns the numbers of a weekday.
    pub fn on(&self, weekday: Weekday) -> [Option<u16>; 2] {
        self.0[weekday.num_days_from_monday() as usize]
    }
}

/// Why hours of a day cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum HoursFault {
    /// It cannot be read as hours.
    Unreadable(String),
    /// It closes before it opens, or in the same minute.
    EndsBefore(OpenSpan),
    /// Two spans share a minute.
    Overlap(OpenSpan, OpenSpan),
    /// More spans than a day can sensibly have.
    TooMany,
}

/// Reads the hours of one day: `08.00-12.00, 13.00-15.00`, `24 jam`, or nothing for closed.
pub(crate) fn parse_day(text: &str) -> Result<Vec<OpenSpan>, HoursFault> {
    let text = text.trim().to_lowercase();
    if matches!(text.as_str(), "" | "-" | "tutup" | "closed") {
        return Ok(Vec::new());
    }
    if matches!(text.as_str(), "24 jam" | "24 hours") {
        return Ok(vec![OpenSpan { from_minutes: 0, until_minutes: DAY_MINUTES }]);
    }
    let spans: Result<Vec<OpenSpan>, HoursFault> =
        text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).map(parse_span).collect();
    let mut spans = spans?;
    spans.sort();
    check_day(&spans)?;
    Ok(spans)
}

/// Refuses spans that end before they begin or share a minute. They must come in order.
pub(crate) fn check_day(spans: &[OpenSpan]) -> Result<(), HoursFault> {
    if spans.len() > SPANS_MAX {
        return Err(HoursFault::TooMany);
    }
    for span in spans {
        if span.until_minutes <= span.from_minutes || span.until_minutes > DAY_MINUTES {
            return Err(HoursFault::EndsBefore(*span));
        }
    }
    for pair in spans.windows(2) {
        if pair[1].from_minutes < pair[0].until_minutes {
            return Err(HoursFault::Overlap(pair[0], pair[1]));
        }
    }
    Ok(())
}

/// Returns whether the morning and the afternoon have an open minute.
pub(crate) fn halves(spans: &[OpenSpan]) -> [bool; 2] {
    [
        spans.iter().any(|span| span.from_minutes < NOON_MINUTES),
        spans.iter().any(|span| span.until_minutes > NOON_MINUTES),
    ]
}

fn parse_span(text: &str) -> Result<OpenSpan, HoursFault> {
    let unreadable = || HoursFault::Unreadable(text.chars().take(30).collect());
    let (from, until) = text.split_once(['-', '–', '—']).ok_or_else(unreadable)?;
    let from_minutes = parse_clock(from).ok_or_else(unreadable)?;
    let until_minutes = parse_clock(until).ok_or_else(unreadable)?;
    Ok(OpenSpan { from_minutes, until_minutes })
}

/// Reads `8`, `08.00` or `08:00`; `24.00` is the end of the day.
fn parse_clock(text: &str) -> Option<u16> {
    let text = text.trim();
    let (hours, minutes) = text.split_once(['.', ':']).unwrap_or((text, "00"));
    let digits = |text: &str, most: usize| {
        let fits = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        if fits { text.parse::<u16>().ok() } else { None }
    };
    let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
    let total = hours * 60 + minutes;
    (minutes < 60 && total <= DAY_MINUTES).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from_minutes: u16, until_minutes: u16) -> OpenSpan {
        OpenSpan { from_minutes, until_minutes }
    }

    #[test]
    fn hours_are_read_as_offices_write_them() {
        for (text, spans) in [
            ("", vec![]),
            (" Tutup ", vec![]),
            ("08.00-15.00", vec![span(480, 900)]),
            ("8–12; 13:00 - 15:30", vec![span(480, 720), span(780, 930)]),
            ("13.00-15.00, 08.00-12.00", vec![span(480, 720), span(780, 900)]),
            ("08.00-12.00,12.00-15.00", vec![span(480, 720), span(720, 900)]),
            ("24 jam", vec![span(0, 1440)]),
            ("00.00-24.00", vec![span(0, 1440)]),
        ] {
            assert_eq!(parse_day(text), Ok(spans), "{text}");
        }
    }

    #[test]
    fn impossible_hours_are_refused() {
        assert_eq!(parse_day("15.00-08.00"), Err(HoursFault::EndsBefore(span(900, 480))));
        assert_eq!(parse_day("08.00-08.00"), Err(HoursFault::EndsBefore(span(480, 480))));
        let overlap = HoursFault::Overlap(span(480, 721), span(720, 900));
        assert_eq!(parse_day("12.00-15.00,08.00-12.01"), Err(overlap));
        for text in ["pagi", "08.00", "25.00-26.00", "08.60-09.00", "24.01-24.02", "080.0-9.00", "+8-9"] {
            assert!(matches!(parse_day(text), Err(HoursFault::Unreadable(_))), "{text}");
        }
        assert_eq!(parse_day("1-2,3-4,5-6,7-8,9-10"), Err(HoursFault::TooMany));
    }

    #[test]
    fn a_half_day_counts_from_its_first_open_minute() {
        assert_eq!(halves(&[span(480, 720)]), [true, false], "until noon is the morning");
        assert_eq!(halves(&[span(480, 721)]), [true, true]);
        assert_eq!(halves(&[span(720, 900)]), [false, true], "from noon is the afternoon");
        assert_eq!(halves(&[span(719, 900)]), [true, true]);
        assert_eq!(halves(&[]), [false, false]);
    }

    #[test]
    fn only_what_is_open_on_sundays_runs_through_holidays() {
        let spans = [span(480, 900)];
        assert!(!WeekHours::every(6, &spans).runs_through_holidays());
        assert!(WeekHours::every(7, &spans).runs_through_holidays());
        assert_eq!(WeekHours::every(5, &spans).on(Weekday::Fri), spans);
        assert!(WeekHours::every(5, &spans).on(Weekday::Sat).is_empty());
    }
}
