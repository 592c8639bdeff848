//! Value types of terminals: what a row of the tables says in words of the domain.

use chrono::{NaiveDate, NaiveDateTime, Timelike};
use serde::{Deserialize, Serialize};
use siaga_iclock::Pin;
use siaga_iclock::reply::{Command, ZoneSpelling};

/// Where a terminal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TerminalState {
    /// Unknown serial number: its uploads are kept, nothing of them is booked.
    Pending,
    /// Accepted for an agency: its punches are booked.
    Accepted,
    /// Taken out of use: its uploads are kept, nothing of them is booked.
    Retired,
}

impl TerminalState {
    /// Returns the word of the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Retired => "retired",
        }
    }

    /// Reads the word of the table; anything unknown is pending, which books nothing.
    pub(crate) fn parse(text: &str) -> Self {
        match text {
            "accepted" => Self::Accepted,
            "retired" => Self::Retired,
            _ => Self::Pending,
        }
    }
}

/// Why a punch waits for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HeldReason {
    /// More than a day ahead of its arrival.
    Future,
    /// Before the first day that any punch can have.
    BeforeStart,
    /// The terminal says another zone than the one of its site.
    ZoneUnknown,
}

impl HeldReason {
    /// Returns the word of the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Future => "future",
            Self::BeforeStart => "before_start",
            Self::ZoneUnknown => "zone_unknown",
        }
    }
}

/// How a terminal wants to be told its zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ZoneForm {
    /// `7`, `8`, `9`.
    Hours,
    /// `420`, `480`, `540`; some models know only these.
    Minutes,
}

impl ZoneForm {
    /// Returns the word of the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::Minutes => "minutes",
        }
    }

    /// Reads the word of the table or of a form.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "hours" => Some(Self::Hours),
            "minutes" => Some(Self::Minutes),
            _ => None,
        }
    }

    /// Returns the spelling of an offset; one that is no whole number of hours needs minutes.
    pub(crate) fn spell(self, offset_minutes: i32) -> ZoneSpelling {
        match self {
            Self::Hours if offset_minutes % 60 == 0 => ZoneSpelling::Hours(offset_minutes / 60),
            _ => ZoneSpelling::Minutes(offset_minutes),
        }
    }
}

/// A command that an officer may queue. What deletes, moves files or runs programs is not among them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum TerminalCommand {
    /// Report the settings.
    Info,
    /// Read the options again, then upload what is missing.
    Check,
    /// Look for new records now.
    Log,
    /// Restart.
    Reboot,
    /// Read the options again.
    ReloadOptions,
    /// Set the zone of the site.
    SetZone {
        /// Minutes ahead of UTC.
        offset_minutes: i32,
        /// How to spell it.
        form: ZoneForm,
    },
    /// Send the punches of some days again.
    SendPunches {
        /// First day.
        from: NaiveDate,
        /// Last day, included.
        until: NaiveDate,
    },
    /// Count the punches of some days.
    CountPunches {
        /// First day.
        from: NaiveDate,
        /// Last day, included.
        until: NaiveDate,
    },
    /// Report one user.
    SendUser {
        /// User number.
        pin: String,
    },
}

impl TerminalCommand {
    /// Returns the command of the protocol; none when a value is not acceptable there.
    pub(crate) fn to_protocol(&self) -> Option<Command> {
        let day = |from: &NaiveDate, until: &NaiveDate| {
            let period = (from.and_hms_opt(0, 0, 0)?, until.and_hms_opt(23, 59, 59)?);
            (period.0 <= period.1).then_some(period)
        };
        Some(match self {
            Self::Info => Command::Info,
            Self::Check => Command::Check,
            Self::Log => Command::Log,
            Self::Reboot => Command::Reboot,
            Self::ReloadOptions => Command::ReloadOptions,
            Self::SetZone { offset_minutes, form } => Command::SetTimeZone(form.spell(*offset_minutes)),
            Self::SendPunches { from, until } => {
                let (from, until) = day(from, until)?;
                Command::QueryAttlog { from, until }
            }
            Self::CountPunches { from, until } => {
                let (from, until) = day(from, until)?;
                Command::VerifySumAttlog { from, until }
            }
            Self::SendUser { pin } => Command::QueryUserinfo { pin: Pin::parse(pin.as_bytes()).ok()? },
        })
    }
}

/// Identity of a punch at one terminal: what makes a repeated upload the same punch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct PunchKey {
    pub(crate) punched_on: NaiveDate,
    pub(crate) second_of_day: i32,
    pub(crate) pin: Pin,
    pub(crate) status: i16,
}

/// Returns the second of the civil day, 0 to 86,399.
pub(crate) fn second_of_day(at: NaiveDateTime) -> i32 {
    i32::try_from(at.num_seconds_from_midnight()).expect("a day has fewer than 2^31 seconds")
}
