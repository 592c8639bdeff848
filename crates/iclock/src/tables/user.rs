use std::fmt;

use super::attlog::LineFault;
use super::kind::{LineKind, first_word, line_kind};
use super::operlog::{Operlog, UnreadableLine};
use super::refused::Refused;
use crate::Pin;
use crate::bytes::{decode, hex_digit, key_value, number_as, trim};
use crate::lines::{Line, filled_lines};

/// Is the content of a USERINFO upload.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Userinfo {
    /// Users known to the terminal.
    pub users: Vec<UserLine>,
    /// Lines to be kept aside.
    pub unreadable: Vec<UnreadableLine>,
    /// Templates and pictures that were not read.
    pub refused: Refused,
}

/// Is a user of a terminal. The keypad password is never read; `Debug` hides name and card.
#[derive(Clone, PartialEq, Eq)]
pub struct UserLine {
    /// Where the line starts in the body, in bytes.
    pub line_offset: u32,
    /// Length in bytes, without the line end.
    pub line_len: u32,
    /// User number.
    pub pin: Pin,
    /// Name as shown by the terminal; may be empty.
    pub name: String,
    /// What the user may do at the keypad; none when not said.
    pub privilege: Option<Privilege>,
    /// Card number; none when there is no card.
    pub card: Option<u64>,
    /// Access group; none when not said.
    pub group: Option<u16>,
}

impl fmt::Debug for UserLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserLine")
            .field("line_offset", &self.line_offset)
            .field("pin", &self.pin)
            .field("privilege", &self.privilege)
            .finish_non_exhaustive()
    }
}

/// Is what a user may do at the keypad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Privilege {
    /// May only punch.
    User,
    /// May enrol others.
    Enroller,
    /// May change settings.
    Administrator,
    /// Has a role defined at the terminal.
    Custom,
    /// May do everything.
    SuperAdministrator,
    /// Another code.
    Other(u8),
}

impl Privilege {
    /// Returns the privilege of that code.
    #[must_use]
    pub fn from_code(code: u8) -> Self {
        match code {
            0 => Self::User,
            2 => Self::Enroller,
            6 => Self::Administrator,
            10 => Self::Custom,
            14 => Self::SuperAdministrator,
            other => Self::Other(other),
        }
    }

    /// Returns the code of the protocol.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::User => 0,
            Self::Enroller => 2,
            Self::Administrator => 6,
            Self::Custom => 10,
            Self::SuperAdministrator => 14,
            Self::Other(code) => code,
        }
    }
}

/// Returns the users of a USERINFO body; lines with and without the word `USER` are read.
#[must_use]
pub fn userinfo(body: &[u8]) -> Userinfo {
    let mut userinfo = Userinfo::default();
    for line in filled_lines(body) {
        if line_kind(line.bytes) == LineKind::Unnamed && first_word(line.bytes).0.is_empty() {
            match user_line(line) {
                Ok(user) => userinfo.users.push(user),
                Err(reason) => userinfo.unreadable.push(UnreadableLine {
                    line_offset: line.offset,
                    line_len: line.len(),
                    reason,
                }),
            }
            continue;
        }
        let mut mixed = Operlog::default();
        mixed.take(line);
        userinfo.users.append(&mut mixed.users);
        userinfo.unreadable.append(&mut mixed.unreadable);
        userinfo.refused += mixed.refused;
    }
    userinfo
}

/// Reads `PIN=..<TAB>Name=..` after an optional first word.
pub(super) fn user_line(line: Line<'_>) -> Result<UserLine, LineFault> {
    let (_, rest) = first_word(line.bytes);
    let value_of = |names: &[&[u8]]| {
        rest.split(|&byte| byte == b'\t')
            .filter_map(key_value)
            .find(|(key, _)| names.iter().any(|name| key.eq_ignore_ascii_case(name)))
            .map(|(_, value)| trim(value))
    };
    let pin = value_of(&[b"pin"]).filter(|pin| !pin.is_empty()).ok_or(LineFault::MissingPin)?;
    Ok(UserLine {
        line_offset: line.offset,
        line_len: line.len(),
        pin: Pin::parse(pin).map_err(|_| LineFault::BadPin)?,
        name: value_of(&[b"name"]).map(decode).unwrap_or_default(),
        privilege: value_of(&[b"pri", b"privilege"]).and_then(number_as).map(Privilege::from_code),
        card: value_of(&[b"card", b"cardno"]).and_then(card_number),
        group: value_of(&[b"grp", b"group"]).and_then(number_as),
    })
}

/// Reads a decimal number or `[hex bytes, low byte first]`; zero means no card.
fn card_number(text: &[u8]) -> Option<u64> {
    let card = match text {
        [b'[', hex @ .., b']'] if hex.len() <= 16 && hex.len() % 2 == 0 => {
            hex.chunks_exact(2).rev().try_fold(0, |card, pair| {
                let byte = hex_digit(&pair[0])? * 16 + hex_digit(&pair[1])?;
                Some(card << 8 | u64::from(byte))
            })?
        }
        decimal => std::str::from_utf8(decimal).ok()?.parse().ok()?,
    };
    (card != 0).then_some(card)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_are_decimal_or_hexadecimal_with_the_low_byte_first() {
        assert_eq!(card_number(b"0012345678"), Some(12_345_678));
        assert_eq!(card_number(b"[4E61BC00]"), Some(0x00BC_614E));
        assert_eq!(card_number(b"[0000000000]"), None);
        assert_eq!(card_number(b"0"), None);
        assert_eq!(card_number(b""), None);
        assert_eq!(card_number(b"[4E6]"), None);
        assert_eq!(card_number(b"[zz]"), None);
    }
}
