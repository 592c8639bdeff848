//! The tables of the directory: SQL and row mapping, nothing else.

pub(crate) mod facts;
pub(crate) mod imports;
pub(crate) mod people;
pub(crate) mod regions;
pub(crate) mod structure;
