//! Reader of a request: who sends, by which path, and what it is.

mod comm_key;
mod query;
mod route;
mod version;

pub use comm_key::CommKey;
pub use version::PushVersion;

use std::fmt;

use crate::Serial;
use crate::bytes::{decode, key_value, trim};
use crate::tables::{DeviceInfo, Table};
use query::Query;

/// Is a request of a terminal, read as far as method, path and query say.
///
/// # Shape
/// Reading never fails: what is not known is [`RequestKind::Unknown`], a missing or malformed serial number is
/// none. `Debug` hides the prefix, which may be a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// Serial number of the sender, if it is one.
    pub serial: Option<Serial>,
    /// The path before `/iclock/`, without slashes at its ends; none when there is nothing.
    pub secret_prefix: Option<String>,
    /// What is asked or brought.
    pub kind: RequestKind,
    /// The cursor the terminal holds for the table, whichever of its names was used. A hint, never a key.
    pub stamp: Option<String>,
    /// Protocol version of the terminal.
    pub push_version: Option<PushVersion>,
}

/// Is what a request asks or brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestKind {
    /// Asks for the options of the server.
    Handshake(Handshake),
    /// Brings lines of a table in the body.
    Upload {
        /// The table.
        table: Table,
    },
    /// Asks for a record of a table, such as a visitor's PIN. Answered `OK`, never with user data.
    Lookup {
        /// The table.
        table: Table,
    },
    /// Asks for commands.
    Poll {
        /// What the terminal says about itself, mostly with the first poll.
        info: Option<DeviceInfo>,
    },
    /// Brings results of commands in the body; see [`crate::reply::results`].
    CommandResults,
    /// Says that it is alive during a long upload.
    Ping,
    /// Tries whether the server is there.
    Test,
    /// Registers access-control firmware; the body holds its settings.
    Registry,
    /// Asks for the settings of the access-control dialect.
    PushSettings,
    /// Wants to exchange keys; only when encryption was offered, which it is not.
    KeyExchange,
    /// Wants a file; nothing is offered.
    FileDownload,
    /// Is under `/iclock/` and not known: kept raw and answered `OK`.
    Unknown {
        /// The path after `/iclock/`: letters, digits, `-`, `_`, `/`, at most 64.
        route: String,
    },
    /// Is not under `/iclock/` at all.
    Foreign,
}

/// Is what a terminal says when it asks for the options.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Handshake {
    /// Number of its language: 69 English, 73 Indonesian.
    pub language: Option<u16>,
    /// `att`, `acc` or another text.
    pub device_type: Option<String>,
    /// The terminal can report its settings.
    pub push_options_flag: Option<u8>,
    /// The secret typed into the terminal for this server.
    pub comm_key: Option<CommKey>,
}

impl Handshake {
    /// Speaks the access-control dialect: its handshake is answered `OK` and never with attendance options.
    #[must_use]
    pub fn is_access_control(&self) -> bool {
        self.device_type.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("acc"))
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("serial", &self.serial)
            .field("has_prefix", &self.secret_prefix.is_some())
            .field("kind", &self.kind)
            .field("stamp", &self.stamp)
            .field("push_version", &self.push_version)
            .finish()
    }
}

impl Request {
    /// Returns what a request means.
    ///
    /// # Shape
    /// `path` and `query` are as on the wire, still percent-encoded, the query without its question mark. Any
    /// prefix before `/iclock/`, doubled and trailing slashes, `.aspx`, and parameters in any order and case are
    /// accepted. The body is looked at only to find a serial number that the query lacks.
    #[must_use]
    pub fn parse(method: &str, path: &str, query: &str, body: &[u8]) -> Self {
        let query = Query::new(query);
        let found = route::find(path);
        let kind = match &found {
            Some(found) => kind_of(method, &found.route, &query),
            None => RequestKind::Foreign,
        };
        let serial = query.get("sn").and_then(|text| Serial::parse(&text).ok());
        let from_body = || if kind.names_its_sender() { serial_in(body) } else { None };
        Self {
            serial: serial.or_else(from_body),
            secret_prefix: found.and_then(|found| found.prefix),
            stamp: stamp_of(&query),
            push_version: query.text("pushver").and_then(|text| PushVersion::parse(&text)),
            kind,
        }
    }
}

