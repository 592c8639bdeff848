//! What pages and other capabilities ask about circulars of the government.

use crate::model::{CircularChange, CircularState, OwnCircular};
use crate::store::{changes, circulars};
use siaga_access::Action;
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// Returns the problem of a circular that is not there, or not for this actor.
pub(crate) fn missing() -> Problem {
    Problem::missing("directives.circular_missing")
}

/// Returns a circular that the actor may see: what is or was law by everybody who sees law, the rest by
/// those who draft.
///
/// # Errors
/// `directives.circular_missing`, `platform.forbidden`.
pub async fn circular(ctx: &Ctx, id: Uuid) -> Result<OwnCircular, Problem> {
    let row = circulars::one(ctx, ctx.db().reader(), id).await?.ok_or_else(missing)?;
    ctx.require(needed(row.state), &ctx.whole_government())?;
    Ok(row)
}

/// Returns the circulars of the government that the actor may see, the newest first.
///
/// # Errors
/// `platform.forbidden` for actors who see no law.
pub async fn circulars(ctx: &Ctx) -> Result<Vec<OwnCircular>, Problem> {
    ctx.require(Action::PolicyView, &ctx.whole_government())?;
    let mut rows = circulars::list(ctx).await?;
    rows.retain(|row| ctx.may(needed(row.state), &ctx.whole_government()).permit);
    Ok(rows)
}

/// Returns what happened to a circular, first thing first.
///
/// # Errors
/// As [`circular`].
pub async fn circular_changes(ctx: &Ctx, id: Uuid) -> Result<Vec<CircularChange>, Problem> {
    circular(ctx, id).await?;
    Ok(changes::of(ctx.db().reader(), id).await?)
}

fn needed(state: CircularState) -> Action {
    match state {
        CircularState::Signed | CircularState::Revoked => Action::PolicyView,
        CircularState::Draft | CircularState::Refused => Action::DirectiveDraft,
    }
}
