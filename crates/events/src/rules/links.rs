//! Addresses of meetings.

/// Letters that an address may have.
const LETTERS_MAX: usize = 500;

/// Tells whether a text is an address by https with a host, and nothing that a page could misread.
pub(crate) fn is_https(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !host.contains('@');
    let is_plain = |letter: char| letter.is_ascii_graphic() && !matches!(letter, '"' | '<' | '>' | '\\');
    is_host && text.chars().count() <= LETTERS_MAX && text.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_with_a_host_is_taken() {
        for good in ["https://rapat.contoh.go.id/a?b=c#d", "https://contoh.id"] {
            assert!(is_https(good), "{good}");
        }
        for bad in [
            "",
            "http://rapat.contoh.go.id",
            "https://",
            "https://rapat",
            "https://siapa@contoh.id",
            "https://contoh.id/a b",
            "https://contoh.id/\"",
            "javascript:alert(1)",
        ] {
            assert!(!is_https(bad), "{bad}");
        }
        assert!(is_https(&format!("https://contoh.id/{}", "a".repeat(482))));
        assert!(!is_https(&format!("https://contoh.id/{}", "a".repeat(483))));
    }
}
