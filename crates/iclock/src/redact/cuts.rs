use std::borrow::Cow;
use std::ops::Range;

use super::Redacted;
use crate::lines::Line;
use crate::tables::Refused;

/// Collects what has to go, in rising order, and then copies the rest once.
pub(super) struct Cuts<'a> {
    body: &'a [u8],
    ranges: Vec<Range<usize>>,
    pub(super) refused: Refused,
    pub(super) passwords_dropped: u32,
}

impl<'a> Cuts<'a> {
    pub(super) fn new(body: &'a [u8]) -> Self {
        Self { body, ranges: Vec::new(), refused: Refused::default(), passwords_dropped: 0 }
    }

    pub(super) fn drop(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.ranges.push(range);
        }
    }

    pub(super) fn drop_line(&mut self, line: Line<'_>) {
        let start = line.offset as usize;
        self.drop(start..start + line.bytes.len());
    }

    pub(super) fn drop_from(&mut self, start: usize) {
        self.drop(start..self.body.len());
    }

    pub(super) fn finish(mut self) -> Redacted<'a> {
        let bytes = if self.ranges.is_empty() { Cow::Borrowed(self.body) } else { Cow::Owned(self.kept()) };
        Redacted { bytes, refused: self.refused, passwords_dropped: self.passwords_dropped }
    }

    fn kept(&mut self) -> Vec<u8> {
        self.ranges.sort_by_key(|range| range.start);
        let mut kept = Vec::with_capacity(self.body.len());
        let mut at = 0;
        for range in &self.ranges {
            if range.start > at {
                kept.extend_from_slice(&self.body[at..range.start]);
            }
            at = at.max(range.end);
        }
        kept.extend_from_slice(&self.body[at..]);
        kept
    }
}
