use chrono::NaiveDate;

use crate::canvas::{Anchor, Area, Canvas, Dashes};
use crate::ink::{Ink, sign_attributes};
use crate::letters::{fit, text_width};
use crate::markup::check_link;
use crate::series::{Plot, check_days, check_span, draw_path, path};
use crate::ticks::value_text;
use crate::{ChartError, Palette, Panel, Size, SmallMultiples};

/// More panels do not fit a page that is still read.
const PANELS_MOST: usize = 60;
/// Lines of panels are rounded to whole units: finer is not seen and costs bytes.
const GRAIN: i64 = 10;

/// Where panels lie.
struct Tiles {
    columns: usize,
    left: i64,
    width: i64,
    gap: i64,
    plot_top: i64,
    plot_height: i64,
    pitch: i64,
}

impl SmallMultiples {
    /// Returns the picture.
    ///
    /// **Errors.** An id prefix or link that is not safe, more than sixty panels, a series as a run chart
    /// refuses it, a ceiling of zero.
    pub fn svg(&self, palette: Palette, size: Size) -> Result<String, ChartError> {
        self.check()?;
        let mut canvas = Canvas::new(&self.about, palette, size);
        let days = self.days();
        let (Some(first), Some(last)) = (days.first(), days.last()) else {
            return Ok(canvas.finish_empty());
        };
        check_span(*first, *last)?;
        let tiles = self.tiles(&canvas);
        for (index, panel) in self.panels.iter().enumerate() {
            self.draw_panel(&mut canvas, tiles.area(index), &tiles, panel, (*first, *last));
            if index % tiles.columns == 0 {
                self.draw_ends(&mut canvas, tiles.area(index));
            }
            if index + tiles.columns >= self.panels.len() {
                self.draw_days(&mut canvas, tiles.area(index), (*first, *last));
            }
        }
        let rows = i64::try_from(self.panels.len().div_ceil(tiles.columns)).expect("panels are few");
        Ok(canvas.finish(rows * tiles.pitch))
    }

    fn check(&self) -> Result<(), ChartError> {
        self.about.check()?;
        self.axis.check()?;
        if self.panels.len() > PANELS_MOST {
            let found = self.panels.len();
            return Err(ChartError::TooMany { what: "panels", found, most: PANELS_MOST });
        }
        for panel in &self.panels {
            check_link(panel.link.as_deref())?;
            check_days(panel.points.iter().map(|point| point.on))?;
        }
        Ok(())
    }

    fn tiles(&self, canvas: &Canvas<'_>) -> Tiles {
        let (size, text) = (canvas.size, canvas.size.text());
        let columns = match size {
            Size::Wall | Size::Page => 4,
            Size::Small => 3,
            Size::Phone => 2,
        };
        let ends = self.end_texts();
        let left = canvas.widest(ends.iter().map(String::as_str)) + text * 4 / 10;
        let gap = text;
        let count = i64::try_from(columns).expect("columns are few");
        let width = (size.width() - left - gap * (count - 1) - text * 4 / 10) / count;
        let (plot_top, plot_height) = (text * 29 / 10, text * 34 / 10);
        Tiles {
            columns,
            left,
            width,
            gap,
            plot_top,
            plot_height,
            pitch: plot_top + plot_height + text * 18 / 10,
        }
    }

    fn draw_panel(
        &self,
        canvas: &mut Canvas<'_>,
        area: Area,
        tiles: &Tiles,
        panel: &Panel,
        (first, last): (NaiveDate, NaiveDate),
    ) {
        let tenth = canvas.size.tenth();
        let whole = Area { top: area.top - tiles.plot_top, height: tiles.plot_top + area.height, ..area };
        let link = panel.link.as_deref();
        canvas.open_row(link, Some(&panel.sentence), whole);
        draw_head(canvas, whole, panel);
        let right = area.left + area.width;
        let foot = area.top + area.height;
        canvas.line((area.left, area.top), (right, area.top), Ink::Grid, tenth, Dashes::None);
        canvas.line((area.left, foot), (right, foot), Ink::Axis, tenth, Dashes::None);
        let plot = Plot::new(area, first, last, self.axis);
        let shape = path(&plot.segments(&panel.points), GRAIN);
        draw_path(canvas, &shape, Ink::Mean, tenth * 16 / 10);
        plot.mark_beyond(canvas, &panel.points);
        canvas.close_row(link);
    }

    /// Names both ends of the scale, left of the first panel of a row.
    fn draw_ends(&self, canvas: &mut Canvas<'_>, area: Area) {
        let text = canvas.size.text();
        let x = area.left - text * 3 / 10;
        let [low, high] = self.end_texts();
        canvas.text(x, area.top + text * 7 / 10, Anchor::End, Ink::Soft, &high);
        canvas.text(x, area.top + area.height, Anchor::End, Ink::Soft, &low);
    }

    /// Names the first and the last day, below the last panel of a column.
    fn draw_days(&self, canvas: &mut Canvas<'_>, area: Area, (first, last): (NaiveDate, NaiveDate)) {
        let text = canvas.size.text();
        let baseline = area.top + area.height + text * 115 / 100;
        let (from, to) = (self.language.day_month(first), self.language.day_month(last));
        canvas.text(area.left, baseline, Anchor::Start, Ink::Soft, &from);
        if first < last && text_width(&from, text) + text_width(&to, text) + text / 2 <= area.width {
            canvas.text(area.left + area.width, baseline, Anchor::End, Ink::Soft, &to);
        }
    }

    fn end_texts(&self) -> [String; 2] {
        let (low, high) = self.axis.ends();
        [low, high].map(|end| {
            let end = u32::try_from(end).expect("an axis runs over values");
            value_text(end, self.axis, self.language)
        })
    }
}

impl Tiles {
    /// Returns the area of the plot of a panel.
    fn area(&self, index: usize) -> Area {
        let column = i64::try_from(index % self.columns).expect("columns are few");
        let row = i64::try_from(index / self.columns).expect("panels are few");
        Area {
            left: self.left + column * (self.width + self.gap),
            top: row * self.pitch + self.plot_top,
            width: self.width,
            height: self.plot_height,
        }
    }
}

/// Writes the name, below it the badge, and at the right the last value.
fn draw_head(canvas: &mut Canvas<'_>, area: Area, panel: &Panel) {
    let text = canvas.size.text();
    let shown = fit(&panel.label, area.width, text);
    let ink = if panel.link.is_some() { Ink::Link } else { Ink::Plain };
    canvas.text(area.left, area.top + text * 11 / 10, Anchor::Start, ink, &shown);
    let baseline = area.top + text * 24 / 10;
    let last = panel.points.iter().rev().find(|point| point.value.is_some());
    let number = last.map(|point| point.text.as_str()).unwrap_or_default();
    let number = fit(number, area.width * 6 / 10, text);
    canvas.text(area.left + area.width, baseline, Anchor::End, Ink::Plain, &number);
    let Some((tone, badge)) = &panel.badge else { return };
    canvas.sign(*tone, area.left, baseline - text * 9 / 10);
    let left = area.left + text * 13 / 10;
    let room = area.left + area.width - left - text_width(&number, text) - text * 3 / 10;
    let attributes = sign_attributes(*tone, canvas.palette);
    canvas.text_with(left, baseline, Anchor::Start, attributes, &fit(badge, room, text));
}
