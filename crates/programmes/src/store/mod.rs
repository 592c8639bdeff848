//! SQL and row mapping of programmes.

pub(crate) mod evaluations;
pub(crate) mod innovations;
pub(crate) mod programmes;
pub(crate) mod reports;
