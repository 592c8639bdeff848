use crate::canvas::{Canvas, Dashes};
use crate::ink::Ink;
use crate::letters::text_width;

/// A sample of a mark that has no room for its name where it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sample {
    MeanLine,
    TargetLine,
    /// A thick upright tick.
    PlanTick,
    /// A thin upright line.
    EdgeLine,
}

/// Draws samples with their names in rows from `top`, and returns where the rows end.
pub(crate) fn draw_key(canvas: &mut Canvas<'_>, top: i64, entries: &[(Sample, &str)]) -> i64 {
    let (text, width) = (canvas.size.text(), canvas.size.width());
    let line = text * 15 / 10;
    let (mut left, mut row) = (0, top);
    for (sample, name) in entries {
        let words_after = sample.width(text) + text * 5 / 10;
        if left > 0 && left + words_after + text_width(name, text) > width {
            (left, row) = (0, row + line);
        }
        let (words, middle) = (left + words_after, row + line / 2);
        sample.draw(canvas, left, middle);
        canvas.text_fit(words, middle + text * 35 / 100, width - words, Ink::Plain, name);
        left = words + text_width(name, text) + text * 15 / 10;
    }
    if entries.is_empty() { top } else { row + line }
}

impl Sample {
    fn width(self, text: i64) -> i64 {
        match self {
            Self::MeanLine | Self::TargetLine => text * 2,
            Self::PlanTick | Self::EdgeLine => text * 4 / 10,
        }
    }

    fn draw(self, canvas: &mut Canvas<'_>, left: i64, y: i64) {
        let (text, tenth) = (canvas.size.text(), canvas.size.tenth());
        let (end, middle) = (left + self.width(text), left + self.width(text) / 2);
        let (high, low) = (y - text / 2, y + text / 2);
        match self {
            Self::MeanLine => canvas.line((left, y), (end, y), Ink::Mean, tenth * 3, Dashes::None),
            Self::TargetLine => canvas.line((left, y), (end, y), Ink::Target, tenth * 2, Dashes::Long),
            Self::PlanTick => canvas.line((middle, high), (middle, low), Ink::Plan, tenth * 3, Dashes::None),
            Self::EdgeLine => canvas.line((middle, high), (middle, low), Ink::Plan, tenth, Dashes::None),
        }
    }
}
