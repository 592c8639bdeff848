//! The platform against both engines.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod account_pages;
mod database;
mod evidence;
mod fuzz;
mod guard;
mod jobs;
mod pages;
mod people;
mod proxy;
mod serving;
mod sessions;
mod settings;
mod stage;
mod tables;
mod templates;
mod texts;
mod watching;
mod web_stage;
