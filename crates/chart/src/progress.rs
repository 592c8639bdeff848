use crate::{About, DataTable, Language, Tone};

/// What is done against what was planned by now, one bar each; more than the target is drawn beyond the edge.
///
/// **Shape.** The edge is the target. More than 125 % ends there with an arrow. A target of zero has its
/// text and no bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Words about the picture.
    pub about: About,
    /// Language of the table's numbers.
    pub language: Language,
    /// Names of the table's columns: what a row is, done, planned by now, target, the text.
    pub head: [String; 5],
    /// One bar each, already sorted.
    pub rows: Vec<ProgressRow>,
}

/// One bar of progress; the three numbers have one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgressRow {
    /// What is progressing.
    pub label: String,
    /// How much is done.
    pub real: i64,
    /// How much should be done by now.
    pub planned_by_now: i64,
    /// How much is to be done in all.
    pub target: i64,
    /// The number as it is shown: `202/237 desa`.
    pub text: String,
    /// What it means.
    pub tone: Tone,
    /// The page with the rows that make the number.
    pub link: Option<String>,
}

impl Progress {
    /// Returns the same numbers as a table.
    pub fn table(&self) -> DataTable {
        let number = |amount| self.language.number(amount);
        let cells = |row: &ProgressRow| {
            let amounts = [row.real, row.planned_by_now, row.target].map(number);
            let [real, planned, target] = amounts;
            vec![row.label.clone(), real, planned, target, row.text.clone()]
        };
        DataTable {
            caption: self.about.title.clone(),
            head: self.head.to_vec(),
            rows: self.rows.iter().map(cells).collect(),
        }
    }
}
