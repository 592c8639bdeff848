//! What a government decides about its reports.

use crate::rules::standing::Measure;
use siaga_platform::settings::{self, SettingDecl};
use siaga_platform::{Ctx, Problem};

/// Day of the next month by which the report of a month is due.
pub const REPORT_DUE_DAY: SettingDecl = SettingDecl {
    name: "programmes.report_due_day",
    label: "programmes-setting-due-day",
    default: "5",
    check: |text| match text.parse::<u32>() {
        Ok(1..=28) => Ok(()),
        _ => Err("programmes.setting_due_day"),
    },
};

/// Distance from the plan that still is on course, in thousandths of the target.
pub const TOLERANCE: SettingDecl = SettingDecl {
    name: "programmes.tolerance_permille",
    label: "programmes-setting-tolerance",
    default: "50",
    check: |text| match text.parse::<u32>() {
        Ok(0..=500) => Ok(()),
        _ => Err("programmes.setting_tolerance"),
    },
};

/// Every setting of programmes.
pub(crate) const ALL: &[SettingDecl] = &[REPORT_DUE_DAY, TOLERANCE];

/// Returns what the government decided; a stored value that no longer is one gives way to the default.
pub(crate) async fn measure(ctx: &Ctx) -> Result<Measure, Problem> {
    let due_day = settings::value(ctx, &REPORT_DUE_DAY).await?;
    let tolerance = settings::value(ctx, &TOLERANCE).await?;
    Ok(Measure { due_day: due_day.parse().unwrap_or(5), tolerance_permille: tolerance.parse().unwrap_or(50) })
}
