use std::collections::HashSet;

use chrono::NaiveDateTime;

use super::handshake::ZoneSpelling;
use super::ok;
use crate::tables::Privilege;
use crate::{CommandId, Pin};

/// Is the largest answer to a poll: 900 KB of the manual, in bytes.
pub const MAX_COMMANDS_BYTES: usize = 900 * 1000;

/// Is a command a terminal may be given. Whatever deletes data, moves files or runs programs cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Report the settings.
    Info,
    /// Read the options again, then upload what the cursors call for.
    Check,
    /// Look for new records now.
    Log,
    /// Restart.
    Reboot,
    /// Send the punches of a period again.
    QueryAttlog {
        /// First second, by the terminal's wall clock.
        from: NaiveDateTime,
        /// Last second, included.
        until: NaiveDateTime,
    },
    /// Count the punches of a period.
    VerifySumAttlog {
        /// First second, by the terminal's wall clock.
        from: NaiveDateTime,
        /// Last second, included.
        until: NaiveDateTime,
    },
    /// Send one user.
    QueryUserinfo {
        /// User number.
        pin: Pin,
    },
    /// Add or replace one user.
    UpdateUserinfo(UserUpdate),
    /// Set the zone that the terminal applies to the `Date` header.
    SetTimeZone(ZoneSpelling),
    /// Read the options again without uploading.
    ReloadOptions,
}

/// Is a user to be written to a terminal. The whole record is replaced: what is not said here is lost there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserUpdate {
    /// User number.
    pub pin: Pin,
    /// Name for the screen, without control characters.
    pub name: String,
    /// What the user may do at the keypad.
    pub privilege: Privilege,
    /// Card number, if there is a card.
    pub card: Option<u64>,
    /// Access group.
    pub group: u16,
    /// Write `Privilege=` where other firmware wants `Pri=`.
    pub long_privilege_key: bool,
}

/// Says why commands cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// A value holds TAB, CR, LF or another control character and could become a second command.
    #[error("the {field} of command {id} holds a control character")]
    ControlCharacter {
        /// The command.
        id: CommandId,
        /// The part of it.
        field: &'static str,
    },
    /// The period ends before it begins.
    #[error("the period of command {id} ends before it begins")]
    EmptyPeriod {
        /// The command.
        id: CommandId,
    },
    /// Two commands have the same id, so their results could not be told apart.
    #[error("command id {id} occurs twice")]
    RepeatedId {
        /// The id.
        id: CommandId,
    },
    /// The answer would pass [`MAX_COMMANDS_BYTES`].
    #[error("the commands take {bytes} bytes, more than a terminal accepts")]
    TooLong {
        /// Size of the answer up to the command that passes the limit.
        bytes: usize,
    },
}

/// Returns the answer to a poll: `OK` when there is nothing to do, else one command a line.
///
/// # Errors
/// [`CommandError`] when a value could break out of its command, a period is empty, an id repeats, or all
/// together are too long.
pub fn commands(queue: &[(CommandId, Command)]) -> Result<String, CommandError> {
    if queue.is_empty() {
        return Ok(ok().to_owned());
    }
    let mut seen = HashSet::new();
    let mut answer = String::new();
    for (id, command) in queue {
        if !seen.insert(*id) {
            return Err(CommandError::RepeatedId { id: *id });
        }
        let text = command.text(*id)?;
        answer.push_str(&format!("C:{id}:{text}\n"));
        if answer.len() > MAX_COMMANDS_BYTES {
            return Err(CommandError::TooLong { bytes: answer.len() });
        }
    }
    Ok(answer)
}

impl Command {
    fn text(&self, id: CommandId) -> Result<String, CommandError> {
        Ok(match self {
            Self::Info => "INFO".to_owned(),
            Self::Check => "CHECK".to_owned(),
            Self::Log => "LOG".to_owned(),
            Self::Reboot => "REBOOT".to_owned(),
            Self::ReloadOptions => "RELOAD OPTIONS".to_owned(),
            Self::QueryAttlog { from, until } => {
                format!("DATA QUERY ATTLOG {}", period(id, *from, *until)?)
            }
            Self::VerifySumAttlog { from, until } => {
                format!("VERIFY SUM ATTLOG {}", period(id, *from, *until)?)
            }
            Self::QueryUserinfo { pin } => format!("DATA QUERY USERINFO PIN={pin}"),
            Self::UpdateUserinfo(user) => user.text(id)?,
            Self::SetTimeZone(zone) => format!("SET OPTION TimeZone={}", zone.value()),
        })
    }
}

fn period(id: CommandId, from: NaiveDateTime, until: NaiveDateTime) -> Result<String, CommandError> {
    if until < from {
        return Err(CommandError::EmptyPeriod { id });
    }
    let form = "%Y-%m-%d %H:%M:%S";
    Ok(format!("StartTime={}\tEndTime={}", from.format(form), until.format(form)))
}

impl UserUpdate {
    fn text(&self, id: CommandId) -> Result<String, CommandError> {
        if self.name.chars().any(char::is_control) {
            return Err(CommandError::ControlCharacter { id, field: "name" });
        }
        let privilege_key = if self.long_privilege_key { "Privilege" } else { "Pri" };
        let card = self.card.map(|card| card.to_string()).unwrap_or_default();
        Ok(format!(
            "DATA UPDATE USERINFO PIN={}\tName={}\t{privilege_key}={}\tPasswd=\tCard={card}\tGrp={}\tTZ=0000000000000000",
            self.pin,
            self.name,
            self.privilege.code(),
            self.group,
        ))
    }
}
