#![doc = include_str!("../README.md")]

mod capability;
pub mod facts;
mod migrations;
mod model;
mod ops;
mod rules;
mod store;

pub use capability::capability;
pub use model::{FactFilter, FactRow, FactSubject, NewFact, Replacement};
pub use ops::fact_reads::{fact_rows, facts_between, facts_on};
pub use ops::facts::{FACT_CHANGED, end_fact, record_fact};
pub use rules::facts::{FactsBetween, FactsOn};
