#![doc = include_str!("../README.md")]

mod capability;
mod finding;
mod listener;
mod migrations;
mod model;
pub mod params;
mod ops;
mod rules;
mod store;
mod terminal;
mod web;

pub use capability::capability;
pub use listener::terminal_router;
pub use model::{DayStatus, LeaveKind, PaperStatus, PunchSource, StaffGroup, StatusKind};
pub use ops::rebuild::{Rebuilt, rebuild_month, refresh_days};
pub use ops::replay::Replayed;
pub use ops::terminals::{TerminalPlace, accept_terminal, queue_command, retire_terminal};
pub use rules::{FindingCode, Rates, Tally, rates};
pub use terminal::{HeldReason, TerminalCommand, TerminalState, ZoneForm};
