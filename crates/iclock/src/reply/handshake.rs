use std::fmt::Write;

use crate::Serial;
use crate::request::PushVersion;

/// Is the protocol version this server speaks.
const SERVER_VERSION: &str = "2.4.1";

/// Says how a terminal wants its zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneSpelling {
    /// Whole hours east of Greenwich: 7, 8, 9.
    Hours(i32),
    /// Minutes east of Greenwich: 420, 480, 540; some models know only these.
    Minutes(i32),
}

impl ZoneSpelling {
    /// Returns the number that is sent.
    #[must_use]
    pub fn value(self) -> i32 {
        match self {
            Self::Hours(value) | Self::Minutes(value) => value,
        }
    }
}

/// Says how a terminal wants the list of tables it may upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlagSpelling {
    /// As words, for versions up to 2.
    Words,
    /// As bits; version 3 sends nothing when given words.
    Bits,
}

impl FlagSpelling {
    /// Returns the spelling a version needs.
    #[must_use]
    pub fn for_version(version: Option<PushVersion>) -> Self {
        if version.unwrap_or(PushVersion::DEFAULT).major >= 3 { Self::Bits } else { Self::Words }
    }

    /// Asks for punches and the operation log, and for nothing biometric.
    fn text(self) -> &'static str {
        match self {
            Self::Words => "TransData AttLog\tOpLog",
            Self::Bits => "1100000000",
        }
    }
}

/// Is what the server tells a terminal at the handshake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandshakeSettings {
    /// Cursor of the punches; none asks for everything held.
    pub attlog_stamp: Option<String>,
    /// Cursor of the operation log; none asks for everything held.
    pub operlog_stamp: Option<String>,
    /// Seconds to wait after a failure.
    pub error_delay_seconds: u32,
    /// Seconds between polls; the main load of a server.
    pub delay_seconds: u32,
    /// Zone the terminal applies to the `Date` header.
    pub zone: ZoneSpelling,
    /// Upload every punch at once.
    pub realtime: bool,
    /// Spelling of `TransFlag`.
    pub flags: FlagSpelling,
    /// Also send the cursors under the names of older firmware.
    pub legacy_stamps: bool,
}

impl HandshakeSettings {
    /// Returns usual settings: everything held, at once, a poll every 15 seconds.
    #[must_use]
    pub fn new(zone: ZoneSpelling, version: Option<PushVersion>) -> Self {
        Self {
            attlog_stamp: None,
            operlog_stamp: None,
            error_delay_seconds: 30,
            delay_seconds: 15,
            zone,
            realtime: true,
            flags: FlagSpelling::for_version(version),
            legacy_stamps: version.is_some_and(|version| version.major < 2),
        }
    }
}

/// Returns the answer to a handshake, in the order of the manual, lines ended by LF.
///
/// # Shape
/// A cursor that is not 1 to 64 printable ASCII characters is sent as `None`: it would break the lines.
#[must_use]
pub fn handshake(serial: &Serial, settings: &HandshakeSettings) -> String {
    let (attlog, operlog) = (stamp(&settings.attlog_stamp), stamp(&settings.operlog_stamp));
    let mut answer = format!("GET OPTION FROM: {serial}\n");
    let mut line = |key: &str, value: &dyn std::fmt::Display| {
        writeln!(answer, "{key}={value}").expect("writing to a text cannot fail");
    };
    line("ATTLOGStamp", &attlog);
    line("OPERLOGStamp", &operlog);
    line("ATTPHOTOStamp", &"None");
    if settings.legacy_stamps {
        line("Stamp", &attlog);
        line("OpStamp", &operlog);
        line("PhotoStamp", &"None");
    }
    line("ErrorDelay", &settings.error_delay_seconds);
    line("Delay", &settings.delay_seconds);
    line("TransTimes", &"00:00;14:05");
    line("TransInterval", &1);
    line("TransFlag", &settings.flags.text());
    line("TimeZone", &settings.zone.value());
    line("Realtime", &i32::from(settings.realtime));
    line("Encrypt", &0);
    line("ServerVer", &SERVER_VERSION);
    line("PushProtVer", &SERVER_VERSION);
    line("PushOptionsFlag", &1);
    line("PushOptions", &"UserCount,TransactionCount");
    line("SupportPing", &1);
    answer
}

fn stamp(stamp: &Option<String>) -> &str {
    let is_plain = |text: &&str| {
        !text.is_empty() && text.len() <= 64 && text.bytes().all(|byte| matches!(byte, b'!'..=b'~'))
    };
    stamp.as_deref().filter(is_plain).unwrap_or("None")
}
