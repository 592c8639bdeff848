//! The frame of every act on an event: the version that was seen, history, audit, news.

use crate::model::{Event, EventState, StepKind};
use crate::ops::words;
use crate::rules::limit::Ground;
use crate::store::{events as store, steps};
use serde_json::json;
use siaga_access::{Resource, Verdict};
use siaga_directory::{self as directory, Agency};
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// An event with its agency.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) event: Event,
    pub(crate) agency: Agency,
}

impl Found {
    /// Returns what permissions are asked about.
    pub(crate) fn resource(&self, ctx: &Ctx) -> Resource {
        ctx.in_agency(&self.agency.path)
    }
}

/// Returns an event with its agency.
///
/// # Errors
/// `events.missing`.
pub(crate) async fn found(ctx: &Ctx, uid: Uuid) -> Result<Found, Problem> {
    let event = store::one(ctx, ctx.db().reader(), uid).await?.ok_or_else(missing)?;
    let agency = directory::agency(ctx, event.agency_id).await?;
    Ok(Found { event, agency })
}

/// Returns the problem of an event that is not there, or not for this government.
pub(crate) fn missing() -> Problem {
    Problem::missing("events.missing")
}

/// Begins a transaction in which nobody else gives away a place, and reads the event anew.
///
/// # Errors
/// `events.changed_meanwhile`, which says who was faster and when.
pub(crate) async fn begin(ctx: &Ctx, uid: Uuid, seen_version: i64) -> Result<(Tx, Event), Problem> {
    let tx = ctx.db().begin().await?;
    lock_places(ctx, &tx).await?;
    let event = store::one(ctx, &*tx, uid).await?.ok_or_else(missing)?;
    if event.version != seen_version {
        return Err(changed_meanwhile(ctx, &event));
    }
    Ok((tx, event))
}

/// Keeps everybody waiting who gives away places.
pub(crate) async fn lock_places(ctx: &Ctx, tx: &Tx) -> Result<(), Problem> {
    Ok(tx.lock(&format!("events.places/{}", ctx.government.id)).await?)
}

fn changed_meanwhile(ctx: &Ctx, event: &Event) -> Problem {
    Problem::conflict("events.changed_meanwhile")
        .with("name", &event.changed_name)
        .with("time", words::moment(ctx, event.changed_at))
}

/// What an act does to an event.
pub(crate) struct Deed<'a> {
    pub(crate) kind: StepKind,
    pub(crate) state: EventState,
    pub(crate) note: &'a str,
    pub(crate) grounds: &'a [Ground],
    pub(crate) verdict: Option<&'a Verdict>,
}

/// Raises the version, writes history and audit. The caller commits and tells.
///
/// # Errors
/// `events.changed_meanwhile`.
pub(crate) async fn write(ctx: &Ctx, tx: &Tx, event: &Event, deed: Deed<'_>) -> Result<(), Problem> {
    if !store::step(ctx, tx, event, deed.state).await? {
        return Err(changed_meanwhile(ctx, event));
    }
    note(ctx, tx, event, event.version + 1, deed).await
}

/// Writes history and audit of a deed that made this version.
pub(crate) async fn note(
    ctx: &Ctx,
    tx: &Tx,
    event: &Event,
    version: i64,
    deed: Deed<'_>,
) -> Result<(), Problem> {
    let step = steps::NewStep {
        event_id: event.id,
        version,
        kind: deed.kind,
        note: deed.note,
        grounds: deed.grounds,
    };
    steps::add(ctx, tx, step).await?;
    let circulars: Vec<&str> = deed.grounds.iter().map(|ground| &*ground.reason.circular).collect();
    let detail = json!({ "version": version, "state": deed.state.as_str(), "people": event.plan.people,
        "day": event.plan.held_on, "virtual": event.plan.is_virtual(), "circulars": circulars });
    let entry = Entry::new(format!("event.{}", deed.kind), format!("event/{}", event.uid)).detail(detail);
    let entry = match deed.verdict {
        Some(verdict) => entry.by(verdict),
        None => entry,
    };
    audit::write(ctx, tx, entry).await
}

/// Topic of open pages.
pub(crate) const LIVE: &str = "events";

/// Tells open pages that events changed.
pub(crate) fn tell(ctx: &Ctx, uid: Uuid) {
    ctx.app.live.tell(LIVE, ctx.government.id);
    ctx.app.live.tell_of(LIVE, ctx.government.id, uid);
    ctx.app.live.tell("board", ctx.government.id);
}
