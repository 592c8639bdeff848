use crate::bytes::{decode, key_value, number_as, trim};
use crate::lines::filled_lines;
use crate::tables::kind::secret_of;
use crate::tables::{DeviceInfo, Options};

/// Is how many further pairs of a result are kept; `INFO` sends about a hundred.
const MAX_EXTRA: usize = 512;

/// Is what became of one command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandResult {
    /// The id as sent back, at most 64 characters; may be unknown here.
    pub id: String,
    /// 0 done, negative failed; none when the terminal did not say, which is no success.
    pub return_code: Option<i32>,
    /// First word of the command.
    pub command: Option<String>,
    /// Further pairs, such as the settings after `INFO`; without secrets and file contents.
    pub extra: Vec<(String, String)>,
}

impl CommandResult {
    /// Says that the terminal did the command.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.return_code == Some(0)
    }

    /// Returns the number of punches counted by `VERIFY SUM ATTLOG`.
    #[must_use]
    pub fn attlog_sum(&self) -> Option<u32> {
        let (_, value) = self.extra.iter().find(|(key, _)| key.eq_ignore_ascii_case("AttlogSum"))?;
        value.parse().ok()
    }

    /// Returns firmware and counts out of the settings after `INFO`.
    #[must_use]
    pub fn device_info(&self) -> DeviceInfo {
        Options { pairs: self.extra.clone() }.device_info()
    }
}

/// Returns the results of a `devicecmd` body, several in a post.
///
/// # Shape
/// A line that starts with `ID=` opens the next result; lines before the first one are ignored. `Content=` and
/// what follows it are not read.
#[must_use]
pub fn results(body: &[u8]) -> Vec<CommandResult> {
    let mut results: Vec<CommandResult> = Vec::new();
    let mut in_content = false;
    for line in filled_lines(body) {
        let text = trim(line.bytes);
        let opens = text.len() >= 3 && text[..3].eq_ignore_ascii_case(b"id=");
        if opens {
            in_content = false;
            results.push(CommandResult {
                id: String::new(),
                return_code: None,
                command: None,
                extra: Vec::new(),
            });
        }
        let Some(result) = results.last_mut().filter(|_| !in_content) else { continue };
        // Only the opening line joins its pairs by ampersands; later values may contain one.
        for pair in text.split(|&byte| opens && byte == b'&') {
            in_content |= result.take(pair);
        }
    }
    results
}

impl CommandResult {
    /// Takes one pair in; true when contents of a file follow.
    fn take(&mut self, pair: &[u8]) -> bool {
        let Some((key, value)) = key_value(pair) else { return false };
        let is = |name: &str| key.eq_ignore_ascii_case(name.as_bytes());
        if is("content") {
            return true;
        }
        if is("id") && self.id.is_empty() {
            self.id = decode(value).chars().take(64).collect();
        } else if is("return") && self.return_code.is_none() {
            self.return_code = number_as(value);
        } else if is("cmd") && self.command.is_none() {
            self.command = Some(decode(value));
        } else if secret_of(key).is_none() && self.extra.len() < MAX_EXTRA {
            self.extra.push((decode(key), decode(value)));
        }
        false
    }
}
