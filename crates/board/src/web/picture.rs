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
    /// How many of its bars are shown; nothing for all.
    pub(crate) cut: Option<Cut>,
}

/// Bars that stand for more of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cut {
    pub(crate) shown: usize,
    pub(crate) of: usize,
}

/// Bars on a wall: nobody scrolls there.
const WALL_BARS: usize = 12;

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
        (true, _) => Size::Wall,
        (false, TileWidth::Wide) => Size::Page,
        // A third of a row is about as wide as a phone.
        (false, TileWidth::Narrow) => Size::Phone,
    };
    about(picture).id_prefix = id.to_owned();
    let cut = if is_wall { cut_bars(picture, WALL_BARS) } else { None };
    let wide = picture.svg(Palette::Screen, size)?;
    let phone = if size == Size::Page {
        about(picture).id_prefix = format!("{id}-p");
        Some(picture.svg(Palette::Screen, Size::Phone)?)
    } else {
        None
    };
    Ok(ShownPicture { wide, phone, table: picture.table(), cut })
}

/// Keeps the first bars of a picture; tiles sort those that need a look first.
pub(crate) fn cut_bars(picture: &mut Picture, most: usize) -> Option<Cut> {
    let Picture::Bars(bars) = picture else { return None };
    let of = bars.rows.len();
    bars.rows.truncate(most);
    (of > most).then_some(Cut { shown: most, of })
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
    fn a_wall_shows_the_first_bars_and_says_of_how_many() {
        let shown = draw(&mut bars(WALL_BARS + 1), "g", TileWidth::Wide, true).unwrap();
        assert_eq!(shown.cut, Some(Cut { shown: WALL_BARS, of: WALL_BARS + 1 }));
        assert!(shown.wide.contains("Dinas 11") && !shown.wide.contains("Dinas 12"));
        assert_eq!(draw(&mut bars(WALL_BARS), "g", TileWidth::Wide, true).unwrap().cut, None);
        assert_eq!(draw(&mut bars(WALL_BARS + 1), "g", TileWidth::Wide, false).unwrap().cut, None);
    }
}
