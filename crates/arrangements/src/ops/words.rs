//! Texts as people type them. What is too long is refused and never cut: nobody notices a lost end.

use siaga_platform::Problem;

/// Returns lines of text without control letters, blanks around them and letters that turn the order of others.
///
/// # Errors
/// `arrangements.text_long` on the field.
pub(crate) fn lines_within(text: &str, letters: usize, field: &'static str) -> Result<String, Problem> {
    let is_kept = |letter: &char| *letter == '\n' || !(letter.is_control() || turns_order(*letter));
    let kept: String = text.chars().filter(is_kept).collect();
    within(kept.trim().to_owned(), letters, field)
}

/// Returns one line of text with single blanks.
///
/// # Errors
/// `arrangements.text_long` on the field.
pub(crate) fn line_within(text: &str, letters: usize, field: &'static str) -> Result<String, Problem> {
    let is_gap = |letter: char| letter.is_whitespace() || letter.is_control() || turns_order(letter);
    let words: Vec<&str> = text.split(is_gap).filter(|word| !word.is_empty()).collect();
    within(words.join(" "), letters, field)
}

fn turns_order(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn within(text: String, letters: usize, field: &'static str) -> Result<String, Problem> {
    if text.chars().count() <= letters {
        return Ok(text);
    }
    Err(Problem::invalid("arrangements.text_long").on_field(field).with("letters", letters))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_refused_and_not_cut() {
        assert_eq!(line_within(" a\r\n b ", 3, "a").unwrap(), "a b");
        assert_eq!(lines_within("\r\n a\r\nb\u{7} \n", 3, "a").unwrap(), "a\nb");
        assert_eq!(line_within("éééé", 3, "a").unwrap_err().code, "arrangements.text_long");
        assert_eq!(lines_within(&"a".repeat(4_001), 4_000, "a").unwrap_err().code, "arrangements.text_long");
    }
}
