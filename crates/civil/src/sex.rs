use std::fmt;

use thiserror::Error;

use crate::text::text_form;

/// The sex on a person's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    /// Laki-laki.
    Male,
    /// Perempuan.
    Female,
}

/// Why a text names no sex.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SexError {
    /// The text is none of the words in use.
    #[error("the sex is not one of L, P, M, F or their full words")]
    Unknown,
}

impl SexError {
    /// Returns the stable code under which the message for people is found.
    pub fn code(&self) -> &'static str {
        "sex_unknown"
    }

    /// Returns nothing: a sex has no digits.
    pub fn digits(&self) -> Option<(usize, usize)> {
        None
    }
}

impl Sex {
    /// Reads the words and letters of Indonesian and English lists, in any case.
    ///
    /// `P` is Perempuan, a woman, as in every official `L/P` column.
    pub fn parse(text: &str) -> Result<Self, SexError> {
        let word: String = text.chars().filter(|character| character.is_alphabetic()).collect();
        match word.to_lowercase().as_str() {
            "l" | "m" | "lakilaki" | "pria" | "male" => Ok(Self::Male),
            "p" | "f" | "perempuan" | "wanita" | "female" => Ok(Self::Female),
            _ => Err(SexError::Unknown),
        }
    }

    /// Returns the word used in stored data: `male` or `female`.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
        }
    }
}

impl fmt::Display for Sex {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

text_form!(Sex, SexError, Sex::parse, Sex::as_str);
