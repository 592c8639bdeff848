use crate::canvas::{Anchor, Area, Canvas, Dashes};
use crate::ink::{Fill, Ink};
use crate::letters::{fit, text_width};
use crate::scale::Scale;
use crate::{ChartError, Palette, Part, Size, Stacked};

/// More cannot be told apart.
const PARTS_MOST: usize = 4;

/// A part with its place and its words.
struct PlacedPart {
    start: i64,
    end: i64,
    text: String,
}

impl PlacedPart {
    fn middle(&self) -> i64 {
        (self.start + self.end) / 2
    }
}

impl Stacked {
    /// Returns the picture.
    ///
    /// **Errors.** An id prefix that is not safe, more than four parts, a negative part.
    pub fn svg(&self, palette: Palette, size: Size) -> Result<String, ChartError> {
        let total = self.check()?;
        let mut canvas = Canvas::new(&self.about, palette, size);
        if total == 0 {
            return Ok(canvas.finish_empty());
        }
        let edge = size.tenth() * 2;
        let scale = Scale { from: 0, to: total, start: edge, end: size.width() - edge };
        let parts = placed(&self.parts, scale);
        // From the first part whose label has no room to its right, labels stand above and end at their part.
        let gap = size.text() * 3 / 10;
        let has_room =
            |part: &PlacedPart| part.middle() + gap + text_width(&part.text, size.text()) <= size.width();
        let below = parts.iter().position(|part| !has_room(part)).unwrap_or(parts.len());
        let above = parts.len() - below;
        let line = size.text() * 14 / 10;
        let rows = |count: usize| line * i64::try_from(count).expect("parts are few");
        let bar = Area { left: 0, top: rows(above) + size.text() / 2, width: 0, height: size.text() * 2 };
        for (index, part) in parts.iter().enumerate() {
            let row = if index < below { rows(below - index) } else { -rows(index - below + 1) };
            draw_label(&mut canvas, part, bar, row);
        }
        for (index, part) in parts.iter().enumerate().filter(|(_, part)| part.end > part.start) {
            canvas.surface(Area { left: part.start, width: part.end - part.start, ..bar }, Fill::Part(index));
        }
        Ok(canvas.finish(bar.top + bar.height + rows(below) + size.text() / 2))
    }

    fn check(&self) -> Result<i64, ChartError> {
        self.about.check()?;
        if self.parts.len() > PARTS_MOST {
            return Err(ChartError::TooMany { what: "parts", found: self.parts.len(), most: PARTS_MOST });
        }
        if let Some(part) = self.parts.iter().find(|part| part.value < 0) {
            return Err(ChartError::Outside { what: "part", found: part.value });
        }
        let total = self.parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(part.value));
        total.ok_or(ChartError::Outside { what: "sum of parts", found: i64::MAX })
    }
}

fn placed(parts: &[Part], scale: Scale) -> Vec<PlacedPart> {
    let mut sum = 0;
    let place = |part: &Part| {
        let start = scale.at(sum);
        sum += part.value;
        PlacedPart { start, end: scale.at(sum), text: format!("{}: {}", part.label, part.text) }
    };
    parts.iter().map(place).collect()
}

/// Writes a label in its row, counted in lengths from the bar: above when negative, else below.
fn draw_label(canvas: &mut Canvas<'_>, part: &PlacedPart, bar: Area, row: i64) {
    let (text, width) = (canvas.size.text(), canvas.size.width());
    let (x, gap) = (part.middle(), text * 3 / 10);
    if row > 0 {
        let baseline = bar.top + bar.height + row;
        canvas.line((x, bar.top + bar.height), (x, baseline), Ink::Axis, canvas.size.tenth(), Dashes::None);
        canvas.text_fit(x + gap, baseline, width - x - gap, Ink::Plain, &part.text);
    } else {
        let baseline = bar.top + row + text;
        canvas.line((x, baseline - text), (x, bar.top), Ink::Axis, canvas.size.tenth(), Dashes::None);
        let shown = fit(&part.text, x - gap, text);
        canvas.text(x - gap, baseline, Anchor::End, Ink::Plain, &shown);
    }
}
