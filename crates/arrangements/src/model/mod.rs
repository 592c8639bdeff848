//! Words of arrangements.

mod named;
pub(crate) mod order;
pub(crate) mod person_fact;
pub(crate) mod quota;
mod report;
mod roster;

pub use report::{ReportDecision, ReportState, WorkReport};
pub(crate) use roster::UNSAID;
pub use roster::{
    ArrangedPlace, DayGround, HandChange, Mark, Outcome, Roster, RosterException, RosterRow, RosterState,
};
