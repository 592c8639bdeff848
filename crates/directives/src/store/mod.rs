//! SQL and row mapping of directives.

pub(crate) mod facts;
