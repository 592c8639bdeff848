//! Text out of bytes whose encoding nobody has written down.

use crate::files::TableError;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Returns the text of a file.
///
/// # Errors
/// [`TableError::NotATable`] for bytes that are no text at all, [`TableError::Encoding`] with the
/// row of the first letter that no known encoding has.
pub(crate) fn text_of(bytes: &[u8]) -> Result<String, TableError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode(encoding, &bytes[mark..]);
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return decode(encoding, bytes);
    }
    if let Some(position) = bytes.iter().position(|byte| is_binary(*byte)) {
        let is_mostly_text = position > 512 && bytes.iter().filter(|byte| is_binary(**byte)).count() < 4;
        return Err(if is_mostly_text {
            TableError::Encoding { row: row_at(bytes, position) }
        } else {
            TableError::NotATable
        });
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => windows(bytes, error.valid_up_to()),
    }
}

fn decode(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, TableError> {
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) if text.contains('\0') => Err(TableError::NotATable),
        Some(text) => Ok(text.into_owned()),
        None if encoding == UTF_8 => {
            let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
            Err(TableError::Encoding { row: row_at(bytes, valid) })
        }
        None => Err(TableError::Encoding { row: 1 }),
    }
}

/// Windows-1252 has five bytes without a letter; a file with them is in some other encoding.
fn windows(bytes: &[u8], first_odd: usize) -> Result<String, TableError> {
    const NO_LETTER: [u8; 5] = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
    if let Some(position) = bytes.iter().position(|byte| NO_LETTER.contains(byte)) {
        return Err(TableError::Encoding { row: row_at(bytes, position.min(first_odd)) });
    }
    Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned())
}

/// In Latin text as UTF-16 every other byte is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(64)];
    if head.len() < 4 {
        return None;
    }
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let half = head.len() / 2;
    if zeros(1) * 10 >= half * 9 {
        return Some(UTF_16LE);
    }
    (zeros(0) * 10 >= half * 9).then_some(UTF_16BE)
}

fn is_binary(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\r' | b'\n')
}

fn row_at(bytes: &[u8], position: usize) -> u32 {
    let breaks = bytes[..position].iter().filter(|byte| **byte == b'\n').count();
    u32::try_from(breaks).unwrap_or(u32::MAX).saturating_add(1)
}
