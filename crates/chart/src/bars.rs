use siaga_civil::Ratio;

use crate::{About, DataTable, Target, Tone};

/// Horizontal bars in the order of the caller, from a zero line.
///
/// **Shape.** A share above one is drawn to the edge with an arrow; a share of nothing (denominator zero)
/// has its text and no bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bars {
    /// Words about the picture.
    pub about: About,
    /// Names of the table's columns: what a row is, what its number is.
    pub head: [String; 2],
    /// One bar each, already sorted.
    pub rows: Vec<Bar>,
    /// The line across all bars, in permille of the scale.
    pub target: Option<Target>,
}

/// One horizontal bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Whose bar it is.
    pub label: String,
    /// Its length as a share of the scale: a rate as it is, a count over the greatest count.
    pub value: Ratio,
    /// The number as it is shown: `98,39 %`.
    pub text: String,
    /// What it means.
    pub tone: Tone,
    /// The page with the rows that make the number.
    pub link: Option<String>,
}

impl Bars {
    /// Returns the same numbers as a table.
    pub fn table(&self) -> DataTable {
        let caption = match &self.target {
            Some(target) => format!("{} ({})", self.about.title, target.label),
            None => self.about.title.clone(),
        };
        let rows = self.rows.iter().map(|row| vec![row.label.clone(), row.text.clone()]).collect();
        DataTable { caption, head: self.head.to_vec(), rows }
    }
}
