use super::device_info::DeviceInfo;
use super::kind::secret_of;
use crate::bytes::{decode, key_value};
use crate::lines::filled_lines;

/// Is the list of settings a terminal reports. Passwords and communication keys are not in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Names as sent (a leading `~` stays) and values without surrounding blanks, in the order as sent.
    pub pairs: Vec<(String, String)>,
}

impl Options {
    /// Returns the value of a setting; the case and a leading `~` do not count.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let plain = |text: &str| text.trim_start_matches('~').to_ascii_lowercase();
        let wanted = plain(name);
        self.pairs.iter().find(|(key, _)| plain(key) == wanted).map(|(_, value)| value.as_str())
    }

    /// Returns what the settings say about firmware and counts.
    #[must_use]
    pub fn device_info(&self) -> DeviceInfo {
        let count = |name| self.get(name).and_then(|value| value.parse().ok());
        let text = |name| self.get(name).filter(|value| !value.is_empty()).map(str::to_owned);
        DeviceInfo {
            firmware: text("FWVersion"),
            users: count("UserCount"),
            fingerprints: count("FPCount"),
            punches: count("TransactionCount"),
            ip_address: text("IPAddress"),
            faces: count("FaceCount"),
            ..DeviceInfo::default()
        }
    }
}

/// Returns the settings of an `options` body.
///
/// # Shape
/// `Key=Value` joined by commas or line ends. A comma that no `key=` follows belongs to the value.
#[must_use]
pub fn options(body: &[u8]) -> Options {
    let mut options = Options::default();
    for line in filled_lines(body) {
        for pair in comma_pairs(line.bytes) {
            let Some((key, value)) = key_value(pair).filter(|(key, _)| secret_of(key).is_none()) else {
                continue;
            };
            options.pairs.push((decode(key), decode(value)));
        }
    }
    options
}

/// Splits at the commas that begin a new pair.
pub(crate) fn comma_pairs(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = next_pair(text);
        rest = end.map(|end| &text[end + 1..]);
        Some(end.map_or(text, |end| &text[..end]))
    })
}

/// Returns the place of the comma before the next `key=`.
pub(crate) fn next_pair(text: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(comma) = text[from..].iter().position(|&byte| byte == b',').map(|at| from + at) {
        let next = text[comma + 1..].iter().find(|byte| matches!(byte, b',' | b'='));
        if next == Some(&b'=') {
            return Some(comma);
        }
        from = comma + 1;
    }
    None
}
