//! Terminals over real HTTP, on both engines.

mod browser;
mod listener;
mod owners;
mod pages;
mod quirks;
mod schedules;
mod world;
