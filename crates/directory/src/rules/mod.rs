//! The rules of the directory: pure functions from facts to decisions.

pub(crate) mod heads;
pub(crate) mod import;
pub(crate) mod pins;
pub(crate) mod placement;
pub(crate) mod tree;
