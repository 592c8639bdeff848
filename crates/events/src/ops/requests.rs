//! Requests for events: what law says before anybody saves, and the request itself.

use super::step::{self, Deed};
use super::{check, judging, rejudge};
use crate::model::{Event, EventPlan, EventState, NewEvent, StepKind};
use crate::rules::code;
use crate::rules::limit::Judgement;
use crate::store::events as store;
use siaga_access::Action;
use siaga_directory as directory;
use siaga_platform::{Ctx, Problem};
use siaga_policy::Decision;
use uuid::Uuid;

/// Says what follows for an event from law, place and time, without saving anything.
///
/// # Errors
/// Those of [`request_event`].
pub async fn check_request(ctx: &Ctx, new: &NewEvent) -> Result<Decision<Judgement>, Problem> {
    let agency = directory::agency(ctx, new.agency_id).await?;
    ctx.require(Action::EventRequest, &ctx.in_agency(&agency.path))?;
    let plan = check::plan(ctx, &new.plan)?;
    check::known_place(ctx, ctx.db().reader(), plan.place.as_ref()).await?;
    judging::judge_plan(ctx, ctx.db().reader(), &agency, &plan, None).await
}

/// Requests an event and returns its key. What law does not permit is taken too, as one that needs a change.
///
/// # Errors
/// `events.organiser_missing`, `events.organiser_several`, `events.people_missing`, `events.people_unlikely`,
/// `events.capacity_missing`, `events.place_known`, `events.region_outside`, `events.time`, `events.end_before_start`, `events.past`,
/// `events.day_unlikely`, `events.link`, `events.link_missing`, `events.text_missing`, `events.text_long`,
/// `directory.agency_missing`, `platform.forbidden`.
pub async fn request_event(ctx: &Ctx, new: &NewEvent) -> Result<Uuid, Problem> {
    let agency = directory::agency(ctx, new.agency_id).await?;
    let verdict = ctx.require(Action::EventRequest, &ctx.in_agency(&agency.path))?;
    let plan = check::plan(ctx, &new.plan)?;
    let organiser = check::organiser(ctx, &new.organiser).await?;
    let tx = ctx.db().begin().await?;
    step::lock_places(ctx, &tx).await?;
    check::known_place(ctx, &*tx, plan.place.as_ref()).await?;
    let judged = judging::judge_plan(ctx, &*tx, &agency, &plan, None).await?.value;
    let mut event = fresh(ctx, agency.id, plan, state_of(&judged));
    event.organiser_id = organiser.id;
    event.organiser_name = organiser.name;
    event.id = store::insert(ctx, &tx, &event).await?;
    let deed = Deed {
        kind: StepKind::Requested,
        state: event.state,
        note: "",
        grounds: &judged.grounds,
        verdict: Some(&verdict),
    };
    step::note(ctx, &tx, &event, 1, deed).await?;
    if event.state == EventState::NeedsChange {
        rejudge::publish(ctx, &tx, &event, &judged).await?;
    }
    tx.commit().await?;
    step::tell(ctx, event.uid);
    Ok(event.uid)
}

/// Returns the state of a plan that nobody has decided yet.
pub(crate) fn state_of(judged: &Judgement) -> EventState {
    if judged.is_allowed() { EventState::Requested } else { EventState::NeedsChange }
}

fn fresh(ctx: &Ctx, agency_id: i64, plan: EventPlan, state: EventState) -> Event {
    Event {
        id: 0,
        uid: ctx.new_id(),
        agency_id,
        version: 1,
        state,
        plan,
        organiser_id: 0,
        organiser_name: String::new(),
        code: code::code(ctx.app.ids.secret()),
        made_by: ctx.actor.reference(),
        made_name: ctx.actor.name.clone(),
        made_at: ctx.now(),
        changed_by: ctx.actor.reference(),
        changed_name: ctx.actor.name.clone(),
        changed_at: ctx.now(),
    }
}
