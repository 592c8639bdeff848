//! Cleans a body of what must never be stored: templates, pictures and keypad passwords.
//!
//! Works on raw bytes. What is dropped is the value; keys, other values and line ends stay as they were, so that
//! the readers of [`crate::tables`] find the same lines in the cleaned body.

mod binary;
mod cuts;
mod text;

use std::borrow::Cow;

use crate::lines::filled_lines;
use crate::tables::kind::{Biometric, biometric_of};
use crate::tables::{Refused, Table};
use cuts::Cuts;

/// Is a body that may be journalled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted<'a> {
    /// The cleaned bytes: the given ones, borrowed, when nothing had to go.
    pub bytes: Cow<'a, [u8]>,
    /// How many templates and pictures were dropped.
    pub refused: Refused,
    /// How many passwords and communication keys were dropped.
    pub passwords_dropped: u32,
}

/// Returns the body without templates, pictures and passwords.
///
/// # Shape
/// An ATTLOG body comes back byte for byte, unless a line names a template or password key. Of identity cards
/// nothing is kept, of a photo only its text header.
///
/// # Source
/// UU 27/2022 articles 4(2) and 16(2): specific personal data only as far as the purpose needs them.
#[must_use]
pub fn redact<'a>(table: &Table, body: &'a [u8]) -> Redacted<'a> {
    let mut cuts = Cuts::new(body);
    match table {
        Table::Idcard => {
            for line in filled_lines(body) {
                cuts.refused.other = cuts.refused.other.saturating_add(1);
                cuts.drop_line(line);
            }
        }
        // Neither an equals sign nor a key: the usual batch, checked at the speed of memory.
        Table::Attlog if !body.contains(&b'=') => {}
        Table::Attlog | Table::Rtlog | Table::Rtstate => text::keys_only(&mut cuts, body),
        Table::Options => {
            let text = binary::text_part(&mut cuts, body);
            text::settings(&mut cuts, text);
        }
        Table::Attphoto => {
            let header = binary::photo_header(&mut cuts, body);
            text::mixed(&mut cuts, header);
        }
        Table::Unknown(_) | Table::Tabledata(_) => {
            let text = binary::part_before_nul(&mut cuts, body);
            text::mixed(&mut cuts, text);
        }
        Table::Operlog
        | Table::Biodata
        | Table::Userinfo
        | Table::Fingertmp
        | Table::Errorlog
        | Table::RemoteAtt => {
            let text = binary::text_part(&mut cuts, body);
            text::mixed(&mut cuts, text);
        }
    }
    cuts.finish()
}

/// Counts the template or picture a line carries, and returns whether it carries one. A template that was found and
/// dropped counts even where the line names no kind.
fn count_biometric(cuts: &mut Cuts<'_>, line: &[u8], was_dropped: bool) -> bool {
    let biometric = biometric_of(line).or(was_dropped.then_some(Biometric::Other));
    if let Some(biometric) = biometric {
        cuts.refused.count(biometric);
    }
    biometric.is_some()
}
