//! Counters for whoever runs the server.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::registry::Registry;

/// Labels of the request counter.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct RequestLabels {
    /// Route pattern, never the path itself.
    pub route: String,
    /// Status code.
    pub status: u16,
}

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
        Self { requests, terminal_uploads, punches_stored, uploads_refused, registry }
    }
}

impl Metrics {
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
