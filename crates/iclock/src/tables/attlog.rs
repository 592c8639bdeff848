use std::ops::Range;

use chrono::NaiveDateTime;

use crate::Pin;
use crate::bytes::{WallFault, decode, key_value, number, number_as, trim, wall_time};
use crate::lines::{Line, filled_lines};

/// Is the status of a punch whose terminal does not label it as in or out.
pub const UNLABELLED: i16 = 255;

/// Is the verify code of a punch that carries none, or none that is a number.
pub const UNKNOWN_VERIFY: i16 = -1;

/// Is the longest line that is read: 64 KiB. Real lines have less than 300 bytes.
pub const MAX_LINE_BYTES: usize = 64 * 1024;

/// Is the content of an ATTLOG upload.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attlog {
    /// Every line that is not blank, in the order of the body.
    pub lines: Vec<AttlogLine>,
}

impl Attlog {
    /// Returns the punches that could be read.
    pub fn punches(&self) -> impl Iterator<Item = &PunchLine> {
        self.lines.iter().filter_map(|line| match line {
            AttlogLine::Ok(punch) => Some(punch),
            AttlogLine::Unreadable { .. } => None,
        })
    }
}

/// Is one line of an ATTLOG upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttlogLine {
    /// A punch.
    Ok(PunchLine),
    /// A line to be kept aside for a person to look at.
    Unreadable {
        /// Where the line starts in the body, in bytes.
        line_offset: u32,
        /// Length in bytes, without the line end.
        line_len: u32,
        /// What is wrong with it.
        reason: LineFault,
    },
}

/// Says why a line could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum LineFault {
    /// The line is longer than [`MAX_LINE_BYTES`].
    #[error("the line is longer than 64 KiB")]
    TooLong,
    /// The PIN is missing.
    #[error("the PIN is missing")]
    MissingPin,
    /// The PIN is longer than 32 or holds a character that is not a letter, digit, `-`, `_` or `.`.
    #[error("the PIN holds a forbidden character or is too long")]
    BadPin,
    /// The time is missing.
    #[error("the time is missing")]
    MissingTime,
    /// The time is not of the form `YYYY-MM-DD HH:MM:SS`.
    #[error("the time is not of the form YYYY-MM-DD HH:MM:SS")]
    BadTime,
    /// The time has the right form, but there is no such day or time of day.
    #[error("no such day or time of day exists")]
    ImpossibleTime,
    /// The status is there and is not a number: the columns are probably shifted.
    #[error("the status is not a number")]
    BadStatus,
    /// The first word names no known kind of line.
    #[error("the line is of an unknown kind")]
    UnknownKind,
}

impl LineFault {
    /// Returns a stable code for storage and for the message to a person.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLong => "too_long",
            Self::MissingPin => "missing_pin",
            Self::BadPin => "bad_pin",
            Self::MissingTime => "missing_time",
            Self::BadTime => "bad_time",
            Self::ImpossibleTime => "impossible_time",
            Self::BadStatus => "bad_status",
            Self::UnknownKind => "unknown_kind",
        }
    }
}

/// Is one punch as the terminal wrote it.
///
/// # Shape
/// `body[line_range()]` is the exact raw line without its line end. Mask flag, temperatures and position are
/// health and location data: they stay in the raw line and have no field here; see [`PunchLine::raw_field`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PunchLine {
    /// Where the line starts in the body, in bytes.
    pub line_offset: u32,
    /// Length in bytes, without the line end.
    pub line_len: u32,
    /// User number at the terminal.
    pub pin: Pin,
    /// The terminal's wall clock; the zone is that of the terminal's site.
    pub wall_at: NaiveDateTime,
    /// 0 in, 1 out, 2 break out, 3 break in, 4 overtime in, 5 overtime out; [`UNLABELLED`] when not said.
    pub status: i16,
    /// How the person was recognised, translated per model; [`UNKNOWN_VERIFY`] when not said.
    pub verify: i16,
    /// Work code; none when absent, empty or `0`.
    pub work_code: Option<String>,
    /// Offset of `wall_at` from UTC, sent by protocol 2.4.2 and newer.
    pub utc_offset_seconds: Option<i32>,
}

impl PunchLine {
    /// Returns the place of the raw line in the body.
    #[must_use]
    pub fn line_range(&self) -> Range<usize> {
        let start = self.line_offset as usize;
        start..start + self.line_len as usize
    }

    /// Returns the field of that number (1 is the PIN, 8 the mask flag, 9 and 10 temperatures, 12 the position)
    /// out of the body the punch was read from.
    #[must_use]
    pub fn raw_field<'a>(&self, body: &'a [u8], field_number: usize) -> Option<&'a [u8]> {
        let line = body.get(self.line_range())?;
        line.split(|&byte| byte == b'\t').nth(field_number.checked_sub(1)?).map(trim)
    }
}

