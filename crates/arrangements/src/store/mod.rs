//! SQL and row mapping of arrangements.
