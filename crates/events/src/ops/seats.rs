//! The attendance list in the hands of its officer: who came, one more with a reason, one struck with a reason.

use super::attend::{enter, state_of};
use super::decide::reason_of;
use super::step::{LIVE, found};
use super::words;
use crate::model::EventState;
use crate::rules::attendance::ListState;
use crate::store::attendees::{self as store, NewAttendee};
use chrono::{DateTime, Utc};
use serde_json::json;
use siaga_access::Action;
use siaga_platform::audit::{self, Entry};
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// A line of an attendance list, for its officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendee {
    /// Key.
    pub uid: Uuid,
    /// Name; empty when it was kept long enough.
    pub name: String,
    /// Institution or village.
    pub institution: String,
    /// `employee`, `guest` or `officer`.
    pub way: String,
    /// Why an officer added the line.
    pub reason: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// Why it was struck.
    pub struck_reason: String,
    /// When it was struck.
    pub struck_at: Option<DateTime<Utc>>,
    /// Whether name and institution were deleted.
    pub is_forgotten: bool,
}

/// Returns the attendance list of an event in the order in which people came.
///
/// # Errors
/// `events.missing`; `platform.forbidden`: names are for those who keep the list.
pub async fn attendees(ctx: &Ctx, uid: Uuid) -> Result<Vec<Attendee>, Problem> {
    let known = found(ctx, uid).await?;
    ctx.require(Action::EventRecord, &known.resource(ctx))?;
    let rows = store::of(ctx.db().reader(), known.event.id).await?;
    let line = |row: store::AttendeeRow| Attendee {
        uid: row.uid,
        name: row.name,
        institution: row.institution,
        way: row.way,
        reason: row.reason,
        made_at: row.made_at,
        struck_reason: row.struck_reason,
        struck_at: row.struck_at,
        is_forgotten: row.forgotten_at.is_some(),
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Adds somebody to the list, also when the event is over; the number of seats holds here too.
///
/// # Errors
/// `events.full`, `events.list_not_open`, `events.not_allowed`, `events.already_there`, `events.text_missing`,
/// `events.text_long`, `events.missing`, `platform.forbidden`.
pub async fn add_attendee(
    ctx: &Ctx,
    uid: Uuid,
    name: &str,
    institution: &str,
    reason: &str,
) -> Result<(), Problem> {
    let known = found(ctx, uid).await?;
    let verdict = ctx.require(Action::EventRecord, &known.resource(ctx))?;
    match state_of(ctx, &known.event) {
        ListState::Open | ListState::Over => {}
        ListState::NotYet { opens_at } => {
            let time = words::moment(ctx, opens_at);
            return Err(Problem::conflict("events.list_not_open").with("time", time));
        }
        ListState::NotAllowed => return Err(Problem::conflict("events.not_allowed")),
    }
    let new = NewAttendee {
        uid: ctx.new_id(),
        event_id: known.event.id,
        employee_id: None,
        name: words::line(name, "name", words::NAME)?,
        institution: words::line(institution, "institution", words::INSTITUTION)?,
        way: "officer",
        reason: reason_of(reason)?,
    };
    enter(ctx, &known.event, new, Some(&verdict)).await
}

/// Strikes somebody from the list; the line stays with its reason, the seat is free again.
///
/// # Errors
/// `events.line_missing`, `events.text_missing`, `events.not_allowed`, `events.missing`, `platform.forbidden`.
pub async fn strike_attendee(ctx: &Ctx, uid: Uuid, line: Uuid, reason: &str) -> Result<(), Problem> {
    let known = found(ctx, uid).await?;
    let verdict = ctx.require(Action::EventRecord, &known.resource(ctx))?;
    let reason = reason_of(reason)?;
    if !matches!(known.event.state, EventState::Allowed | EventState::Held) {
        return Err(Problem::conflict("events.not_allowed"));
    }
    let tx = ctx.db().begin().await?;
    tx.lock(&format!("events.list/{}", known.event.id)).await?;
    if !store::strike(ctx, &tx, known.event.id, line, &reason).await? {
        return Err(Problem::missing("events.line_missing"));
    }
    let entry = Entry::new("event.strike", format!("event/{uid}")).detail(json!({ "line": line }));
    audit::write(ctx, &tx, entry.by(&verdict)).await?;
    tx.commit().await?;
    ctx.app.live.tell_of(LIVE, ctx.government.id, uid);
    Ok(())
}
