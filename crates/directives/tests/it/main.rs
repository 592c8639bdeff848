//! Directives on both engines.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod browser;
mod circulars;
mod facts;
mod faults;
mod pages;
mod texts;
mod world;
