//! SQL and row mapping of events.

pub(crate) mod attendees;
pub(crate) mod events;
pub(crate) mod minutes;
pub(crate) mod places;
pub(crate) mod steps;
