//! Whether the punches still are exactly what the journal says.

use super::ingest::{has_punches, key, read};
use super::replay::last_within;
use crate::store::journal::{self, JournalPart};
use crate::store::terminals::{self, Known};
use crate::terminal::{PunchKey, TerminalState};
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use siaga_platform::Problem;
use siaga_platform::db::Db;
use std::collections::{BTreeMap, HashSet};

/// Journal rows read at once.
const ROWS: i64 = 200;

/// What a check of the journal found. The lists are cut at a hundred; the counts are whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JournalReport {
    /// Journal rows whose bytes were compared with their hash.
    pub uploads: u64,
    /// Punches that were compared, booked and held.
    pub punches: u64,
    /// Journal rows whose bytes are not those that were stored.
    pub altered_uploads: Vec<i64>,
    /// Serial numbers of terminals whose punches are not those of their uploads, with how many
    /// are missing and how many are too many.
    pub differing_terminals: Vec<(String, u64, u64)>,
}

impl JournalReport {
    /// Returns whether everything holds.
    pub fn is_sound(&self) -> bool {
        self.altered_uploads.is_empty() && self.differing_terminals.is_empty()
    }
}

/// Compares the bytes of every upload with their hash, and reads every upload of accepted terminals
/// again: it must give exactly the stored punches.
///
/// # Shape
/// One terminal at a time. Uploads that a running replay has not reached yet are not missing. A punch
/// that waits for a person, or was decided about, counts as stored. Run it while nothing is written,
/// or what arrives meanwhile may look like a difference.
///
/// # Errors
/// As the store says; a difference is a value, not an error.
pub async fn verify_journal(db: &Db) -> Result<JournalReport, Problem> {
    let mut report = JournalReport::default();
    let reader = db.reader();
    let booked = journal::booked_counts(reader).await?;
    for terminal in terminals::all_known(reader).await? {
        let said = read_again(db, &terminal, &mut report).await?;
        if terminal.state != TerminalState::Accepted {
            continue;
        }
        let held = journal::held_keys(reader, terminal.id).await?;
        let (mut missing, mut surplus, mut found) = (0, 0, 0);
        for (on, said) in &said {
            let stored = journal::booked_keys_on(reader, terminal.id, *on).await?;
            missing += count(said.iter().filter(|key| !stored.contains(key) && !held.contains(key)).count());
            surplus += count(stored.difference(said).count());
            found += count(stored.len());
        }
        // What is booked on days of which no upload speaks.
        let total = booked.get(&terminal.id).copied().unwrap_or(0);
        surplus += u64::try_from(total).unwrap_or(0).saturating_sub(found);
        let is_said = |key: &&PunchKey| said.get(&key.punched_on).is_some_and(|said| said.contains(*key));
        surplus += count(held.iter().filter(|key| !is_said(key)).count());
        report.punches += found + count(held.len());
        if missing + surplus > 0 {
            note(&mut report.differing_terminals, (terminal.serial.to_string(), missing, surplus));
        }
    }
    Ok(report)
}

/// Compares the bytes of a terminal with their hashes and returns the punches they say, by day.
async fn read_again(
    db: &Db,
    terminal: &Known,
    report: &mut JournalReport,
) -> Result<BTreeMap<NaiveDate, HashSet<PunchKey>>, Problem> {
    let mut said: BTreeMap<NaiveDate, HashSet<PunchKey>> = BTreeMap::new();
    let mut after = 0;
    loop {
        let part = JournalPart { terminal_id: terminal.id, after, until: i64::MAX };
        let sizes = journal::sizes(db.reader(), part, ROWS).await?;
        let Some(last) = last_within(&sizes) else { return Ok(said) };
        let bodies = journal::bodies(db.reader(), JournalPart { until: last, ..part }).await?;
        after = last;
        for body in bodies {
            report.uploads += 1;
            if hex::encode(Sha256::digest(&body.body)) != body.sha256 {
                note(&mut report.altered_uploads, body.id);
            }
            if has_punches(&body.route) {
                for punch in &read(&body.route, &body.body).punches {
                    said.entry(punch.wall_at.date()).or_default().insert(key(punch));
                }
            }
        }
    }
}

fn note<T>(list: &mut Vec<T>, item: T) {
    if list.len() < 100 {
        list.push(item);
    }
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
