#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

mod about;
mod bars;
mod bars_svg;
mod canvas;
mod data_table;
mod error;
mod heat;
mod heat_svg;
mod ink;
mod key;
mod language;
mod letters;
mod markup;
mod multiples;
mod multiples_svg;
mod note_rows;
mod palette;
mod progress;
mod progress_svg;
mod run;
mod run_svg;
mod run_table;
mod scale;
mod series;
mod size;
mod stacked;
mod stacked_svg;
mod target;
mod ticks;
mod tone;

pub use about::About;
pub use bars::{Bar, Bars};
pub use data_table::DataTable;
pub use error::ChartError;
pub use heat::{Heat, HeatCell, HeatRow};
pub use language::Language;
pub use multiples::{Panel, SmallMultiples};
pub use palette::Palette;
pub use progress::{Progress, ProgressRow};
pub use run::{Axis, Note, RunChart, RunPoint};
pub use size::Size;
pub use stacked::{Part, Stacked};
pub use target::Target;
pub use tone::Tone;

/// The colours of charts on screens, to be served with the pages that show them: light, dark, forced, print.
pub const STYLESHEET: &str = include_str!("../static/chart.css");

#[cfg(test)]
mod tests;
