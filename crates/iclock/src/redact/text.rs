//! Drops secret values from lines of text.

use std::ops::Range;

use super::count_biometric;
use super::cuts::Cuts;
use crate::bytes::trim;
use crate::lines::{Line, filled_lines, lines};
use crate::tables::kind::{Secret, is_base64, is_base64_only, secret_of};
use crate::tables::options::next_pair;

/// Is the shortest run of base64 that is taken for a template whatever stands before it. A template has several
/// hundred characters, the longest honest field (a time-zone or position field) less than a hundred.
const TEMPLATE_RUN: usize = 128;

/// Drops the values of secret keys and nothing else.
pub(super) fn keys_only(cuts: &mut Cuts<'_>, body: &[u8]) {
    for line in filled_lines(body) {
        if drop_secrets(cuts, line, end_of_field) {
            count_biometric(cuts, line.bytes, true);
        }
    }
}

/// Drops secrets from settings, where a comma may end a value.
pub(super) fn settings(cuts: &mut Cuts<'_>, body: &[u8]) {
    for line in filled_lines(body) {
        let dropped = drop_secrets(cuts, line, |text| next_pair(text).unwrap_or(text.len()));
        let counted = dropped && count_biometric(cuts, line.bytes, true);
        drop_runs(cuts, line, counted);
    }
}

/// Drops secrets, the further lines of a broken template, and whatever looks like a template without a name.
pub(super) fn mixed(cuts: &mut Cuts<'_>, body: &[u8]) {
    let mut after_template = false;
    for line in lines(body).filter(|line| !line.is_blank()) {
        if after_template && is_base64_only(line.bytes) {
            cuts.drop_line(line);
            continue;
        }
        let dropped = drop_secrets(cuts, line, end_of_field);
        after_template = count_biometric(cuts, line.bytes, dropped);
        drop_runs(cuts, line, after_template);
    }
}

/// Drops the values of secret keys and returns whether a template was among them. Every equals sign is looked at:
/// the word before it is the key, wherever in the line it stands.
fn drop_secrets(cuts: &mut Cuts<'_>, line: Line<'_>, end_of_value: fn(&[u8]) -> usize) -> bool {
    let mut has_template = false;
    let text = line.bytes;
    let mut from = 0;
    while let Some(equals) = text[from..].iter().position(|&byte| byte == b'=').map(|at| from + at) {
        from = equals + 1;
        let Some(secret) = secret_of(key_before(&text[..equals])) else { continue };
        let value = from..from + end_of_value(&text[from..]);
        from = value.end;
        if secret == Secret::Template {
            has_template = true;
        } else if trim(&text[value.clone()]).is_empty() {
            continue;
        } else {
            cuts.passwords_dropped = cuts.passwords_dropped.saturating_add(1);
        }
        cuts.drop(placed(line, value));
    }
    has_template
}

fn key_before(text: &[u8]) -> &[u8] {
    let text = trim(text);
    let is_delimiter = |byte: &u8| matches!(byte, b' ' | b'\t' | b',' | b'&' | b';' | b'=' | 0);
    let start = text.iter().rposition(is_delimiter).map_or(0, |at| at + 1);
    &text[start..]
}

fn end_of_field(text: &[u8]) -> usize {
    text.iter().position(|&byte| byte == b'\t').unwrap_or(text.len())
}

/// Drops runs of base64 that are long enough for a template.
fn drop_runs(cuts: &mut Cuts<'_>, line: Line<'_>, mut counted: bool) {
    let mut start = 0;
    for run in line.bytes.split(|&byte| !is_base64(byte)) {
        let place = start..start + run.len();
        start = place.end + 1;
        // A key in front of the first equals sign stays readable.
        let key = run.iter().position(|&byte| byte == b'=').filter(|&at| at < 32).map_or(0, |at| at + 1);
        if run.len() - key < TEMPLATE_RUN {
            continue;
        }
        if !counted {
            cuts.refused.other = cuts.refused.other.saturating_add(1);
            counted = true;
        }
        cuts.drop(placed(line, place.start + key..place.end));
    }
}

fn placed(line: Line<'_>, range: Range<usize>) -> Range<usize> {
    let offset = line.offset as usize;
    offset + range.start..offset + range.end
}
