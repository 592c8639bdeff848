//! What is known about government, agencies and work units.

use crate::model::{FactFilter, FactRow, FactSubject};
use crate::rules::facts::{FactsBetween, FactsOn};
use crate::store::facts as store;
use chrono::{DateTime, NaiveDate, Utc};
use siaga_access::Action;
use siaga_directory as directory;
use siaga_platform::{Ctx, Problem};
use std::collections::HashSet;

/// Returns the facts of the government on a day, as they were known at an instant; one query for all.
///
/// # Shape
/// `known_at` none uses all that is known now. It asks no permission: rules read it, pages show
/// [`fact_rows`].
///
/// # Errors
/// As the store says.
pub async fn facts_on(ctx: &Ctx, on: NaiveDate, known_at: Option<DateTime<Utc>>) -> Result<FactsOn, Problem> {
    Ok(facts_between(ctx, on, on, known_at).await?.on(on))
}

/// Returns the facts of the government over some days, both ends inclusive; one query for all.
///
/// # Errors
/// As the store says.
pub async fn facts_between(
    ctx: &Ctx,
    from_on: NaiveDate,
    until_on: NaiveDate,
    known_at: Option<DateTime<Utc>>,
) -> Result<FactsBetween, Problem> {
    let spans = store::spans(ctx, from_on, until_on, known_at).await?;
    Ok(FactsBetween::new(&ctx.government.region, spans))
}

/// Returns recorded facts that the actor may see, the newest first.
///
/// # Shape
/// Facts of the region concern everybody who may see any.
///
/// # Errors
/// `platform.forbidden` for actors who may see none.
pub async fn fact_rows(ctx: &Ctx, filter: &FactFilter) -> Result<Vec<FactRow>, Problem> {
    if !ctx.may_ever(Action::FactView) {
        ctx.require(Action::FactView, &ctx.whole_government())?;
    }
    let mut rows = store::list(ctx, filter).await?;
    if ctx.may(Action::FactView, &ctx.whole_government()).permit {
        return Ok(rows);
    }
    let agencies = directory::agencies(ctx).await?;
    let visible: HashSet<i64> = agencies
        .iter()
        .filter(|agency| ctx.may(Action::FactView, &ctx.in_agency(&agency.path)).permit)
        .map(|agency| agency.id)
        .collect();
    rows.retain(|row| {
        row.subject == FactSubject::Government || row.agency_id.is_some_and(|id| visible.contains(&id))
    });
    Ok(rows)
}
