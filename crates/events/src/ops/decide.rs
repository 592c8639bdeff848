//! The decision of a person, and calling an event off.

use super::change::refuse_closed;
use super::step::{self, Deed, Found, begin, found};
use super::{judging, words};
use crate::model::{Event, EventState, StepKind};
use crate::rules::limit::{Answer, Ground, Judgement};
use crate::store::steps;
use serde_json::json;
use siaga_access::{Action, Resource, Verdict};
use siaga_platform::{Ctx, Problem, topics};
use uuid::Uuid;

/// A person decided about an event: `{event, agency_id, held_on, allowed}`.
pub const EVENT_DECIDED: &str = "events.decided";

/// Allows an event, or refuses it with a reason. Who requested it or ever changed its plan does not decide it.
///
/// # Errors
/// `events.over_limit`, `events.place_taken` and `events.must_be_virtual`, whoever asks, naming the circular;
/// `events.not_requested`, `events.closed`, `events.changed_meanwhile`, `events.text_missing` for the reason of
/// a refusal, `events.missing`, `platform.forbidden`.
pub async fn decide_event(
    ctx: &Ctx,
    uid: Uuid,
    seen_version: i64,
    is_allowed: bool,
    reason: &str,
) -> Result<(), Problem> {
    let known = found(ctx, uid).await?;
    let verdict = require_decision(ctx, &known).await?;
    let reason = if is_allowed { words::line(reason, "reason", words::ADDRESS)? } else { reason_of(reason)? };
    let (tx, event) = begin(ctx, uid, seen_version).await?;
    refuse_closed(ctx, &event)?;
    let judged = judging::judge_plan(ctx, &*tx, &known.agency, &event.plan, Some(event.id)).await?.value;
    if is_allowed && let Some(problem) = against_law(&judged) {
        return Err(problem);
    }
    let may_be_decided = if is_allowed {
        matches!(event.state, EventState::Requested | EventState::NeedsChange)
    } else {
        event.state.is_planned()
    };
    if !may_be_decided {
        return Err(Problem::conflict("events.not_requested"));
    }
    let (kind, state) = if is_allowed {
        (StepKind::Allowed, EventState::Allowed)
    } else {
        (StepKind::Refused, EventState::Refused)
    };
    let deed = Deed { kind, state, note: &reason, grounds: &judged.grounds, verdict: Some(&verdict) };
    step::write(ctx, &tx, &event, deed).await?;
    let news = json!({ "event": uid, "agency_id": event.agency_id, "held_on": event.plan.held_on,
        "allowed": is_allowed });
    topics::publish(ctx, &tx, EVENT_DECIDED, &news).await?;
    tx.commit().await?;
    step::tell(ctx, uid);
    Ok(())
}

/// The software proposes, a person decides; and neither the maker nor anybody who changed the plan since.
async fn require_decision(ctx: &Ctx, known: &Found) -> Result<Verdict, Problem> {
    if ctx.actor.account().is_none() {
        return Err(Problem::forbidden("platform.forbidden").with("action", Action::EventDecide.as_str()));
    }
    let verdict = ctx.require(Action::EventDecide, &made_by(ctx, known, &known.event.made_by))?;
    for planner in steps::planners(ctx.db().reader(), known.event.id).await? {
        ctx.require(Action::EventDecide, &made_by(ctx, known, &planner))?;
    }
    Ok(verdict)
}

/// Tells whether the actor could decide an event.
pub(crate) async fn may_decide(ctx: &Ctx, known: &Found) -> Result<bool, Problem> {
    let may = |by: &str| ctx.may(Action::EventDecide, &made_by(ctx, known, by)).permit;
    if ctx.actor.account().is_none() || !may(&known.event.made_by) {
        return Ok(false);
    }
    Ok(steps::planners(ctx.db().reader(), known.event.id).await?.iter().all(|planner| may(planner)))
}

fn made_by(ctx: &Ctx, known: &Found, by: &str) -> Resource {
    Resource { made_by: Some(by.to_owned()), ..known.resource(ctx) }
}

/// Returns why law, place or time do not permit an event as it is planned.
fn against_law(judged: &Judgement) -> Option<Problem> {
    let first = judged.grounds.first();
    let cited = |problem: Problem| {
        let text = |read: fn(&Ground) -> String| first.map(read).unwrap_or_default();
        problem
            .with("title", text(|ground| ground.title.clone()))
            .with("circular", text(|ground| ground.reason.circular.to_string()))
            .with("article", text(|ground| ground.reason.article.to_string()))
    };
    match judged.answer {
        Answer::Allowed => None,
        Answer::MustShrink { to } => {
            let is_law = first.is_some_and(|ground| ground.kind.is_law());
            Some(if is_law {
                cited(Problem::conflict("events.over_limit")).with("most", to)
            } else {
                Problem::conflict("events.over_capacity").with("most", to)
            })
        }
        Answer::MustBeVirtual => Some(cited(Problem::conflict("events.must_be_virtual"))),
        Answer::MustBeMoved if judged.ceiling == Some(0) && first.is_some_and(|one| one.kind.is_law()) => {
            Some(cited(Problem::conflict("events.over_limit")).with("most", 0))
        }
        Answer::MustBeMoved => Some(cited(Problem::conflict("events.place_taken"))),
    }
}

/// Calls an event off.
///
/// # Errors
/// `events.text_missing` for the reason, `events.closed`, `events.changed_meanwhile`, `events.missing`,
/// `platform.forbidden`.
pub async fn cancel_event(ctx: &Ctx, uid: Uuid, seen_version: i64, reason: &str) -> Result<(), Problem> {
    let known = found(ctx, uid).await?;
    let verdict = ctx.require(Action::EventRequest, &known.resource(ctx))?;
    let reason = reason_of(reason)?;
    let (tx, event): (_, Event) = begin(ctx, uid, seen_version).await?;
    if matches!(event.state, EventState::Held | EventState::Cancelled) {
        return Err(Problem::conflict("events.closed"));
    }
    let deed = Deed {
        kind: StepKind::Cancelled,
        state: EventState::Cancelled,
        note: &reason,
        grounds: &[],
        verdict: Some(&verdict),
    };
    step::write(ctx, &tx, &event, deed).await?;
    tx.commit().await?;
    step::tell(ctx, uid);
    Ok(())
}

pub(crate) fn reason_of(text: &str) -> Result<String, Problem> {
    words::line(text, "reason", words::REASON)
}
