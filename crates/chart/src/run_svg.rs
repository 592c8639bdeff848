use chrono::NaiveDate;

use crate::canvas::{Anchor, Area, Canvas, Dashes};
use crate::ink::Ink;
use crate::key::{Sample, draw_key};
use crate::letters::{fit, text_width};
use crate::markup::{Escaped, Unit};
use crate::note_rows::{PlacedNote, place_notes, spread};
use crate::run_table::means_tenths;
use crate::series::{Place, Plot, check_days, draw_path, path};
use crate::ticks::{day_ticks, value_ticks};
use crate::{Axis, ChartError, Palette, RunChart, RunPoint, Size, Target};

/// Up to so many points each is a dot that can be pointed at.
const DOTS_MOST: usize = 62;

/// Where the parts of a run chart lie.
struct Layout<'a> {
    area: Area,
    plot: Plot,
    ends: (NaiveDate, NaiveDate),
    notes: Vec<PlacedNote<'a>>,
    note_row: i64,
}

impl RunChart {
    /// Returns the picture.
    ///
    /// **Errors.** An id prefix that is not safe, days that do not ascend or span more than 366, a floor
    /// above 950 permille, a ceiling of zero, a target beyond the axis, a note on no day of the series.
    pub fn svg(&self, palette: Palette, size: Size) -> Result<String, ChartError> {
        self.check()?;
        let mut canvas = Canvas::new(&self.about, palette, size);
        let (Some(first), Some(last)) = (self.points.first(), self.points.last()) else {
            return Ok(canvas.finish_empty());
        };
        if self.points.iter().all(|point| point.value.is_none()) {
            return Ok(canvas.finish_empty());
        }
        let layout = self.layout(&canvas, (first.on, last.on));
        self.draw_axes(&mut canvas, &layout);
        draw_notes(&mut canvas, &layout);
        self.draw_series(&mut canvas, &layout);
        self.draw_ends(&mut canvas, &layout);
        let text = size.text();
        let mut bottom = layout.area.top + layout.area.height + self.day_baseline(text) + text * 7 / 10;
        if size.is_narrow() {
            bottom = draw_key(&mut canvas, bottom, &self.key_entries());
        }
        Ok(canvas.finish(bottom))
    }

    fn check(&self) -> Result<(), ChartError> {
        self.about.check()?;
        self.axis.check()?;
        check_days(self.points.iter().map(|point| point.on))?;
        let (floor, ceiling) = self.axis.ends();
        if let Some(target) = &self.target {
            target.check(u32::try_from(ceiling).expect("an axis ends at a value"))?;
            if i64::from(target.value) < floor {
                return Err(ChartError::Outside { what: "target", found: i64::from(target.value) });
            }
        }
        let days = self.points.first().zip(self.points.last());
        let is_outside = |on| days.is_none_or(|(first, last)| on < first.on || on > last.on);
        match self.notes.iter().find(|note| is_outside(note.on)) {
            Some(note) => Err(ChartError::NoteOutside { on: note.on }),
            None => Ok(()),
        }
    }

