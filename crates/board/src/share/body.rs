//! Tiles as they lie on the sheet.

use crate::board::LoadedTile;
use crate::web::{cut_bars, cut_words, picture_about};
use siaga_chart::{Palette, Size};
use siaga_platform::tile::{Picture, TileView, TileWidth};
use siaga_platform::web::Page;
use siaga_typeset::{Board, Tile};

/// Rows of bars that can be read beside few tiles, and on a third of a full sheet.
const BARS_MAX: usize = 10;
const BARS_MAX_CROWDED: usize = 5;

/// Letters of a remark: a line above a picture, some lines below a figure, more where there is neither.
const REMARK_LETTERS: usize = 60;
const REMARK_LETTERS_FIGURE: usize = 150;
const REMARK_LETTERS_ALONE: usize = 240;

/// Letters beside a figure; a longer label goes below it.
const UNIT_LETTERS: usize = 14;

/// Tiles of a sheet, three in each of three rows.
const CELLS_MAX: usize = 9;

/// What stands around the tiles.
#[derive(Debug)]
pub(crate) struct ShareWords {
    /// For whom.
    pub(crate) role: String,
    /// Until when facts were known, where somebody asked so.
    pub(crate) known: Option<String>,
    /// Who made it, when, from what.
    pub(crate) source: String,
}

/// A picture as a file of the sheet.
pub(super) struct Chart {
    pub(super) name: String,
    pub(super) svg: String,
}

/// Returns the body of the sheet and its pictures.
pub(super) fn body(page: &Page, loaded: Vec<LoadedTile>, words: ShareWords) -> (Board, Vec<Chart>) {
    let mut charts = Vec::new();
    let mut tiles = Vec::new();
    let mut completeness = String::new();
    let mut as_of = None;
    let is_crowded = cells(&loaded) > CELLS_MAX;
    for tile in loaded {
        match tile.answer {
            Ok(view) => {
                as_of = [as_of, view.as_of].into_iter().flatten().min();
                if completeness.is_empty() {
                    completeness.clone_from(&view.completeness);
                }
                tiles.extend(tiles_of(page, view, is_crowded, &mut charts));
            }
            Err(problem) => {
                tiles.push(Tile { note: page.problem_text(&problem), ..bare(page.t("board-tile-failed")) })
            }
        }
    }
    let left_out = fit(&mut tiles);
    let more = if left_out > 0 { page.t1("board-share-more", "count", left_out) } else { String::new() };
    let source_text = [words.source, more].into_iter().filter(|part| !part.is_empty());
    let board = Board {
        role: words.role,
        // The oldest tile speaks for all.
        as_of_text: [as_of.map(|at| page.t1("board-as-of", "time", page.time(at))), words.known]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
        completeness_text: completeness,
        source_text: source_text.collect::<Vec<_>>().join(" "),
        tiles,
    };
    (board, charts)
}

/// A tile with its first picture; each further picture is a tile of its own beside it.
fn tiles_of(page: &Page, view: TileView, is_crowded: bool, charts: &mut Vec<Chart>) -> Vec<Tile> {
    let is_wide = view.width == TileWidth::Wide && !is_crowded;
    let limit = match (view.figures.is_empty(), view.pictures.is_empty()) {
        (true, true) => REMARK_LETTERS_ALONE,
        (false, true) => REMARK_LETTERS_FIGURE,
        (_, false) => REMARK_LETTERS,
    };
    let mut remarks = remarks(page, &view);
    let mut tile = bare(view.heading);
    if let Some(first) = view.figures.into_iter().next() {
        tile.figure = first.value;
        if first.label.chars().count() <= UNIT_LETTERS {
            tile.unit = first.label;
        } else {
            remarks.insert(0, first.label);
        }
    }
    tile.note = fitting(&remarks, limit);
    let mut tiles = vec![tile];
    for (place, mut picture) in view.pictures.into_iter().enumerate() {
        if place > 0 {
            tiles.push(bare(picture_about(&mut picture).title.clone()));
        }
        let last = tiles.last_mut().expect("the first tile is there");
        draw(page, &mut picture, is_wide, last, charts);
    }
    tiles
}

fn draw(page: &Page, picture: &mut Picture, is_wide: bool, tile: &mut Tile, charts: &mut Vec<Chart>) {
    let most = if is_wide { BARS_MAX } else { BARS_MAX_CROWDED };
    if let Some(cut) = cut_bars(picture, most) {
        tile.note = joined([std::mem::take(&mut tile.note), cut_words(page, cut)]);
    }
    let size = if is_wide { Size::Page } else { Size::Small };
    match picture.svg(Palette::Paper, size) {
        Ok(svg) => {
            let name = format!("chart-{}.svg", charts.len() + 1);
            let about = picture_about(picture);
            tile.chart_text = format!("{}. {}", about.title, about.description);
            tile.columns = if is_wide { 2 } else { 1 };
            tile.chart = Some(name.clone());
            charts.push(Chart { name, svg });
        }
        Err(error) => tracing::error!(%error, "a picture of the board cannot be drawn"),
    }
}

