//! Days and figures derived from facts, on both engines.

mod browser;
mod derived;
mod figures;
mod pages;
mod world;
