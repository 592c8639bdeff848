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
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// Addresses that take turns so often within [`TURN_WINDOW`] are two terminals with one serial number.
const TURNS_OF_A_CLONE: u32 = 4;
const TURN_WINDOW: TimeDelta = TimeDelta::minutes(10);
/// Oddities that wait in memory while the store fails; later ones are only in the log.
const MOST_ODDITIES: usize = 10_000;

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
    oddities: Vec<Noticed>,
}

/// What was odd about which terminal, and when.
pub(crate) type Noticed = (i64, DateTime<Utc>, Oddity);

/// Known terminals by serial number, and what was heard of them since their rows were written.
#[derive(Debug)]
pub(crate) struct Registry {
    version: AtomicI64,
    /// How often terminals were taken in between two looks.
    additions: AtomicU64,
    /// One look at a time: of two, the older one could be stored last.
    refreshing: tokio::sync::Mutex<()>,
    known: RwLock<HashMap<Serial, Arc<Known>>>,
    presence: Mutex<Presence>,
}

impl Default for Registry {
    fn default() -> Self {
        // No stored version is negative: the first look always reads the terminals.
        Self {
            version: AtomicI64::new(-1),
            additions: AtomicU64::new(0),
            refreshing: tokio::sync::Mutex::default(),
            known: RwLock::default(),
            presence: Mutex::default(),
        }
    }
}