impl RequestKind {
    /// Returns the table by whose rules the body must be cleaned before it is journalled; none when there is
    /// nothing to keep.
    #[must_use]
    pub fn journal_table(&self) -> Option<Table> {
        match self {
            Self::Upload { table } => Some(table.clone()),
            Self::CommandResults => Some(Table::Unknown("devicecmd".to_owned())),
            Self::Registry => Some(Table::Options),
            Self::Unknown { route } => Some(Table::Unknown(route.clone())),
            Self::Handshake(_)
            | Self::Lookup { .. }
            | Self::Poll { .. }
            | Self::Ping
            | Self::Test
            | Self::PushSettings
            | Self::KeyExchange
            | Self::FileDownload
            | Self::Foreign => None,
        }
    }

    /// Bodies of these kinds carry the serial number themselves.
    fn names_its_sender(&self) -> bool {
        matches!(
            self,
            Self::CommandResults | Self::Registry | Self::Upload { table: Table::Attphoto | Table::Options }
        )
    }
}

fn kind_of(method: &str, route: &str, query: &Query) -> RequestKind {
    let is_post = method.eq_ignore_ascii_case("POST") || method.eq_ignore_ascii_case("PUT");
    match route.to_ascii_lowercase().as_str() {
        "cdata" => data_kind(is_post, query),
        "fdata" => RequestKind::Upload { table: Table::Attphoto },
        "querydata" => RequestKind::Upload { table: Table::tabledata(&query.raw("tablename")) },
        "getrequest" => RequestKind::Poll { info: poll_info(query) },
        "devicecmd" => RequestKind::CommandResults,
        "ping" => RequestKind::Ping,
        "test" => RequestKind::Test,
        "registry" => RequestKind::Registry,
        "push" => RequestKind::PushSettings,
        "exchange" => RequestKind::KeyExchange,
        "file" => RequestKind::FileDownload,
        file if file.starts_with("filename=") => RequestKind::FileDownload,
        _ => RequestKind::Unknown { route: route::safe(route) },
    }
}

fn data_kind(is_post: bool, query: &Query) -> RequestKind {
    let table = query.text("table").filter(|name| !name.is_empty()).map(|name| {
        if name.eq_ignore_ascii_case("tabledata") {
            Table::tabledata(&query.raw("tablename"))
        } else {
            Table::from_name(&name)
        }
    });
    match (is_post, table) {
        (true, table) => {
            RequestKind::Upload { table: table.unwrap_or_else(|| Table::Unknown(String::new())) }
        }
        (false, Some(table)) => RequestKind::Lookup { table },
        (false, None) => RequestKind::Handshake(Handshake {
            language: query.text("language").and_then(|text| text.parse().ok()),
            device_type: query.text("devicetype"),
            push_options_flag: query.text("pushoptionsflag").and_then(|text| text.parse().ok()),
            comm_key: query.get("pushcommkey").filter(|key| !key.is_empty()).map(CommKey::new),
        }),
    }
}

/// Some clients write a blank as `+`; no part of the list contains a plus sign.
fn poll_info(query: &Query) -> Option<DeviceInfo> {
    let info = query.text("info").filter(|info| !info.is_empty())?;
    Some(DeviceInfo::parse(&info.replace('+', " ")))
}

fn stamp_of(query: &Query) -> Option<String> {
    let names =
        ["stamp", "opstamp", "photostamp", "attlogstamp", "operlogstamp", "attphotostamp", "biodatastamp"];
    let stamp = names.into_iter().find_map(|name| query.text(name))?;
    let stamp: String = stamp.chars().take(64).collect();
    (!stamp.is_empty()).then_some(stamp)
}

/// Finds `SN=..` or `~SerialNumber=..` among the first pairs of a body.
fn serial_in(body: &[u8]) -> Option<Serial> {
    let head = &body[..body.len().min(4096)];
    head.split(|byte| matches!(byte, b'\n' | b'\r' | b'&' | b',' | 0))
        .filter_map(key_value)
        .find(|(key, _)| key.eq_ignore_ascii_case(b"sn") || key.eq_ignore_ascii_case(b"~serialnumber"))
        .and_then(|(_, value)| Serial::parse(trim(value)).ok())
}

/// Decodes a value for reading.
fn readable(value: &[u8]) -> String {
    decode(value)
}
