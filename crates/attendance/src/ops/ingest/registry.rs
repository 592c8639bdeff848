//! The terminals that the listener knows, in memory, so that a poll needs no database.

use crate::store::terminals::{self as store, Known};
use crate::terminal::TerminalState;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;
use siaga_iclock::Serial;
use siaga_iclock::request::PushVersion;
use siaga_platform::db::DbError;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// Addresses that take turns so often within [`TURN_WINDOW`] are two terminals with one serial number.
const TURNS_OF_A_CLONE: u32 = 4;
const TURN_WINDOW: TimeDelta = TimeDelta::minutes(10);

/// What was last heard of a terminal; written to its row now and then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heard {
    pub(crate) at: DateTime<Utc>,
    pub(crate) address: String,
    pub(crate) push_version: Option<String>,
    pub(crate) firmware: Option<String>,
    pub(crate) records: Option<i64>,
}

/// Something odd that an auditor should see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Oddity {
    /// Two addresses take turns under one serial number.
    TwoTerminals {
        /// The address of before.
        other_address: String,
    },
    /// The terminal holds fewer punches than before.
    RecordsFell {
        /// Held before.
        before: i64,
        /// Held now.
        now: i64,
    },
}

#[derive(Debug, Default)]
struct Place {
    address: Option<IpAddr>,
    before: Option<IpAddr>,
    turned_at: Option<DateTime<Utc>>,
    turns: u32,
}

#[derive(Debug, Default)]
struct Presence {
    places: HashMap<i64, Place>,
    records: HashMap<i64, i64>,
    dirty: HashMap<i64, Heard>,
    oddities: Vec<(i64, DateTime<Utc>, Oddity)>,
}

/// Known terminals by serial number, and what was heard of them since their rows were written.
#[derive(Debug)]
pub(crate) struct Registry {
    version: AtomicI64,
    known: RwLock<HashMap<Serial, Arc<Known>>>,
    presence: Mutex<Presence>,
}

impl Default for Registry {
    fn default() -> Self {
        // No stored version is negative: the first look always reads the terminals.
        Self { version: AtomicI64::new(-1), known: RwLock::default(), presence: Mutex::default() }
    }
}

