//! Lines of a body with their place in it.

use crate::bytes::trim;

/// One line without its line end.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    pub(crate) offset: u32,
    pub(crate) bytes: &'a [u8],
}

impl Line<'_> {
    pub(crate) fn len(&self) -> u32 {
        saturated(self.bytes.len())
    }

    /// Is noise: blanks, tabs or padding only.
    pub(crate) fn is_blank(&self) -> bool {
        trim(self.bytes).is_empty()
    }
}

/// Returns all lines, blank ones too. A line ends at LF; carriage returns before it belong to the line end.
pub(crate) fn lines(body: &[u8]) -> impl Iterator<Item = Line<'_>> {
    let mut offset = 0;
    body.split(|&byte| byte == b'\n').map(move |piece| {
        let start = offset;
        offset += piece.len() + 1;
        let mut bytes = piece;
        while let [rest @ .., b'\r'] = bytes {
            bytes = rest;
        }
        Line { offset: saturated(start), bytes }
    })
}

/// Returns the lines that carry something.
pub(crate) fn filled_lines(body: &[u8]) -> impl Iterator<Item = Line<'_>> {
    lines(body).filter(|line| !line.is_blank())
}

/// Returns a length as the protocol's 32-bit size; bodies are capped far below its end.
fn saturated(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