/// Returns the punches of an ATTLOG body and the lines that are none.
///
/// # Shape
/// One record a line, fields separated by TAB; the variant `PIN=..<TAB>DateTime=..` is read too. Blank lines do
/// not count. Only PIN and time are required.
#[must_use]
pub fn attlog(body: &[u8]) -> Attlog {
    // A usual line has 40 to 60 bytes; one allocation then serves the whole batch.
    let mut lines = Vec::with_capacity(body.len() / 40 + 1);
    for line in filled_lines(body) {
        lines.push(match punch(line) {
            Ok(punch) => AttlogLine::Ok(punch),
            Err(reason) => AttlogLine::Unreadable { line_offset: line.offset, line_len: line.len(), reason },
        });
    }
    Attlog { lines }
}

fn punch(line: Line<'_>) -> Result<PunchLine, LineFault> {
    if line.bytes.len() > MAX_LINE_BYTES {
        return Err(LineFault::TooLong);
    }
    let mut fields = line.bytes.split(|&byte| byte == b'\t');
    let first = fields.next().unwrap_or_default();
    if first.contains(&b'=') {
        return PunchFields::named(line.bytes).read(line);
    }
    let fields = PunchFields {
        pin: first,
        time: fields.next().unwrap_or_default(),
        status: fields.next().unwrap_or_default(),
        verify: fields.next().unwrap_or_default(),
        work_code: fields.next().unwrap_or_default(),
        // Fields 6 to 10 are reserved, mask and temperatures.
        utc_offset: fields.nth(5).unwrap_or_default(),
    };
    fields.read(line)
}

/// The parts of a punch as bytes; an absent part is empty.
#[derive(Default)]
pub(super) struct PunchFields<'a> {
    pub(super) pin: &'a [u8],
    pub(super) time: &'a [u8],
    pub(super) status: &'a [u8],
    pub(super) verify: &'a [u8],
    pub(super) work_code: &'a [u8],
    pub(super) utc_offset: &'a [u8],
}

impl<'a> PunchFields<'a> {
    /// Collects the parts of a line of `key=value` pairs.
    pub(super) fn named(line: &'a [u8]) -> Self {
        let mut fields = Self::default();
        for (key, value) in line.split(|&byte| byte == b'\t').filter_map(key_value) {
            let slot = match key.to_ascii_lowercase().as_slice() {
                b"pin" => &mut fields.pin,
                b"datetime" | b"time" => &mut fields.time,
                b"status" | b"inoutstatus" => &mut fields.status,
                b"verified" | b"verify" | b"verifytype" => &mut fields.verify,
                b"workcode" => &mut fields.work_code,
                _ => continue,
            };
            if slot.is_empty() {
                *slot = value;
            }
        }
        fields
    }

    pub(super) fn read(&self, line: Line<'_>) -> Result<PunchLine, LineFault> {
        if trim(self.pin).is_empty() {
            return Err(LineFault::MissingPin);
        }
        let pin = Pin::parse(self.pin).map_err(|_| LineFault::BadPin)?;
        if trim(self.time).is_empty() {
            return Err(LineFault::MissingTime);
        }
        let wall_at = wall_time(self.time).map_err(|fault| match fault {
            WallFault::Shape => LineFault::BadTime,
            WallFault::Impossible => LineFault::ImpossibleTime,
        })?;
        let status = if trim(self.status).is_empty() {
            UNLABELLED
        } else {
            number_as(self.status).ok_or(LineFault::BadStatus)?
        };
        Ok(PunchLine {
            line_offset: line.offset,
            line_len: line.len(),
            pin,
            wall_at,
            status,
            verify: number_as(self.verify).unwrap_or(UNKNOWN_VERIFY),
            work_code: work_code(self.work_code),
            utc_offset_seconds: utc_offset_seconds(self.utc_offset),
        })
    }
}

fn work_code(text: &[u8]) -> Option<String> {
    match trim(text) {
        b"" | b"0" => None,
        text => Some(decode(text)).filter(|code| !code.is_empty()),
    }
}

/// Reads `+25200`; a number without sign or beyond 14 hours is something else.
fn utc_offset_seconds(text: &[u8]) -> Option<i32> {
    let text = trim(text);
    if !matches!(text, [b'+' | b'-', ..]) {
        return None;
    }
    let seconds = number(text)?;
    i32::try_from(seconds).ok().filter(|seconds| seconds.abs() <= 14 * 3600)
}
