#![doc = include_str!("../README.md")]

mod migrations;
mod model;
pub mod params;
mod rules;

pub use model::{DayStatus, LeaveKind, PaperStatus, PunchSource, StaffGroup, StatusKind};
pub use rules::{FindingCode, Rates, Tally, rates};
