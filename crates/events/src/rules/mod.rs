//! Pure rules of events.

pub(crate) mod attendance;
pub(crate) mod code;
pub(crate) mod law;
pub(crate) mod limit;
#[cfg(test)]
mod limit_tests;
pub(crate) mod links;
