use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A share in thousandths, from 0 to 1000; serialised as the bare number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Permille(u32);

/// Why a number is not a share.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PermilleError {
    /// The share is more than the whole.
    #[error("a share is at most 1000 permille, found {found}")]
    AboveWhole {
        /// What was found instead.
        found: u32,
    },
}

impl PermilleError {
    /// Returns the stable code under which the message for people is found.
    pub fn code(&self) -> &'static str {
        "permille_above_whole"
    }

    /// Returns nothing: the number as a whole is wrong.
    pub fn digits(&self) -> Option<(usize, usize)> {
        None
    }
}

impl Permille {
    /// No part.
    pub const NONE: Self = Self(0);
    /// The whole.
    pub const WHOLE: Self = Self(1000);

    /// Returns the share of this many thousandths.
    pub fn new(permille: u32) -> Result<Self, PermilleError> {
        if permille > 1000 { Err(PermilleError::AboveWhole { found: permille }) } else { Ok(Self(permille)) }
    }

    /// Returns the number of thousandths.
    pub fn get(self) -> u32 {
        self.0
    }

    /// Returns the share of a head count, a part of a head counting as one: for a least number.
    pub fn of_rounded_up(self, count: u32) -> u32 {
        self.part(count, |thousandths| thousandths.div_ceil(1000))
    }

    /// Returns the share of a head count, a part of a head counting as none: for a greatest number.
    pub fn of_rounded_down(self, count: u32) -> u32 {
        self.part(count, |thousandths| thousandths / 1000)
    }

    fn part(self, count: u32, rounded: impl Fn(u64) -> u64) -> u32 {
        let heads = rounded(u64::from(count) * u64::from(self.0));
        u32::try_from(heads).expect("a share of a count is at most the count")
    }
}

impl TryFrom<u32> for Permille {
    type Error = PermilleError;

    fn try_from(permille: u32) -> Result<Self, Self::Error> {
        Self::new(permille)
    }
}

impl From<Permille> for u32 {
    fn from(permille: Permille) -> Self {
        permille.0
    }
}

/// Writes the share as Indonesian screens show it: `50 %`, `12,5 %`.
impl fmt::Display for Permille {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 10 {
            0 => write!(formatter, "{} %", self.0 / 10),
            tenth => write!(formatter, "{},{tenth} %", self.0 / 10),
        }
    }
}
