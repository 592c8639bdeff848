use std::fmt::Write;

use chrono::{Datelike, NaiveDate};

use crate::canvas::{Area, Canvas, Direction};
use crate::ink::Ink;
use crate::markup::Unit;
use crate::scale::{Reach, Scale};
use crate::{Axis, ChartError, RunPoint};

/// The longest series: a leap year.
const DAYS_MOST: usize = 366;
const FLOOR_MOST_PERMILLE: u32 = 950;

/// A place in the picture.
pub(crate) type Place = (i64, i64);

/// The two scales of a plot; upright, values are tenths of the axis's unit.
pub(crate) struct Plot {
    pub(crate) days: Scale,
    pub(crate) values: Scale,
}

impl Plot {
    pub(crate) fn new(area: Area, first: NaiveDate, last: NaiveDate, axis: Axis) -> Self {
        let (mut from, mut to) = (day_number(first), day_number(last));
        if from == to {
            // One day alone stands in the middle.
            (from, to) = (from - 1, to + 1);
        }
        let days = Scale { from, to, start: area.left, end: area.left + area.width };
        let (floor, ceiling) = axis.ends();
        let (start, end) = (area.top + area.height, area.top);
        Self { days, values: Scale { from: floor * 10, to: ceiling * 10, start, end } }
    }

    pub(crate) fn day(&self, on: NaiveDate) -> i64 {
        self.days.at(day_number(on))
    }

    pub(crate) fn value(&self, value: u32) -> i64 {
        self.values.at(i64::from(value) * 10)
    }

    /// Returns the places of all values, split where a day has none or is left out.
    pub(crate) fn segments(&self, points: &[RunPoint]) -> Vec<Vec<Place>> {
        let mut segments: Vec<Vec<Place>> = Vec::new();
        let mut drawn_on: Option<NaiveDate> = None;
        for point in points {
            let Some(value) = point.value else { continue };
            let place = (self.day(point.on), self.value(value));
            let follows = drawn_on.and_then(|on| on.succ_opt()) == Some(point.on);
            match segments.last_mut() {
                Some(segment) if follows => segment.push(place),
                _ => segments.push(vec![place]),
            }
            drawn_on = Some(point.on);
        }
        segments
    }

    /// Marks values beyond an end of the axis at that end.
    pub(crate) fn mark_beyond(&self, canvas: &mut Canvas<'_>, points: &[RunPoint]) {
        for point in points {
            let Some(value) = point.value else { continue };
            let direction = match self.values.reach(i64::from(value) * 10) {
                Reach::Within => continue,
                Reach::Above => Direction::Up,
                Reach::Below => Direction::Down,
            };
            canvas.arrow((self.day(point.on), self.value(value)), direction);
        }
    }
}

impl Axis {
    /// Returns the first and the last value.
    pub(crate) fn ends(self) -> (i64, i64) {
        match self {
            Self::Share { floor_permille } => (i64::from(floor_permille), 1000),
            Self::Count { ceiling } => (0, i64::from(ceiling)),
        }
    }

    pub(crate) fn check(self) -> Result<(), ChartError> {
        match self {
            Self::Share { floor_permille } if floor_permille > FLOOR_MOST_PERMILLE => {
                Err(ChartError::Outside { what: "floor of the axis", found: i64::from(floor_permille) })
            }
            Self::Count { ceiling: 0 } => Err(ChartError::Outside { what: "ceiling of the axis", found: 0 }),
            _ => Ok(()),
        }
    }
}

/// Refuses days that do not ascend or span more than a year.
pub(crate) fn check_days(mut days: impl Iterator<Item = NaiveDate>) -> Result<(), ChartError> {
    let Some(first) = days.next() else { return Ok(()) };
    let mut last = first;
    for on in days {
        if on <= last {
            return Err(ChartError::DaysNotAscending { on });
        }
        last = on;
    }
    check_span(first, last)
}

/// Refuses a stretch of more than a year.
pub(crate) fn check_span(first: NaiveDate, last: NaiveDate) -> Result<(), ChartError> {
    let found = usize::try_from(day_number(last) - day_number(first) + 1).expect("days ascend");
    if found > DAYS_MOST {
        return Err(ChartError::TooMany { what: "days", found, most: DAYS_MOST });
    }
    Ok(())
}

/// Returns the shape of lines through the places, each rounded to a multiple of `grain`.
pub(crate) fn path(segments: &[Vec<Place>], grain: i64) -> String {
    let rounded = |length: i64| (length + grain / 2).div_euclid(grain) * grain;
    let mut shape = String::new();
    for segment in segments {
        let mut places = segment.iter().map(|(x, y)| (rounded(*x), rounded(*y)));
        let Some((mut x, mut y)) = places.next() else { continue };
        write!(shape, "M{} {}", Unit(x), Unit(y)).expect("a string takes every text");
        // A lone value has no length; a round cap makes a dot of the shortest line.
        shape.push_str(if segment.len() == 1 { "h.1" } else { "l" });
        let mut needs_space = false;
        for (next_x, next_y) in places {
            let (right, down) = (next_x - x, next_y - y);
            let before = if needs_space && right >= 0 { " " } else { "" };
            let between = if down >= 0 { " " } else { "" };
            write!(shape, "{before}{}{between}{}", Unit(right), Unit(down))
                .expect("a string takes every text");
            (x, y, needs_space) = (next_x, next_y, true);
        }
    }
    shape
}

/// Draws lines through the places.
pub(crate) fn draw_path(canvas: &mut Canvas<'_>, shape: &str, ink: Ink, width: i64) {
    if shape.is_empty() {
        return;
    }
    let attributes = ink.attributes(canvas.palette);
    canvas.put(format_args!(
        r#"<path fill="none" {attributes} stroke-width="{}" stroke-linecap="round" stroke-linejoin="round" d="{shape}"/>"#,
        Unit(width)
    ));
}

fn day_number(on: NaiveDate) -> i64 {
    i64::from(on.num_days_from_ce())
}
