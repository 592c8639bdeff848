//! Days and figures derived from facts, on both engines.

mod browser;
mod checkins;
mod derived;
mod figures;
mod pages;
mod people;
mod reports;
mod summary;
mod world;
