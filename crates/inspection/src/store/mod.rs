//! SQL and row mapping of inspections.

pub(crate) mod agencies;
pub(crate) mod answers;
pub(crate) mod inspections;
pub(crate) mod minutes;
pub(crate) mod notes;
pub(crate) mod questions;
pub(crate) mod tasks;
