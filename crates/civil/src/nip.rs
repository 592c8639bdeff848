use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::Sex;
use crate::digits::Digits;
use crate::text::identity_number;

/// The years that a birth or an appointment can fall in.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2099;

/// An employee number (NIP) of 18 digits, of a permanent or of a contract civil servant.
///
/// **Shape.** Permanent: `YYYYMMDD` birth, `YYYYMM` first appointment, 1 man or 2 woman, serial from 001.
/// Contract (PPPK): the same length and birth date, digits 9 to 15 mean other things. The value does not
/// remember by which of the two it was read; read back from stored data it is checked as a contract number.
/// There is no `Display` on purpose; say [`Nip::as_str`] or [`Nip::masked`].
///
/// **Source.** Perka BKN 22/2007 and 43/2007 for permanent civil servants.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nip(Digits<18>);

/// Which meaning of the digits 9 to 18 a number is checked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NipKind {
    /// Permanent and probationary civil servants (PNS, CPNS): every digit is checked.
    CivilServant,
    /// Civil servants on a work agreement (PPPK): length, digits and birth date are checked.
    Contract,
}

/// Why a text is not a NIP.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NipError {
    /// There are more or fewer than 18 digits.
    #[error("a NIP has 18 digits, found {found}")]
    Length {
        /// What was found instead.
        found: usize,
    },
    /// A character is neither digit nor separator; counted from 1 without separators.
    #[error("character {position} of the NIP is not a digit")]
    NotADigit {
        /// Counted from 1.
        position: usize,
    },
    /// Digits 1 to 8 are not a birth date.
    #[error("digits {first} to {last} of the NIP are not a birth date")]
    BirthDigits {
        /// The first wrong digit, counted from 1.
        first: usize,
        /// The last wrong digit, counted from 1.
        last: usize,
    },
    /// Digits 9 to 14 are not the month of first appointment.
    #[error("digits {first} to {last} of the NIP are not a month of appointment")]
    AppointmentDigits {
        /// The first wrong digit, counted from 1.
        first: usize,
        /// The last wrong digit, counted from 1.
        last: usize,
    },
    /// The month of first appointment is before the month of birth.
    #[error("digits 9 to 14 of the NIP are a month before the birth date")]
    AppointedBeforeBirth,
    /// Digit 15 is neither 1 nor 2.
    #[error("digit 15 of the NIP is {found}, but must be 1 or 2")]
    SexDigit {
        /// What was found instead.
        found: u32,
    },
    /// The serial number is 000.
    #[error("digits 16 to 18 of the NIP are 000, but serial numbers start at 001")]
    Serial,
}

impl NipError {
    /// Returns the stable code under which the message for people is found.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "nip_length",
            Self::NotADigit { .. } => "nip_not_a_digit",
            Self::BirthDigits { .. } => "nip_birth_digits",
            Self::AppointmentDigits { .. } => "nip_appointment_digits",
            Self::AppointedBeforeBirth => "nip_appointed_before_birth",
            Self::SexDigit { .. } => "nip_sex_digit",
            Self::Serial => "nip_serial",
        }
    }

    /// Returns the first and last wrong digit, counted from 1; nothing when the length is wrong.
    pub fn digits(&self) -> Option<(usize, usize)> {
        match *self {
            Self::Length { .. } => None,
            Self::NotADigit { position } => Some((position, position)),
            Self::BirthDigits { first, last } | Self::AppointmentDigits { first, last } => {
                Some((first, last))
            }
            Self::AppointedBeforeBirth => Some((9, 14)),
            Self::SexDigit { .. } => Some((15, 15)),
            Self::Serial => Some((16, 18)),
        }
    }
}

impl Nip {
    /// Reads a number of the given kind; spaces and dots between the digits are dropped.
    pub fn parse(kind: NipKind, text: &str) -> Result<Self, NipError> {
        match kind {
            NipKind::CivilServant => Self::parse_civil_servant(text),
            NipKind::Contract => Self::parse_contract(text),
        }
    }

    /// Reads the number of a permanent civil servant and checks every digit.
    pub fn parse_civil_servant(text: &str) -> Result<Self, NipError> {
        let nip = Self::parse_contract(text)?;
        let (year, month) = (nip.0.number(9, 12), nip.0.number(13, 14));
        if !YEARS.contains(&year) {
            return Err(NipError::AppointmentDigits { first: 9, last: 12 });
        }
        if !(1..=12).contains(&month) {
            return Err(NipError::AppointmentDigits { first: 13, last: 14 });
        }
        if (year, month) < (nip.0.number(1, 4), nip.0.number(5, 6)) {
            return Err(NipError::AppointedBeforeBirth);
        }
        let sex = nip.0.number(15, 15);
        if !(1..=2).contains(&sex) {
            return Err(NipError::SexDigit { found: sex });
        }
        if nip.0.number(16, 18) == 0 {
            return Err(NipError::Serial);
        }
        Ok(nip)
    }

    /// Reads the number of a contract civil servant and checks length, digits and birth date.
    pub fn parse_contract(text: &str) -> Result<Self, NipError> {
        let digits = Digits::<18>::parse(text)?;
        let (year, month, day) = (digits.number(1, 4), digits.number(5, 6), digits.number(7, 8));
        if !YEARS.contains(&year) {
            return Err(NipError::BirthDigits { first: 1, last: 4 });
        }
        if !(1..=12).contains(&month) {
            return Err(NipError::BirthDigits { first: 5, last: 6 });
        }
        match date(year, month, day) {
            Some(_) => Ok(Self(digits)),
            None => Err(NipError::BirthDigits { first: 7, last: 8 }),
        }
    }

    /// Returns the birth date of digits 1 to 8.
    pub fn birth_on(&self) -> NaiveDate {
        date(self.0.number(1, 4), self.0.number(5, 6), self.0.number(7, 8))
            .expect("the birth date was checked when reading")
    }

    /// Returns year and month of the first appointment, where digits 9 to 14 can be read so.
    ///
    /// Meaningful for permanent civil servants, for whom it is always there.
    pub fn appointed_month(&self) -> Option<(i32, u32)> {
        let (year, month) = (self.0.number(9, 12), self.0.number(13, 14));
        let year_written = i32::try_from(year).ok()?;
        let birth_on = self.birth_on();
        let readable = YEARS.contains(&year)
            && (1..=12).contains(&month)
            && (year_written, month) >= (birth_on.year(), birth_on.month());
        readable.then_some((year_written, month))
    }

    /// Returns the sex of digit 15, where it is 1 or 2; always there for permanent civil servants.
    pub fn sex(&self) -> Option<Sex> {
        match self.0.number(15, 15) {
            1 => Some(Sex::Male),
            2 => Some(Sex::Female),
            _ => None,
        }
    }
}

fn date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

identity_number!(Nip, NipError, Nip::parse_contract);
