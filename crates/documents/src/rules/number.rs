//! Numbers of documents: the pattern of a register filled in.

use chrono::{Datelike, NaiveDate};

/// What a register without a pattern of its own uses.
pub(crate) const DEFAULT_PATTERN: &str = "{nomor}/{jenis}/{kode}/{bulan}/{tahun}";
/// Longest pattern.
pub(crate) const PATTERN_LETTERS: usize = 80;
const ROMAN_MONTHS: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
const PLACEHOLDERS: [&str; 6] = ["nomor", "nomor3", "jenis", "kode", "bulan", "tahun"];

/// What fills a pattern.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NumberParts<'a> {
    /// Place in the register and year, from 1.
    pub(crate) place: i64,
    /// Short form of the kind: `ST`.
    pub(crate) kind: &'a str,
    /// Code of the register: `DINKES`.
    pub(crate) code: &'a str,
    /// Day of the document.
    pub(crate) on: NaiveDate,
}

/// Returns the number of a document: the pattern with its placeholders filled in.
///
/// Placeholders are `{nomor}`, `{nomor3}` (three digits at least), `{jenis}`, `{kode}`, `{bulan}` (roman) and
/// `{tahun}`; anything else stands as it is.
pub(crate) fn number(pattern: &str, parts: &NumberParts<'_>) -> String {
    pattern
        .replace("{nomor}", &parts.place.to_string())
        .replace("{nomor3}", &format!("{:03}", parts.place))
        .replace("{jenis}", parts.kind)
        .replace("{bulan}", ROMAN_MONTHS[parts.on.month0() as usize])
        .replace("{tahun}", &parts.on.year().to_string())
        .replace("{kode}", parts.code)
}

/// Says with a problem code what is wrong with a pattern: it needs the number and the year, each once, and no
/// placeholder that nobody fills in.
pub(crate) fn check_pattern(pattern: &str) -> Result<(), &'static str> {
    if pattern.chars().count() > PATTERN_LETTERS || pattern.chars().any(char::is_control) {
        return Err("documents.pattern_form");
    }
    let mut found: Vec<&str> = Vec::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}').ok_or("documents.pattern_form")?;
        if before.contains('}') || !PLACEHOLDERS.contains(&name) {
            return Err("documents.pattern_form");
        }
        found.push(name);
        rest = tail;
    }
    let count = |wanted: &[&str]| found.iter().filter(|name| wanted.contains(name)).count();
    if rest.contains('}') {
        Err("documents.pattern_form")
    } else if count(&["nomor", "nomor3"]) != 1 || count(&["tahun"]) != 1 {
        Err("documents.pattern_incomplete")
    } else {
        Ok(())
    }
}

/// Returns whether a text can stand for `{kode}`.
pub(crate) fn is_code(code: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/');
    !code.is_empty() && code.len() <= 40 && code.chars().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn placeholders_are_filled_in_with_a_roman_month() {
        let parts = NumberParts { place: 7, kind: "ST", code: "DINKES", on: on("2020-05-26") };
        assert_eq!(number("800/{nomor}/{kode}/{bulan}/{tahun}", &parts), "800/7/DINKES/V/2020");
        assert_eq!(number("{nomor3}.{jenis}/{tahun}", &parts), "007.ST/2020");
        let thousand = NumberParts { place: 1234, on: on("2020-12-31"), ..parts };
        assert_eq!(number("{nomor3}/{bulan}", &thousand), "1234/XII");
        let braces = NumberParts { code: "{tahun}", ..parts };
        assert_eq!(number("{nomor}/{kode}", &braces), "7/{tahun}", "a code is not read as a pattern");
    }

    #[test]
    fn a_pattern_needs_number_and_year_and_nothing_unknown() {
        assert_eq!(check_pattern(DEFAULT_PATTERN), Ok(()));
        assert_eq!(check_pattern("{nomor3}/{tahun}"), Ok(()));
        for incomplete in ["", "{nomor}", "{tahun}", "{nomor}/{nomor3}/{tahun}", "{nomor}{tahun}{tahun}"] {
            assert_eq!(check_pattern(incomplete), Err("documents.pattern_incomplete"), "{incomplete}");
        }
        for broken in [
            "{nomor}/{tahun}/{hari}",
            "{nomor/{tahun}",
            "{nomor}/{tahun}}",
            "a}{nomor}{tahun}",
            "{nomor}\n{tahun}",
        ] {
            assert_eq!(check_pattern(broken), Err("documents.pattern_form"), "{broken}");
        }
        let long = format!("{{nomor}}/{{tahun}}{}", "x".repeat(PATTERN_LETTERS));
        assert_eq!(check_pattern(&long), Err("documents.pattern_form"));
    }

    #[test]
    fn codes_are_short_and_plain() {
        assert!(is_code("DINKES") && is_code("12.18-SETDA/UM"));
        assert!(!is_code("") && !is_code("a b") && !is_code("{tahun}") && !is_code(&"x".repeat(41)));
    }
}
