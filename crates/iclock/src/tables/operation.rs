/// Is the number of an operation in the log of a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Operation(pub u16);

/// Code, name, and whether the operation can hide or move punches.
const KNOWN: [(u16, &str, bool); 23] = [
    (0, "power_on", false),
    (1, "power_off", false),
    (3, "alarm", true),
    (4, "menu_entered", false),
    (5, "setting_changed", false),
    (6, "fingerprint_enrolled", false),
    (9, "user_deleted", false),
    (10, "fingerprint_deleted", false),
    (13, "data_cleared", true),
    (21, "clock_set", true),
    (22, "factory_reset", true),
    (23, "punches_deleted", true),
    (24, "administrators_cleared", true),
    (30, "user_created", false),
    (70, "name_changed", false),
    (71, "privilege_changed", true),
    (76, "network_changed", false),
    (77, "network_changed", false),
    (78, "network_changed", false),
    (79, "network_changed", false),
    (82, "server_address_changed", true),
    (83, "server_port_changed", true),
    (101, "face_enrolled", false),
];

impl Operation {
    /// Returns a stable English name, a code for the texts shown to people; `other` when not documented.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.known().map_or("other", |(_, name, _)| name)
    }

    /// Is worth showing to an auditor: all documented operations are.
    #[must_use]
    pub fn is_for_auditor(self) -> bool {
        self.known().is_some()
    }

    /// Can hide, move or redirect punches, and should raise an alert by itself.
    #[must_use]
    pub fn is_alert(self) -> bool {
        self.known().is_some_and(|(_, _, is_alert)| is_alert)
    }

    fn known(self) -> Option<(u16, &'static str, bool)> {
        KNOWN.into_iter().find(|&(code, _, _)| code == self.0)
    }
}

/// Returns the name of what an alarm (operation 3) reports in its first value.
pub(super) fn alarm_name(code: i64) -> &'static str {
    match code {
        50 => "door_closed",
        51 => "door_open",
        54 => "forced",
        55 => "tampered",
        58 => "repeated_failures",
        _ => "other",
    }
}
