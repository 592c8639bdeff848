//! Dates inside problems, in the reader's language.

use chrono::NaiveDate;
use siaga_platform::{Ctx, Locale};

/// Returns a date with its weekday.
pub(crate) fn date_long(ctx: &Ctx, on: NaiveDate) -> String {
    match ctx.locale {
        Locale::Indonesian => siaga_civil::date_long(on),
        Locale::English => siaga_civil::date_long_english(on),
    }
}

/// Returns a date.
pub(crate) fn date_short(ctx: &Ctx, on: NaiveDate) -> String {
    match ctx.locale {
        Locale::Indonesian => siaga_civil::date_short(on),
        Locale::English => siaga_civil::date_short_english(on),
    }
}

/// Returns a line of text without line breaks, control letters and blanks around it.
pub(crate) fn one_line(text: &str, letters: usize) -> String {
    let words: Vec<&str> = text.split(|letter: char| letter.is_whitespace() || letter.is_control()).collect();
    let line = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    line.chars().take(letters).collect()
}
