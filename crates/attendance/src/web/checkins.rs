//! Check-ins: the page for phones and the JSON for programs on them.

use crate::ops::checkins::{Checkin, NewCheckin, check_in, own_checkins};
use crate::rules::distance::micro_degrees;
use askama::Template;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use http::{HeaderValue, StatusCode, header};
use serde::{Deserialize, Serialize};
use siaga_access::Action;
use siaga_platform::web::{Form, Json, Page, render, render_invalid, see_other};
use siaga_platform::{Ctx, NavEntry, Permit, Problem, Route};
use utoipa::{OpenApi, ToSchema};
use uuid::Uuid;

pub(crate) const NAV: NavEntry =
    NavEntry { order: 115, path: "/hadir", label: "checkin-nav", permit: Permit::May(Action::CheckinOwn) };

/// Fills the position into the form where the phone gives one; the page works without it.
const POSITION_SCRIPT: &str = include_str!("../../static/position.js");

pub(crate) fn routes() -> Vec<Route> {
    let own = Permit::May(Action::CheckinOwn);
    vec![
        Route::get("/hadir", own, show),
        Route::post("/hadir", own, press),
        Route::get("/hadir/posisi.js", Permit::Public, script),
        Route::post("/api/v1/checkins", own, create),
        Route::get("/api/v1/checkins", own, list),
    ]
}

#[derive(OpenApi)]
#[openapi(paths(create, list), components(schemas(CheckinInput, CheckinOutput)))]
struct Document;

pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// Degrees as text or number.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Degrees {
    /// `"-2.996472"`
    Text(String),
    /// `-2.996472`
    Number(serde_json::Number),
}

impl Degrees {
    fn micro(&self, field: &'static str) -> Result<i64, Problem> {
        let text = match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
        };
        micro_degrees(&text).ok_or_else(|| Problem::invalid("attendance.checkin_position").on_field(field))
    }
}

/// A check-in to be stored.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CheckinInput {
    /// Key made by the sender; sending the same again changes nothing.
    id: Uuid,
    /// When the button was pressed; at most 24 hours ago.
    captured_at: DateTime<Utc>,
    /// Degrees north, as text or number.
    #[schema(value_type = Option<String>)]
    latitude: Option<Degrees>,
    /// Degrees east, as text or number.
    #[schema(value_type = Option<String>)]
    longitude: Option<Degrees>,
    /// How exact the position is.
    accuracy_metres: Option<i32>,
    /// What the person wants to say, at most 200 letters.
    #[serde(default)]
    note: String,
}

/// A stored check-in.
#[derive(Debug, Serialize, ToSchema)]
struct CheckinOutput {
    /// Key.
    id: Uuid,
    /// When the button was pressed.
    captured_at: DateTime<Utc>,
    /// When it arrived.
    received_at: DateTime<Utc>,
    /// Distance to the place of work, where both places are known.
    distance_metres: Option<i64>,
    /// `far`, `no_position`, `no_office_position`, `late_arrival`, or nothing.
    flag: Option<String>,
    /// What the person said.
    note: String,
}

impl From<Checkin> for CheckinOutput {
    fn from(checkin: Checkin) -> Self {
        Self {
            id: checkin.id,
            captured_at: checkin.captured_at,
            received_at: checkin.received_at,
            distance_metres: checkin.distance_metres,
            flag: checkin.flag,
            note: checkin.note,
        }
    }
}

fn position(latitude: Option<&Degrees>, longitude: Option<&Degrees>) -> Result<Option<(i64, i64)>, Problem> {
    match (latitude, longitude) {
        (None, None) => Ok(None),
        (Some(latitude), Some(longitude)) => {
            Ok(Some((latitude.micro("latitude")?, longitude.micro("longitude")?)))
        }
        (Some(_), None) => Err(Problem::invalid("attendance.checkin_position").on_field("longitude")),
        (None, Some(_)) => Err(Problem::invalid("attendance.checkin_position").on_field("latitude")),
    }
}

