//! What is done: load facts, ask rules, write, publish, audit.

pub(crate) mod arranged;
pub(crate) mod asker;
pub(crate) mod frame;
pub(crate) mod home_law;
pub(crate) mod orders;
pub(crate) mod plan_problem;
pub(crate) mod quotas;
pub(crate) mod report_decisions;
pub(crate) mod reports;
pub(crate) mod roster_change;
pub(crate) mod roster_input;
pub(crate) mod roster_step;
pub(crate) mod rosters;
pub(crate) mod say;
pub(crate) mod superiors;
pub(crate) mod words;
pub(crate) mod working_days;
