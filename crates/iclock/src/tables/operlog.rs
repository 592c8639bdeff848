use chrono::NaiveDateTime;

use super::attlog::{LineFault, MAX_LINE_BYTES};
use super::kind::{LineKind, biometric_of, first_word, is_base64_only, line_kind};
use super::operation::{Operation, alarm_name};
use super::refused::Refused;
use super::user::{UserLine, user_line};
use crate::bytes::{decode, number, number_as, wall_time};
use crate::lines::{Line, lines};

/// Is the content of an OPERLOG upload.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Operlog {
    /// What happened at the terminal, in the order of the body.
    pub entries: Vec<OperationEntry>,
    /// Users enrolled or changed at the keypad.
    pub users: Vec<UserLine>,
    /// Lines to be kept aside.
    pub unreadable: Vec<UnreadableLine>,
    /// Templates and pictures that were not read.
    pub refused: Refused,
}

/// Is a line that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnreadableLine {
    /// Where the line starts in the body, in bytes.
    pub line_offset: u32,
    /// Length in bytes, without the line end.
    pub line_len: u32,
    /// What is wrong with it.
    pub reason: LineFault,
}

/// Is one entry of the operation log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationEntry {
    /// Where the line starts in the body, in bytes.
    pub line_offset: u32,
    /// Length in bytes, without the line end.
    pub line_len: u32,
    /// What was done.
    pub operation: Operation,
    /// Who did it: a PIN, or `0` for nobody signed in.
    pub operator: String,
    /// The terminal's wall clock; none when its text is no time. The entry counts all the same: a deletion does
    /// not disappear because the clock is wrong.
    pub wall_at: Option<NaiveDateTime>,
    /// What it was done to, up to four values.
    pub values: Vec<String>,
}

impl OperationEntry {
    /// Is worth showing to an auditor.
    #[must_use]
    pub fn is_for_auditor(&self) -> bool {
        self.operation.is_for_auditor()
    }

    /// Returns what an alarm reports; none for other operations.
    #[must_use]
    pub fn alarm(&self) -> Option<&'static str> {
        let code = self.values.first().and_then(|value| number(value.as_bytes()))?;
        (self.operation.name() == "alarm").then(|| alarm_name(code))
    }
}

/// Returns operations and users of an OPERLOG body, and counts what is refused or cannot be read.
///
/// # Shape
/// Every line that is not blank is counted in exactly one of entries, users, unreadable and refused, except the
/// further lines of a broken template, which count with its first, and a user line that also carries a template.
#[must_use]
pub fn operlog(body: &[u8]) -> Operlog {
    let mut operlog = Operlog::default();
    let mut after_template = false;
    for line in lines(body) {
        if line.is_blank() || (after_template && is_base64_only(line.bytes)) {
            continue;
        }
        after_template = operlog.take(line);
    }
    operlog
}

impl Operlog {
    /// Takes one line in and returns whether it carried a template.
    pub(super) fn take(&mut self, line: Line<'_>) -> bool {
        let biometric = biometric_of(line.bytes);
        if let Some(biometric) = biometric {
            self.refused.count(biometric);
        }
        let taken = match line_kind(line.bytes) {
            _ if line.bytes.len() > MAX_LINE_BYTES && biometric.is_none() => Err(LineFault::TooLong),
            LineKind::Operation => operation_entry(line).map(|entry| self.entries.push(entry)),
            LineKind::User => user_line(line).map(|user| self.users.push(user)),
            LineKind::Unnamed if biometric.is_none() => Err(LineFault::UnknownKind),
            LineKind::Error => Err(LineFault::UnknownKind),
            LineKind::Biometric(_) | LineKind::Unnamed => Ok(()),
        };
        if let Err(reason) = taken {
            self.unreadable.push(UnreadableLine { line_offset: line.offset, line_len: line.len(), reason });
        }
        biometric.is_some()
    }
}

fn operation_entry(line: Line<'_>) -> Result<OperationEntry, LineFault> {
    let (_, rest) = first_word(line.bytes);
    let mut fields = rest.split(|&byte| byte == b'\t');
    let operation = fields.next().and_then(number_as).ok_or(LineFault::UnknownKind)?;
    let operator = fields.next().unwrap_or_default();
    let time = fields.next().ok_or(LineFault::MissingTime)?;
    Ok(OperationEntry {
        line_offset: line.offset,
        line_len: line.len(),
        operation: Operation(operation),
        operator: decode(operator),
        wall_at: wall_time(time).ok(),
        values: fields.map(decode).take(4).collect(),
    })
}
