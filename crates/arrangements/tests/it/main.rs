//! Arrangements on both engines.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod browser;
mod orders;
mod quotas;
mod reports;
mod roster_pages;
mod rosters;
mod what_if;
mod world;
