//! Import of lists: which column is what, what is wrong with a row, what a row changes.

pub(crate) mod agency_plan;
pub(crate) mod agency_row;
pub(crate) mod cells;
pub(crate) mod employee_plan;
pub(crate) mod employee_row;
pub(crate) mod employee_steps;
pub(crate) mod fields;
pub(crate) mod words;
