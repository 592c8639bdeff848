//! Days and figures derived from facts, on both engines.

mod browser;
mod checkins;
mod derived;
mod desks;
mod explain;
mod figures;
mod known;
mod open;
mod pages;
mod people;
mod reports;
mod roster_world;
mod rosters;
mod rosters_news;
mod summary;
mod tiles;
mod world;
