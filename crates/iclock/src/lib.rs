#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

mod bytes;
mod ident;
mod inline;
mod lines;
pub mod redact;
pub mod reply;
pub mod request;
pub mod tables;

pub use ident::{CommandId, IdentError, Pin, Serial};
