//! Law changes: every event that is still to come is judged again, and organisers are asked.

use super::judging::Facts;
use super::step::{self, Deed};
use crate::model::{Event, EventState, StepKind};
use crate::rules::limit::Judgement;
use crate::store::events as store;
use serde_json::json;
use siaga_directory::{self as directory, Agency};
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem, law, topics};

/// An event may not take place as it is planned: `{event, agency_id, organiser_id, held_on, ceiling, circulars}`.
pub const EVENT_NEEDS_CHANGE: &str = "events.needs_change";

/// Judges all planned events of the future by the law that is in force now.
///
/// # Shape
/// One that law permits no more is marked and its organiser is told; its plan stays as it is. One that was
/// marked and is permitted again waits for a decision. Run again it does nothing.
///
/// # Errors
/// As the store says.
pub(crate) async fn rejudge_all(ctx: &Ctx) -> Result<(), Problem> {
    let events = coming(ctx).await?;
    let (Some(first), Some(last)) = (events.first(), events.last()) else { return Ok(()) };
    let days = (first.plan.held_on, last.plan.held_on);
    let facts = Facts::read(ctx, ctx.db().reader(), days).await?;
    let agencies = directory::agencies(ctx).await?;
    for event in &events {
        let Some(agency) = agencies.iter().find(|agency| agency.id == event.agency_id) else { continue };
        let judged = facts.judge(ctx, agency, &event.plan, Some(event.id)).value;
        if is_news(event, &judged) {
            mark(ctx, agency, event).await?;
        }
    }
    Ok(())
}

/// The same after news of law: the circulars are read anew first, in case the news was faster.
pub(crate) async fn law_changed(ctx: &Ctx) -> Result<(), Problem> {
    law::refresh(&ctx.app).await?;
    rejudge_all(&Ctx { law: ctx.app.law(), ..ctx.clone() }).await
}

async fn coming(ctx: &Ctx) -> Result<Vec<Event>, Problem> {
    let mut events = store::planned_from(ctx, ctx.today()).await?;
    let (today, minute) = (ctx.today(), ctx.minute_of_day());
    events.retain(|event| event.plan.held_on > today || event.plan.start_minute > minute);
    Ok(events)
}

fn is_news(event: &Event, judged: &Judgement) -> bool {
    judged.is_allowed() == (event.state == EventState::NeedsChange)
}

/// Judges one event again under the lock of places and notes what is new; somebody may have been faster.
async fn mark(ctx: &Ctx, agency: &Agency, seen: &Event) -> Result<(), Problem> {
    let tx = ctx.db().begin().await?;
    step::lock_places(ctx, &tx).await?;
    let Some(event) = store::one(ctx, &*tx, seen.uid).await? else { return Ok(()) };
    let days = (event.plan.held_on, event.plan.held_on);
    let judged = Facts::read(ctx, &*tx, days).await?.judge(ctx, agency, &event.plan, Some(event.id)).value;
    if !event.state.is_planned() || !is_news(&event, &judged) {
        return Ok(());
    }
    let (kind, state) = if judged.is_allowed() {
        (StepKind::Lifted, EventState::Requested)
    } else {
        (StepKind::NeedsChange, EventState::NeedsChange)
    };
    let deed = Deed { kind, state, note: "", grounds: &judged.grounds, verdict: None };
    step::write(ctx, &tx, &event, deed).await?;
    if state == EventState::NeedsChange {
        publish(ctx, &tx, &event, &judged).await?;
    }
    tx.commit().await?;
    step::tell(ctx, event.uid);
    Ok(())
}

/// Publishes that an event needs a change.
pub(crate) async fn publish(ctx: &Ctx, tx: &Tx, event: &Event, judged: &Judgement) -> Result<(), Problem> {
    let circulars: Vec<&str> = judged.grounds.iter().map(|ground| &*ground.reason.circular).collect();
    let news = json!({ "event": event.uid, "agency_id": event.agency_id, "organiser_id": event.organiser_id,
        "held_on": event.plan.held_on, "ceiling": judged.ceiling, "circulars": circulars });
    topics::publish(ctx, tx, EVENT_NEEDS_CHANGE, &news).await
}
