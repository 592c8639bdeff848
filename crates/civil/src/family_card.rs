use thiserror::Error;

use crate::RegionCode;
use crate::digits::{Digits, wrong_day_month_year, wrong_region_block};
use crate::text::identity_number;

/// The number of a family card (Kartu Keluarga): region of issue, date of recording, serial number.
///
/// **Shape.** `PPKKCC DDMMYY SSSS`, 16 digits. It looks like a NIK but its day is never plus 40.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FamilyCardNumber(Digits<16>);

/// Why a text is not a family-card number.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FamilyCardError {
    /// There are more or fewer than 16 digits.
    #[error("a family-card number has 16 digits, found {found}")]
    Length {
        /// What was found instead.
        found: usize,
    },
    /// A character is neither digit nor separator; counted from 1 without separators.
    #[error("character {position} of the family-card number is not a digit")]
    NotADigit {
        /// Counted from 1.
        position: usize,
    },
    /// One of the region blocks cannot be.
    #[error("digits {first} to {last} of the family-card number are not a region")]
    RegionDigits {
        /// The first wrong digit, counted from 1.
        first: usize,
        /// The last wrong digit, counted from 1.
        last: usize,
    },
    /// Digits 7 to 12 are not the date of recording.
    #[error("digits {first} to {last} of the family-card number are not a date (day {day}, month {month})")]
    RecordedDigits {
        /// The first wrong digit, counted from 1.
        first: usize,
        /// The last wrong digit, counted from 1.
        last: usize,
        /// The day as written.
        day: u32,
        /// The month as written.
        month: u32,
    },
    /// The serial number is 0000.
    #[error("digits 13 to 16 of the family-card number are 0000, but serial numbers start at 0001")]
    Serial,
}

impl FamilyCardError {
    /// Returns the stable code under which the message for people is found.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "family_card_length",
            Self::NotADigit { .. } => "family_card_not_a_digit",
            Self::RegionDigits { .. } => "family_card_region_digits",
            Self::RecordedDigits { .. } => "family_card_recorded_digits",
            Self::Serial => "family_card_serial",
        }
    }

    /// Returns the first and last wrong digit, counted from 1; nothing when the length is wrong.
    pub fn digits(&self) -> Option<(usize, usize)> {
        match *self {
            Self::Length { .. } => None,
            Self::NotADigit { position } => Some((position, position)),
            Self::RegionDigits { first, last } | Self::RecordedDigits { first, last, .. } => {
                Some((first, last))
            }
            Self::Serial => Some((13, 16)),
        }
    }
}

impl FamilyCardNumber {
    /// Reads a family-card number; spaces and dots between the digits are dropped.
    pub fn parse(text: &str) -> Result<Self, FamilyCardError> {
        let digits = Digits::<16>::parse(text)?;
        if let Some((first, last)) = wrong_region_block(&digits) {
            return Err(FamilyCardError::RegionDigits { first, last });
        }
        let (day, month) = (digits.number(7, 8), digits.number(9, 10));
        if let Some((first, last)) = wrong_day_month_year(day, month, digits.number(11, 12)) {
            return Err(FamilyCardError::RecordedDigits { first, last, day, month });
        }
        if digits.number(13, 16) == 0 {
            return Err(FamilyCardError::Serial);
        }
        Ok(Self(digits))
    }

    /// Returns the district that issued the card, as it was coded at that time.
    pub fn region(&self) -> RegionCode {
        RegionCode::parse(&self.as_str()[..6]).expect("the region blocks were checked when reading")
    }
}

identity_number!(FamilyCardNumber, FamilyCardError, FamilyCardNumber::parse);
