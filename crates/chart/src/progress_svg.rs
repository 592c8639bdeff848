use crate::canvas::Canvas;
use crate::{ChartError, Palette, Progress, Size};

impl Progress {
    /// Returns the picture.
    pub fn svg(&self, palette: Palette, size: Size) -> Result<String, ChartError> {
        self.about.check()?;
        Ok(Canvas::new(&self.about, palette, size).finish_empty())
    }
}
