//! Use cases: each checks permission, runs one transaction, writes the audit log and tells open rooms.

pub(crate) mod close;
mod document;
pub(crate) mod minutes;
pub(crate) mod moderate;
pub(crate) mod news;
pub(crate) mod notes;
pub(crate) mod plan;
pub(crate) mod questions;
pub(crate) mod reads;
pub(crate) mod report;
pub(crate) mod room;
pub(crate) mod shared;
mod step;
pub(crate) mod tasks;
pub(crate) mod viewer;
mod words;
