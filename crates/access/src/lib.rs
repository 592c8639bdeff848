#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

mod action;
mod entities;
mod error;
mod gate;
mod matrix;
mod role;
mod subject;

pub use action::Action;
pub use error::GateError;
pub use gate::{Gate, Verdict};
pub use matrix::Reach;
pub use role::Role;
pub use subject::{AgencyScope, Grant, Resource, Subject};
