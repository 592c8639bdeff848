use crate::canvas::{Anchor, Area, Canvas, Dashes, Direction};
use crate::ink::{Fill, Ink};
use crate::letters::{fit, text_width};
use crate::markup::check_link;
use crate::scale::Scale;
use crate::{Bar, Bars, ChartError, Palette, Size, Tone};

/// Where the columns of the picture lie, in tenths of a unit.
pub(crate) struct Columns {
    pub(crate) label_room: i64,
    pub(crate) scale: Scale,
    pub(crate) sign: i64,
    pub(crate) text: i64,
    pub(crate) text_room: i64,
    /// Where the first row begins, and how high each row is.
    pub(crate) top: i64,
    pub(crate) row: i64,
}

impl Columns {
    /// Lays out rows of a label, a bar and a number; on narrow pictures the bar stands below its label.
    pub(crate) fn of<'t>(
        canvas: &Canvas<'_>,
        labels: impl Iterator<Item = &'t str>,
        texts: impl Iterator<Item = &'t str>,
        has_head: bool,
    ) -> Self {
        let (width, text) = (canvas.size.width(), canvas.size.text());
        let gap = text * 6 / 10;
        let edge = canvas.size.tenth() * 2;
        let text_room = canvas.widest(texts).min(width * 4 / 10);
        let text_left = width - edge - text_room;
        let sign = text_left - text - canvas.size.tenth() * 4;
        let (label_room, start, end, row) = if canvas.size.is_narrow() {
            (sign - gap, edge, width - edge - text / 2, text * 29 / 10)
        } else {
            let label_room = canvas.widest(labels).min(width * 44 / 100);
            (label_room, label_room + gap, sign - gap, text * 17 / 10)
        };
        let top = if has_head { text * 17 / 10 } else { text * 4 / 10 };
        let scale = Scale { from: 0, to: 1000, start, end };
        Self { label_room, scale, sign, text: text_left, text_room, top, row }
    }

    pub(crate) fn row_top(&self, index: usize) -> i64 {
        self.top + self.row * i64::try_from(index).expect("rows of a picture are few")
    }

    /// Returns the area of the bar of a row at full length.
    pub(crate) fn bar(&self, canvas: &Canvas<'_>, index: usize) -> Area {
        let text = canvas.size.text();
        let (lower, height) =
            if canvas.size.is_narrow() { (text * 15 / 10, text) } else { (text * 3 / 10, text * 11 / 10) };
        let (left, width) = (self.scale.start, self.scale.end - self.scale.start);
        Area { left, top: self.row_top(index) + lower, width, height }
    }

    /// Writes the label, the sign and the number of a row.
    pub(crate) fn words(&self, canvas: &mut Canvas<'_>, index: usize, row: &Words<'_>) {
        let text = canvas.size.text();
        let baseline = self.row_top(index) + text * 12 / 10;
        let shown = fit(row.label, self.label_room, text);
        let ink = if row.link.is_some() { Ink::Link } else { Ink::Plain };
        canvas.text(0, baseline, Anchor::Start, ink, &shown);
        canvas.sign(row.tone, self.sign, baseline - text * 9 / 10);
        let number = fit(row.text, self.text_room, text);
        canvas.text(self.text, baseline, Anchor::Start, Ink::Plain, &number);
    }

    /// Returns the whole of label and number where one of them is cut.
    pub(crate) fn whole(&self, canvas: &Canvas<'_>, row: &Words<'_>) -> Option<String> {
        let height = canvas.size.text();
        let is_cut = fit(row.label, self.label_room, height) != row.label
            || fit(row.text, self.text_room, height) != row.text;
        is_cut.then(|| format!("{}: {}", row.label, row.text))
    }

    /// Draws a line through all rows; where labels stand between the bars, through the bars alone.
    pub(crate) fn upright(&self, canvas: &mut Canvas<'_>, rows: usize, x: i64, kind: Upright) {
        let beyond = canvas.size.tenth() * 2;
        let (ink, width, dashes) = match kind {
            Upright::Zero => (Ink::Axis, canvas.size.tenth(), Dashes::None),
            Upright::Target => (Ink::Target, canvas.size.tenth() * 2, Dashes::Long),
        };
        if !canvas.size.is_narrow() {
            return canvas.line((x, self.top - beyond), (x, self.row_top(rows)), ink, width, dashes);
        }
        for index in 0..rows {
            let Area { top, height, .. } = self.bar(canvas, index);
            canvas.line((x, top - beyond), (x, top + height + beyond), ink, width, dashes);
        }
    }

    pub(crate) fn row_area(&self, canvas: &Canvas<'_>, index: usize) -> Area {
        Area { left: 0, top: self.row_top(index), width: canvas.size.width(), height: self.row }
    }
}

