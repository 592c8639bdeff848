//! SQL and row mapping of attendance.

pub(crate) mod checkins;
pub(crate) mod commands;
pub(crate) mod day_facts;
pub(crate) mod days;
pub(crate) mod derived;
pub(crate) mod figures;
pub(crate) mod findings;
pub(crate) mod held;
pub(crate) mod journal;
pub(crate) mod recaps;
pub(crate) mod requests;
pub(crate) mod schedules;
pub(crate) mod terminal_views;
pub(crate) mod terminals;
