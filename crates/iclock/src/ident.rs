//! The three identifiers of the protocol: who sends, who punched, which command.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use crate::bytes::trim;
use crate::inline::InlineText;

/// Says why a text is not an identifier of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdentError {
    /// The text is empty, too long, or holds a character outside ASCII letters and digits.
    #[error("a terminal serial number is 1 to 32 letters and digits")]
    Serial,
    /// The text is empty, too long, or holds a character that no keypad makes.
    #[error("a PIN is 1 to 32 letters, digits or one of - _ .")]
    Pin,
    /// The text is empty, too long, or holds a character outside ASCII letters and digits.
    #[error("a command id is 1 to 16 letters and digits")]
    CommandId,
}

/// Is the serial number of a terminal, its only identity.
///
/// # Shape
/// 1 to 32 ASCII letters and digits, in the case as sent. Equality, order and hash ignore the case:
/// firmware updates have been seen to change it.
#[derive(Clone, Copy)]
pub struct Serial(InlineText<32>);

impl Serial {
    /// Reads a serial number; surrounding blanks are not part of it.
    ///
    /// # Errors
    /// [`IdentError::Serial`] when nothing or something else than letters and digits remains.
    pub fn parse(text: &[u8]) -> Result<Self, IdentError> {
        InlineText::new(trim(text), |byte| byte.is_ascii_alphanumeric()).map(Self).ok_or(IdentError::Serial)
    }

    /// Returns the text in the case as sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Returns the upper-case form, under which a terminal is stored and compared.
    #[must_use]
    pub fn key(&self) -> Self {
        Self(self.0.to_upper())
    }
}

impl PartialEq for Serial {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().eq_ignore_ascii_case(other.0.as_bytes())
    }
}

impl Eq for Serial {}

impl Ord for Serial {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().0.as_bytes().cmp(other.key().0.as_bytes())
    }
}

impl PartialOrd for Serial {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Serial {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().0.as_bytes().hash(state);
    }
}

impl fmt::Display for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Serial({})", self.as_str())
    }
}

impl FromStr for Serial {
    type Err = IdentError;

    fn from_str(text: &str) -> Result<Self, IdentError> {
        Self::parse(text.as_bytes())
    }
}

/// Is the user number at a terminal, as text: leading zeros count.
///
/// # Shape
/// 1 to 32 ASCII letters, digits, `-`, `_` or `.`. `Debug` hides all but the last two characters,
/// because some offices use the national employee number.
#[derive(Clone, Copy)]
pub struct Pin(InlineText<32>);

impl Pin {
    /// Reads a PIN; surrounding spaces are not part of it.
    ///
    /// # Errors
    /// [`IdentError::Pin`] when nothing remains or another character occurs.
    pub fn parse(text: &[u8]) -> Result<Self, IdentError> {
        let accepts = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        InlineText::new(trim(text), accepts).map(Self).ok_or(IdentError::Pin)
    }

    /// Returns the text as sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl PartialEq for Pin {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes() == other.0.as_bytes()
    }
}

impl Eq for Pin {}

impl Ord for Pin {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.as_bytes().cmp(other.0.as_bytes())
    }
}

impl PartialOrd for Pin {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Pin {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.as_bytes().hash(state);
    }
}

impl fmt::Display for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.as_str();
        write!(f, "Pin(..{}, {} characters)", &text[text.len().saturating_sub(2)..], text.len())
    }
}

impl FromStr for Pin {
    type Err = IdentError;

    fn from_str(text: &str) -> Result<Self, IdentError> {
        Self::parse(text.as_bytes())
    }
}

/// Is the name of one queued command; the terminal sends it back unchanged.
///
/// # Shape
/// 1 to 16 ASCII letters and digits; the case counts.
#[derive(Clone, Copy)]
pub struct CommandId(InlineText<16>);

impl CommandId {
    /// Reads a command id, without trimming.
    ///
    /// # Errors
    /// [`IdentError::CommandId`] when it is empty, longer than 16, or holds another character.
    pub fn parse(text: &[u8]) -> Result<Self, IdentError> {
        InlineText::new(text, |byte| byte.is_ascii_alphanumeric()).map(Self).ok_or(IdentError::CommandId)
    }

    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl PartialEq for CommandId {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes() == other.0.as_bytes()
    }
}

impl Eq for CommandId {}

impl Hash for CommandId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.as_bytes().hash(state);
    }
}

impl fmt::Display for CommandId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for CommandId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CommandId({})", self.as_str())
    }
}

impl FromStr for CommandId {
    type Err = IdentError;

    fn from_str(text: &str) -> Result<Self, IdentError> {
        Self::parse(text.as_bytes())
    }
}
