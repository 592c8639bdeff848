//! Programmes and innovations on both engines.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod browser;
mod explaining;
mod innovations;
mod lists;
mod pages;
mod reports;
mod world;
