use crate::bars_svg::{Columns, Upright, Words};
use crate::canvas::{Area, Canvas, Dashes, Direction};
use crate::ink::{Fill, Ink};
use crate::key::{Sample, draw_key};
use crate::markup::check_link;
use crate::{ChartError, Palette, Progress, ProgressRow, Size};

/// The longest bar is this much of its target: five quarters.
const LONGEST: (i64, i64) = (5, 4);

impl Progress {
    /// Returns the picture: done as a bar, planned by now as a thick tick, the target as the edge.
    ///
    /// **Errors.** An id prefix or link that is not safe, a negative amount.
    pub fn svg(&self, palette: Palette, size: Size) -> Result<String, ChartError> {
        self.check()?;
        let mut canvas = Canvas::new(&self.about, palette, size);
        if self.rows.is_empty() {
            return Ok(canvas.finish_empty());
        }
        let labels = self.rows.iter().map(|row| row.label.as_str());
        let texts = self.rows.iter().map(|row| row.text.as_str());
        let columns = Columns::of(&canvas, labels, texts, false);
        for (index, row) in self.rows.iter().enumerate() {
            let link = row.link.as_deref();
            let words = Words { label: &row.label, text: &row.text, tone: row.tone, link };
            let whole = columns.whole(&canvas, &words);
            canvas.open_row(link, whole.as_deref(), columns.row_area(&canvas, index));
            columns.words(&mut canvas, index, &words);
            draw_bar(&mut canvas, &columns, index, row);
            canvas.close_row(link);
        }
        let bottom = columns.row_top(self.rows.len());
        columns.upright(&mut canvas, self.rows.len(), columns.scale.start, Upright::Zero);
        let [_, _, planned, target, _] = &self.head;
        let entries = [(Sample::PlanTick, planned.as_str()), (Sample::EdgeLine, target.as_str())];
        let bottom = draw_key(&mut canvas, bottom + size.text() * 3 / 10, &entries);
        Ok(canvas.finish(bottom + size.text() * 2 / 10))
    }

    fn check(&self) -> Result<(), ChartError> {
        self.about.check()?;
        for row in &self.rows {
            check_link(row.link.as_deref())?;
            for (what, found) in
                [("done", row.real), ("planned by now", row.planned_by_now), ("target", row.target)]
            {
                if found < 0 {
                    return Err(ChartError::Outside { what, found });
                }
            }
        }
        Ok(())
    }
}

fn draw_bar(canvas: &mut Canvas<'_>, columns: &Columns, index: usize, row: &ProgressRow) {
    if row.target == 0 {
        return;
    }
    let tenth = canvas.size.tenth();
    let full = columns.bar(canvas, index);
    let longest = row.target.saturating_mul(LONGEST.0);
    let at = |amount: i64| columns.scale.at_share(amount.saturating_mul(LONGEST.1), longest);
    let edge = at(row.target);
    canvas.surface(Area { width: edge - full.left, ..full }, Fill::Track);
    let done = at(row.real);
    if done > full.left {
        let inset = full.height * 22 / 100;
        let bar =
            Area { top: full.top + inset, height: full.height - inset * 2, width: done - full.left, ..full };
        canvas.surface(bar, Fill::Tone(row.tone));
    }
    let (top, bottom) = (full.top, full.top + full.height);
    canvas.line((edge, top - tenth), (edge, bottom + tenth), Ink::Plan, tenth, Dashes::None);
    let planned = at(row.planned_by_now);
    let halo = Ink::Halo;
    canvas.line((planned, top), (planned, bottom), halo, tenth * 6, Dashes::None);
    canvas.line((planned, top - tenth), (planned, bottom + tenth), Ink::Plan, tenth * 3, Dashes::None);
    if row.real.saturating_mul(LONGEST.1) > longest {
        canvas.arrow((done + tenth * 5, full.top + full.height / 2), Direction::Right);
    }
}
