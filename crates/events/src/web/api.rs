//! The JSON of the list of events.

use super::list::plain;
use crate::model::{EventFilter, EventState, ListedEvent};
use crate::ops::reads::event_list;
use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};
use siaga_platform::web::{Json, Query};
use siaga_platform::{Ctx, Problem};
use utoipa::{OpenApi, ToSchema};
use uuid::Uuid;

#[derive(OpenApi)]
#[openapi(paths(list), components(schemas(EventBody)))]
struct Document;

/// Returns the part of events of the OpenAPI document.
pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// Days without a last one reach so far.
const DAYS: u64 = 31;

#[derive(Debug, Deserialize)]
pub(super) struct ListQuery {
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    agency: Option<String>,
    state: Option<String>,
}

/// An event.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EventBody {
    /// Key.
    id: Uuid,
    /// What it is called.
    title: String,
    /// `meeting`, `ceremony`, `training`, `village_gathering`, `religious` or `other`.
    kind: String,
    /// How it stands.
    state: String,
    /// Code of the agency.
    agency_code: String,
    /// The day.
    held_on: NaiveDate,
    /// Beginning, in minutes after midnight at the government's offices.
    start_minute: i32,
    /// End, in minutes after midnight.
    end_minute: i32,
    /// How many people are to come.
    people: i64,
    /// Name of the place; none for a virtual event.
    place: Option<String>,
    /// How many people the place holds.
    capacity: Option<i64>,
    /// Raised by every change.
    version: i64,
}

impl From<ListedEvent> for EventBody {
    fn from(one: ListedEvent) -> Self {
        let plan = one.event.plan;
        Self {
            id: one.event.uid,
            title: plan.title,
            kind: plan.kind.to_string(),
            state: one.event.state.to_string(),
            agency_code: one.agency_code,
            held_on: plan.held_on,
            start_minute: plan.start_minute,
            end_minute: plan.end_minute,
            people: plan.people,
            capacity: plan.place.as_ref().map(|place| place.capacity),
            place: plan.place.map(|place| place.name),
            version: one.event.version,
        }
    }
}

#[utoipa::path(
    get,
    path = "/api/v1/events",
    summary = "Lists the events of some days that the actor may see",
    params(
        ("from" = Option<NaiveDate>, Query, description = "First day; today without one"),
        ("until" = Option<NaiveDate>, Query, description = "Last day, inclusive; 31 days after the first without one"),
        ("agency" = Option<String>, Query, description = "Code of an agency"),
        ("state" = Option<String>, Query,
            description = "requested, needs_change, allowed, refused, held or cancelled"),
    ),
    responses((status = 200, description = "The events in their order", body = Vec<EventBody>))
)]
pub(super) async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> Result<Json<Vec<EventBody>>, Problem> {
    let state = match query.state.as_deref() {
        None => None,
        Some(text) => {
            Some(EventState::parse(text).ok_or_else(|| Problem::invalid("events.state").on_field("state"))?)
        }
    };
    let from_on = likely(query.from, "from")?.unwrap_or_else(|| ctx.today());
    let until_on = likely(query.until, "until")?
        .or_else(|| from_on.checked_add_days(Days::new(DAYS)))
        .unwrap_or(from_on);
    let agency_code = plain(query.agency.as_deref().unwrap_or_default());
    let events = event_list(&ctx, &EventFilter { from_on, until_on, agency_code, state }).await?;
    Ok(Json(events.into_iter().map(EventBody::from).collect()))
}

/// Returns a day that people can mean; stores cannot hold every other one.
fn likely(day: Option<NaiveDate>, field: &'static str) -> Result<Option<NaiveDate>, Problem> {
    match day {
        Some(day) if !(1900..=2200).contains(&day.year()) => {
            Err(Problem::invalid("events.date").on_field(field))
        }
        day => Ok(day),
    }
}
