//! SQL and row mapping of directives.

pub(crate) mod changes;
pub(crate) mod circulars;
pub(crate) mod facts;
