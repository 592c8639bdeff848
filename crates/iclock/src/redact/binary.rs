//! Finds where the text of a body ends and a picture begins.

use super::cuts::Cuts;
use crate::bytes::{key_value, trim};
use crate::lines::lines;

/// Opens every JPEG file; none of these bytes occurs so in UTF-8 or GB18030 text.
const JPEG_START: [u8; 3] = [0xFF, 0xD8, 0xFF];

/// Is the longest line of a photo header; real ones have less than 60 bytes.
const MAX_HEADER_BYTES: usize = 256;

/// Returns the body up to a JPEG picture.
pub(super) fn text_part<'a>(cuts: &mut Cuts<'_>, body: &'a [u8]) -> &'a [u8] {
    match body.windows(JPEG_START.len()).position(|window| window == JPEG_START) {
        Some(start) => picture_from(cuts, body, start),
        None => body,
    }
}

/// Returns the body up to its first NUL or JPEG picture.
pub(super) fn part_before_nul<'a>(cuts: &mut Cuts<'_>, body: &'a [u8]) -> &'a [u8] {
    match body.iter().position(|&byte| byte == 0) {
        Some(start) if !trim(&body[start..]).is_empty() => picture_from(cuts, body, start),
        _ => text_part(cuts, body),
    }
}

/// Returns the leading lines that are `key=value` in plain ASCII; all else of a photo upload is the photo.
pub(super) fn photo_header<'a>(cuts: &mut Cuts<'_>, body: &'a [u8]) -> &'a [u8] {
    let nul = body.iter().position(|&byte| byte == 0).unwrap_or(body.len());
    let head = &body[..nul];
    let is_header = |line: &[u8]| {
        line.len() <= MAX_HEADER_BYTES
            && line.iter().all(|byte| matches!(byte, b' '..=b'~'))
            && key_value(line).is_some_and(|(key, _)| key.len() <= 32)
    };
    let stranger = lines(head).find(|line| !line.bytes.is_empty() && !is_header(line.bytes));
    let end = stranger.map_or(nul, |line| line.offset as usize);
    if trim(&body[end..]).is_empty() { body } else { picture_from(cuts, body, end) }
}

fn picture_from<'a>(cuts: &mut Cuts<'_>, body: &'a [u8], start: usize) -> &'a [u8] {
    cuts.refused.photo = cuts.refused.photo.saturating_add(1);
    cuts.drop_from(start);
    &body[..start]
}
