use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::text::text_form;

/// A region code of the home ministry: `PP`, `PP.KK`, `PP.KK.CC` or `PP.KK.CC.DDDD`.
///
/// **Shape.** Ordered so that a region stands directly before the regions inside it. The code need not be in
/// today's list: regions are split and renumbered, and old codes stay in old documents.
///
/// **Source.** Kepmendagri on codes and data of government areas.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode {
    /// The code filled up with zeros to ten digits; no block of a code is zero.
    padded: u64,
    level: RegionLevel,
}

/// The four levels of territory, from large to small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegionLevel {
    /// Provinsi.
    Province,
    /// Kabupaten or kota; see [`RegionCode::is_city`].
    Regency,
    /// Kecamatan.
    District,
    /// Desa or kelurahan; see [`RegionCode::village_kind`].
    Village,
}

/// What a region of the lowest level is, by the first digit of its last block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VillageKind {
    /// Kelurahan, 1xxx: part of the regency, without a village fund.
    UrbanVillage,
    /// Desa, 2xxx: its own budget and a village fund.
    Village,
    /// Desa adat, 3xxx.
    CustomaryVillage,
}

/// Why a text is not a region code.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RegionCodeError {
    /// The number of digits belongs to no level.
    #[error("a region code has 2, 4, 6 or 10 digits, found {found}")]
    Length {
        /// What was found instead.
        found: usize,
    },
    /// A character is neither digit nor separator; counted from 1 without separators.
    #[error("character {position} of the region code is not a digit")]
    NotADigit {
        /// Counted from 1.
        position: usize,
    },
    /// A dot stands elsewhere than between two blocks.
    #[error("a dot of the region code stands after {after} digits, but blocks end after 2, 4 and 6")]
    MisplacedDot {
        /// The number of digits before the dot.
        after: usize,
    },
    /// A block is zero, or the province is below 11.
    #[error("digits {first} to {last} of the region code name no region")]
    Block {
        /// The first wrong digit, counted from 1.
        first: usize,
        /// The last wrong digit, counted from 1.
        last: usize,
    },
}

impl RegionCodeError {
    /// Returns the stable code under which the message for people is found.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "region_code_length",
            Self::NotADigit { .. } => "region_code_not_a_digit",
            Self::MisplacedDot { .. } => "region_code_misplaced_dot",
            Self::Block { .. } => "region_code_block",
        }
    }

    /// Returns the first and last wrong digit, counted from 1; nothing when length or dots are wrong.
    pub fn digits(&self) -> Option<(usize, usize)> {
        match *self {
            Self::Length { .. } | Self::MisplacedDot { .. } => None,
            Self::NotADigit { position } => Some((position, position)),
            Self::Block { first, last } => Some((first, last)),
        }
    }
}

impl RegionLevel {
    fn digit_count(self) -> usize {
        match self {
            Self::Province => 2,
            Self::Regency => 4,
            Self::District => 6,
            Self::Village => 10,
        }
    }

    /// Returns the weight of the last digit of this level in a code of ten digits.
    fn weight(self) -> u64 {
        match self {
            Self::Province => 100_000_000,
            Self::Regency => 1_000_000,
            Self::District => 10_000,
            Self::Village => 1,
        }
    }

    fn of_digit_count(count: usize) -> Option<Self> {
        [Self::Province, Self::Regency, Self::District, Self::Village]
            .into_iter()
            .find(|level| level.digit_count() == count)
    }
}

impl RegionCode {
    /// Reads a code with or without dots.
    pub fn parse(text: &str) -> Result<Self, RegionCodeError> {
        let mut value = 0_u64;
        let mut found = 0_usize;
        let mut dots = Vec::new();
        for character in text.chars().filter(|character| !character.is_whitespace()) {
            match character.to_digit(10) {
                Some(digit) => {
                    // Digits past the tenth are only counted: the length is reported as wrong.
                    value = if found < 10 { value * 10 + u64::from(digit) } else { value };
                    found += 1;
                }
                None if character == '.' => dots.push(found),
                None => return Err(RegionCodeError::NotADigit { position: found + 1 }),
            }
        }
        let level = RegionLevel::of_digit_count(found).ok_or(RegionCodeError::Length { found })?;
        check_dots(&dots, found)?;
        Self { padded: value * level.weight(), level }.with_real_blocks()
    }

