//! One upload on its way from the listener to the database.

use super::content::{self, Content};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use siaga_iclock::Serial;
use siaga_iclock::redact::redact;
use siaga_iclock::request::PushVersion;
use siaga_iclock::tables::{Table, line_count};
use std::borrow::Cow;
use std::net::IpAddr;

/// Who sent something, and when it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Sender {
    pub(crate) serial: Serial,
    pub(crate) address: IpAddr,
    pub(crate) received_at: DateTime<Utc>,
    pub(crate) push_version: Option<PushVersion>,
    /// The path before `/iclock/`.
    pub(crate) prefix: Option<String>,
}

/// Bytes that must be durable before they are acknowledged, cleaned and read.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    pub(crate) sender: Sender,
    /// None for a terminal that only says hello.
    pub(crate) kept: Option<Kept>,
}

/// The journal row of an upload before it has an id.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub(crate) route: String,
    pub(crate) stamp: Option<String>,
    pub(crate) body: Vec<u8>,
    pub(crate) sha256: String,
    /// Lines taken care of: the `n` of `OK: n`.
    pub(crate) lines: u32,
    /// Templates, pictures and identity cards that were dropped.
    pub(crate) refused: u32,
    pub(crate) content: Content,
}

impl Kept {
    /// Cleans the bytes of what may not be stored, then reads the rest.
    pub(crate) fn new(table: &Table, route: String, stamp: Option<String>, body: Vec<u8>) -> Self {
        let lines = line_count(&body);
        let cleaned = redact(table, &body);
        let refused = cleaned.refused.total();
        let changed = match cleaned.bytes {
            Cow::Borrowed(kept) if kept.len() == body.len() => None,
            kept => Some(kept.into_owned()),
        };
        let body = changed.unwrap_or(body);
        let sha256 = hex::encode(Sha256::digest(&body));
        let content = content::read(&route, &body);
        Self { route, stamp, body, sha256, lines, refused, content }
    }
}
