use std::fmt::{self, Write};

use crate::ChartError;

/// A length in tenths of a unit, written as SVG reads it.
pub(crate) struct Unit(pub(crate) i64);

impl fmt::Display for Unit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, tenth) = (self.0.abs() / 10, self.0.abs() % 10);
        match tenth {
            0 => write!(formatter, "{sign}{whole}"),
            _ => write!(formatter, "{sign}{whole}.{tenth}"),
        }
    }
}

/// A text written as content or attribute: marks escaped, characters that XML forbids replaced.
pub(crate) struct Escaped<'a>(pub(crate) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => formatter.write_str("&amp;")?,
                '<' => formatter.write_str("&lt;")?,
                '>' => formatter.write_str("&gt;")?,
                '"' => formatter.write_str("&quot;")?,
                '\'' => formatter.write_str("&#39;")?,
                '\n' | '\r' | '\t' => formatter.write_char(' ')?,
                '\0'..'\u{20}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {
                    formatter.write_char('\u{fffd}')?;
                }
                other => formatter.write_char(other)?,
            }
        }
        Ok(())
    }
}

/// Refuses links that would run a script or leave for a host that only looks like a path.
pub(crate) fn check_link(link: Option<&str>) -> Result<(), ChartError> {
    let Some(link) = link else { return Ok(()) };
    let is_page = link.starts_with(['?', '#'])
        || (link.starts_with('/') && !link.starts_with("//"))
        || link.starts_with("https://")
        || link.starts_with("http://");
    if is_page && !link.chars().any(|character| character == '\\' || character.is_control()) {
        return Ok(());
    }
    Err(ChartError::Link { found: link.to_owned() })
}
