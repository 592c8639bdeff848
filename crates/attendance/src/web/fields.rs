//! Dates, times and papers as people type and send them.

use crate::ops::recaps::PaperFile;
use axum::response::{IntoResponse, Response};
use chrono::{Datelike, NaiveDate, NaiveTime};
use http::{HeaderName, HeaderValue, header};
use serde::de::{Deserialize, Deserializer, Error};
use siaga_platform::Problem;
use siaga_platform::blobs::Blob;
use siaga_platform::web::{Page, Upload};
use std::ops::RangeInclusive;

/// Bodies with a paper: ten megabytes and the other fields.
pub(crate) const PAPER_LIMIT: usize = 11 * 1024 * 1024;

/// Years of days that offices speak of; outside of them a date is a slip, and reckoning with it may
/// leave the calendar.
const YEARS: RangeInclusive<i32> = 1900..=2200;

/// Returns a day that offices may speak of.
pub(crate) fn plausible(on: NaiveDate) -> Option<NaiveDate> {
    Some(on).filter(|on| YEARS.contains(&on.year()))
}

/// Reads the day of an address or of JSON.
pub(crate) fn day<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    plausible(NaiveDate::deserialize(from)?)
        .ok_or_else(|| Error::custom("the year is not between 1900 and 2200"))
}

/// Reads a day that may be missing.
pub(crate) fn maybe_day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    let on = Option::<NaiveDate>::deserialize(from)?;
    on.map(|on| plausible(on).ok_or_else(|| Error::custom("the year is not between 1900 and 2200")))
        .transpose()
}

/// Reads the day of an address.
///
/// # Errors
/// `platform.page_missing`.
pub(crate) fn day_of_path(text: &str) -> Result<NaiveDate, Problem> {
    text.parse().ok().and_then(plausible).ok_or_else(|| Problem::missing("platform.page_missing"))
}

/// Reads a date in one of the forms in which offices write it.
///
/// # Errors
/// `attendance.date_unreadable` on the field.
pub(crate) fn date(text: &str, field: &'static str) -> Result<NaiveDate, Problem> {
    let on = siaga_civil::parse_date(text).ok().and_then(plausible);
    on.ok_or_else(|| Problem::invalid("attendance.date_unreadable").on_field(field).with("text", cut(text)))
}

/// Reads `07.30` or `07:30` as minutes after midnight; empty is nothing.
///
/// # Errors
/// `attendance.time_unreadable` on the field.
pub(crate) fn minute(text: &str, field: &'static str) -> Result<Option<i32>, Problem> {
    use chrono::Timelike;
    let text = text.trim().replace('.', ":");
    if text.is_empty() {
        return Ok(None);
    }
    let time =
        NaiveTime::parse_from_str(&text, "%H:%M").or_else(|_| NaiveTime::parse_from_str(&text, "%H:%M:%S"));
    let time = time.map_err(|_| {
        Problem::invalid("attendance.time_unreadable").on_field(field).with("text", cut(&text))
    })?;
    Ok(i32::try_from(time.hour() * 60 + time.minute()).ok())
}

fn cut(text: &str) -> String {
    text.chars().take(20).collect()
}

/// Returns minutes after midnight as a time input holds them; those of the next day wrap.
pub(crate) fn time_value(minute: i32) -> String {
    format!("{:02}:{:02}", minute.rem_euclid(1440) / 60, minute.rem_euclid(60))
}

/// Returns minutes after midnight as the reader's language shows them.
pub(crate) fn clock(page: &Page, minute: i32) -> String {
    let minutes = u32::try_from(minute.rem_euclid(1440)).unwrap_or(0);
    if page.is_english() {
        siaga_civil::clock_of_minutes_english(minutes)
    } else {
        siaga_civil::clock_of_minutes(minutes)
    }
}

/// Returns the paper of an upload, if one was chosen.
pub(crate) fn paper(upload: &Upload) -> Option<PaperFile<'_>> {
    upload.maybe_file("paper").map(|file| PaperFile {
        name: &file.file_name,
        media_type: file.media_type,
        bytes: &file.bytes,
    })
}

/// Answers with a stored file to be saved, never to be run inside our pages.
pub(crate) fn download((name, blob): (String, Blob)) -> Response {
    let plain: String = name
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() || "-_.".contains(letter) { letter } else { '_' })
        .collect();
    let disposition = format!("attachment; filename=\"{plain}\"");
    let mut response = blob.bytes.into_response();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, &blob.media_type);
    set(header::CONTENT_DISPOSITION, &disposition);
    set(header::CACHE_CONTROL, "private, no-store");
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_with_a_dot_or_a_colon() {
        assert_eq!(minute("07.30", "start").unwrap(), Some(450));
        assert_eq!(minute(" 23:59 ", "start").unwrap(), Some(1439));
        assert_eq!(minute("", "start").unwrap(), None);
        for bad in ["24.00", "7", "07.60", "pagi"] {
            assert_eq!(minute(bad, "start").unwrap_err().code, "attendance.time_unreadable", "{bad}");
        }
    }

    #[test]
    fn a_day_that_does_not_exist_is_told_on_its_field() {
        let problem = date("31/02/2020", "from_on").unwrap_err();
        assert_eq!(
            (problem.code.as_str(), problem.field.as_deref()),
            ("attendance.date_unreadable", Some("from_on"))
        );
        assert_eq!(date("26 Mei 2020", "from_on").unwrap().to_string(), "2020-05-26");
    }

    #[test]
    fn years_outside_of_the_memory_of_offices_are_refused() {
        for (text, is_day) in [
            ("1899-12-31", false),
            ("1900-01-01", true),
            ("2200-12-31", true),
            ("2201-01-01", false),
            ("+262142-12-31", false),
            ("-262143-01-01", false),
        ] {
            assert_eq!(day_of_path(text).is_ok(), is_day, "{text}");
            let json = serde_json::json!(text);
            assert_eq!(day(json.clone()).is_ok(), is_day, "{text}");
            assert_eq!(maybe_day(json).is_ok(), is_day, "{text}");
        }
        assert_eq!(maybe_day(serde_json::Value::Null).unwrap(), None);
        assert!(date("26-05-0206", "from_on").is_err());
    }

    #[test]
    fn a_night_shift_ends_in_the_morning() {
        assert_eq!(time_value(1800), "06:00");
        assert_eq!(time_value(450), "07:30");
    }
}
