use crate::bytes::decode;

/// Is what a terminal says about itself in `INFO=` of a poll; what was not sent is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeviceInfo {
    /// Firmware version.
    pub firmware: Option<String>,
    /// Users enrolled.
    pub users: Option<u32>,
    /// Fingerprints enrolled.
    pub fingerprints: Option<u32>,
    /// Punches held in the terminal.
    pub punches: Option<u32>,
    /// Address in its own network.
    pub ip_address: Option<String>,
    /// Version of the fingerprint algorithm.
    pub fingerprint_algorithm: Option<i32>,
    /// Version of the face algorithm; -1 when there is none.
    pub face_algorithm: Option<i32>,
    /// Pictures taken when a face is enrolled.
    pub faces_per_enrolment: Option<u32>,
    /// Faces enrolled.
    pub faces: Option<u32>,
    /// What the terminal can do, one digit each.
    pub function_bits: Option<String>,
    /// Cards enrolled.
    pub cards: Option<u32>,
    /// User photos held.
    pub user_photos: Option<u32>,
    /// Attendance photos held.
    pub attendance_photos: Option<u32>,
}

impl DeviceInfo {
    /// Returns the parts of the comma-separated list, in the order of the protocol.
    ///
    /// # Shape
    /// Old firmware sends the first six only. A part that is empty or unreadable is none.
    #[must_use]
    pub fn parse(info: &str) -> Self {
        let mut parts = info.split(',').map(str::trim);
        let mut next = || parts.next().unwrap_or_default();
        Self {
            firmware: text(next()),
            users: next().parse().ok(),
            fingerprints: next().parse().ok(),
            punches: next().parse().ok(),
            ip_address: text(next()),
            fingerprint_algorithm: next().parse().ok(),
            face_algorithm: next().parse().ok(),
            faces_per_enrolment: next().parse().ok(),
            faces: next().parse().ok(),
            function_bits: text(next()),
            cards: next().parse().ok(),
            user_photos: next().parse().ok(),
            attendance_photos: next().parse().ok(),
        }
    }
}

fn text(part: &str) -> Option<String> {
    let cleaned: String = decode(part.as_bytes()).chars().take(64).collect();
    (!cleaned.is_empty()).then_some(cleaned)
}
