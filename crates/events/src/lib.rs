#![doc = include_str!("../README.md")]

mod capability;
pub mod params;

pub use capability::capability;
