//! Use cases: load facts, call rules, write, publish, audit.

pub(crate) mod ingest;
pub(crate) mod replay;
pub(crate) mod terminals;
pub(crate) mod day_law;
pub(crate) mod rebuild;