    fn layout(&self, canvas: &Canvas<'_>, ends: (NaiveDate, NaiveDate)) -> Layout<'_> {
        let (size, text) = (canvas.size, canvas.size.text());
        let ticks = value_ticks(self.axis, self.language);
        let left = canvas.widest(ticks.iter().map(|(_, label)| label.as_str())) + text * 7 / 10;
        let names = self.key_entries().into_iter().filter(|_| !size.is_narrow()).map(|(_, name)| name);
        let texts = last_value(&self.points).map(|point| point.text.as_str()).into_iter().chain(names);
        let right = canvas.widest(texts).min(size.width() * 28 / 100) + text;
        let width = size.width() - left - right;
        let mut area = Area { left, top: text, width, height: plot_height(size) };
        let mut notes: Vec<(NaiveDate, &str)> =
            self.notes.iter().map(|note| (note.on, note.label.as_str())).collect();
        notes.sort_by_key(|(on, _)| *on);
        let across = Plot::new(area, ends.0, ends.1, self.axis);
        let notes: Vec<(i64, &str)> = notes.into_iter().map(|(on, label)| (across.day(on), label)).collect();
        let notes = place_notes(&notes, size.width(), text);
        let note_row = text * 14 / 10;
        area.top += note_row * notes.iter().map(|note| note.row + 1).max().unwrap_or(0);
        Layout { area, plot: Plot::new(area, ends.0, ends.1, self.axis), ends, notes, note_row }
    }

    fn draw_axes(&self, canvas: &mut Canvas<'_>, layout: &Layout<'_>) {
        let (text, tenth) = (canvas.size.text(), canvas.size.tenth());
        let Area { left, top, width, height } = layout.area;
        let (right, bottom) = (left + width, top + height);
        for (value, label) in value_ticks(self.axis, self.language) {
            let y = layout.plot.value(value);
            let ink = if y == bottom { Ink::Axis } else { Ink::Grid };
            canvas.line((left, y), (right, y), ink, tenth, Dashes::None);
            canvas.text(left - text * 5 / 10, y + text * 35 / 100, Anchor::End, Ink::Soft, &label);
        }
        if self.has_break() {
            draw_break(canvas, (left, bottom));
        }
        let named = day_ticks(layout.ends, width, text, self.language);
        for (on, label) in named {
            let x = layout.plot.day(on);
            canvas.line((x, bottom), (x, bottom + text * 4 / 10), Ink::Axis, tenth, Dashes::None);
            let half = text_width(&label, text) / 2;
            let middle = x.max(half).min(canvas.size.width() - half);
            canvas.text(middle, bottom + self.day_baseline(text), Anchor::Middle, Ink::Soft, &label);
        }
        if let Some(target) = &self.target {
            let y = layout.plot.value(target.value);
            canvas.line((left, y), (right, y), Ink::Target, tenth * 2, Dashes::Long);
        }
    }

    fn draw_series(&self, canvas: &mut Canvas<'_>, layout: &Layout<'_>) {
        let tenth = canvas.size.tenth();
        let segments = layout.plot.segments(&self.points);
        draw_path(canvas, &path(&segments, 1), Ink::Day, tenth * 12 / 10);
        if self.points.len() <= DOTS_MOST {
            self.draw_dots(canvas, layout);
        }
        if self.mean_label.is_some() {
            let mean = self.mean_places(layout);
            draw_path(canvas, &path(&[mean], 1), Ink::Mean, tenth * 3);
        }
        layout.plot.mark_beyond(canvas, &self.points);
    }

    /// Returns how far below the plot days are written: below the break of the axis where there is one.
    fn day_baseline(&self, text: i64) -> i64 {
        if self.has_break() { text * 22 / 10 } else { text * 15 / 10 }
    }

    fn has_break(&self) -> bool {
        matches!(self.axis, Axis::Share { floor_permille } if floor_permille > 0)
    }

    fn key_entries(&self) -> Vec<(Sample, &str)> {
        let mean = self.mean_label.as_deref().map(|label| (Sample::MeanLine, label));
        let target = self.target.as_ref().map(|target| (Sample::TargetLine, target.label.as_str()));
        mean.into_iter().chain(target).collect()
    }

    fn draw_dots(&self, canvas: &mut Canvas<'_>, layout: &Layout<'_>) {
        let ink = Ink::Dot.attributes(canvas.palette);
        canvas.put(format_args!("<g {ink}>"));
        for point in &self.points {
            let Some(value) = point.value else { continue };
            let (x, y) = (Unit(layout.plot.day(point.on)), Unit(layout.plot.value(value)));
            let radius = Unit(canvas.size.tenth() * 2);
            let (day, text) = (self.language.date(point.on), Escaped(&point.text));
            canvas.put(format_args!(
                r#"<circle cx="{x}" cy="{y}" r="{radius}"><title>{day}: {text}</title></circle>"#
            ));
        }
        canvas.put(format_args!("</g>"));
    }

    fn mean_places(&self, layout: &Layout<'_>) -> Vec<Place> {
        let means = means_tenths(&self.points);
        let days = self.points.iter().map(|point| layout.plot.day(point.on));
        days.zip(means).filter_map(|(x, mean)| Some((x, layout.plot.values.at(mean?)))).collect()
    }

    /// Names the last value, and where there is room the lines, at their ends.
    fn draw_ends(&self, canvas: &mut Canvas<'_>, layout: &Layout<'_>) {
        let Some(point) = last_value(&self.points) else { return };
        let (text, tenth) = (canvas.size.text(), canvas.size.tenth());
        let end = (layout.plot.day(point.on), layout.plot.value(point.value.unwrap_or(0)));
        let right = layout.area.left + layout.area.width;
        let left = right + text * 7 / 10;
        let room = canvas.size.width() - left;
        let names = self.end_names(layout, (end.1, &point.text), canvas.size);
        let wanted: Vec<i64> = names.iter().map(|(y, ..)| *y).collect();
        for (y, (_, ink, label)) in spread(&wanted, text * 12 / 10).into_iter().zip(names) {
            let baseline = y + text * 35 / 100;
            if let Some(ink) = ink {
                canvas.text_fit(left, baseline, room, ink, label);
                continue;
            }
            if end.0 < right {
                canvas.line(end, (left - tenth * 2, y), Ink::Grid, tenth, Dashes::Short);
            }
            let shown = fit(label, room, text);
            canvas.text_with(left, baseline, Anchor::Start, r#"font-weight="bold""#, &shown);
        }
        let (ink, radius) = (Ink::End.attributes(canvas.palette), Unit(tenth * 4));
        let (x, y) = (Unit(end.0), Unit(end.1));
        canvas.put(format_args!(r#"<circle {ink} cx="{x}" cy="{y}" r="{radius}"/>"#));
    }

    /// Returns what is named right of the plot from top to bottom; the value itself has no ink of its own.
    fn end_names<'a>(
        &'a self,
        layout: &Layout<'_>,
        (value_y, value): (i64, &'a str),
        size: Size,
    ) -> Vec<(i64, Option<Ink>, &'a str)> {
        let mut names = vec![(value_y, None, value)];
        if !size.is_narrow() {
            let mean = self.mean_label.as_deref().zip(self.mean_places(layout).last().copied());
            names.extend(mean.map(|(label, place)| (place.1, Some(Ink::End), label)));
            let target = self.target.as_ref();
            let of_target = |target: &'a Target| {
                (layout.plot.value(target.value), Some(Ink::Plain), target.label.as_str())
            };
            names.extend(target.map(of_target));
        }
        names.sort_by_key(|(y, ..)| *y);
        names
    }
}

fn last_value(points: &[RunPoint]) -> Option<&RunPoint> {
    points.iter().rev().find(|point| point.value.is_some())
}

fn plot_height(size: Size) -> i64 {
    match size {
        Size::Wall => 4_200,
        Size::Page => 2_600,
        Size::Small => 1_800,
        Size::Phone => 2_000,
    }
}

fn draw_notes(canvas: &mut Canvas<'_>, layout: &Layout<'_>) {
    let (text, tenth) = (canvas.size.text(), canvas.size.tenth());
    let Area { top, height, .. } = layout.area;
    let band = top - text * 4 / 10;
    for note in &layout.notes {
        let foot = band - note.row * layout.note_row;
        let line_top = if note.covers_line() { foot } else { foot - text };
        canvas.line((note.x, line_top), (note.x, top + height), Ink::Note, tenth, Dashes::Short);
        let room = note.end - note.start;
        let baseline = foot - text * 2 / 10;
        if note.shown == note.label {
            canvas.text(note.start, baseline, Anchor::Start, Ink::Plain, note.label);
        } else {
            canvas.text_fit(note.start, baseline, room, Ink::Plain, note.label);
        }
    }
}

/// Draws the sign that the axis does not begin at zero: a zigzag below its foot.
fn draw_break(canvas: &mut Canvas<'_>, (left, bottom): (i64, i64)) {
    let tenth = canvas.size.tenth();
    let zigzag = [(0, 0), (0, 3), (-4, 5), (4, 8), (0, 10), (0, 13)];
    let places = zigzag.map(|(right, down)| (left + right * tenth, bottom + down * tenth)).to_vec();
    draw_path(canvas, &path(&[places], 1), Ink::Axis, tenth);
}
