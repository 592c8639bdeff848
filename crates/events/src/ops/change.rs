//! Changes that an organiser makes: fewer people, online, another time, or anything else.

use super::requests::state_of;
use super::step::{self, Deed, begin, found};
use super::{check, judging, words};
use crate::model::{Change, Event, EventState, StepKind};
use crate::store::events as store;
use siaga_access::Action;
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// Changes an event; it has to be decided again, and law is asked again.
///
/// # Shape
/// Returns the state after the change: requested where law permits the new plan, else still one that needs a
/// change.
///
/// # Errors
/// `events.missing`; `events.changed_meanwhile` when another officer was faster, which says who; `events.closed`
/// for events that were held, cancelled or have begun; those of [`crate::request_event`].
pub async fn change_event(
    ctx: &Ctx,
    uid: Uuid,
    seen_version: i64,
    change: &Change,
) -> Result<EventState, Problem> {
    let known = found(ctx, uid).await?;
    let verdict = ctx.require(Action::EventRequest, &known.resource(ctx))?;
    let (tx, event) = begin(ctx, uid, seen_version).await?;
    refuse_closed(ctx, &event)?;
    let plan = check::changed(ctx, &event.plan, change)?;
    if plan.place != event.plan.place {
        check::known_place(ctx, &*tx, plan.place.as_ref()).await?;
    }
    let judged = judging::judge_plan(ctx, &*tx, &known.agency, &plan, Some(event.id)).await?.value;
    let state = state_of(&judged);
    store::set_plan(ctx, &tx, event.id, &plan).await?;
    let event = Event { plan, ..event };
    let note = told(ctx, change);
    let deed =
        Deed { kind: kind(change), state, note: &note, grounds: &judged.grounds, verdict: Some(&verdict) };
    step::write(ctx, &tx, &event, deed).await?;
    tx.commit().await?;
    step::tell(ctx, uid);
    Ok(state)
}

fn kind(change: &Change) -> StepKind {
    match change {
        Change::Shrink { .. } => StepKind::Shrunk,
        Change::MakeVirtual { .. } => StepKind::MadeVirtual,
        Change::Move { .. } => StepKind::Moved,
        Change::Plan(_) => StepKind::Changed,
    }
}

/// Returns what was changed, without words, so that it reads the same in every language.
fn told(ctx: &Ctx, change: &Change) -> String {
    let clock = |minute| words::clock(ctx.locale, minute);
    match change {
        Change::Shrink { people } => people.to_string(),
        Change::MakeVirtual { meeting_link } => meeting_link.trim().to_owned(),
        Change::Move { held_on, start_minute, end_minute } => {
            format!("{} {}–{}", siaga_civil::date_short(*held_on), clock(*start_minute), clock(*end_minute))
        }
        Change::Plan(plan) => {
            format!("{} {}", siaga_civil::date_short(plan.held_on), plan.people)
        }
    }
}

/// Refuses changes of events that are over, begun or called off.
pub(crate) fn refuse_closed(ctx: &Ctx, event: &Event) -> Result<(), Problem> {
    let has_begun = check::instant(ctx, event.plan.held_on, event.plan.start_minute) <= ctx.now();
    let is_closed = matches!(event.state, EventState::Held | EventState::Cancelled);
    if is_closed || has_begun {
        return Err(Problem::conflict("events.closed"));
    }
    Ok(())
}
