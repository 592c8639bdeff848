//! Settings of inspections.

use crate::rules::links;
use siaga_platform::settings::SettingDecl;

/// Address of a meeting service of one's own; empty for none.
pub(crate) const JITSI_ADDRESS: SettingDecl = SettingDecl {
    name: "inspection.jitsi_address",
    label: "inspection-setting-jitsi",
    default: "",
    check: |value| {
        if value.is_empty() || links::is_https(value) { Ok(()) } else { Err("inspection.link") }
    },
};

/// All of them.
pub(crate) const SETTINGS: &[SettingDecl] = &[JITSI_ADDRESS];
