//! The values of directives: facts, and circulars that the government makes itself.

mod fact;

pub use fact::{FactFilter, FactRow, FactSubject, NewFact, Replacement};
