use super::attlog::{LineFault, PunchFields, PunchLine, UNLABELLED};
use super::operlog::UnreadableLine;
use crate::bytes::{key_value, number, number_as, trim};
use crate::lines::{Line, filled_lines};

/// Is the content of an `rtlog` upload of access-control firmware.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rtlog {
    /// Every line that is not blank, in the order of the body.
    pub lines: Vec<RtlogLine>,
}

/// Is one line of an `rtlog` upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RtlogLine {
    /// An event of a person.
    Punch {
        /// The event as a punch: status 0 in, 1 out, otherwise unlabelled.
        punch: PunchLine,
        /// Number of the event. Not every event is a granted entry; the caller decides which it books.
        event: Option<i32>,
    },
    /// An event without a person.
    Door(DoorEvent),
    /// A line to be kept aside.
    Unreadable(UnreadableLine),
}

/// Is an event of a door, never a punch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DoorEvent {
    /// Where the line starts in the body, in bytes.
    pub line_offset: u32,
    /// Length in bytes, without the line end.
    pub line_len: u32,
    /// Number of the event.
    pub event: Option<i32>,
}

/// Returns the events of an `rtlog` body: lines of `key=value` separated by TAB.
#[must_use]
pub fn rtlog(body: &[u8]) -> Rtlog {
    Rtlog { lines: filled_lines(body).map(rtlog_line).collect() }
}

fn rtlog_line(line: Line<'_>) -> RtlogLine {
    let unreadable = |reason| {
        RtlogLine::Unreadable(UnreadableLine { line_offset: line.offset, line_len: line.len(), reason })
    };
    if line.bytes.len() > super::MAX_LINE_BYTES {
        return unreadable(LineFault::TooLong);
    }
    let event = line
        .bytes
        .split(|&byte| byte == b'\t')
        .filter_map(key_value)
        .find(|(key, _)| key.eq_ignore_ascii_case(b"event"))
        .and_then(|(_, value)| number_as(value));
    let fields = PunchFields::named(line.bytes);
    let pin = trim(fields.pin);
    if !pin.is_empty() && number(pin) == Some(0) {
        return RtlogLine::Door(DoorEvent { line_offset: line.offset, line_len: line.len(), event });
    }
    match fields.read(line) {
        Ok(mut punch) => {
            // 2 means neither in nor out here, and break out in the attendance dialect.
            if !matches!(punch.status, 0 | 1) {
                punch.status = UNLABELLED;
            }
            RtlogLine::Punch { punch, event }
        }
        Err(reason) => unreadable(reason),
    }
}
