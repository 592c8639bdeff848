//! Limits on what terminals without an owner may leave here.

use chrono::{DateTime, NaiveDate, Utc};
use std::collections::HashMap;
use std::net::IpAddr;

/// New serial numbers from one address on one day: a first installation behind one router, not a flood.
const NEW_A_DAY_AND_ADDRESS: u32 = 200;
/// Unknown terminals that may wait for an officer.
const PENDING: usize = 2_000;
/// Bytes that one of them may leave a day: more than a full terminal holds (200,000 lines of 60 bytes).
const BYTES_A_DAY: usize = 32 * 1024 * 1024;

/// Counts what terminals without an owner brought today.
#[derive(Debug, Default)]
pub(crate) struct Strangers {
    day: NaiveDate,
    new: HashMap<IpAddr, u32>,
    bytes: HashMap<i64, usize>,
}

impl Strangers {
    /// Returns whether one more unknown serial number may be taken in.
    pub(crate) fn admits_new(&mut self, address: IpAddr, at: DateTime<Utc>, pending: usize) -> bool {
        self.turn_day(at);
        let count = self.new.entry(address).or_default();
        if pending >= PENDING || *count >= NEW_A_DAY_AND_ADDRESS {
            return false;
        }
        *count += 1;
        true
    }

    /// Returns whether one more body of an unknown terminal may be kept.
    pub(crate) fn admits_bytes(&mut self, terminal_id: i64, bytes: usize, at: DateTime<Utc>) -> bool {
        self.turn_day(at);
        let kept = self.bytes.entry(terminal_id).or_default();
        if *kept + bytes > BYTES_A_DAY {
            return false;
        }
        *kept += bytes;
        true
    }

    fn turn_day(&mut self, at: DateTime<Utc>) {
        let today = at.date_naive();
        if self.day != today {
            *self = Self { day: today, ..Self::default() };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_brings_so_many_new_terminals_a_day() {
        let mut strangers = Strangers::default();
        let (one, other) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        let today = DateTime::UNIX_EPOCH;
        for _ in 0..NEW_A_DAY_AND_ADDRESS {
            assert!(strangers.admits_new(one, today, 0));
        }
        assert!(!strangers.admits_new(one, today, 0));
        assert!(strangers.admits_new(other, today, PENDING - 1));
        assert!(!strangers.admits_new(other, today, PENDING));
        assert!(strangers.admits_new(one, today + chrono::TimeDelta::days(1), 0));
    }

    #[test]
    fn an_unknown_terminal_leaves_so_many_bytes_a_day() {
        let mut strangers = Strangers::default();
        let today = DateTime::UNIX_EPOCH;
        assert!(strangers.admits_bytes(1, BYTES_A_DAY, today));
        assert!(!strangers.admits_bytes(1, 1, today));
        assert!(strangers.admits_bytes(2, 1, today));
        assert!(strangers.admits_bytes(1, 1, today + chrono::TimeDelta::days(1)));
    }
}
