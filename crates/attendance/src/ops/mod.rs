//! Use cases: load facts, call rules, write, publish, audit.

pub(crate) mod agency_day;
pub(crate) mod checkins;
pub(crate) mod day_law;
pub(crate) mod days;
pub(crate) mod desk_cover;
pub(crate) mod figures;
pub(crate) mod findings;
pub(crate) mod held;
pub(crate) mod ingest;
pub(crate) mod rebuild;
pub(crate) mod recap_documents;
pub(crate) mod recaps;
pub(crate) mod replay;
pub(crate) mod requests;
pub(crate) mod schedules;
pub(crate) mod summary;
pub(crate) mod terminal_reads;
pub(crate) mod terminals;
pub(crate) mod verify;
pub(crate) mod verify_derived;
pub(crate) mod words;
