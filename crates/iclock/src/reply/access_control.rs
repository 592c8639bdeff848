use std::fmt::Write;

use crate::{CommandId, Serial};

/// Is what the server tells access-control firmware.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccessControlSettings {
    /// Names the session; comes back with later requests.
    pub session_id: CommandId,
    /// Seconds to wait after a failure.
    pub error_delay_seconds: u32,
    /// Seconds between polls.
    pub delay_seconds: u32,
}

/// Returns the answer to a registration.
///
/// # Shape
/// No line end: the terminal takes everything after the equals sign as the code. The code is the serial number in
/// upper case; it proves nothing, and the protocol asks for one.
#[must_use]
pub fn registry_code(serial: &Serial) -> String {
    format!("RegistryCode={}", serial.key())
}

/// Returns the answer to `push`: the settings of the access-control dialect, lines ended by LF.
#[must_use]
pub fn push_settings(settings: &AccessControlSettings) -> String {
    let mut answer = String::new();
    let mut line = |key: &str, value: &dyn std::fmt::Display| {
        writeln!(answer, "{key}={value}").expect("writing to a text cannot fail");
    };
    line("ServerVersion", &"3.1.1");
    line("ServerName", &"Siaga");
    line("PushVersion", &"3.1.1");
    line("ErrorDelay", &settings.error_delay_seconds);
    line("RequestDelay", &settings.delay_seconds);
    line("TransTimes", &"00:00;14:05");
    line("TransInterval", &1);
    line("TransTables", &"User Transaction");
    line("Realtime", &1);
    line("SessionID", &settings.session_id);
    line("TimeoutSec", &10);
    answer
}

/// Returns the answer to the handshake of registered access-control firmware; an unregistered one is answered `OK`.
#[must_use]
pub fn access_control_handshake(serial: &Serial, settings: &AccessControlSettings) -> String {
    format!("registry=ok\n{}\n{}", registry_code(serial), push_settings(settings))
}
