//! The platform against both engines.

mod database;
mod evidence;
mod sessions;
mod stage;
