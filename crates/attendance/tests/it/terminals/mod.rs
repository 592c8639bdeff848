//! Terminals over real HTTP, on both engines.

mod listener;
mod world;
