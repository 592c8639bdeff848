//! Use cases of directives: one transaction each.

pub(crate) mod fact_reads;
pub(crate) mod facts;
pub(crate) mod words;
