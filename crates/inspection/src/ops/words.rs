//! Texts as people type them. What is too long is refused and never cut: nobody notices a lost end.

use siaga_platform::Problem;

/// Returns a line of text without line breaks, control letters and blanks around it.
pub(crate) fn one_line(text: &str, letters: usize) -> String {
    let words =
        text.split(|letter: char| letter.is_whitespace() || letter.is_control() || turns_order(letter));
    let line = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    line.chars().take(letters).collect()
}

/// Returns lines of text without control letters, blanks around them and empty lines at the ends.
pub(crate) fn lines(text: &str, letters: usize) -> String {
    let is_kept = |letter: &char| *letter == '\n' || !(letter.is_control() || turns_order(*letter));
    let kept: String = text.chars().filter(is_kept).collect();
    kept.trim().chars().take(letters).collect()
}

/// Returns whether a letter turns the order of those around it: names would be shown as others.
fn turns_order(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn within(text: String, letters: usize, field: &'static str) -> Result<String, Problem> {
    if text.chars().count() <= letters {
        return Ok(text);
    }
    Err(Problem::invalid("inspection.text_long").on_field(field).with("letters", letters))
}

/// Returns a line of text.
///
/// # Errors
/// `inspection.text_long` on the field.
pub(crate) fn line_within(text: &str, letters: usize, field: &'static str) -> Result<String, Problem> {
    within(one_line(text, usize::MAX), letters, field)
}

/// Returns lines of text.
///
/// # Errors
/// `inspection.text_long` on the field.
pub(crate) fn lines_within(text: &str, letters: usize, field: &'static str) -> Result<String, Problem> {
    within(lines(text, usize::MAX), letters, field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_letters_go_and_scripts_stay() {
        assert_eq!(one_line(" a\r\n\tb\u{0}c ", 9), "a b c");
        assert_eq!(one_line("ꦱꦶꦝꦏ᭄ مرحبا 😀", 40), "ꦱꦶꦝꦏ᭄ مرحبا 😀");
        assert_eq!(lines("\r\n a\r\nb\u{7} \n", 9), "a\nb");
        assert_eq!(lines("ééé", 2), "éé");
        assert_eq!(lines("Budi \u{202e}iduB", 40), "Budi iduB", "nothing turns the order of letters");
    }

    #[test]
    fn what_is_too_long_is_refused_and_not_cut() {
        assert_eq!(line_within(" ééé ", 3, "a").unwrap(), "ééé");
        assert_eq!(lines_within("a\nb", 3, "a").unwrap(), "a\nb");
        assert_eq!(line_within("éééé", 3, "a").unwrap_err().code, "inspection.text_long");
        assert_eq!(lines_within(&"a".repeat(10_000), 2_000, "a").unwrap_err().code, "inspection.text_long");
    }
}
