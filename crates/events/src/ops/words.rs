//! Texts as people type them: cleaned, and refused when too long rather than cut.

use chrono::{DateTime, Utc};
use siaga_platform::{Ctx, Locale, Problem};

/// How long a text may be, in letters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Length {
    pub(crate) least: usize,
    pub(crate) most: usize,
}

pub(crate) const TITLE: Length = Length { least: 3, most: 160 };
pub(crate) const PLACE: Length = Length { least: 3, most: 160 };
pub(crate) const ADDRESS: Length = Length { least: 0, most: 300 };
pub(crate) const CONTACT: Length = Length { least: 3, most: 120 };
pub(crate) const NAME: Length = Length { least: 2, most: 120 };
pub(crate) const INSTITUTION: Length = Length { least: 2, most: 120 };
pub(crate) const REASON: Length = Length { least: 5, most: 500 };
pub(crate) const PURPOSE: Length = Length { least: 0, most: 1_000 };
pub(crate) const MINUTES: Length = Length { least: 10, most: 8_000 };
pub(crate) const DECISIONS: Length = Length { least: 0, most: 4_000 };

/// Returns a text on one line.
///
/// # Errors
/// `events.text_missing`, `events.text_long` on the field.
pub(crate) fn line(text: &str, field: &str, length: Length) -> Result<String, Problem> {
    let words = text.split(|letter: char| letter.is_whitespace() || is_hidden(letter));
    checked(words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "), field, length)
}

/// Returns a text of several lines, without control letters and blank ends.
///
/// # Errors
/// As [`line`].
pub(crate) fn lines(text: &str, field: &str, length: Length) -> Result<String, Problem> {
    let clean = |line: &str| line.chars().filter(|letter| !is_hidden(*letter)).collect::<String>();
    let lines: Vec<String> = text.lines().map(|line| clean(line).trim().to_owned()).collect();
    checked(lines.join("\n").trim().to_owned(), field, length)
}

/// Control letters, and those that turn the order of others: a name would be read as another one.
fn is_hidden(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn checked(text: String, field: &str, length: Length) -> Result<String, Problem> {
    let letters = text.chars().count();
    if letters < length.least {
        return Err(Problem::invalid("events.text_missing").on_field(field).with("letters", length.least));
    }
    if letters > length.most {
        let problem = Problem::invalid("events.text_long").on_field(field);
        return Err(problem.with("letters", letters).with("most", length.most));
    }
    Ok(text)
}

/// Returns an instant as the government's clocks show it: `26 Mei 2020 07.30 WIB`.
pub(crate) fn moment(ctx: &Ctx, at: DateTime<Utc>) -> String {
    let local = ctx.government.zone.local(at);
    let (date, clock) = match ctx.locale {
        Locale::Indonesian => (siaga_civil::date_short(local.date()), siaga_civil::clock(local.time())),
        Locale::English => {
            (siaga_civil::date_short_english(local.date()), siaga_civil::clock_english(local.time()))
        }
    };
    format!("{date} {clock} {}", ctx.government.zone.abbreviation())
}

/// Returns minutes after midnight as the reader's language shows them.
pub(crate) fn clock(locale: Locale, minute: i32) -> String {
    let minutes = u32::try_from(minute.clamp(0, 1440)).unwrap_or(0);
    match locale {
        Locale::Indonesian => siaga_civil::clock_of_minutes(minutes),
        Locale::English => siaga_civil::clock_of_minutes_english(minutes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cleaned_and_never_cut() {
        assert_eq!(line(" a \0 b\n\u{202e}c ", "f", TITLE).unwrap(), "a b c");
        assert_eq!(lines("satu \r\n\u{7}dua\n\n", "f", PURPOSE).unwrap(), "satu\ndua");
        assert_eq!(line("ab", "f", TITLE).unwrap_err().code, "events.text_missing");
        assert_eq!(line(&"é".repeat(160), "f", TITLE).unwrap().chars().count(), 160);
        let problem = line(&"é".repeat(161), "f", TITLE).unwrap_err();
        assert_eq!((problem.code.as_str(), problem.field.as_deref()), ("events.text_long", Some("f")));
    }
}
