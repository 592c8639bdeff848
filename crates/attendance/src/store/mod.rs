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

/// Returns the condition that a column of agencies is one of some, nothing for all; ids are numbers of our
/// own, never input.
fn within(column: &str, agencies: Option<&[i64]>) -> String {
    let Some(ids) = agencies else { return String::new() };
    let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
    format!(" and {column} in ({})", if ids.is_empty() { "null".to_owned() } else { ids.join(", ") })
}
