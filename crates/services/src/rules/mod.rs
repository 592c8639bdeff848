//! Rules of services: hours, states, what a desk needs. Pure functions.

pub(crate) mod hours;
pub(crate) mod need;
pub(crate) mod standing;
pub(crate) mod versions;
