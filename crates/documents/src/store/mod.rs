//! The tables of official documents: SQL and row mapping, nothing else.

pub(crate) mod documents;
pub(crate) mod keys;
pub(crate) mod letterheads;
pub(crate) mod listing;
pub(crate) mod registers;
pub(crate) mod templates;

/// The key under which a row of the whole government is kept.
pub(crate) fn agency_key(agency: Option<i64>) -> i64 {
    agency.unwrap_or(0)
}

/// Returns the agency of a key.
pub(crate) fn agency_of(key: i64) -> Option<i64> {
    (key != 0).then_some(key)
}
