use crate::canvas::Canvas;
use crate::{ChartError, Heat, Palette, Size};

impl Heat {
    /// Returns the picture.
    pub fn svg(&self, palette: Palette, size: Size) -> Result<String, ChartError> {
        self.about.check()?;
        Ok(Canvas::new(&self.about, palette, size).finish_empty())
    }
}
