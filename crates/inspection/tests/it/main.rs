//! Inspections on both engines.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod browser;
mod closing;
mod crowd;
mod explaining;
mod meeting;
mod pages;
mod tasks;
mod watching;
mod world;