/// The figures behind the first one, those who are named, and what the tile says instead of them.
fn remarks(page: &Page, view: &TileView) -> Vec<String> {
    let figures = view.figures.iter().skip(1).map(|figure| format!("{} {}", figure.value, figure.label));
    let items = view.items.iter().map(|item| {
        if item.note.is_empty() { item.text.clone() } else { format!("{} ({})", item.text, item.note) }
    });
    let more =
        (view.items_unshown > 0).then(|| page.t1("board-unshown", "count", page.number(view.items_unshown)));
    let is_bare = view.items.is_empty() && view.pictures.is_empty();
    let empty = (is_bare && !view.empty.is_empty()).then(|| view.empty.clone());
    figures.chain(items).chain(more).chain(empty).collect()
}

/// Returns as many whole remarks as have room, an ellipsis for those that have none.
fn fitting(remarks: &[String], limit: usize) -> String {
    let mut text = String::new();
    for remark in remarks {
        let joint = if text.is_empty() { "" } else { " · " };
        if text.chars().count() + joint.chars().count() + remark.chars().count() > limit {
            if text.is_empty() {
                text = remark.chars().take(limit).collect();
            }
            return text + " …";
        }
        text = text + joint + remark;
    }
    text
}

fn joined(parts: [String; 2]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Thirds of a row that the tiles would like to have.
fn cells(loaded: &[LoadedTile]) -> usize {
    let of_view = |view: &TileView| {
        let picture = if view.width == TileWidth::Wide { 2 } else { 1 };
        (view.pictures.len() * picture).max(1)
    };
    loaded.iter().map(|tile| tile.answer.as_ref().map_or(1, of_view)).sum()
}

fn bare(title: String) -> Tile {
    Tile {
        title,
        figure: String::new(),
        unit: String::new(),
        note: String::new(),
        chart: None,
        chart_text: String::new(),
        columns: 1,
    }
}

/// Makes tiles narrow, then leaves out the last ones, until three rows hold them. Returns how many are left out.
fn fit(tiles: &mut Vec<Tile>) -> usize {
    while rows(tiles) > 3 {
        let Some(wide) = tiles.iter_mut().rev().find(|tile| tile.columns > 1) else { break };
        wide.columns = 1;
    }
    let left_out = tiles.len().saturating_sub(CELLS_MAX);
    tiles.truncate(CELLS_MAX);
    stretch(tiles);
    left_out
}

/// The last tile of a row takes what the next one leaves of it.
fn stretch(tiles: &mut [Tile]) {
    let mut used = 0;
    for index in 0..tiles.len() {
        used += tiles[index].columns;
        let next = tiles.get(index + 1).map_or(3, |next| next.columns);
        if used + next > 3 {
            tiles[index].columns += 3 - used;
            used = 0;
        }
    }
}

/// Rows are filled from the left; a tile that does not fit begins the next one.
fn rows(tiles: &[Tile]) -> usize {
    let (mut rows, mut used) = (1, 0);
    for tile in tiles {
        if used + tile.columns > 3 {
            (rows, used) = (rows + 1, 0);
        }
        used += tile.columns;
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tiles(columns: &[u8]) -> Vec<Tile> {
        columns.iter().map(|columns| Tile { columns: *columns, ..bare(String::new()) }).collect()
    }

    #[test]
    fn what_fits_stays_as_wide_as_it_is() {
        for columns in [&[1, 2, 2, 1, 1, 1, 1][..], &[3, 1, 1, 1], &[]] {
            let mut fitting = tiles(columns);
            assert_eq!((rows(&fitting) <= 3, fit(&mut fitting)), (true, 0));
            assert_eq!(fitting, tiles(columns));
        }
    }

    #[test]
    fn the_last_wide_tiles_become_narrow_first() {
        let mut many = tiles(&[2, 2, 2, 2]);
        assert_eq!(fit(&mut many), 0);
        // The third still stands alone in its row until the fourth joins it.
        assert_eq!(many, tiles(&[3, 3, 2, 1]));
    }

    #[test]
    fn a_row_that_is_not_full_is_filled_by_its_last_tile() {
        for (columns, filled) in [(&[2, 2][..], &[3, 3][..]), (&[1], &[3]), (&[1, 1, 2, 1], &[1, 2, 2, 1])] {
            let mut tiles_of_row = tiles(columns);
            assert_eq!(fit(&mut tiles_of_row), 0);
            assert_eq!(tiles_of_row, tiles(filled), "{columns:?}");
        }
    }

    #[test]
    fn remarks_are_whole_or_left_out_and_an_ellipsis_says_so() {
        let remarks = ["4.820 hadir", "98,38 % ASN"].map(str::to_owned);
        assert_eq!(fitting(&remarks, 60), "4.820 hadir · 98,38 % ASN");
        assert_eq!(fitting(&remarks, 24), "4.820 hadir …");
        assert_eq!(fitting(&remarks, 25), "4.820 hadir · 98,38 % ASN");
        assert_eq!(fitting(&remarks, 5), "4.820 …");
        assert_eq!(fitting(&[], 5), "");
    }

    #[test]
    fn the_tenth_tile_is_left_out_and_counted() {
        let mut many = tiles(&[2; 10]);
        assert_eq!(fit(&mut many), 1);
        assert_eq!((many.len(), rows(&many)), (9, 3));
    }
}
