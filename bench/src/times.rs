//! Times of one thing done many times.

use std::time::Duration;

/// Times, sorted.
#[derive(Debug, Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    /// Returns them sorted.
    pub(crate) fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    /// Returns the one in the middle.
    pub(crate) fn median(&self) -> Duration {
        self.at(500)
    }

    /// Returns the one that `permille` of 1000 do not exceed.
    pub(crate) fn at(&self, permille: usize) -> Duration {
        let place = (self.0.len() * permille / 1000).min(self.0.len().saturating_sub(1));
        self.0.get(place).copied().unwrap_or_default()
    }

    /// Returns the longest.
    pub(crate) fn longest(&self) -> Duration {
        self.0.last().copied().unwrap_or_default()
    }
}

/// Runs a thing and returns how long it took beside what it returned.
pub(crate) fn timed<T>(run: impl FnOnce() -> T) -> (Duration, T) {
    let start = std::time::Instant::now();
    let outcome = run();
    (start.elapsed(), outcome)
}
