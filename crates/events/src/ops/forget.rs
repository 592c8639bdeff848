//! Names of attendance lists are deleted when they have been kept long enough.

use crate::settings;
use crate::store::attendees as store;
use chrono::Days;
use serde_json::json;
use siaga_platform::audit::{self, Entry};
use siaga_platform::{Ctx, Problem};

/// Deletes names and institutions of lists whose event lies more days back than the setting says. How many
/// people came stays known.
///
/// # Errors
/// As the store says.
pub(crate) async fn forget_attendees(ctx: &Ctx) -> Result<(), Problem> {
    let days = settings::retention_days(ctx).await?;
    let Some(before_on) = ctx.today().checked_sub_days(Days::new(days)) else { return Ok(()) };
    let tx = ctx.db().begin().await?;
    let lines = store::forget(ctx, &tx, before_on).await?;
    if lines == 0 {
        return Ok(());
    }
    let detail = json!({ "before": before_on, "lines": lines });
    audit::write(ctx, &tx, Entry::new("event.forget", "events/attendance").detail(detail)).await?;
    tx.commit().await?;
    Ok(())
}
