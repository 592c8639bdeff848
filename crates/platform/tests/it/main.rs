//! The platform against both engines.

mod database;
mod evidence;
mod guard;
mod pages;
mod sessions;
mod serving;
mod stage;
mod tables;
mod texts;
mod web_stage;
