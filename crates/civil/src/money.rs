use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::thousands;

/// A whole amount of rupiah; serialised as the bare number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rupiah(pub i64);

/// Why a text is not an amount of rupiah.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RupiahError {
    /// There is no digit at all.
    #[error("the amount has no digits")]
    Empty,
    /// A character is neither digit nor dot; counted from 1 after sign and `Rp`.
    #[error("character {position} of the amount is not a digit")]
    NotADigit {
        /// Counted from 1.
        position: usize,
    },
    /// The dots do not part groups of three digits.
    #[error("the dots of the amount do not part groups of three digits")]
    Grouping,
    /// The amount is larger than the program counts.
    #[error("the amount is too large")]
    TooLarge,
}

impl RupiahError {
    /// Returns the stable code under which the message for people is found.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "rupiah_empty",
            Self::NotADigit { .. } => "rupiah_not_a_digit",
            Self::Grouping => "rupiah_grouping",
            Self::TooLarge => "rupiah_too_large",
        }
    }

    /// Returns the wrong character as a range counted from 1, where there is one.
    pub fn digits(&self) -> Option<(usize, usize)> {
        match *self {
            Self::NotADigit { position } => Some((position, position)),
            Self::Empty | Self::Grouping | Self::TooLarge => None,
        }
    }
}

impl Rupiah {
    /// Reads `Rp100.000`, `100.000` or `100000`, with a minus sign in front for negative amounts.
    ///
    /// **Errors.** Dots that do not part thousands are refused: `1.5` may mean one and a half million.
    pub fn parse(text: &str) -> Result<Self, RupiahError> {
        let text = text.trim();
        let (sign, text) = match text.strip_prefix('-') {
            Some(rest) => (-1_i128, rest.trim_start()),
            None => (1, text),
        };
        let digits = ["Rp", "rp", "RP"].iter().find_map(|mark| text.strip_prefix(mark)).unwrap_or(text);
        let digits = digits.trim_start();
        let is_foreign = |character: char| !character.is_ascii_digit() && character != '.';
        if let Some(index) = digits.chars().position(is_foreign) {
            return Err(RupiahError::NotADigit { position: index + 1 });
        }
        check_grouping(digits)?;
        let amount: i128 = digits.replace('.', "").parse().map_err(|_| RupiahError::TooLarge)?;
        i64::try_from(sign * amount).map(Self).map_err(|_| RupiahError::TooLarge)
    }

    /// Returns the sum; nothing when it is too large to count.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// Returns the difference; nothing when it is too large to count.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }
}

fn check_grouping(digits: &str) -> Result<(), RupiahError> {
    let mut groups = digits.split('.');
    let leading = groups.next().unwrap_or_default();
    if digits.is_empty() {
        return Err(RupiahError::Empty);
    }
    let is_grouped = digits.contains('.');
    if leading.is_empty() || (is_grouped && leading.len() > 3) || groups.any(|group| group.len() != 3) {
        return Err(RupiahError::Grouping);
    }
    Ok(())
}

impl FromStr for Rupiah {
    type Err = RupiahError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl fmt::Display for Rupiah {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let amount = thousands(self.0);
        match amount.strip_prefix('-') {
            Some(amount) => write!(formatter, "-Rp{amount}"),
            None => write!(formatter, "Rp{amount}"),
        }
    }
}
