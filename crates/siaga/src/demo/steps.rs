//! Says what is done and how long it took.

use std::time::{Duration, Instant};

/// The steps of a preparation, told as they end.
#[derive(Debug)]
pub(super) struct Steps {
    began: Instant,
    last: Instant,
}

impl Steps {
    /// Begins to measure.
    pub(super) fn begin() -> Self {
        let now = Instant::now();
        Self { began: now, last: now }
    }

    /// Tells a step that has just ended.
    pub(super) fn done(&mut self, what: &str) {
        let now = Instant::now();
        println!("  {:>6}  {what}", seconds(now - self.last));
        self.last = now;
    }

    /// Tells how long all of it took.
    pub(super) fn end(&self) {
        println!("  {:>6}  seluruh persiapan", seconds(self.began.elapsed()));
    }
}

/// Returns tenths of a second in the Indonesian way.
fn seconds(time: Duration) -> String {
    let tenths = time.as_millis() / 100;
    format!("{},{} dtk", tenths / 10, tenths % 10)
}
