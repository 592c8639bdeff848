//! SQL and row mapping of attendance.

pub(crate) mod bulk;
pub(crate) mod commands;
pub(crate) mod findings;
pub(crate) mod journal;
pub(crate) mod terminals;
pub(crate) mod day_facts;
pub(crate) mod derived;
