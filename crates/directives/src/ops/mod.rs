//! Use cases of directives: one transaction each.

pub(crate) mod answer;
pub(crate) mod ask;
pub(crate) mod check;
pub(crate) mod drafts;
pub(crate) mod effects;
pub(crate) mod fact_reads;
pub(crate) mod facts;
pub(crate) mod law;
pub(crate) mod letter;
pub(crate) mod reads;
pub(crate) mod register;
pub(crate) mod revoke;
pub(crate) mod say;
pub(crate) mod sign;
pub(crate) mod words;
