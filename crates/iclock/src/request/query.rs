use super::readable;
use crate::bytes::percent_decode;

/// Is a query string whose names are compared without case; of doubled names the first counts.
pub(super) struct Query<'a> {
    query: &'a str,
}

impl<'a> Query<'a> {
    pub(super) fn new(query: &'a str) -> Self {
        Self { query: query.trim_start_matches('?') }
    }

    /// Returns the decoded bytes of a parameter.
    pub(super) fn get(&self, name: &str) -> Option<Vec<u8>> {
        self.encoded(name).map(percent_decode)
    }

    /// Returns a parameter as trimmed text.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(|value| readable(&value))
    }

    /// Returns a parameter still encoded; empty when absent.
    pub(super) fn raw(&self, name: &str) -> String {
        self.encoded(name).unwrap_or_default().to_owned()
    }

    fn encoded(&self, name: &str) -> Option<&'a str> {
        self.query
            .split('&')
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .find(|(key, _)| percent_decode(key).trim_ascii().eq_ignore_ascii_case(name.as_bytes()))
            .map(|(_, value)| value)
    }
}
