//! Pictures of tiles as inline SVG, each with its numbers as a table.

use siaga_chart::{About, ChartError, DataTable, Palette, Size};
use siaga_platform::tile::{Picture, TileWidth};

/// A picture ready to be shown.
#[derive(Debug)]
pub(crate) struct ShownPicture {
    /// The picture for ordinary screens and, where phones need another one, for these. Both are written by
    /// the chart kernel, which escapes every text.
    pub(crate) wide: String,
    pub(crate) phone: Option<String>,
    pub(crate) table: DataTable,
    /// Where the rows of the table lead; empty when none leads anywhere.
    pub(crate) links: Vec<Option<String>>,
    /// How many of its bars are shown; nothing for all.
    pub(crate) cut: Option<Cut>,
}

impl ShownPicture {
    /// Returns where a row of the table leads.
    pub(crate) fn link(&self, row: &usize) -> Option<&str> {
        self.links.get(*row)?.as_deref()
    }
}

/// Bars that stand for more of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cut {
    pub(crate) shown: usize,
    pub(crate) of: usize,
}

/// Bars that are drawn: nobody scrolls on a wall, and elsewhere the table has the rest.
const BARS_MOST: usize = 12;

/// Draws a picture under ids that no other picture of the page has.
///
/// # Errors
/// As the chart says.
pub(crate) fn draw(
    picture: &mut Picture,
    id: &str,
    width: TileWidth,
    is_wall: bool,
) -> Result<ShownPicture, ChartError> {
    let size = match (is_wall, width) {
        (true, TileWidth::Wide) => Size::Wall,
        (false, TileWidth::Wide) => Size::Page,
        (false, TileWidth::Half) => Size::Small,
        // A third of a row is about as wide as a phone; half a wall needs letters twice as large.
        (true, TileWidth::Half | TileWidth::Narrow) | (false, TileWidth::Narrow) => Size::Phone,
    };
    about(picture).id_prefix = id.to_owned();
    let (table, links) = (picture.table(), links(picture));
    let cut = cut_bars(picture, BARS_MOST);
    let wide = picture.svg(Palette::Screen, size)?;
    let phone = if matches!(size, Size::Page | Size::Small) {
        about(picture).id_prefix = format!("{id}-p");
        Some(picture.svg(Palette::Screen, Size::Phone)?)
    } else {
        None
    };
    Ok(ShownPicture { wide, phone, table, links, cut })
}

fn links(picture: &Picture) -> Vec<Option<String>> {
    let Picture::Bars(bars) = picture else { return Vec::new() };
    bars.rows.iter().map(|bar| bar.link.clone()).collect()
}

/// Keeps the first rows of a picture; tiles sort those that need a look first.
pub(crate) fn cut_bars(picture: &mut Picture, most: usize) -> Option<Cut> {
    let of = match picture {
        Picture::Bars(bars) => cut_rows(&mut bars.rows, most),
        Picture::Progress(progress) => cut_rows(&mut progress.rows, most),
        Picture::Run(_) | Picture::Stacked(_) | Picture::Heat(_) | Picture::Multiples(_) => return None,
    };
    (of > most).then_some(Cut { shown: most, of })
}

/// Returns how many rows there were.
fn cut_rows<T>(rows: &mut Vec<T>, most: usize) -> usize {
    let of = rows.len();
    rows.truncate(most);
    of
}

/// Returns what is said about a picture.
pub(crate) fn about(picture: &mut Picture) -> &mut About {
    match picture {
        Picture::Bars(chart) => &mut chart.about,
        Picture::Run(chart) => &mut chart.about,
        Picture::Progress(chart) => &mut chart.about,
        Picture::Stacked(chart) => &mut chart.about,
        Picture::Heat(chart) => &mut chart.about,
        Picture::Multiples(chart) => &mut chart.about,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use siaga_chart::{Bar, Bars, Tone};
    use siaga_civil::Ratio;

    fn bars(count: usize) -> Picture {
        let bar = |index: usize| Bar {
            label: format!("Dinas {index}"),
            value: Ratio::new(1, 2),
            text: "50,00 %".to_owned(),
            tone: Tone::Good,
            link: None,
        };
        let text = |text: &str| text.to_owned();
        let about =
            About { id_prefix: text("a"), title: text("b"), description: text("c"), nothing: text("d") };
        let rows = (0..count).map(bar).collect();
        Picture::Bars(Bars { about, head: [text("e"), text("f")], rows, target: None })
    }

    #[test]
    fn the_first_bars_are_drawn_and_the_table_has_all_of_them() {
        for is_wall in [true, false] {
            let shown = draw(&mut bars(BARS_MOST + 1), "g", TileWidth::Wide, is_wall).unwrap();
            assert_eq!(shown.cut, Some(Cut { shown: BARS_MOST, of: BARS_MOST + 1 }));
            assert!(shown.wide.contains("Dinas 11") && !shown.wide.contains("Dinas 12"));
            assert_eq!(shown.table.rows.len(), BARS_MOST + 1);
            assert_eq!(draw(&mut bars(BARS_MOST), "g", TileWidth::Wide, is_wall).unwrap().cut, None);
        }
    }
}
