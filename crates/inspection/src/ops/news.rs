//! News from below: a recap was signed, so the rooms of its day show it.

use super::step::LIVE;
use crate::store::inspections as store;
use chrono::NaiveDate;
use siaga_platform::{Ctx, Problem};

/// Raises the pulse of open inspections of the day of a recap. It may run twice: nothing but pages read again.
pub(crate) async fn recap_signed(ctx: Ctx, payload: serde_json::Value) -> Result<(), Problem> {
    let day: Option<NaiveDate> = payload["day"].as_str().and_then(|day| day.parse().ok());
    let Some(day) = day else { return Ok(()) };
    for inspection in store::open_on(&ctx, day).await? {
        let tx = ctx.db().begin().await?;
        store::facts_changed(&tx, inspection.id).await?;
        tx.commit().await?;
        ctx.app.live.tell_of(LIVE, ctx.government.id, inspection.id);
    }
    Ok(())
}
