use chrono::NaiveDate;
use thiserror::Error;

/// Why a chart cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ChartError {
    /// The id prefix would not be a safe name.
    #[error("id prefix {found:?} is not a letter followed by letters, digits, - or _")]
    IdPrefix {
        /// What was given.
        found: String,
    },
    /// A link leads elsewhere than to a page.
    #[error("link {found:?} is neither a path, a query, a fragment nor http(s)")]
    Link {
        /// What was given.
        found: String,
    },
    /// More parts than a reader can tell apart, or than the picture has room for.
    #[error("{found} {what} given, at most {most} can be drawn")]
    TooMany {
        /// What there are too many of.
        what: &'static str,
        /// How many were given.
        found: usize,
        /// How many are possible.
        most: usize,
    },
    /// A number that has no place on the scale.
    #[error("{what} cannot be {found}")]
    Outside {
        /// Which number.
        what: &'static str,
        /// Its value.
        found: i64,
    },
    /// The days of a series do not ascend.
    #[error("day {on} does not come after the day before it in the series")]
    DaysNotAscending {
        /// The first day out of order.
        on: NaiveDate,
    },
    /// A note belongs to no day of the series.
    #[error("note on {on} lies outside the days of the series")]
    NoteOutside {
        /// The day of the note.
        on: NaiveDate,
    },
    /// A row has another number of cells than there are days.
    #[error("row {label:?} has {found} cells for {days} days")]
    Cells {
        /// The row.
        label: String,
        /// How many cells it has.
        found: usize,
        /// How many days there are.
        days: usize,
    },
}
