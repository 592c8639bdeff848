//! How often one serial number may ask, and how often the terminals are read again for polls.

use crate::ops::ingest::Registry;
use siaga_iclock::Serial;
use siaga_platform::App;
use siaga_platform::db::DbError;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Requests a second of one serial number. A terminal sends one batch after the other while it
/// catches up; what is faster than that is no terminal.
const PER_SECOND: f64 = 200.0;
/// Requests that may come at once.
const BURST: f64 = 400.0;
/// Serial numbers remembered; beyond it, those that are at rest are forgotten.
const REMEMBERED: usize = 50_000;
/// Pause between two looks for changes by officers.
const REFRESH_PAUSE: Duration = Duration::from_secs(2);

/// Buckets of requests by serial number.
#[derive(Debug, Default)]
pub(super) struct Pace {
    buckets: Mutex<HashMap<Serial, Bucket>>,
    refreshed: Mutex<Option<Instant>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    left: f64,
    at: Instant,
}

impl Bucket {
    fn take(&mut self, now: Instant) -> bool {
        let rested = now.saturating_duration_since(self.at).as_secs_f64();
        self.left = (self.left + rested * PER_SECOND).min(BURST);
        self.at = now;
        let admits = self.left >= 1.0;
        if admits {
            self.left -= 1.0;
        }
        admits
    }
}

impl Pace {
    /// Returns whether a serial number may ask now.
    pub(super) fn admits(&self, serial: &Serial) -> bool {
        let now = Instant::now();
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= REMEMBERED {
            buckets.retain(|_, bucket| now.saturating_duration_since(bucket.at) < Duration::from_secs(10));
        }
        buckets.entry(*serial).or_insert(Bucket { left: BURST, at: now }).take(now)
    }

    /// Reads the terminals again when the last time is some seconds ago.
    pub(super) async fn refresh(&self, app: &App, registry: &Registry) -> Result<(), DbError> {
        {
            let mut refreshed = self.refreshed.lock().unwrap_or_else(PoisonError::into_inner);
            if refreshed.is_some_and(|at| at.elapsed() < REFRESH_PAUSE) {
                return Ok(());
            }
            *refreshed = Some(Instant::now());
        }
        registry.refresh(app.db.reader()).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_let_through_and_then_the_pace_holds() {
        let start = Instant::now();
        let mut bucket = Bucket { left: BURST, at: start };
        assert_eq!((0..500).filter(|_| bucket.take(start)).count(), 400);
        let later = start + Duration::from_millis(100);
        assert_eq!((0..500).filter(|_| bucket.take(later)).count(), 20);
    }
}
