//! What moderators do in the room: begin, call agencies, note who is there.

use super::step::Step;
use crate::model::InspectionState;
use crate::ops::room;
use crate::rules::order;
use crate::store::{agencies as invited_store, inspections as store};
use siaga_access::Action;
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

pub(crate) const OPEN: &[InspectionState] = &[InspectionState::Open];

/// Begins an inspection.
///
/// # Errors
/// `inspection.too_early` before its day, `inspection.changed`, `inspection.not_planned`,
/// `platform.forbidden`.
pub async fn start_inspection(ctx: &Ctx, id: Uuid, seen_version: i64) -> Result<(), Problem> {
    let planned = &[InspectionState::Planned];
    let step = Step::of_moderator(ctx, id, seen_version, Action::InspectionModerate, planned).await?;
    if step.inspection.held_on > ctx.today() {
        return Err(Problem::conflict("inspection.too_early"));
    }
    store::set_state(&step.tx, id, InspectionState::Open).await?;
    store::set_started(ctx, &step.tx, id).await?;
    store::add_event(ctx, &step.tx, id, "started", "").await?;
    step.finish(ctx, "inspection.start", serde_json::json!({})).await
}

/// Whom to call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// Who is next in the order and was not heard yet.
    Next,
    /// This agency.
    Agency(i64),
}

/// Gives an agency its turn and returns which.
///
/// # Errors
/// `inspection.nobody_waits` when all others were heard, `inspection.agency_not_invited`,
/// `inspection.changed`, `inspection.not_open`, `platform.forbidden`.
pub async fn call_agency(ctx: &Ctx, id: Uuid, seen_version: i64, call: Call) -> Result<i64, Problem> {
    let heard = match call {
        Call::Next => room::heard(ctx, id).await?,
        Call::Agency(_) => Vec::new(),
    };
    let step = Step::of_moderator(ctx, id, seen_version, Action::InspectionModerate, OPEN).await?;
    let agency_id = match call {
        Call::Agency(agency_id) => {
            expect_invited(&step, agency_id).await?;
            agency_id
        }
        Call::Next => order::next_turn(&heard, step.inspection.current_agency_id)
            .ok_or_else(|| Problem::conflict("inspection.nobody_waits"))?,
    };
    store::set_turn(ctx, &step.tx, id, agency_id).await?;
    step.finish(ctx, "inspection.call", serde_json::json!({ "agency": agency_id })).await?;
    Ok(agency_id)
}

/// Notes that an agency is there, or that it is missing.
///
/// # Errors
/// `inspection.agency_not_invited`, `inspection.changed`, `inspection.not_open`, `platform.forbidden`.
pub async fn mark_joined(
    ctx: &Ctx,
    id: Uuid,
    seen_version: i64,
    agency_id: i64,
    has_joined: bool,
) -> Result<(), Problem> {
    let step = Step::of_moderator(ctx, id, seen_version, Action::InspectionModerate, OPEN).await?;
    expect_invited(&step, agency_id).await?;
    if has_joined {
        invited_store::note_there(ctx, &step.tx, id, agency_id).await?;
    } else {
        invited_store::note_missing(&step.tx, id, agency_id).await?;
    }
    let detail = serde_json::json!({ "agency": agency_id, "joined": has_joined });
    step.finish(ctx, "inspection.attend", detail).await
}

/// Says that an agency is not among the invited.
pub(crate) async fn expect_invited(step: &Step, agency_id: i64) -> Result<(), Problem> {
    let invited = invited_store::of(&*step.tx, step.inspection.id).await?;
    if invited.iter().any(|one| one.agency_id == agency_id) {
        return Ok(());
    }
    Err(Problem::invalid("inspection.agency_not_invited").with("agency", agency_id))
}
