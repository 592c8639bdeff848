#![doc = include_str!("../README.md")]

mod databases;
mod programs;

pub use databases::{TestDb, each_db, postgres_address};
pub use programs::{TestProgram, program};
