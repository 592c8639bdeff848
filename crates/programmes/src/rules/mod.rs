//! Pure rules of programmes: the planned course, reports that are due, how a programme stands.

pub(crate) mod due;
pub(crate) mod list_file;
pub(crate) mod plan;
pub(crate) mod standing;

#[cfg(test)]
mod standing_tests;

pub use due::Timing;
pub use standing::{MonthStanding, ProgrammeState, Reason, Standing};
