//! Addresses of meetings.

const LENGTH_MAX: usize = 500;

/// Returns whether an address leads by https to a host and holds nothing that a page could stumble over.
pub(crate) fn is_https(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("https://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    address.len() <= LENGTH_MAX
        && host.contains('.')
        && !host.starts_with('.')
        && !host.contains('@')
        && address.chars().all(|letter| letter.is_ascii_graphic() && !"\"'<>\\`".contains(letter))
}

/// Returns the address of a room in a service of one's own. The name cannot be guessed.
pub(crate) fn room(service: &str, secret: [u8; 16]) -> String {
    format!("{}/sidak-{}", service.trim_end_matches('/'), hex::encode(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_to_a_host_is_an_address() {
        for good in ["https://meet.contoh.go.id/abc", "https://zoom.us/j/123?pwd=x", "https://a.b"] {
            assert!(is_https(good), "{good}");
        }
        let long = format!("https://a.b/{}", "x".repeat(500));
        let bad = [
            "",
            "http://a.b",
            "javascript:alert(1)",
            "https://",
            "https://localhost",
            "https://a b.c",
            "https://a.b/\"x",
            "https://.b",
            "HTTPS://a.b/é",
            "https://user@a.b",
            &long,
        ];
        for bad in bad {
            assert!(!is_https(bad), "{bad}");
        }
    }

    #[test]
    fn a_room_has_a_name_of_its_own() {
        let room = room("https://rapat.contoh.go.id/", [7; 16]);
        assert_eq!(room, format!("https://rapat.contoh.go.id/sidak-{}", "07".repeat(16)));
    }
}
