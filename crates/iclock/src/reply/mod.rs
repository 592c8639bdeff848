//! Writers of answers, and the reader of command results.

mod access_control;
mod command;
mod handshake;
mod result;

pub use access_control::{AccessControlSettings, access_control_handshake, push_settings, registry_code};
pub use command::{Command, CommandError, MAX_COMMANDS_BYTES, UserUpdate, commands};
pub use handshake::{FlagSpelling, HandshakeSettings, ZoneSpelling, handshake};
pub use result::{CommandResult, results};

use crate::tables::{Table, line_count};

/// Returns the answer that lets a terminal forget `n` lines.
///
/// # Shape
/// `n` is the number of lines taken care of: stored now, known already, or kept aside. Not the number of new rows.
#[must_use]
pub fn ok_count(n: u32) -> String {
    format!("OK: {n}")
}

/// Returns the answer to everything that is not counted.
#[must_use]
pub fn ok() -> &'static str {
    "OK"
}

/// Returns the answer to an upload whose bytes are safe.
///
/// # Shape
/// `body` is the body as it came, before cleaning: of an identity card no line is left to count afterwards.
#[must_use]
pub fn upload(table: &Table, body: &[u8]) -> String {
    if table.is_counted() { ok_count(line_count(body)) } else { ok().to_owned() }
}
