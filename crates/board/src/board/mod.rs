//! The board of a day: what is asked, and the tiles that answer.

mod question;
mod tiles;

pub(crate) use question::{BoardQuery, BoardQuestion, address, day};
pub(crate) use tiles::{LoadedTile, load, roles_with_tiles};
