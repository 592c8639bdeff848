use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::{About, Axis, DataTable, Language, RunPoint, Tone};

/// Up to sixty small run charts with one scale, so that panels can be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmallMultiples {
    /// Words about the picture.
    pub about: About,
    /// Language of the axes.
    pub language: Language,
    /// Name of the table's first column.
    pub head: String,
    /// The one scale of all panels.
    pub axis: Axis,
    /// The panels, already sorted.
    pub panels: Vec<Panel>,
}

/// One small run chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panel {
    /// Whose series it is.
    pub label: String,
    /// The whole panel as a sentence, for those who do not see it.
    pub sentence: String,
    /// The series, as in a run chart.
    pub points: Vec<RunPoint>,
    /// What the series means, with a word for it.
    pub badge: Option<(Tone, String)>,
    /// The page with the rows that make the numbers.
    pub link: Option<String>,
}

impl SmallMultiples {
    /// Returns the same numbers as a table: one row per panel, one column per day of any panel.
    pub fn table(&self) -> DataTable {
        let days = self.days();
        let cells = |panel: &Panel| {
            let texts: BTreeMap<NaiveDate, &str> =
                panel.points.iter().map(|point| (point.on, point.text.as_str())).collect();
            let of_days = days.iter().map(|day| texts.get(day).copied().unwrap_or_default().to_owned());
            std::iter::once(panel.label.clone()).chain(of_days).collect()
        };
        let names = days.iter().map(|day| self.language.date(*day));
        DataTable {
            caption: self.about.title.clone(),
            head: std::iter::once(self.head.clone()).chain(names).collect(),
            rows: self.panels.iter().map(cells).collect(),
        }
    }

    pub(crate) fn days(&self) -> BTreeSet<NaiveDate> {
        self.panels.iter().flat_map(|panel| &panel.points).map(|point| point.on).collect()
    }
}
