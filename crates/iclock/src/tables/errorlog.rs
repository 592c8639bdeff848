use super::kind::{first_word, secret_of};
use crate::bytes::{decode, key_value};
use crate::lines::{Line, filled_lines};

/// Is the content of an ERRORLOG upload.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Errorlog {
    /// Every line that is not blank, in the order of the body.
    pub entries: Vec<ErrorEntry>,
}

/// Is an error that a terminal reports about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorEntry {
    /// Where the line starts in the body, in bytes.
    pub line_offset: u32,
    /// Length in bytes, without the line end.
    pub line_len: u32,
    /// Code of the error; empty when the line has none.
    pub code: String,
    /// Text of the error; empty when the line has none.
    pub message: String,
    /// Anything else the line says, without secrets.
    pub extra: Vec<(String, String)>,
}

/// Returns the errors of an ERRORLOG body.
#[must_use]
pub fn errorlog(body: &[u8]) -> Errorlog {
    Errorlog { entries: filled_lines(body).map(error_entry).collect() }
}

fn error_entry(line: Line<'_>) -> ErrorEntry {
    let (_, rest) = first_word(line.bytes);
    let mut entry = ErrorEntry {
        line_offset: line.offset,
        line_len: line.len(),
        code: String::new(),
        message: String::new(),
        extra: Vec::new(),
    };
    for (key, value) in rest.split(|&byte| byte == b'\t').filter_map(key_value) {
        if key.eq_ignore_ascii_case(b"errcode") {
            entry.code = decode(value);
        } else if key.eq_ignore_ascii_case(b"errmsg") {
            entry.message = decode(value);
        } else if secret_of(key).is_none() {
            entry.extra.push((decode(key), decode(value)));
        }
    }
    entry
}
