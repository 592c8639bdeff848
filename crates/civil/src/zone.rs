use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use thiserror::Error;

use crate::text::text_form;

/// One of the three civil time zones; none has known summer time since 1964.
///
/// **Shape.** Written as an IANA name. Asia/Pontianak is read as WIB and written back as Asia/Jakarta.
///
/// **Source.** Keppres 41/1987 on the division of the country into three time zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CivilZone {
    /// Western Indonesia, UTC+7.
    Wib,
    /// Central Indonesia, UTC+8.
    Wita,
    /// Eastern Indonesia, UTC+9.
    Wit,
}

/// Why a text is not an Indonesian time zone.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ZoneError {
    /// The name is none of the four Indonesian zones.
    #[error("{name:?} is not a time zone of Indonesia")]
    Unknown {
        /// The name as given.
        name: String,
    },
}

impl ZoneError {
    /// Returns the stable code under which the message for people is found.
    pub fn code(&self) -> &'static str {
        "zone_unknown"
    }

    /// Returns nothing: a zone has no digits.
    pub fn digits(&self) -> Option<(usize, usize)> {
        None
    }
}

impl CivilZone {
    /// All zones, from west to east.
    pub const ALL: [Self; 3] = [Self::Wib, Self::Wita, Self::Wit];

    /// Reads the IANA name of a zone in Indonesia.
    pub fn from_iana(name: &str) -> Result<Self, ZoneError> {
        match name.trim() {
            "Asia/Jakarta" | "Asia/Pontianak" => Ok(Self::Wib),
            "Asia/Makassar" => Ok(Self::Wita),
            "Asia/Jayapura" => Ok(Self::Wit),
            _ => Err(ZoneError::Unknown { name: name.to_owned() }),
        }
    }

    /// Returns the IANA name.
    pub fn iana(&self) -> &'static str {
        match self {
            Self::Wib => "Asia/Jakarta",
            Self::Wita => "Asia/Makassar",
            Self::Wit => "Asia/Jayapura",
        }
    }

    /// Returns the letters that stand behind every time on a screen.
    pub fn abbreviation(&self) -> &'static str {
        match self {
            Self::Wib => "WIB",
            Self::Wita => "WITA",
            Self::Wit => "WIT",
        }
    }

    /// Returns how far local time is ahead of UTC.
    pub fn offset_minutes(&self) -> i32 {
        match self {
            Self::Wib => 7 * 60,
            Self::Wita => 8 * 60,
            Self::Wit => 9 * 60,
        }
    }

    /// Returns what clocks of this zone show at an instant; at the end of the calendar, its last moment.
    pub fn local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        at.naive_utc().checked_add_signed(self.offset()).unwrap_or(NaiveDateTime::MAX)
    }

    /// Returns the instant at which clocks of this zone show a time; at the calendar's start, its first moment.
    pub fn instant(&self, local: NaiveDateTime) -> DateTime<Utc> {
        local.checked_sub_signed(self.offset()).unwrap_or(NaiveDateTime::MIN).and_utc()
    }

    fn offset(self) -> TimeDelta {
        TimeDelta::minutes(i64::from(self.offset_minutes()))
    }
}

text_form!(CivilZone, ZoneError, CivilZone::from_iana, CivilZone::iana);
