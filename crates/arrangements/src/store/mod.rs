//! SQL and row mapping of arrangements.

pub(crate) mod absences;
pub(crate) mod exceptions;
pub(crate) mod orders;
pub(crate) mod person_facts;
pub(crate) mod reports;
pub(crate) mod rosters;
pub(crate) mod signed_rosters;
pub(crate) mod teams;