#[utoipa::path(
    post,
    path = "/api/v1/checkins",
    summary = "Checks in for oneself",
    request_body = CheckinInput,
    responses(
        (status = 201, description = "Stored", body = CheckinOutput),
        (status = 200, description = "Known already; nothing changed", body = CheckinOutput),
        (status = 422, description = "In the future, too old, or not on the globe"),
        (status = 409, description = "The key belongs to somebody else's check-in"),
    )
)]
async fn create(ctx: Ctx, Json(given): Json<CheckinInput>) -> Result<Response, Problem> {
    let new = NewCheckin {
        id: given.id,
        captured_at: Some(given.captured_at),
        position_micro: position(given.latitude.as_ref(), given.longitude.as_ref())?,
        accuracy_metres: given.accuracy_metres,
        note: given.note,
    };
    let checkin = check_in(&ctx, new).await?;
    let status = if checkin.is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(CheckinOutput::from(checkin))).into_response())
}

#[utoipa::path(
    get,
    path = "/api/v1/checkins",
    summary = "Returns one's own check-ins of the last two months, newest first",
    responses((status = 200, description = "The check-ins", body = Vec<CheckinOutput>))
)]
async fn list(ctx: Ctx) -> Result<Json<Vec<CheckinOutput>>, Problem> {
    Ok(Json(own_checkins(&ctx).await?.into_iter().map(CheckinOutput::from).collect()))
}

#[derive(Template)]
#[template(path = "attendance/checkin.html")]
struct CheckinPage {
    page: Page,
    key: Uuid,
    note: String,
    checkins: Vec<Checkin>,
}

impl CheckinPage {
    async fn load(ctx: &Ctx) -> Result<Self, Problem> {
        Ok(Self {
            page: Page::new(ctx, "checkin-title"),
            key: ctx.new_id(),
            note: String::new(),
            checkins: own_checkins(ctx).await?.into_iter().take(10).collect(),
        })
    }
}

async fn show(ctx: Ctx) -> Result<Response, Problem> {
    render(&CheckinPage::load(&ctx).await?)
}

#[derive(Deserialize)]
struct PressForm {
    id: Option<Uuid>,
    #[serde(default)]
    latitude: String,
    #[serde(default)]
    longitude: String,
    #[serde(default)]
    accuracy_metres: String,
    #[serde(default)]
    note: String,
}

/// A button pressed on the page counts now: only programs may say another time.
async fn press(ctx: Ctx, Form(form): Form<PressForm>) -> Result<Response, Problem> {
    let degrees = |text: &str| (!text.trim().is_empty()).then(|| Degrees::Text(text.to_owned()));
    let note = form.note.clone();
    let result = match position(degrees(&form.latitude).as_ref(), degrees(&form.longitude).as_ref()) {
        Ok(position_micro) => {
            let new = NewCheckin {
                id: form.id.unwrap_or_else(|| ctx.new_id()),
                captured_at: None,
                position_micro,
                accuracy_metres: form.accuracy_metres.trim().parse().ok(),
                note: form.note,
            };
            check_in(&ctx, new).await
        }
        Err(problem) => Err(problem),
    };
    match result {
        Ok(checkin) => {
            let local = ctx.government.zone.local(checkin.captured_at);
            let time = siaga_civil::clock(local.time());
            let values = [("time", format!("{time} {}", ctx.government.zone.abbreviation()))];
            Ok(see_other("/hadir").saying(ctx.text("checkin-taken", &values)).into_response())
        }
        Err(problem) if problem.field.is_some() => {
            let mut page = CheckinPage::load(&ctx).await?;
            page.note = note;
            page.page.add_problem(&problem);
            render_invalid(&page)
        }
        Err(problem) => Err(problem),
    }
}

async fn script() -> Response {
    let mut response = POSITION_SCRIPT.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
