//! Use cases of programmes and innovations.

pub(crate) mod changes;
pub(crate) mod evaluations;
pub(crate) mod files;
pub(crate) mod innovation_reads;
pub(crate) mod innovations;
pub(crate) mod reads;
pub(crate) mod reports;
pub(crate) mod words;
