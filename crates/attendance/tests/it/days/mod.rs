//! Days and figures derived from facts, on both engines.

mod browser;
mod checkins;
mod derived;
mod explain;
mod figures;
mod known;
mod open;
mod pages;
mod people;
mod reports;
mod summary;
mod tiles;
mod world;
