//! Texts as people type them.

use siaga_platform::Problem;

/// Returns a text as one line that says something.
///
/// # Errors
/// `directives.text_missing` for fewer than five letters, `directives.text_long` on the field.
pub(crate) fn line(text: &str, letters_max: usize, field: &'static str) -> Result<String, Problem> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let letters = line.chars().count();
    if letters < 5 {
        return Err(Problem::invalid("directives.text_missing").on_field(field));
    }
    if letters > letters_max {
        return Err(Problem::invalid("directives.text_long").on_field(field).with("maximum", letters_max));
    }
    Ok(line)
}
