//! Services, desks, states and their pages on both engines.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod browser;
mod desks;
mod explaining;
mod feeds;
mod pages;
mod services;
mod staff;
mod states;
mod world;
