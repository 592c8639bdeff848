#![doc = include_str!("../README.md")]

mod capability;
mod explain;
pub mod facts;
mod migrations;
mod model;
mod ops;
mod rules;
mod store;
mod web;

pub use capability::capability;
pub use model::{
    CircularChange, CircularState, Ending, FactFilter, FactRow, FactSubject, Fault, Letter, NewCircular,
    NewFact, Overlap, OwnCircular, Replacement, Signature, Signing,
};
pub use ops::ask::{LawSubject, fact_names, law_subject, read_facts};
pub use ops::check::{Check, check_circular};
pub use ops::drafts::{change_draft, draft_circular, refuse_draft};
pub use ops::effects::{Beaten, LawChange};
pub use ops::fact_reads::{fact_rows, facts_between, facts_on};
pub use ops::facts::{FACT_CHANGED, end_fact, record_fact, record_fact_with};
pub use ops::law::{law_with_draft, law_with_text};
pub use ops::reads::{circular, circular_changes, circulars};
pub use ops::revoke::{NewEnding, revoke_circular};
pub use ops::sign::{LAW_CHANGED, sign_circular};
pub use rules::facts::{FactsBetween, FactsOn};
pub use rules::fitness::Retroactive;
pub use rules::standing::Standing;
