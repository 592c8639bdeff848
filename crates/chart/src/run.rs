use chrono::NaiveDate;

use crate::{About, Language, Target};

/// A number followed over days, with its mean of seven values and with what happened written in.
///
/// **Shape.** Days ascend and span at most 366; days without a value, or left out, are gaps. Values beyond
/// an end of the axis are drawn at that edge with an arrow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunChart {
    /// Words about the picture.
    pub about: About,
    /// Language of the axes.
    pub language: Language,
    /// Names of the table's columns: the day, the value, the note. The mean is named by its own label.
    pub head: [String; 3],
    /// What the values measure, and from where to where.
    pub axis: Axis,
    /// The series.
    pub points: Vec<RunPoint>,
    /// Draws the mean of each value with the six before it, under this name; gaps are passed over.
    pub mean_label: Option<String>,
    /// The line across all days, in the unit of the axis.
    pub target: Option<Target>,
    /// What happened, as lines on its day; each lies between the first and the last day.
    pub notes: Vec<Note>,
}

/// The vertical axis of a run chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// Values are permille; the axis ends at 1000 and begins at a floor of at most 950. A floor above
    /// zero is shown by a break in the axis.
    Share {
        /// Where the axis begins.
        floor_permille: u32,
    },
    /// Values are whole counts; the axis begins at zero.
    Count {
        /// Where the axis ends, at least 1.
        ceiling: u32,
    },
}

/// One day of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunPoint {
    /// The day.
    pub on: NaiveDate,
    /// The value in the unit of the axis; nothing where nothing was expected.
    pub value: Option<u32>,
    /// The value as it is shown: `98,39 %`, or why there is none.
    pub text: String,
}

/// Something that happened on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The day.
    pub on: NaiveDate,
    /// A few words.
    pub label: String,
}
