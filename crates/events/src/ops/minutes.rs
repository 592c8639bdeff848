//! Minutes: what was said and decided, and how many came.

use super::check::instant;
use super::step::{self, Deed, begin, found};
use super::words;
use crate::model::{EventState, StepKind};
use crate::store::attendees;
use crate::store::minutes::{self as store, Minutes};
use siaga_access::Action;
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// Writes the minutes of an event that has begun, or a new version of them; the event was held then.
///
/// # Shape
/// `decisions` is one line each: what, then after a `|` who is to do it. The number of people is that of the
/// attendance list.
///
/// # Errors
/// `events.not_begun`, `events.not_allowed`, `events.changed_meanwhile`, `events.text_missing`,
/// `events.text_long`, `events.missing`, `platform.forbidden`.
pub async fn write_minutes(
    ctx: &Ctx,
    uid: Uuid,
    seen_version: i64,
    text: &str,
    decisions: &str,
) -> Result<i32, Problem> {
    let known = found(ctx, uid).await?;
    let verdict = ctx.require(Action::EventRecord, &known.resource(ctx))?;
    let text = words::lines(text, "text", words::MINUTES)?;
    let decisions = words::lines(decisions, "decisions", words::DECISIONS)?;
    let (tx, event) = begin(ctx, uid, seen_version).await?;
    if !matches!(event.state, EventState::Allowed | EventState::Held) {
        return Err(Problem::conflict("events.not_allowed"));
    }
    let starts_at = instant(ctx, event.plan.held_on, event.plan.start_minute);
    if ctx.now() < starts_at {
        return Err(Problem::conflict("events.not_begun").with("time", words::moment(ctx, starts_at)));
    }
    let version = store::of(&*tx, event.id).await?.first().map_or(1, |newest| newest.version + 1);
    let minutes = Minutes {
        version,
        text,
        decisions,
        present: attendees::count(&*tx, event.id).await?,
        made_name: ctx.actor.name.clone(),
        made_employee_id: ctx.actor.employee,
        made_at: ctx.now(),
    };
    store::insert(ctx, &tx, event.id, &minutes).await?;
    let deed = Deed {
        kind: StepKind::Held,
        state: EventState::Held,
        note: &version.to_string(),
        grounds: &[],
        verdict: Some(&verdict),
    };
    step::write(ctx, &tx, &event, deed).await?;
    tx.commit().await?;
    step::tell(ctx, uid);
    Ok(version)
}

/// Returns every version of the minutes of an event, the newest first.
///
/// # Errors
/// `events.missing`, `platform.forbidden`.
pub async fn minutes_of(ctx: &Ctx, uid: Uuid) -> Result<Vec<Minutes>, Problem> {
    let known = found(ctx, uid).await?;
    ctx.require(Action::EventView, &known.resource(ctx))?;
    Ok(store::of(ctx.db().reader(), known.event.id).await?)
}