impl Registry {
    /// Returns a terminal.
    pub(crate) fn find(&self, serial: &Serial) -> Option<Arc<Known>> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).get(serial).cloned()
    }

    /// Reads the terminals again when an officer changed something since.
    pub(crate) async fn refresh(&self, connection: &impl ConnectionTrait) -> Result<(), DbError> {
        let version = store::version(connection).await?;
        if version == self.version.load(Ordering::Acquire) {
            return Ok(());
        }
        let rows = store::all_known(connection).await?;
        let mut presence = self.presence();
        for known in &rows {
            if let Some(records) = known.device_records {
                presence.records.entry(known.id).or_insert(records);
            }
        }
        drop(presence);
        let fresh = rows.into_iter().map(|known| (known.serial, Arc::new(known))).collect();
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        self.version.store(version, Ordering::Release);
        Ok(())
    }

    /// Takes in terminals that were stored just now.
    pub(crate) fn add(&self, rows: impl IntoIterator<Item = Arc<Known>>) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.extend(rows.into_iter().map(|row| (row.serial, row)));
    }

    /// Returns how many unknown terminals wait for an officer.
    pub(crate) fn pending(&self) -> usize {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.values().filter(|known| known.state == TerminalState::Pending).count()
    }

    /// Notes that a terminal spoke.
    pub(crate) fn heard(&self, id: i64, address: IpAddr, at: DateTime<Utc>, version: Option<PushVersion>) {
        let mut presence = self.presence();
        if let Some(other) = presence.places.entry(id).or_default().turn(address, at) {
            let oddity = Oddity::TwoTerminals { other_address: other.to_string() };
            presence.oddities.push((id, at, oddity));
        }
        let heard = presence.dirty.entry(id).or_insert_with(|| Heard {
            at,
            address: String::new(),
            push_version: None,
            firmware: None,
            records: None,
        });
        heard.at = heard.at.max(at);
        heard.address = address.to_string();
        heard.push_version = version.map(|version| version.to_string()).or(heard.push_version.take());
    }

    /// Notes what a terminal says about itself; a falling number of punches is odd.
    pub(crate) fn reported(&self, id: i64, at: DateTime<Utc>, records: Option<u32>, firmware: Option<&str>) {
        let mut presence = self.presence();
        if let Some(now) = records.map(i64::from) {
            let before = presence.records.insert(id, now);
            if let Some(before) = before.filter(|before| *before > now) {
                presence.oddities.push((id, at, Oddity::RecordsFell { before, now }));
            }
        }
        if let Some(heard) = presence.dirty.get_mut(&id) {
            heard.records = records.map(i64::from).or(heard.records);
            heard.firmware = firmware.map(str::to_owned).or(heard.firmware.take());
        }
    }

    /// Takes what must be written to the rows, at most `limit` terminals.
    pub(crate) fn take_dirty(&self, limit: usize) -> Vec<(i64, Heard)> {
        let mut presence = self.presence();
        let ids: Vec<i64> = presence.dirty.keys().copied().take(limit).collect();
        ids.into_iter().filter_map(|id| presence.dirty.remove_entry(&id)).collect()
    }

    /// Gives back what could not be written; anything heard since wins.
    pub(crate) fn put_back(&self, rows: Vec<(i64, Heard)>) {
        let mut presence = self.presence();
        for (id, heard) in rows {
            presence.dirty.entry(id).or_insert(heard);
        }
    }

    /// Takes the oddities seen since the last time.
    pub(crate) fn take_oddities(&self) -> Vec<(i64, DateTime<Utc>, Oddity)> {
        std::mem::take(&mut self.presence().oddities)
    }

    /// Returns whether something waits to be written to the rows.
    pub(crate) fn has_dirty(&self) -> bool {
        let presence = self.presence();
        !presence.dirty.is_empty() || !presence.oddities.is_empty()
    }

    fn presence(&self) -> MutexGuard<'_, Presence> {
        self.presence.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// Takes in an address; returns the other one when both take turns too often.
    fn turn(&mut self, address: IpAddr, at: DateTime<Utc>) -> Option<IpAddr> {
        let last = self.address.replace(address);
        let last = last.filter(|last| *last != address)?;
        if self.turned_at.is_none_or(|before| at - before > TURN_WINDOW) {
            self.turns = 0;
            self.before = None;
        }
        self.turned_at = Some(at);
        let is_back = self.before == Some(address);
        self.before = Some(last);
        if !is_back {
            return None;
        }
        self.turns += 1;
        if self.turns < TURNS_OF_A_CLONE {
            return None;
        }
        self.turns = 0;
        Some(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(last: u8) -> IpAddr {
        IpAddr::from([10, 0, 0, last])
    }

    #[test]
    fn two_addresses_that_take_turns_are_two_terminals() {
        let mut place = Place::default();
        let start = DateTime::UNIX_EPOCH;
        let found: Vec<_> = (0..7)
            .map(|turn| place.turn(address(turn % 2), start + TimeDelta::seconds(i64::from(turn) * 15)))
            .collect();
        assert_eq!(found.iter().flatten().count(), 1);
        assert_eq!(found[5], Some(address(0)));
    }

    #[test]
    fn a_new_address_now_and_then_is_a_new_lease() {
        let mut place = Place::default();
        for turn in 0..20_u8 {
            let at = DateTime::UNIX_EPOCH + TimeDelta::minutes(i64::from(turn) * 11);
            assert_eq!(place.turn(address(turn % 2), at), None);
        }
        for turn in 0..20_u8 {
            let at = DateTime::UNIX_EPOCH + TimeDelta::seconds(i64::from(turn));
            assert_eq!(place.turn(address(turn), at), None, "every address is a new one");
        }
    }

    #[test]
    fn a_falling_number_of_punches_is_odd_and_a_rising_one_is_not() {
        let registry = Registry::default();
        let at = DateTime::UNIX_EPOCH;
        registry.heard(1, address(1), at, None);
        registry.reported(1, at, Some(10), Some("Ver 8.0"));
        registry.reported(1, at, Some(11), None);
        assert!(registry.take_oddities().is_empty());
        registry.reported(1, at, Some(3), None);
        let odd = registry.take_oddities();
        assert_eq!(odd, [(1, at, Oddity::RecordsFell { before: 11, now: 3 })]);
        let dirty = registry.take_dirty(10);
        assert_eq!(dirty[0].1.records, Some(3));
        assert_eq!(dirty[0].1.firmware.as_deref(), Some("Ver 8.0"));
    }
}
