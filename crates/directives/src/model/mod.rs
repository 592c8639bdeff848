//! The values of directives: facts, and circulars that the government makes itself.

mod circular;
mod fact;
mod fault;

pub use circular::{
    CircularChange, CircularState, Ending, Letter, NewCircular, OwnCircular, Signature, Signing,
};
pub use fact::{FactFilter, FactRow, FactSubject, NewFact, Overlap, Replacement};
pub use fault::Fault;