/// What a line through all rows means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Upright {
    Zero,
    Target,
}

/// What is written in a row.
pub(crate) struct Words<'a> {
    pub(crate) label: &'a str,
    pub(crate) text: &'a str,
    pub(crate) tone: Tone,
    pub(crate) link: Option<&'a str>,
}

impl Bars {
    /// Returns the picture.
    ///
    /// **Errors.** An id prefix or link that is not safe, a negative share, a target above the scale.
    pub fn svg(&self, palette: Palette, size: Size) -> Result<String, ChartError> {
        self.check()?;
        let mut canvas = Canvas::new(&self.about, palette, size);
        if self.rows.is_empty() {
            return Ok(canvas.finish_empty());
        }
        let labels = self.rows.iter().map(|row| row.label.as_str());
        let texts = self.rows.iter().map(|row| row.text.as_str());
        let columns = Columns::of(&canvas, labels, texts, self.target.is_some());
        for (index, row) in self.rows.iter().enumerate() {
            draw_row(&mut canvas, &columns, index, row);
        }
        let bottom = columns.row_top(self.rows.len());
        columns.upright(&mut canvas, self.rows.len(), columns.scale.start, Upright::Zero);
        if let Some(target) = &self.target {
            let x = columns.scale.at(i64::from(target.value));
            columns.upright(&mut canvas, self.rows.len(), x, Upright::Target);
            name_target(&mut canvas, x, columns.top, &target.label);
        }
        Ok(canvas.finish(bottom + size.text() * 4 / 10))
    }

    fn check(&self) -> Result<(), ChartError> {
        self.about.check()?;
        if let Some(target) = &self.target {
            target.check(1000)?;
        }
        for row in &self.rows {
            check_link(row.link.as_deref())?;
            for (what, found) in [("numerator", row.value.numerator), ("denominator", row.value.denominator)]
            {
                if found < 0 {
                    return Err(ChartError::Outside { what, found });
                }
            }
        }
        Ok(())
    }
}

fn draw_row(canvas: &mut Canvas<'_>, columns: &Columns, index: usize, row: &Bar) {
    let link = row.link.as_deref();
    let words = Words { label: &row.label, text: &row.text, tone: row.tone, link };
    let whole = columns.whole(canvas, &words);
    canvas.open_row(link, whole.as_deref(), columns.row_area(canvas, index));
    columns.words(canvas, index, &words);
    let full = columns.bar(canvas, index);
    let end = columns.scale.at_share(row.value.numerator, row.value.denominator);
    if end > full.left {
        canvas.surface(Area { width: end - full.left, ..full }, Fill::Tone(row.tone));
    }
    if row.value.denominator > 0 && row.value.numerator > row.value.denominator {
        let tip = (end + canvas.size.tenth() * 5, full.top + full.height / 2);
        canvas.arrow(tip, Direction::Right);
    }
    canvas.close_row(link);
}

/// Writes the label of the target above its line, kept within the picture.
fn name_target(canvas: &mut Canvas<'_>, x: i64, top: i64, label: &str) {
    let (text, width) = (canvas.size.text(), canvas.size.width());
    let shown = fit(label, width, text);
    let half = text_width(&shown, text) / 2;
    let middle = x.min(width - half).max(half);
    canvas.text(middle, top - text * 5 / 10, Anchor::Middle, Ink::Plain, &shown);
}
