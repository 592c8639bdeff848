//! Events on both engines.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod attending;
mod browser;
mod crowd;
mod deciding;
mod law_changes;
mod minutes;
mod pages;
mod public_page;
mod requesting;
mod signed_law;
mod world;