    fn with_real_blocks(self) -> Result<Self, RegionCodeError> {
        let blocks = [
            (1, 2, self.province_block(), 11),
            (3, 4, self.regency_block(), 1),
            (5, 6, self.district_block(), 1),
            (7, 10, self.village_block(), 1),
        ];
        let wrong = blocks
            .into_iter()
            .filter(|(_, last, _, _)| *last <= self.level.digit_count())
            .find(|(_, _, block, least)| block < least);
        match wrong {
            Some((first, last, _, _)) => Err(RegionCodeError::Block { first, last }),
            None => Ok(self),
        }
    }

    /// Returns the level that the number of blocks says.
    pub fn level(&self) -> RegionLevel {
        self.level
    }

    /// Returns the region one level up; nothing for a province.
    pub fn parent(&self) -> Option<Self> {
        match self.level {
            RegionLevel::Province => None,
            RegionLevel::Regency => Some(self.cut_to(RegionLevel::Province)),
            RegionLevel::District => Some(self.cut_to(RegionLevel::Regency)),
            RegionLevel::Village => Some(self.cut_to(RegionLevel::District)),
        }
    }

    /// Says whether this region is the other one or lies inside it.
    pub fn is_within(&self, other: &Self) -> bool {
        self.level >= other.level && self.cut_to(other.level) == *other
    }

    /// Says whether the regency of this code is a city (kota): 71 and above. A province is none.
    pub fn is_city(&self) -> bool {
        self.level >= RegionLevel::Regency && self.regency_block() >= 71
    }

    /// Returns what kind of village the code names; nothing for other levels and unknown kinds.
    pub fn village_kind(&self) -> Option<VillageKind> {
        match (self.level, self.village_block() / 1000) {
            (RegionLevel::Village, 1) => Some(VillageKind::UrbanVillage),
            (RegionLevel::Village, 2) => Some(VillageKind::Village),
            (RegionLevel::Village, 3) => Some(VillageKind::CustomaryVillage),
            _ => None,
        }
    }

    /// Returns the code without dots, such as `321401`, as other national systems write it.
    pub fn undotted(&self) -> String {
        self.to_string().replace('.', "")
    }

    fn cut_to(self, level: RegionLevel) -> Self {
        Self { padded: self.padded / level.weight() * level.weight(), level }
    }

    fn province_block(self) -> u64 {
        self.padded / RegionLevel::Province.weight()
    }

    fn regency_block(self) -> u64 {
        self.padded / RegionLevel::Regency.weight() % 100
    }

    fn district_block(self) -> u64 {
        self.padded / RegionLevel::District.weight() % 100
    }

    fn village_block(self) -> u64 {
        self.padded % 10_000
    }
}

fn check_dots(dots: &[usize], digit_count: usize) -> Result<(), RegionCodeError> {
    let mut previous = 0;
    for &after in dots {
        if ![2, 4, 6].contains(&after) || after >= digit_count || after <= previous {
            return Err(RegionCodeError::MisplacedDot { after });
        }
        previous = after;
    }
    Ok(())
}

impl fmt::Display for RegionCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:02}", self.province_block())?;
        if self.level >= RegionLevel::Regency {
            write!(formatter, ".{:02}", self.regency_block())?;
        }
        if self.level >= RegionLevel::District {
            write!(formatter, ".{:02}", self.district_block())?;
        }
        if self.level >= RegionLevel::Village {
            write!(formatter, ".{:04}", self.village_block())?;
        }
        Ok(())
    }
}

impl fmt::Debug for RegionCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RegionCode({self})")
    }
}

text_form!(RegionCode, RegionCodeError, RegionCode::parse, RegionCode::to_string);
