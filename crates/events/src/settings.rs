//! What a government decides about attendance lists.

use siaga_platform::settings::{self, SettingDecl};
use siaga_platform::{Ctx, Problem};

/// How many days after an event names of its attendance list are kept.
pub(crate) const RETENTION: SettingDecl = SettingDecl {
    name: "events.list_kept_days",
    label: "events-setting-retention",
    default: "90",
    check: |text| match text.parse::<u32>() {
        Ok(1..=3650) => Ok(()),
        _ => Err("events.setting_retention"),
    },
};

/// Every setting of events.
pub(crate) const ALL: &[SettingDecl] = &[RETENTION];

/// Returns how many days names are kept; a stored value that no longer is one gives way to the default.
pub(crate) async fn retention_days(ctx: &Ctx) -> Result<u64, Problem> {
    Ok(settings::value(ctx, &RETENTION).await?.parse().unwrap_or(90))
}
