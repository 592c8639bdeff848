//! What is booked from uploads of accepted terminals, inside one transaction.

use super::content::Content;
use crate::rules::plausible::{drift_seconds, held_reason, is_drift};
use crate::store::journal::{self, Booking, Event};
use crate::store::terminals::{self, Known};
use crate::terminal::{HeldReason, PunchKey, second_of_day};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use siaga_iclock::tables::{PunchLine, UserLine};
use siaga_platform::db::{DbError, Tx};
use std::collections::{HashMap, HashSet};

/// A journalled upload whose content is to be booked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bookable<'a> {
    pub(crate) terminal: &'a Known,
    pub(crate) journal_id: i64,
    pub(crate) received_at: DateTime<Utc>,
    pub(crate) lines: u32,
    pub(crate) content: &'a Content,
}

/// What a transaction booked.
#[derive(Debug, Default)]
pub(crate) struct Booked {
    /// Punches that were not known before.
    pub(crate) new_punches: u64,
    /// Terminals some of whose punches now wait for a person.
    pub(crate) held_of: HashSet<i64>,
    /// New readings of clocks: nothing for a clock that is right again.
    pub(crate) drift: HashMap<i64, Option<i64>>,
}

/// A reading this close to the last one is no news.
const SAME_DRIFT_SECONDS: u64 = 30;

/// Books punches, users, events, unreadable lines and results of commands.
///
/// The caller holds the lock of the journal.
pub(crate) async fn book(
    tx: &Tx,
    uploads: &[Bookable<'_>],
    tolerance_minutes: i64,
) -> Result<Booked, DbError> {
    let mut booked = Booked::default();
    let known_held = held_of_terminals(tx, uploads).await?;
    let mut booking = Booking::new();
    let mut held: Vec<(i64, i64, &PunchLine, HeldReason)> = Vec::new();
    for upload in uploads {
        let (id, site) = (upload.terminal.id, upload.terminal.offset_minutes);
        let arrived_local = local(upload.received_at, site);
        for punch in &upload.content.punches {
            let reason = held_reason(punch.wall_at, punch.utc_offset_seconds, arrived_local, site);
            match reason {
                Some(reason) => held.push((id, upload.journal_id, punch, reason)),
                // Whoever once was held stays with the person, also when its time has come.
                None if known_held.get(&id).is_some_and(|keys| keys.contains(&key(punch))) => {}
                None => booking.push(tx, id, upload.journal_id, punch).await?,
            }
        }
        note_drift(&mut booked, upload, arrived_local, tolerance_minutes);
    }
    booked.new_punches = booking.finish(tx).await?;
    booked.held_of = held.iter().map(|(id, ..)| *id).collect();
    journal::insert_held(tx, &held).await?;
    book_rest(tx, uploads).await?;
    for (id, seconds) in &booked.drift {
        let at = uploads.iter().map(|upload| upload.received_at).max().unwrap_or_default();
        terminals::write_drift(tx, *id, *seconds, at).await?;
    }
    Ok(booked)
}

async fn held_of_terminals(
    tx: &Tx,
    uploads: &[Bookable<'_>],
) -> Result<HashMap<i64, HashSet<PunchKey>>, DbError> {
    let mut held = HashMap::new();
    for upload in uploads {
        let terminal = upload.terminal;
        if terminal.has_held && !upload.content.punches.is_empty() && !held.contains_key(&terminal.id) {
            held.insert(terminal.id, journal::held_keys(&**tx, terminal.id).await?);
        }
    }
    Ok(held)
}

/// Returns the identity of a punch at its terminal.
pub(crate) fn key(punch: &PunchLine) -> PunchKey {
    PunchKey {
        punched_on: punch.wall_at.date(),
        second_of_day: second_of_day(punch.wall_at),
        pin: punch.pin,
        status: punch.status,
    }
}

/// Returns the civil time of a site.
pub(crate) fn local(at: DateTime<Utc>, offset_minutes: i32) -> NaiveDateTime {
    at.naive_utc() + TimeDelta::minutes(i64::from(offset_minutes))
}

fn note_drift(booked: &mut Booked, upload: &Bookable<'_>, arrived: NaiveDateTime, tolerance_minutes: i64) {
    let Some(last) = upload.content.punches.last() else { return };
    let Some(seconds) = drift_seconds(upload.lines, last.wall_at, arrived) else { return };
    let terminal = upload.terminal;
    let before = booked.drift.get(&terminal.id).copied().unwrap_or(terminal.drift_seconds);
    let now = is_drift(seconds, tolerance_minutes).then_some(seconds);
    let is_same = match (before, now) {
        (None, None) => true,
        (Some(before), Some(now)) => before.abs_diff(now) <= SAME_DRIFT_SECONDS,
        _ => false,
    };
    if !is_same {
        booked.drift.insert(terminal.id, now);
    }
}

async fn book_rest(tx: &Tx, uploads: &[Bookable<'_>]) -> Result<(), DbError> {
    let mut bad_lines = Vec::new();
    let mut events = Vec::new();
    let mut users: Vec<(i64, &UserLine, DateTime<Utc>)> = Vec::new();
    for upload in uploads {
        let (id, journal_id) = (upload.terminal.id, upload.journal_id);
        let content = upload.content;
        bad_lines.extend(content.bad_lines.iter().map(|line| (id, journal_id, *line)));
        events.extend(content.events.iter().map(|entry| Event::of_entry(id, journal_id, entry)));
        users.extend(content.users.iter().map(|user| (id, user, upload.received_at)));
        for outcome in &content.outcomes {
            let at = upload.received_at;
            journal::finish_command(tx, id, &outcome.code, outcome.return_code, at).await?;
        }
    }
    journal::insert_bad_lines(tx, &bad_lines).await?;
    journal::insert_events(tx, events).await?;
    journal::upsert_users(tx, &users).await
}
