//! The pages of official documents.

use siaga_platform::{NavEntry, Route};

pub(crate) const NAV: [NavEntry; 0] = [];

pub(crate) fn routes() -> Vec<Route> {
    Vec::new()
}
