//! Counters for whoever runs the server.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Labels of the request counter.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct RequestLabels {
    /// Route pattern, never the path itself.
    pub route: String,
    /// Status code.
    pub status: u16,
}

/// Labels of the gauge of failed rounds.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct JobLabels {
    /// Name of the job; `news` for the delivery of news.
    job: String,
}

/// Rounds in a row after which a failing job makes the program unhealthy.
const FAILED_ROUNDS_MAX: u32 = 3;

/// What is counted.
#[derive(Debug)]
pub struct Metrics {
    /// Answered requests of people.
    pub requests: Family<RequestLabels, Counter>,
    /// Uploads of terminals that were acknowledged.
    pub terminal_uploads: Counter,
    /// Punches newly stored.
    pub punches_stored: Counter,
    /// Uploads that could not be made durable and were refused.
    pub uploads_refused: Counter,
    /// News that could not be delivered and is skipped.
    pub news_set_aside: Gauge,
    failed_rounds: Family<JobLabels, Gauge>,
    failing: Mutex<BTreeMap<&'static str, u32>>,
    registry: Registry,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("siaga");
        let requests = Family::default();
        let terminal_uploads = Counter::default();
        let punches_stored = Counter::default();
        let uploads_refused = Counter::default();
        registry.register("requests", "Answered requests of people", requests.clone());
        registry.register("terminal_uploads", "Acknowledged uploads of terminals", terminal_uploads.clone());
        registry.register("punches_stored", "Punches newly stored", punches_stored.clone());
        registry.register(
            "uploads_refused",
            "Uploads refused because storing failed",
            uploads_refused.clone(),
        );
        let news_set_aside = Gauge::default();
        let failed_rounds = Family::default();
        registry.register("news_set_aside", "News that could not be delivered", news_set_aside.clone());
        registry.register("job_failed_rounds", "Rounds failed in a row", failed_rounds.clone());
        Self {
            requests,
            terminal_uploads,
            punches_stored,
            uploads_refused,
            news_set_aside,
            failed_rounds,
            failing: Mutex::default(),
            registry,
        }
    }
}

impl Metrics {
    /// Notes how a round of a job ended.
    pub(crate) fn round_ended(&self, job: &'static str, is_done: bool) {
        let mut failing = self.failing.lock().unwrap_or_else(PoisonError::into_inner);
        let rounds = failing.entry(job).or_default();
        *rounds = if is_done { 0 } else { rounds.saturating_add(1) };
        self.failed_rounds.get_or_create(&JobLabels { job: job.to_owned() }).set(i64::from(*rounds));
    }

    /// Returns the jobs whose last three rounds failed, by name.
    pub fn failing_jobs(&self) -> Vec<&'static str> {
        let failing = self.failing.lock().unwrap_or_else(PoisonError::into_inner);
        failing.iter().filter(|(_, rounds)| **rounds >= FAILED_ROUNDS_MAX).map(|(job, _)| *job).collect()
    }

    /// Returns all counters in the text form that monitoring reads.
    ///
    /// # Errors
    /// Never in practice: it writes to a string.
    pub fn text(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        prometheus_client::encoding::text::encode(&mut text, &self.registry)?;
        Ok(text)
    }
}
