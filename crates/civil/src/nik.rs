use chrono::{Datelike, NaiveDate};
use thiserror::Error;

use crate::digits::{Digits, wrong_day_month_year, wrong_region_block};
use crate::text::identity_number;
use crate::{RegionCode, Sex};

/// A national identity number (NIK): region, birth date and serial number in 16 digits.
///
/// **Shape.** `PPKKCC DDMMYY SSSS`; a woman's day is written plus 40. The region is that of the first
/// registration and may be older than today's list. Nothing in it replaces a birth date or a sex on file:
/// numbers outlive corrections. There is no `Display` on purpose; say [`Nik::as_str`] or [`Nik::masked`].
///
/// **Source.** Format as published by the population offices; it has no check digit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nik(Digits<16>);

/// Why a text is not a NIK.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NikError {
    /// There are more or fewer than 16 digits.
    #[error("a NIK has 16 digits, found {found}")]
    Length {
        /// What was found instead.
        found: usize,
    },
    /// A character is neither digit nor separator; counted from 1 without separators.
    #[error("character {position} of the NIK is not a digit")]
    NotADigit {
        /// Counted from 1.
        position: usize,
    },
    /// One of the region blocks cannot be.
    #[error("digits {first} to {last} of the NIK are not a region")]
    RegionDigits {
        /// The first wrong digit, counted from 1.
        first: usize,
        /// The last wrong digit, counted from 1.
        last: usize,
    },
    /// Digits 7 to 12 are not a birth date; the day as written, 41 to 71 for women.
    #[error("digits {first} to {last} of the NIK are not a birth date (day {day}, month {month})")]
    BirthDigits {
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
    #[error("digits 13 to 16 of the NIK are 0000, but serial numbers start at 0001")]
    Serial,
}

impl NikError {
    /// Returns the stable code under which the message for people is found.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "nik_length",
            Self::NotADigit { .. } => "nik_not_a_digit",
            Self::RegionDigits { .. } => "nik_region_digits",
            Self::BirthDigits { .. } => "nik_birth_digits",
            Self::Serial => "nik_serial",
        }
    }

    /// Returns the first and last wrong digit, counted from 1; nothing when the length is wrong.
    pub fn digits(&self) -> Option<(usize, usize)> {
        match *self {
            Self::Length { .. } => None,
            Self::NotADigit { position } => Some((position, position)),
            Self::RegionDigits { first, last } | Self::BirthDigits { first, last, .. } => Some((first, last)),
            Self::Serial => Some((13, 16)),
        }
    }
}

impl Nik {
    /// Reads a NIK; spaces and dots between the digits are dropped.
    pub fn parse(text: &str) -> Result<Self, NikError> {
        let digits = Digits::<16>::parse(text)?;
        if let Some((first, last)) = wrong_region_block(&digits) {
            return Err(NikError::RegionDigits { first, last });
        }
        let (written_day, month) = (digits.number(7, 8), digits.number(9, 10));
        let (_, day) = sex_and_day(written_day);
        if let Some((first, last)) = wrong_day_month_year(day, month, digits.number(11, 12)) {
            return Err(NikError::BirthDigits { first, last, day: written_day, month });
        }
        if digits.number(13, 16) == 0 {
            return Err(NikError::Serial);
        }
        Ok(Self(digits))
    }

    /// Returns the district in which the number was first issued, as it was coded at that time.
    pub fn region(&self) -> RegionCode {
        RegionCode::parse(&self.as_str()[..6]).expect("the region blocks were checked when reading")
    }

    /// Says whether the number was built from this birth date and sex.
    ///
    /// A difference is a finding to look at, never a reason to refuse a person.
    pub fn agrees_with(&self, birth_on: NaiveDate, sex: Sex) -> bool {
        let (written_sex, day) = sex_and_day(self.0.number(7, 8));
        let year_of_century = birth_on.year().rem_euclid(100).unsigned_abs();
        written_sex == sex
            && day == birth_on.day()
            && self.0.number(9, 10) == birth_on.month()
            && self.0.number(11, 12) == year_of_century
    }
}

/// Splits the written day: women's days are 41 to 71.
fn sex_and_day(written: u32) -> (Sex, u32) {
    if written > 40 { (Sex::Female, written - 40) } else { (Sex::Male, written) }
}

identity_number!(Nik, NikError, Nik::parse);
