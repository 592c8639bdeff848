//! Texts as people type them.

/// Returns a line of text without line breaks, control letters and blanks around it.
pub(crate) fn one_line(text: &str, letters: usize) -> String {
    let words = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
    let line = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    line.chars().take(letters).collect()
}

/// Returns lines of text without control letters, blanks around them and empty lines at the ends.
pub(crate) fn lines(text: &str, letters: usize) -> String {
    let kept: String = text.chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect();
    kept.trim().chars().take(letters).collect()
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
    }
}
