//! Texts as people type them: cleaned, refused rather than cut; dates and times as they read them.

use crate::rules::hours::OpenSpan;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use siaga_platform::{Ctx, Locale, Problem};

/// How long a text may be, in letters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Length {
    pub(crate) least: usize,
    pub(crate) most: usize,
}

pub(crate) const NAME: Length = Length { least: 3, most: 200 };
pub(crate) const DESK_NAME: Length = Length { least: 1, most: 100 };
pub(crate) const SKILL: Length = Length { least: 2, most: 100 };
pub(crate) const REASON: Length = Length { least: 5, most: 500 };
pub(crate) const MAYBE_REASON: Length = Length { least: 0, most: 500 };
pub(crate) const PLACE: Length = Length { least: 0, most: 300 };
pub(crate) const LONG: Length = Length { least: 0, most: 2_000 };

/// Returns a text on one line.
///
/// # Errors
/// `services.text_missing`, `services.text_too_long` on the field.
pub(crate) fn line(text: &str, field: &str, length: Length) -> Result<String, Problem> {
    let words = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
    checked(words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "), field, length)
}

/// Returns a text of several lines, without control letters and blank ends.
///
/// # Errors
/// As [`line`].
pub(crate) fn lines(text: &str, field: &str, length: Length) -> Result<String, Problem> {
    let clean = |line: &str| line.chars().filter(|letter| !letter.is_control()).collect::<String>();
    let lines: Vec<String> = text.lines().map(|line| clean(line).trim().to_owned()).collect();
    checked(lines.join("\n").trim().to_owned(), field, length)
}

fn checked(text: String, field: &str, length: Length) -> Result<String, Problem> {
    let letters = text.chars().count();
    if letters < length.least {
        return Err(Problem::invalid("services.text_missing").on_field(field).with("letters", length.least));
    }
    if letters > length.most {
        let problem = Problem::invalid("services.text_too_long").on_field(field);
        return Err(problem.with("letters", letters).with("most", length.most));
    }
    Ok(text)
}

/// Returns an address on the web, or nothing where nothing was given.
///
/// # Errors
/// `services.address` on the field when it does not begin with `http://` or `https://`; as [`line`].
pub(crate) fn web_address(text: &str, field: &str) -> Result<String, Problem> {
    let text = line(text, field, PLACE)?;
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    if text.is_empty() || rest.is_some_and(|rest| rest.contains('.') && !text.contains([' ', '"', '<'])) {
        return Ok(text);
    }
    Err(Problem::invalid("services.address").on_field(field))
}

/// Refuses days that nobody can mean and spans that end before they begin.
///
/// # Errors
/// `services.day_unlikely` on `from_on`, `services.until_before_from` on `until_on`.
pub(crate) fn span(from_on: NaiveDate, until_on: Option<NaiveDate>) -> Result<(), Problem> {
    first_day(from_on)?;
    match until_on {
        Some(until_on) if until_on < from_on => {
            Err(Problem::invalid("services.until_before_from").on_field("until_on"))
        }
        Some(until_on) if !is_likely(until_on) => {
            Err(Problem::invalid("services.day_unlikely").on_field("until_on"))
        }
        _ => Ok(()),
    }
}

/// Refuses a first day that nobody can mean.
///
/// # Errors
/// `services.day_unlikely` on `from_on`.
pub(crate) fn first_day(from_on: NaiveDate) -> Result<(), Problem> {
    if is_likely(from_on) {
        return Ok(());
    }
    Err(Problem::invalid("services.day_unlikely").on_field("from_on"))
}

fn is_likely(on: NaiveDate) -> bool {
    (2000..=2100).contains(&on.year())
}

/// Returns a whole number as the reader's language writes it.
pub(crate) fn number(ctx: &Ctx, number: usize) -> String {
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    match ctx.locale {
        Locale::Indonesian => siaga_civil::thousands(number),
        Locale::English => siaga_civil::thousands_english(number),
    }
}

/// Returns a date.
pub(crate) fn date(ctx: &Ctx, on: NaiveDate) -> String {
    match ctx.locale {
        Locale::Indonesian => siaga_civil::date_short(on),
        Locale::English => siaga_civil::date_short_english(on),
    }
}

/// Returns an instant as the government's clocks show it: `26 Mei 2020 07.30 WIB`.
pub(crate) fn moment(ctx: &Ctx, at: DateTime<Utc>) -> String {
    let local = ctx.government.zone.local(at);
    let clock = match ctx.locale {
        Locale::Indonesian => siaga_civil::clock(local.time()),
        Locale::English => siaga_civil::clock_english(local.time()),
    };
    format!("{} {clock} {}", date(ctx, local.date()), ctx.government.zone.abbreviation())
}

/// Returns opening hours: `08.00–12.00, 13.00–15.00`, or nothing for a closed day.
pub(crate) fn hours(ctx: &Ctx, spans: &[OpenSpan]) -> String {
    let clock = |minutes: u16| match (minutes, ctx.locale) {
        (1440, Locale::Indonesian) => "24.00".to_owned(),
        (1440, Locale::English) => "24:00".to_owned(),
        (_, Locale::Indonesian) => siaga_civil::clock_of_minutes(u32::from(minutes)),
        (_, Locale::English) => siaga_civil::clock_of_minutes_english(u32::from(minutes)),
    };
    let span = |span: &OpenSpan| format!("{}–{}", clock(span.from_minutes), clock(span.until_minutes));
    spans.iter().map(span).collect::<Vec<_>>().join(", ")
}

/// Returns the name of a weekday, 0 for Monday.
pub(crate) fn weekday(ctx: &Ctx, day: usize) -> &'static str {
    // 6 January 2020 was a Monday.
    let on = NaiveDate::from_ymd_opt(2020, 1, 6 + u32::try_from(day % 7).unwrap_or(0));
    let on = on.expect("January has more than twelve days");
    match ctx.locale {
        Locale::Indonesian => siaga_civil::weekday_name(on),
        Locale::English => siaga_civil::weekday_name_english(on),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cleaned_and_never_cut() {
        assert_eq!(line(" a \0 b\n c ", "f", NAME).unwrap(), "a b c");
        assert_eq!(lines("satu \r\n\u{7}dua\n\n", "f", LONG).unwrap(), "satu\ndua");
        assert_eq!(line("ab", "f", NAME).unwrap_err().code, "services.text_missing");
        assert_eq!(line(&"é".repeat(200), "f", NAME).unwrap().chars().count(), 200);
        assert_eq!(line(&"é".repeat(201), "f", NAME).unwrap_err().code, "services.text_too_long");
    }

    #[test]
    fn only_addresses_of_the_web_are_taken() {
        for good in ["", "https://layanan.example/a?b=c", "http://desa.example"] {
            assert_eq!(web_address(good, "f").unwrap(), good);
        }
        for bad in ["javascript:alert(1)", "https://", "https://a b.c", "layanan.example", "https://a.b\"x"] {
            assert_eq!(web_address(bad, "f").unwrap_err().code, "services.address", "{bad}");
        }
    }

    #[test]
    fn a_span_ends_on_its_first_day_at_the_earliest() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        span(day("2020-05-10"), Some(day("2020-05-10"))).unwrap();
        let short = span(day("2020-05-10"), Some(day("2020-05-09"))).unwrap_err();
        assert_eq!(short.code, "services.until_before_from");
        assert_eq!(span(day("1999-12-31"), None).unwrap_err().field.as_deref(), Some("from_on"));
        let far = span(day("2020-05-10"), Some(day("2101-01-01"))).unwrap_err();
        assert_eq!((far.code.as_str(), far.field.as_deref()), ("services.day_unlikely", Some("until_on")));
    }
}
