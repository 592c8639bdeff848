//! Chance as an argument: the only place that draws random numbers.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Makes ids and secrets.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ids;

impl Ids {
    /// Returns a new UUIDv7 of the given instant.
    pub fn uuid_at(self, at: DateTime<Utc>) -> Uuid {
        let random: [u8; 10] = self.secret();
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// Returns `N` random bytes from the operating system.
    ///
    /// # Panics
    /// When the operating system has no randomness to give: nothing safe can go on then.
    pub fn secret<const N: usize>(self) -> [u8; N] {
        let mut bytes = [0_u8; N];
        getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
        bytes
    }
}
