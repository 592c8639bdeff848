//! The public list for programs, below `/api/` and as a plain file.

use super::public::{ListQuery, filter};
use crate::model::{ServiceFilter, ServiceOn};
use crate::ops::export::clock;
use crate::ops::reads::services;
use crate::ops::{feed, told};
use crate::rules::hours::OpenSpan;
use chrono::NaiveDate;
use serde::Serialize;
use siaga_platform::web::{Json, Query};
use siaga_platform::{Ctx, Permit, Problem, Route};
use utoipa::{OpenApi, ToSchema};
use uuid::Uuid;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/api/v1/services", Permit::Public, list)]
}

#[derive(OpenApi)]
#[openapi(paths(list), components(schemas(ListBody, ServiceBody, ChannelsBody, SpanBody)))]
struct Document;

/// Returns the services' part of the OpenAPI document.
pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// The public services of a government on a day.
#[derive(Serialize, ToSchema)]
pub(crate) struct ListBody {
    /// The government, as on its letterhead.
    government: String,
    /// The day.
    on: NaiveDate,
    /// When this was read.
    as_of: String,
    /// The services, by agency and name.
    services: Vec<ServiceBody>,
}

/// A public service on a day.
#[derive(Serialize, ToSchema)]
struct ServiceBody {
    /// Key.
    id: Uuid,
    /// Code of the agency.
    agency_code: String,
    /// Name of the agency.
    agency_name: String,
    /// Name.
    name: String,
    /// What it is for.
    description: String,
    /// What to bring.
    requirements: String,
    /// Whom to ask.
    contact: String,
    /// The ways to it.
    channels: ChannelsBody,
    /// Whether it serves the public face to face and must go on.
    is_direct: bool,
    /// `open`, `limited`, `online_only`, `moved` or `closed`.
    status: &'static str,
    /// The state in words of the reader's language.
    status_text: String,
    /// Why.
    reason: Option<String>,
    /// Where to go instead.
    place: Option<String>,
    /// Address on the web to use instead.
    address: Option<String>,
    /// First day of the state, where somebody recorded it.
    from_on: Option<NaiveDate>,
    /// Last day on which it stays so; none while nothing else is recorded.
    until_on: Option<NaiveDate>,
    /// What follows.
    next_status: Option<&'static str>,
    /// Opening hours of the day.
    hours: Vec<SpanBody>,
    /// The public holiday that closes it.
    day_off: Option<String>,
}

/// The ways to a service.
#[derive(Serialize, ToSchema)]
struct ChannelsBody {
    /// Where the counter is.
    counter: Option<String>,
    /// Telephone or message number.
    phone: Option<String>,
    /// Address on the web.
    online: Option<String>,
    /// Where and when the mobile unit stops.
    mobile_unit: Option<String>,
}

/// A time in which a service is open.
#[derive(Serialize, ToSchema)]
struct SpanBody {
    /// Opens: `08:00`.
    from: String,
    /// Closes: `15:00`.
    until: String,
}

#[utoipa::path(
    get,
    path = "/api/v1/services",
    tag = "services",
    summary = "Lists the public services on a day: state, reason, until when, where to go instead",
    params(
        ("cari" = Option<String>, Query, description = "words that stand in name, description or agency"),
        ("opd" = Option<String>, Query, description = "code of the agency"),
        ("status" = Option<String>, Query, description = "open, limited, online_only, moved or closed"),
        ("hari" = Option<NaiveDate>, Query, description = "the day; today without it"),
    ),
    responses((status = 200, description = "Services without any personal data", body = ListBody))
)]
async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> Result<Json<ListBody>, Problem> {
    let filter = filter(&ctx, &query).await?;
    Ok(Json(body(&ctx, &filter).await?))
}

/// Returns the list for programs.
pub(crate) async fn body(ctx: &Ctx, filter: &ServiceFilter) -> Result<ListBody, Problem> {
    let all = services(ctx, filter).await?;
    Ok(ListBody {
        government: ctx.government.name.clone(),
        on: filter.on,
        as_of: feed::instant(ctx.now()),
        services: all.iter().map(|service| service_body(ctx, service)).collect(),
    })
}

fn service_body(ctx: &Ctx, service: &ServiceOn) -> ServiceBody {
    let plan = &service.plan;
    let state = &service.status;
    let fact = state.fact.as_ref();
    let span =
        |span: &OpenSpan| SpanBody { from: clock(span.from_minutes), until: clock(span.until_minutes) };
    ServiceBody {
        id: service.uid,
        agency_code: service.agency_code.clone(),
        agency_name: service.agency_name.clone(),
        name: plan.name.clone(),
        description: plan.description.clone(),
        requirements: plan.requirements.clone(),
        contact: plan.contact.clone(),
        channels: ChannelsBody {
            counter: given(&plan.channels.counter),
            phone: given(&plan.channels.phone),
            online: given(&plan.channels.online),
            mobile_unit: given(&plan.channels.mobile_unit),
        },
        is_direct: plan.is_direct,
        status: state.status.as_str(),
        status_text: told::status(ctx, state.status),
        reason: fact.and_then(|fact| given(&fact.reason)),
        place: fact.and_then(|fact| given(&fact.place)),
        address: fact.and_then(|fact| given(&fact.address)),
        from_on: fact.map(|fact| fact.from_on),
        until_on: state.holds_until,
        next_status: state.next.map(crate::status::ServiceStatus::as_str),
        hours: service.hours.spans.iter().map(span).collect(),
        day_off: service.hours.day_off.clone(),
    }
}

fn given(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
