//! Characters that no font could draw.

use std::collections::BTreeSet;
use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;

/// Glyph that every font draws for what it does not have.
const NOT_DEFINED: u16 = 0;

/// Returns the characters that leave a gap or an empty box, sorted.
pub(crate) fn missing(document: &PagedDocument) -> Vec<char> {
    let mut found = BTreeSet::new();
    for page in document.pages() {
        collect(&page.frame, &mut found);
    }
    found.into_iter().collect()
}

fn collect(frame: &Frame, found: &mut BTreeSet<char>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, found),
            FrameItem::Text(text) => {
                let undefined = text.glyphs.iter().filter(|glyph| glyph.id == NOT_DEFINED);
                found.extend(undefined.filter_map(|glyph| text.text.get(glyph.range())).flat_map(str::chars));
            }
            _ => {}
        }
    }
}
