use chrono::Datelike;

use crate::canvas::{Anchor, Area, Canvas};
use crate::ink::{Fill, Ink};
use crate::letters::fit;
use crate::markup::{Escaped, Unit, check_link};
use crate::series::check_days;
use crate::{ChartError, Heat, HeatCell, HeatRow, Palette, Size};

/// More shades cannot be told apart.
const BOUNDS_MOST: usize = 4;
const FILLS: [Fill; 6] =
    [Fill::Level(0), Fill::Level(1), Fill::Level(2), Fill::Level(3), Fill::Level(4), Fill::Gap];
/// Shades from this one on carry light letters.
const FIRST_DARK: usize = 3;

/// Where the cells lie; days that have no room beside the others follow in a band below.
struct Grid {
    label_room: i64,
    left: i64,
    cell: i64,
    row: i64,
    days_per_band: usize,
}

impl Heat {
    /// Returns the picture.
    ///
    /// **Errors.** An id prefix or link that is not safe, days that do not ascend or span more than 366,
    /// more than four bounds or bounds that do not ascend, a row with another number of cells.
    pub fn svg(&self, palette: Palette, size: Size) -> Result<String, ChartError> {
        self.check()?;
        let mut canvas = Canvas::new(&self.about, palette, size);
        if self.rows.is_empty() || self.days.is_empty() {
            return Ok(canvas.finish_empty());
        }
        let grid = self.grid(&canvas);
        let mut top = 0;
        for from in (0..self.days.len()).step_by(grid.days_per_band) {
            let to = (from + grid.days_per_band).min(self.days.len());
            top = self.draw_band(&mut canvas, &grid, from..to, top);
        }
        Ok(canvas.finish(top))
    }

    fn check(&self) -> Result<(), ChartError> {
        self.about.check()?;
        check_days(self.days.iter().copied())?;
        if self.bounds.len() > BOUNDS_MOST {
            return Err(ChartError::TooMany { what: "bounds", found: self.bounds.len(), most: BOUNDS_MOST });
        }
        if let Some(pair) = self.bounds.windows(2).find(|pair| pair[0] >= pair[1]) {
            return Err(ChartError::Outside { what: "bound not above the one before it", found: pair[1] });
        }
        for row in &self.rows {
            check_link(row.link.as_deref())?;
            if row.cells.len() != self.days.len() {
                let (label, found, days) = (row.label.clone(), row.cells.len(), self.days.len());
                return Err(ChartError::Cells { label, found, days });
            }
        }
        Ok(())
    }

    fn grid(&self, canvas: &Canvas<'_>) -> Grid {
        let (width, text) = (canvas.size.width(), canvas.size.text());
        let label_room = canvas.widest(self.rows.iter().map(|row| row.label.as_str())).min(width * 34 / 100);
        let left = label_room + text * 5 / 10;
        let room = width - left - canvas.size.tenth();
        let texts = self.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.as_str());
        let narrowest = (canvas.widest(texts.chain(["30"])) + text * 4 / 10).min(room);
        let most = usize::try_from(room / narrowest).expect("room is not negative").max(1);
        let bands = self.days.len().div_ceil(most);
        let days_per_band = self.days.len().div_ceil(bands);
        let columns = i64::try_from(days_per_band).expect("days are few");
        let cell = (room / columns).min(text * 4).max(narrowest);
        Grid { label_room, left, cell, row: text * 16 / 10, days_per_band }
    }

    /// Draws the days of one band and returns where the next begins.
    fn draw_band(&self, canvas: &mut Canvas<'_>, grid: &Grid, days: std::ops::Range<usize>, top: i64) -> i64 {
        let text = canvas.size.text();
        for (column, index) in days.clone().enumerate() {
            let (x, day) = (grid.column(column), self.days[index]);
            if column == 0 || day.day() == 1 {
                canvas.text(x, top + text, Anchor::Start, Ink::Soft, &self.language.month(day));
            }
            let middle = x + grid.cell / 2;
            canvas.text(middle, top + text * 23 / 10, Anchor::Middle, Ink::Soft, &day.day().to_string());
        }
        let first = top + text * 27 / 10;
        let mut row_top = first;
        for row in &self.rows {
            self.draw_row(canvas, grid, row, &row.cells[days.clone()], row_top);
            row_top += grid.row;
        }
        draw_lattice(canvas, grid, days.len(), (first, row_top));
        row_top + text * 8 / 10
    }

    fn draw_row(&self, canvas: &mut Canvas<'_>, grid: &Grid, row: &HeatRow, cells: &[HeatCell], top: i64) {
        let text = canvas.size.text();
        let link = row.link.as_deref();
        let area = Area { left: 0, top, width: canvas.size.width(), height: grid.row };
        canvas.open_row(link, None, area);
        let baseline = top + text * 115 / 100;
        let ink = if link.is_some() { Ink::Link } else { Ink::Plain };
        canvas.text_fit(0, baseline, grid.label_room, ink, &row.label);
        let fills: Vec<Fill> = cells.iter().map(|cell| self.fill(cell)).collect();
        for fill in FILLS.into_iter().filter(|fill| fills.contains(fill)) {
            let columns = fills.iter().enumerate().filter(|(_, other)| **other == fill);
            let areas = columns.map(|(column, _)| Area {
                left: grid.column(column),
                top,
                width: grid.cell,
                height: grid.row,
            });
            canvas.surfaces(areas, fill);
        }
        canvas.put(format_args!(r#"<text y="{}" text-anchor="middle">"#, Unit(baseline)));
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty()) {
            let ink = match self.fill(cell) {
                Fill::Level(step) if step >= FIRST_DARK => Ink::OnDark.attributes(canvas.palette),
                _ => "",
            };
            let space = if ink.is_empty() { "" } else { " " };
            let (x, shown) = (grid.column(column) + grid.cell / 2, fit(&cell.text, grid.cell, text));
            canvas.put(format_args!(r#"<tspan x="{}"{space}{ink}>{}</tspan>"#, Unit(x), Escaped(&shown)));
        }
        canvas.put(format_args!("</text>"));
        canvas.close_row(link);
    }

    fn fill(&self, cell: &HeatCell) -> Fill {
        match cell.value {
            Some(value) => Fill::Level(self.bounds.iter().filter(|bound| value >= **bound).count()),
            None => Fill::Gap,
        }
    }
}

impl Grid {
    fn column(&self, index: usize) -> i64 {
        self.left + self.cell * i64::try_from(index).expect("days are few")
    }
}

/// Draws the lines between all cells of a band at once.
fn draw_lattice(canvas: &mut Canvas<'_>, grid: &Grid, days: usize, (top, bottom): (i64, i64)) {
    let mut shape = String::new();
    for column in 0..=days {
        shape.push_str(&format!("M{} {}V{}", Unit(grid.column(column)), Unit(top), Unit(bottom)));
    }
    let mut y = top;
    while y <= bottom {
        shape.push_str(&format!("M{} {}H{}", Unit(grid.left), Unit(y), Unit(grid.column(days))));
        y += grid.row;
    }
    let attributes = Ink::Cell.attributes(canvas.palette);
    canvas.put(format_args!(
        r#"<path {attributes} stroke-width="{}" pointer-events="none" d="{shape}"/>"#,
        Unit(canvas.size.tenth())
    ));
}
