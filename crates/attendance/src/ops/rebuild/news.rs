//! News that change days which are already derived.
//!
//! Each handler may run twice. What concerns many people is noted, so that the next run of the job rebuilds
//! month by month; what concerns one day of one person is derived at once.

use super::{note_rebuild, refresh_apart};
use crate::ops::day_law;
use chrono::NaiveDate;
use serde_json::Value;
use siaga_arrangements::params::ARRANGEMENTS_PARAMS;
use siaga_platform::{Ctx, Problem};

/// Notes that people, posts or PINs changed from a day on.
///
/// # Errors
/// As the store says.
pub(crate) async fn people_changed(ctx: Ctx, payload: Value) -> Result<(), Problem> {
    note(&ctx, day(&payload, "from_on").map(|from_on| from_on.min(ctx.today()))).await
}

/// Notes that law changed from a day on, where days or places of work depend on what it sets.
///
/// # Errors
/// As the store says.
pub(crate) async fn law_changed(ctx: Ctx, payload: Value) -> Result<(), Problem> {
    let concerns = |name: &str| {
        day_law::asked_parameters().any(|own| own == name)
            || ARRANGEMENTS_PARAMS.iter().any(|decl| decl.name == name)
    };
    match payload["parameters"].as_array() {
        Some(names) if !names.iter().filter_map(Value::as_str).any(concerns) => Ok(()),
        // Without names anything may have changed.
        _ => note(&ctx, day(&payload, "from_on")).await,
    }
}

/// Notes that a fact on which law may depend changed from a day on.
///
/// # Errors
/// As the store says.
pub(crate) async fn fact_changed(ctx: Ctx, payload: Value) -> Result<(), Problem> {
    let name = payload["name"].as_str().unwrap_or_default();
    let book = &ctx.law().book;
    let names = day_law::asked_parameters().chain(ARRANGEMENTS_PARAMS.iter().map(|decl| decl.name));
    let mut lines = names.flat_map(|parameter| book.provisions(parameter));
    // A name inside of another word only costs a rebuild.
    if !lines.any(|(line, _)| line.when.as_ref().is_some_and(|when| when.contains(name))) {
        return Ok(());
    }
    note(&ctx, day(&payload, "from_on")).await
}

/// Notes that a signed roster says where people are to work from a day on.
///
/// # Errors
/// As the store says.
pub(crate) async fn roster_signed(ctx: Ctx, payload: Value) -> Result<(), Problem> {
    note(&ctx, day(&payload, "from_on")).await
}

/// Derives the day of a person whose work report came in or was decided.
///
/// # Errors
/// As the store says.
pub(crate) async fn report_changed(ctx: Ctx, payload: Value) -> Result<(), Problem> {
    let (Some(employee_id), Some(on)) = (payload["employee_id"].as_i64(), day(&payload, "on")) else {
        return Ok(());
    };
    refresh_apart(&ctx, Some(&[employee_id]), on, on).await?;
    ctx.app.live.tell("board", ctx.government.id);
    Ok(())
}

/// Without a day that can be read, today is what may be wrong.
async fn note(ctx: &Ctx, from_on: Option<NaiveDate>) -> Result<(), Problem> {
    let from_on = from_on.unwrap_or_else(|| ctx.today());
    if from_on > ctx.today() {
        // Days that have not come are not derived; they will be under what holds then.
        return Ok(());
    }
    let tx = ctx.db().begin().await?;
    note_rebuild(ctx, &tx, from_on).await?;
    Ok(tx.commit().await?)
}

fn day(payload: &Value, name: &str) -> Option<NaiveDate> {
    payload[name].as_str().and_then(|day| day.parse().ok())
}
