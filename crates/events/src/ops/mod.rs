//! Use cases: each checks permission, runs one transaction, writes the audit log and tells open pages.

pub(crate) mod attend;
pub(crate) mod change;
pub(crate) mod check;
pub(crate) mod decide;
pub(crate) mod document;
pub(crate) mod forget;
pub(crate) mod judging;
pub(crate) mod minutes;
pub(crate) mod reads;
pub(crate) mod rejudge;
pub(crate) mod requests;
pub(crate) mod seats;
pub(crate) mod step;
pub(crate) mod words;
