//! SQL of services.

pub(crate) mod desks;
pub(crate) mod services;
pub(crate) mod staff;
pub(crate) mod statuses;
pub(crate) mod versions;
