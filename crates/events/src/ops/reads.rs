//! What people read about events: lists, one event with everything, places.

use super::step::{Found, found};
use super::{decide, judging};
use crate::model::{Event, EventFilter, EventState, EventStep, ListedEvent, PlacePlan};
use crate::rules::limit::Judgement;
use crate::store::attendees;
use crate::store::events as store;
use crate::store::{places as places_store, steps};
use chrono::{Days, NaiveDate};
use siaga_access::Action;
use siaga_directory::{self as directory, Agency};
use siaga_platform::{Ctx, Problem};
use siaga_policy::Decision;
use std::collections::HashMap;
use uuid::Uuid;

/// An event with what law says about it now, and what the actor may do.
#[derive(Debug, Clone)]
pub struct EventSheet {
    /// The event.
    pub event: Event,
    /// Its agency.
    pub agency: Agency,
    /// What follows from law, place and time.
    pub judged: Decision<Judgement>,
    /// What happened, the newest first.
    pub steps: Vec<EventStep>,
    /// How many are on its attendance list.
    pub present: i64,
    /// Whether the actor may change it.
    pub may_request: bool,
    /// Whether the actor may decide it.
    pub may_decide: bool,
    /// Whether the actor keeps its list and minutes.
    pub may_record: bool,
}

/// Returns an event with everything about it.
///
/// # Errors
/// `events.missing`, `platform.forbidden`.
pub async fn event_sheet(ctx: &Ctx, uid: Uuid) -> Result<EventSheet, Problem> {
    let known = found(ctx, uid).await?;
    ctx.require(Action::EventView, &known.resource(ctx))?;
    let reader = ctx.db().reader();
    let own = Some(known.event.id);
    let judged = judging::judge_plan(ctx, reader, &known.agency, &known.event.plan, own).await?;
    let may = |action| ctx.may(action, &known.resource(ctx)).permit;
    Ok(EventSheet {
        judged,
        steps: steps::of(ctx, known.event.id).await?,
        present: attendees::count(reader, known.event.id).await?,
        may_request: may(Action::EventRequest),
        may_decide: decide::may_decide(ctx, &known).await?,
        may_record: may(Action::EventRecord),
        event: known.event,
        agency: known.agency,
    })
}

/// Returns an event of the actor's sight, without law.
pub(crate) async fn seen(ctx: &Ctx, uid: Uuid, action: Action) -> Result<Found, Problem> {
    let known = found(ctx, uid).await?;
    ctx.require(action, &known.resource(ctx))?;
    Ok(known)
}

/// Returns the events of some days that the actor may see, in their order.
///
/// # Errors
/// `platform.forbidden` for actors who may see none.
pub async fn event_list(ctx: &Ctx, filter: &EventFilter) -> Result<Vec<ListedEvent>, Problem> {
    let agencies = agencies_for(ctx, Action::EventView).await?;
    if agencies.is_empty() {
        ctx.require(Action::EventView, &ctx.whole_government())?;
    }
    let events = store::between(ctx, ctx.db().reader(), filter.from_on, filter.until_on).await?;
    let listed = listed(events, agencies);
    let is_wanted = |one: &ListedEvent| {
        (filter.agency_code.is_empty() || one.agency_code == filter.agency_code)
            && filter.state.is_none_or(|state| state == one.event.state)
    };
    Ok(listed.into_iter().filter(is_wanted).collect())
}

/// Returns every coming event of the actor's sight that needs a change, the nearest first.
///
/// # Errors
/// `platform.forbidden` for actors who may see none.
pub async fn needing_change(ctx: &Ctx, from_on: NaiveDate) -> Result<Vec<ListedEvent>, Problem> {
    let until_on = from_on.checked_add_days(Days::new(1_000)).unwrap_or(NaiveDate::MAX);
    let state = Some(EventState::NeedsChange);
    event_list(ctx, &EventFilter { from_on, until_on, agency_code: String::new(), state }).await
}

fn listed(events: Vec<Event>, agencies: Vec<Agency>) -> Vec<ListedEvent> {
    let agencies: HashMap<i64, Agency> = agencies.into_iter().map(|agency| (agency.id, agency)).collect();
    let with_agency = |event: Event| {
        let agency = agencies.get(&event.agency_id)?;
        Some(ListedEvent {
            event,
            agency_code: agency.code.clone(),
            agency_name: agency.name.clone(),
            agency_path: agency.path.clone(),
        })
    };
    events.into_iter().filter_map(with_agency).collect()
}

/// Returns the agencies in which the actor may do something.
///
/// # Errors
/// As the store says.
pub(crate) async fn agencies_for(ctx: &Ctx, action: Action) -> Result<Vec<Agency>, Problem> {
    let mut agencies = directory::agencies(ctx).await?;
    if !ctx.may(action, &ctx.whole_government()).permit {
        agencies.retain(|agency| ctx.may(action, &ctx.in_agency(&agency.path)).permit);
    }
    Ok(agencies)
}

/// Returns the places that the government remembers, by name.
///
/// # Errors
/// As the store says; `platform.forbidden`.
pub async fn places(ctx: &Ctx) -> Result<Vec<PlacePlan>, Problem> {
    if !ctx.may_ever(Action::EventView) {
        ctx.require(Action::EventView, &ctx.whole_government())?;
    }
    Ok(places_store::all(ctx, ctx.db().reader()).await?)
}
