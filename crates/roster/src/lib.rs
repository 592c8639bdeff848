#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

mod apart;
mod branch;
mod case;
mod covers;
mod desks;
mod explain;
mod many;
mod network;
mod node;
mod objective;
mod outlook;
mod pattern;
mod problem;
mod rule;
mod search;
mod shape;
mod simplex;
mod solution;
mod solve;
mod verify;

pub use desks::serve_desks;
pub use many::solve_many;
pub use objective::objective;
pub use outlook::{GroupOutlook, Outlook, OutlookDay, Shortfall, outlook};
pub use problem::{Availability, Day, Desk, Group, Half, Member, Problem, Wishes};
pub use rule::{Contradiction, Rule, RuleKind, Violation};
pub use solution::{Budget, Objective, Proof, Score, Serves, Solution};
pub use solve::solve;
pub use verify::verify;
