//! Pure rules: facts in, decisions out.

pub(crate) mod agency_state;
pub(crate) mod answers;
pub(crate) mod links;
pub(crate) mod order;
pub(crate) mod rate;
