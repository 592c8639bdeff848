//! Texts as people type them: cleaned, and refused when too long rather than cut.

use siaga_platform::{Ctx, Locale, Problem};

/// How long a text may be, in letters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Length {
    pub(crate) least: usize,
    pub(crate) most: usize,
}

pub(crate) const NAME: Length = Length { least: 3, most: 300 };
pub(crate) const UNIT: Length = Length { least: 1, most: 40 };
pub(crate) const PERSON: Length = Length { least: 2, most: 200 };
pub(crate) const REASON: Length = Length { least: 5, most: 500 };
pub(crate) const LONG: Length = Length { least: 0, most: 4_000 };
pub(crate) const TOLD: Length = Length { least: 10, most: 4_000 };

/// Returns a text on one line.
///
/// # Errors
/// `programmes.text_missing`, `programmes.text_too_long` on the field.
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
        let problem = Problem::invalid("programmes.text_missing").on_field(field);
        return Err(problem.with("letters", length.least));
    }
    if letters > length.most {
        let problem = Problem::invalid("programmes.text_too_long").on_field(field);
        return Err(problem.with("letters", letters).with("most", length.most));
    }
    Ok(text)
}

/// Returns a whole number as the reader's language writes it.
pub(crate) fn number(ctx: &Ctx, number: i64) -> String {
    match ctx.locale {
        Locale::Indonesian => siaga_civil::thousands(number),
        Locale::English => siaga_civil::thousands_english(number),
    }
}

/// Returns an amount of rupiah as the reader's language writes it.
pub(crate) fn rupiah(ctx: &Ctx, amount: i64) -> String {
    match ctx.locale {
        Locale::Indonesian => siaga_civil::Rupiah(amount).to_string(),
        Locale::English => format!("Rp{}", number(ctx, amount)),
    }
}

/// Returns thousandths as a share: `12,5 %`, or a dash for nothing.
pub(crate) fn share(ctx: &Ctx, permille: Option<i64>) -> String {
    let Some(permille) = permille else { return "–".to_owned() };
    let mark = match ctx.locale {
        Locale::Indonesian => ',',
        Locale::English => '.',
    };
    let sign = if permille < 0 { "-" } else { "" };
    let whole = number(ctx, i64::try_from(permille.unsigned_abs() / 10).unwrap_or(i64::MAX));
    format!("{sign}{whole}{mark}{} %", permille.unsigned_abs() % 10)
}

/// Returns the name of a month of a year.
pub(crate) fn month(ctx: &Ctx, year: i32, month: u32) -> String {
    let on = crate::rules::plan::last_day(year, month);
    match ctx.locale {
        Locale::Indonesian => siaga_civil::month_long(on),
        Locale::English => siaga_civil::month_long_english(on),
    }
}

/// Returns a date.
pub(crate) fn date(ctx: &Ctx, on: chrono::NaiveDate) -> String {
    match ctx.locale {
        Locale::Indonesian => siaga_civil::date_short(on),
        Locale::English => siaga_civil::date_short_english(on),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cleaned_and_never_cut() {
        assert_eq!(line(" a \0 b\n c ", "f", NAME).unwrap(), "a b c");
        assert_eq!(lines("satu \r\n\u{7}dua\n\n", "f", LONG).unwrap(), "satu\ndua");
        assert_eq!(line("ab", "f", NAME).unwrap_err().code, "programmes.text_missing");
        assert_eq!(line(&"é".repeat(300), "f", NAME).unwrap().chars().count(), 300);
        let problem = line(&"é".repeat(301), "f", NAME).unwrap_err();
        assert_eq!(
            (problem.code.as_str(), problem.field.as_deref()),
            ("programmes.text_too_long", Some("f"))
        );
    }
}
