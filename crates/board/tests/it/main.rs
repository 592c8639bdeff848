//! Boards, explanations and open tables of a made-up capability.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod board;
mod explaining;
mod fakes;
mod public;
mod world;
