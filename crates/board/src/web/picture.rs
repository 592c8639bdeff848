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
}

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
    let wide = picture.svg(Palette::Screen, size)?;
    let phone = if size == Size::Page {
        about(picture).id_prefix = format!("{id}-p");
        Some(picture.svg(Palette::Screen, Size::Phone)?)
    } else {
        None
    };
    Ok(ShownPicture { wide, phone, table: picture.table() })
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
