//! JSON of recaps and requests.

use crate::model::LeaveKind;
use crate::ops::recaps::recap_list;
use crate::ops::requests::{make_request, next_morning, own_requests};
use crate::request::{Request, RequestKind, Wish};
use crate::web::fields;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use siaga_access::Action;
use siaga_platform::web::{Json, Query};
use siaga_platform::{Ctx, Permit, Problem, Route};
use utoipa::{OpenApi, ToSchema};
use uuid::Uuid;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/recaps", Permit::May(Action::RecapView), recaps),
        Route::get("/api/v1/requests", Permit::May(Action::RequestView), requests),
        Route::post("/api/v1/requests", Permit::May(Action::RequestMakeOwn), new_request),
    ]
}

#[derive(OpenApi)]
#[openapi(paths(recaps, requests, new_request), components(schemas(RecapEntry, RequestEntry, NewRequest)))]
struct Document;

/// Returns the description of these routes.
pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

#[derive(Deserialize)]
struct DayParams {
    #[serde(default, deserialize_with = "fields::maybe_day")]
    date: Option<NaiveDate>,
}

/// How far an agency is with its recap of a day.
#[derive(Serialize, ToSchema)]
struct RecapEntry {
    /// Code of the agency.
    agency: String,
    /// Name of the agency.
    agency_name: String,
    /// `overdue`, `missing`, `draft`, `signed` or `countersigned`.
    progress: &'static str,
    /// Newest version.
    version: Option<i32>,
    /// When its maker signed.
    signed_at: Option<DateTime<Utc>>,
    /// When the head of the agency signed.
    countersigned_at: Option<DateTime<Utc>>,
    /// Whether it was signed after the cut-off.
    is_late: bool,
    /// SHA-256 of the canonical lines.
    lines_sha256: Option<String>,
}

#[utoipa::path(
    get,
    path = "/api/v1/recaps",
    summary = "Recaps of a day, by agency",
    tag = "attendance",
    params(("date" = Option<NaiveDate>, Query, description = "the day, 2020-05-26; today without it")),
    responses((status = 200, description = "Agencies that the actor may see", body = [RecapEntry]))
)]
async fn recaps(ctx: Ctx, Query(query): Query<DayParams>) -> Result<Json<Vec<RecapEntry>>, Problem> {
    let list = recap_list(&ctx, query.date.unwrap_or(ctx.today())).await?;
    let entries = list.into_iter().map(|item| {
        let recap = item.recap.as_ref();
        RecapEntry {
            agency: item.agency.code,
            agency_name: item.agency.name,
            progress: item.progress.as_str(),
            version: recap.map(|recap| recap.version),
            signed_at: recap.and_then(|recap| recap.signed.as_ref()).map(|signed| signed.at),
            countersigned_at: recap.and_then(|recap| recap.countersigned.as_ref()).map(|signed| signed.at),
            is_late: recap.is_some_and(|recap| recap.is_late),
            lines_sha256: recap.map(|recap| recap.lines_sha256.clone()),
        }
    });
    Ok(Json(entries.collect()))
}

/// A request of the actor's own person.
#[derive(Serialize, ToSchema)]
struct RequestEntry {
    /// Key.
    id: Uuid,
    /// `leave`, `excuse`, `sick`, `official_travel` or `forgot_punch`.
    kind: &'static str,
    /// Which leave, for leave only.
    leave_kind: Option<&'static str>,
    /// First day.
    from_on: NaiveDate,
    /// Last day, inclusive.
    until_on: NaiveDate,
    /// First time of day, `07:30`.
    start: Option<String>,
    /// Last time of day.
    end: Option<String>,
    /// Why.
    reason: String,
    /// `open`, `approved`, `refused` or `withdrawn`.
    state: &'static str,
    /// When it was made.
    made_at: DateTime<Utc>,
    /// When it was decided.
    decided_at: Option<DateTime<Utc>>,
    /// What was said with the decision.
    decision_note: Option<String>,
}

impl From<Request> for RequestEntry {
    fn from(request: Request) -> Self {
        let wish = request.wish;
        Self {
            id: request.id,
            kind: wish.kind.as_str(),
            leave_kind: wish.leave_kind.map(LeaveKind::as_str),
            from_on: wish.from_on,
            until_on: wish.until_on,
            start: wish.start_minute.map(fields::time_value),
            end: wish.end_minute.map(fields::time_value),
            reason: wish.reason,
            state: request.state.as_str(),
            made_at: request.made_at,
            decided_at: request.decided_at,
            decision_note: request.decision_note,
        }
    }
}

#[utoipa::path(
    get,
    path = "/api/v1/requests",
    tag = "attendance",
    summary = "Own requests, newest first",
    responses((status = 200, description = "Requests of the actor's own person", body = [RequestEntry]))
)]
async fn requests(ctx: Ctx) -> Result<Json<Vec<RequestEntry>>, Problem> {
    Ok(Json(own_requests(&ctx).await?.into_iter().map(RequestEntry::from).collect()))
}

/// A request to be made for the actor's own person.
#[derive(Deserialize, ToSchema)]
struct NewRequest {
    /// `leave`, `excuse`, `sick`, `official_travel` or `forgot_punch`.
    kind: String,
    /// `annual`, `long`, `sick`, `maternity`, `important_reason` or `unpaid`; for leave only.
    leave_kind: Option<String>,
    /// First day.
    #[serde(deserialize_with = "fields::day")]
    from_on: NaiveDate,
    /// Last day, inclusive; the first day when it is missing.
    #[serde(default, deserialize_with = "fields::maybe_day")]
    until_on: Option<NaiveDate>,
    /// First time of day, `07:30`; for an excuse of one day or a forgotten punch.
    start: Option<String>,
    /// Last time of day; one before `start` is of the next morning.
    end: Option<String>,
    /// Why.
    reason: String,
}

impl NewRequest {
    fn read(self) -> Result<Wish, Problem> {
        let kind = RequestKind::parse(&self.kind);
        let kind = kind.ok_or_else(|| Problem::invalid("attendance.request_kind").on_field("kind"))?;
        let leave_kind = match self.leave_kind {
            None => None,
            Some(name) => {
                let unknown = || Problem::invalid("attendance.request_leave_kind").on_field("leave_kind");
                Some(LeaveKind::parse(&name).ok_or_else(unknown)?)
            }
        };
        let start_minute = fields::minute(self.start.as_deref().unwrap_or_default(), "start")?;
        let end_minute = fields::minute(self.end.as_deref().unwrap_or_default(), "end")?;
        Ok(Wish {
            kind,
            leave_kind,
            from_on: self.from_on,
            until_on: self.until_on.unwrap_or(self.from_on),
            start_minute,
            end_minute: next_morning(kind, start_minute, end_minute),
            reason: self.reason,
        })
    }
}

#[utoipa::path(
    post,
    path = "/api/v1/requests",
    tag = "attendance",
    summary = "Makes a request for the actor's own person",
    request_body = NewRequest,
    responses(
        (status = 200, description = "The open request", body = RequestEntry),
        (status = 409, description = "An approved request of the same days exists"),
        (status = 422, description = "Dates, times, kind or reason do not fit"),
    )
)]
async fn new_request(ctx: Ctx, Json(new): Json<NewRequest>) -> Result<Json<RequestEntry>, Problem> {
    let request = make_request(&ctx, new.read()?, None).await?;
    Ok(Json(request.into()))
}
