/// Where the picture will be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Palette {
    /// Inside a page: classes only, coloured by [`STYLESHEET`](crate::STYLESHEET) in light, dark and forced colours.
    Screen,
    /// Alone, in print or as a file: greys, one blue and the font are written into the picture.
    Paper,
}
