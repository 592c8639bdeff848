use siaga_civil::Ratio;

use crate::{Axis, DataTable, Language, RunChart, RunPoint};

/// How many values make a mean.
const MEAN_OF: usize = 7;

impl RunChart {
    /// Returns the same numbers as a table: one row per day.
    pub fn table(&self) -> DataTable {
        let caption = match &self.target {
            Some(target) => format!("{} ({})", self.about.title, target.label),
            None => self.about.title.clone(),
        };
        let [day, value, note] = &self.head;
        let mut head = vec![day.clone(), value.clone()];
        head.extend(self.mean_label.clone());
        head.push(note.clone());
        let means = means_tenths(&self.points);
        let rows = self.points.iter().zip(means).map(|(point, mean)| self.table_row(point, mean)).collect();
        DataTable { caption, head, rows }
    }

    fn table_row(&self, point: &RunPoint, mean_tenths: Option<i64>) -> Vec<String> {
        let mut cells = vec![self.language.date(point.on), point.text.clone()];
        if self.mean_label.is_some() {
            cells
                .push(mean_tenths.map_or_else(String::new, |mean| mean_text(mean, self.axis, self.language)));
        }
        let notes = self.notes.iter().filter(|note| note.on == point.on).map(|note| note.label.as_str());
        cells.push(notes.collect::<Vec<_>>().join("; "));
        cells
    }
}

/// Returns, for each point, the mean of its value and the six values before it, in tenths of a unit.
///
/// Nothing where the point has no value, or too few came before.
pub(crate) fn means_tenths(points: &[RunPoint]) -> Vec<Option<i64>> {
    let mut values: Vec<i64> = Vec::new();
    let mean = |point: &RunPoint| {
        values.push(i64::from(point.value?));
        let last = values.len().checked_sub(MEAN_OF).map(|from| &values[from..])?;
        let count = i64::try_from(MEAN_OF).expect("seven is a number");
        Some((last.iter().sum::<i64>() * 20 + count) / (count * 2))
    };
    points.iter().map(mean).collect()
}

/// Returns a mean as it is shown, with as many digits as it was counted in.
pub(crate) fn mean_text(mean_tenths: i64, axis: Axis, language: Language) -> String {
    match axis {
        Axis::Share { .. } => language.ratio(Ratio::new(mean_tenths, 10_000)),
        Axis::Count { .. } => {
            let whole = language.number(mean_tenths / 10);
            format!("{whole}{}{}", language.decimal_mark(), mean_tenths % 10)
        }
    }
}
