//! Use cases of programmes and innovations.

pub(crate) mod changes;
pub(crate) mod document;
pub(crate) mod evaluations;
pub(crate) mod export;
pub(crate) mod files;
pub(crate) mod import;
pub(crate) mod innovation_reads;
pub(crate) mod innovations;
pub(crate) mod reads;
pub(crate) mod reports;
pub(crate) mod told;
pub(crate) mod words;
