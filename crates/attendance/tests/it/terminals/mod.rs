//! Terminals over real HTTP, on both engines.

mod listener;
mod owners;
mod quirks;
mod schedules;
mod world;
