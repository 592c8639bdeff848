use crate::letters::{fit, text_width};

/// A note with its place: rows are counted upwards from the plot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlacedNote<'a> {
    /// Where its line stands.
    pub(crate) x: i64,
    /// Where its label starts and ends.
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) row: i64,
    pub(crate) shown: String,
    pub(crate) label: &'a str,
}

impl PlacedNote<'_> {
    /// Says whether the label lies over its own line, which then begins below the label.
    pub(crate) fn covers_line(&self) -> bool {
        self.start <= self.x && self.x <= self.end
    }
}

/// Places labels so that none lies upon another, nor upon the line of another.
///
/// Labels stand right of their lines; where that cuts one of them and labels left of their lines are cut
/// less, they stand left.
pub(crate) fn place_notes<'a>(notes: &[(i64, &'a str)], right: i64, text: i64) -> Vec<PlacedNote<'a>> {
    let placed = place_right(notes, right, text);
    if cut_letters(&placed) == 0 {
        return placed;
    }
    let turned: Vec<(i64, &str)> = notes.iter().rev().map(|(x, label)| (right - x, *label)).collect();
    let mut mirrored = place_right(&turned, right, text);
    mirrored.reverse();
    for note in &mut mirrored {
        (note.x, note.start, note.end) = (right - note.x, right - note.end, right - note.start);
    }
    if cut_letters(&mirrored) < cut_letters(&placed) { mirrored } else { placed }
}

/// Returns how many letters have no room.
fn cut_letters(placed: &[PlacedNote<'_>]) -> usize {
    let cut = placed.iter().filter(|note| note.shown != note.label);
    cut.map(|note| note.label.chars().count().saturating_sub(note.shown.chars().count()).max(1)).sum()
}

/// Places labels right of their lines.
///
/// From right to left, each takes the row above all those that it would touch; lines go down only, so what
/// stands above a line's label is never struck. At the right edge a label moves left, at most to the line
/// before it, and is cut when that is not enough.
fn place_right<'a>(notes: &[(i64, &'a str)], right: i64, text: i64) -> Vec<PlacedNote<'a>> {
    let gap = text * 3 / 10;
    let mut placed: Vec<PlacedNote<'a>> = Vec::new();
    for (index, (x, label)) in notes.iter().enumerate().rev() {
        let line_before = index.checked_sub(1).map_or(0, |before| notes[before].0 + gap);
        let start = (x + gap).min(right - text_width(label, text)).max(line_before);
        let shown = fit(label, right - start, text).into_owned();
        let end = start + text_width(&shown, text);
        let touched = |other: &&PlacedNote<'_>| {
            (other.start - gap < end && start < other.end + gap)
                || (start - gap..=end + gap).contains(&other.x)
        };
        let row = placed.iter().filter(touched).map(|other| other.row + 1).max().unwrap_or(0);
        placed.push(PlacedNote { x: *x, start, end, row, shown, label });
    }
    placed.reverse();
    placed
}

/// Returns ascending positions at least `apart` from each other, each group about its own middle.
pub(crate) fn spread(wanted: &[i64], apart: i64) -> Vec<i64> {
    // Each group is the sum of what its members want, and how many they are.
    let mut groups: Vec<(i64, i64)> = Vec::new();
    let first_of = |(sum, count): (i64, i64)| sum / count - (count - 1) * apart / 2;
    for position in wanted {
        let mut group = (*position, 1);
        // A group that the new one touches joins it, and the two share one middle.
        while let Some(before) = groups.last().copied() {
            if first_of(before) + before.1 * apart <= first_of(group) {
                break;
            }
            groups.pop();
            group = (before.0 + group.0, before.1 + group.1);
        }
        groups.push(group);
    }
    let places = |group: (i64, i64)| (0..group.1).map(move |nth| first_of(group) + nth * apart);
    groups.into_iter().flat_map(places).collect()
}
