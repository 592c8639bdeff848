//! Lists of inspections as an actor may see them.

use crate::model::Inspection;
use crate::store::{agencies as invited_store, inspections as store};
use siaga_access::Action;
use siaga_directory as directory;
use siaga_platform::{Ctx, Problem};

const READ_MAX: i64 = 100;
const COMING_MAX: i64 = 20;

/// Returns the newest inspections that the actor may see.
///
/// # Errors
/// As the store says.
pub async fn inspection_list(ctx: &Ctx) -> Result<Vec<Inspection>, Problem> {
    visible(ctx, store::newest(ctx, READ_MAX).await?).await
}

/// Returns inspections that go on, and those to come from a day on, as far as the actor may see them.
///
/// # Errors
/// As the store says.
pub async fn coming_inspections(ctx: &Ctx, on: chrono::NaiveDate) -> Result<Vec<Inspection>, Problem> {
    visible(ctx, store::coming(ctx, on, COMING_MAX).await?).await
}

/// Returns the inspections of a day that were closed at least once, as far as the actor may see them.
///
/// # Errors
/// As the store says.
pub(crate) async fn held_inspections(ctx: &Ctx, on: chrono::NaiveDate) -> Result<Vec<Inspection>, Problem> {
    visible(ctx, store::held_on(ctx, on).await?).await
}

async fn visible(ctx: &Ctx, all: Vec<Inspection>) -> Result<Vec<Inspection>, Problem> {
    if ctx.may(Action::InspectionView, &ctx.whole_government()).permit {
        return Ok(all);
    }
    let agencies = directory::agencies(ctx).await?;
    let own: Vec<i64> = agencies
        .iter()
        .filter(|agency| ctx.may(Action::InspectionView, &ctx.in_agency(&agency.path)).permit)
        .map(|agency| agency.id)
        .collect();
    let mut visible = Vec::new();
    for inspection in all {
        let invited = invited_store::of(ctx.db().reader(), inspection.id).await?;
        if invited.iter().any(|one| own.contains(&one.agency_id)) {
            visible.push(inspection);
        }
    }
    Ok(visible)
}