impl Registry {
    /// Returns a terminal.
    pub(crate) fn find(&self, serial: &Serial) -> Option<Arc<Known>> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).get(serial).cloned()
    }

    /// Reads the terminals again when an officer changed something since.
    pub(crate) async fn refresh(&self, connection: &impl ConnectionTrait) -> Result<(), DbError> {
        let _one_at_a_time = self.refreshing.lock().await;
        loop {
            let version = store::version(connection).await?;
            if version <= self.version.load(Ordering::Acquire) {
                return Ok(());
            }
            let additions = self.additions.load(Ordering::Acquire);
            let rows = store::all_known(connection).await?;
            if self.replace(rows, additions) {
                self.version.store(version, Ordering::Release);
                return Ok(());
            }
        }
    }

    /// Puts what was read in the place of what was known, unless terminals were taken in meanwhile:
    /// what was read may lack them.
    fn replace(&self, rows: Vec<Known>, additions: u64) -> bool {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if self.additions.load(Ordering::Acquire) != additions {
            return false;
        }
        let mut presence = self.presence();
        for row in &rows {
            if let Some(records) = row.device_records {
                presence.records.entry(row.id).or_insert(records);
            }
        }
        *known = rows.into_iter().map(|row| (row.serial, Arc::new(row))).collect();
        true
    }

    /// Takes in terminals that were stored just now.
    pub(crate) fn add(&self, rows: impl IntoIterator<Item = Arc<Known>>) {
        let mut rows = rows.into_iter().peekable();
        if rows.peek().is_none() {
            return;
        }
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        self.additions.fetch_add(1, Ordering::AcqRel);
        known.extend(rows.map(|row| (row.serial, row)));
    }

    /// Returns how many unknown terminals wait for an officer.
    pub(crate) fn pending(&self) -> usize {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.values().filter(|known| known.state == TerminalState::Pending).count()
    }

    /// Notes that a terminal spoke.
    pub(crate) fn heard(
        &self,
        terminal: &Known,
        address: IpAddr,
        at: DateTime<Utc>,
        version: Option<PushVersion>,
    ) {
        let id = terminal.id;
        let mut presence = self.presence();
        if let Some(other) = presence.places.entry(id).or_default().turn(address, at) {
            presence.notice(terminal, at, Oddity::TwoTerminals { other_address: other.to_string() });
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
    pub(crate) fn reported(
        &self,
        terminal: &Known,
        at: DateTime<Utc>,
        records: Option<u32>,
        firmware: Option<&str>,
    ) {
        let mut presence = self.presence();
        if let Some(now) = records.map(i64::from) {
            let before = presence.records.insert(terminal.id, now);
            if let Some(before) = before.filter(|before| *before > now) {
                presence.notice(terminal, at, Oddity::RecordsFell { before, now });
            }
        }
        if let Some(heard) = presence.dirty.get_mut(&terminal.id) {
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
    pub(crate) fn put_back(&self, rows: Vec<(i64, Heard)>, mut oddities: Vec<Noticed>) {
        let mut presence = self.presence();
        for (id, heard) in rows {
            presence.dirty.entry(id).or_insert(heard);
        }
        oddities.append(&mut presence.oddities);
        oddities.truncate(MOST_ODDITIES);
        presence.oddities = oddities;
    }

    /// Takes the oddities seen since the last time.
    pub(crate) fn take_oddities(&self) -> Vec<Noticed> {
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

impl Presence {
    /// Only accepted terminals are looked after: whatever calls itself a terminal could fill the table.
    fn notice(&mut self, terminal: &Known, at: DateTime<Utc>, oddity: Oddity) {
        if terminal.state == TerminalState::Accepted && self.oddities.len() < MOST_ODDITIES {
            self.oddities.push((terminal.id, at, oddity));
        }
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

    fn terminal(state: TerminalState) -> Known {
        Known {
            id: 1,
            serial: "SGA1".parse().unwrap(),
            government_id: 1,
            state,
            offset_minutes: 480,
            zone_form: crate::terminal::ZoneForm::Hours,
            secret_prefix: None,
            device_records: None,
            drift_seconds: None,
            has_held: false,
            has_commands: false,
        }
    }

    #[test]
    fn a_falling_number_of_punches_is_odd_and_a_rising_one_is_not() {
        let registry = Registry::default();
        let at = DateTime::UNIX_EPOCH;
        let terminal = terminal(TerminalState::Accepted);
        registry.heard(&terminal, address(1), at, None);
        registry.reported(&terminal, at, Some(10), Some("Ver 8.0"));
        registry.reported(&terminal, at, Some(11), None);
        assert!(registry.take_oddities().is_empty());
        registry.reported(&terminal, at, Some(3), None);
        let odd = registry.take_oddities();
        assert_eq!(odd, [(1, at, Oddity::RecordsFell { before: 11, now: 3 })]);
        let dirty = registry.take_dirty(10);
        assert_eq!(dirty[0].1.records, Some(3));
        assert_eq!(dirty[0].1.firmware.as_deref(), Some("Ver 8.0"));
    }

    #[test]
    fn a_terminal_that_nobody_accepted_is_never_odd() {
        let registry = Registry::default();
        let terminal = terminal(TerminalState::Pending);
        for records in [10, 3] {
            registry.reported(&terminal, DateTime::UNIX_EPOCH, Some(records), None);
        }
        for turn in 0..20_i64 {
            let at = DateTime::UNIX_EPOCH + TimeDelta::seconds(turn);
            registry.heard(&terminal, address(u8::from(turn % 2 == 0)), at, None);
        }
        assert_eq!(registry.take_oddities(), []);
    }

    #[test]
    fn what_could_not_be_written_comes_back_before_what_is_newer() {
        let registry = Registry::default();
        let at = DateTime::UNIX_EPOCH;
        let terminal = terminal(TerminalState::Accepted);
        registry.heard(&terminal, address(1), at, None);
        registry.reported(&terminal, at, Some(10), None);
        registry.reported(&terminal, at, Some(3), None);
        let (rows, oddities) = (registry.take_dirty(10), registry.take_oddities());
        registry.reported(&terminal, at, Some(2), None);
        registry.put_back(rows, oddities);
        let fell = |before, now| (1, at, Oddity::RecordsFell { before, now });
        assert_eq!(registry.take_oddities(), [fell(10, 3), fell(3, 2)]);
        assert_eq!(registry.take_dirty(10).len(), 1);
    }

    #[test]
    fn a_look_does_not_forget_what_was_taken_in_meanwhile() {
        let registry = Registry::default();
        let known = terminal(TerminalState::Pending);
        registry.add([Arc::new(known.clone())]);
        assert!(!registry.replace(Vec::new(), 0), "it was read before the terminal came");
        assert!(registry.find(&known.serial).is_some());
        assert!(registry.replace(Vec::new(), 1));
        assert!(registry.find(&known.serial).is_none());
    }
}
