#![doc = include_str!("../README.md")]

mod board;
mod capability;
mod explaining;
mod open;
mod share;
mod web;

pub use capability::capability;
pub use explaining::explanation_text;
pub use web::explanation_json;
