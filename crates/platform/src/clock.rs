//! Time as an argument: the only place that reads the system clock.

use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Mutex;

/// Something that knows the present instant.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// Returns the present instant.
    fn now(&self) -> DateTime<Utc>;
    /// Returns whether the time is not the real one; pages then carry a banner.
    fn is_simulated(&self) -> bool {
        false
    }
}

/// The real time.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one reader of the system clock")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// A clock that a caller sets; it runs on from there when told to.
///
/// The demo lets it run at the pace of the real clock, tests move it by hand.
#[derive(Debug)]
pub struct SimulatedClock {
    state: Mutex<Simulated>,
}

#[derive(Debug, Clone, Copy)]
struct Simulated {
    at: DateTime<Utc>,
    running_since: Option<DateTime<Utc>>,
}

impl SimulatedClock {
    /// Returns a clock that stands still at `at`.
    pub fn standing_at(at: DateTime<Utc>) -> Self {
        Self { state: Mutex::new(Simulated { at, running_since: None }) }
    }

    /// Sets the clock; whether it runs stays as it was.
    pub fn set(&self, at: DateTime<Utc>) {
        let mut state = self.lock();
        state.at = at;
        state.running_since = state.running_since.map(|_| SystemClock.now());
    }

    /// Moves the clock by a span (backwards when negative).
    pub fn advance(&self, by: TimeDelta) {
        self.lock().at += by;
    }

    /// Lets the clock run at the pace of the real one.
    pub fn run(&self) {
        self.lock().running_since = Some(SystemClock.now());
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Simulated> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Clock for SimulatedClock {
    fn now(&self) -> DateTime<Utc> {
        let state = *self.lock();
        state.at + state.running_since.map_or(TimeDelta::zero(), |since| SystemClock.now() - since)
    }

    fn is_simulated(&self) -> bool {
        true
    }
}
