//! The own roster and the own work reports as JSON, for programs on phones.

use super::my_days::report_state_message;
use crate::ops::own_days::{OwnDay, own_days};
use crate::ops::reports::{NewReport, hand_in_report};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use siaga_access::Action;
use siaga_platform::web::Json;
use siaga_platform::{Ctx, Permit, Problem, Route};
use utoipa::{OpenApi, ToSchema};
use uuid::Uuid;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/my-days", Permit::May(Action::ArrangementViewOwn), days),
        Route::post("/api/v1/work-reports", Permit::May(Action::WorkReportMakeOwn), report),
    ]
}

#[derive(OpenApi)]
#[openapi(paths(days, report), components(schemas(MyDay, MyReport, ReportInput, ReportMade)))]
pub(super) struct MyDocument;

/// A day of the own roster.
#[derive(Debug, Serialize, ToSchema)]
struct MyDay {
    /// The day.
    on: NaiveDate,
    /// `office`, `home`, `elsewhere`, `off`, or nothing when no signed roster says anything.
    place: Option<&'static str>,
    /// Why, in the reader's language.
    why: String,
    /// Id of the circular; empty where no law speaks.
    circular: String,
    /// Article in it.
    article: String,
    /// The signed roster.
    roster: Option<Uuid>,
    /// Last day on which a report is taken; nothing when none is taken now.
    report_until_on: Option<NaiveDate>,
    /// Whether a report is awaited.
    is_report_awaited: bool,
    /// The newest version of the report.
    report: Option<MyReport>,
}

/// The newest version of a work report.
#[derive(Debug, Serialize, ToSchema)]
struct MyReport {
    /// From 1.
    version: i32,
    /// `handed_in`, `accepted` or `sent_back`.
    state: &'static str,
    /// The state in the reader's language.
    state_text: String,
    /// What was done.
    text: String,
    /// Words of the superior.
    words: String,
}

fn my_day(ctx: &Ctx, day: OwnDay) -> MyDay {
    let arranged = day.arranged.as_ref();
    let report = day.report.map(|report| MyReport {
        version: report.version,
        state: report.state().as_str(),
        state_text: ctx.text(report_state_message(report.state()), &[]),
        words: report.decision.as_ref().map(|decision| decision.words.clone()).unwrap_or_default(),
        text: report.text,
    });
    MyDay {
        on: day.on,
        place: arranged.map(|day| day.place.as_str()),
        why: arranged.map(|day| ctx.text(day.message_id(), &[])).unwrap_or_default(),
        circular: arranged.map(|day| day.circular.to_string()).unwrap_or_default(),
        article: arranged.map(|day| day.article.to_string()).unwrap_or_default(),
        roster: arranged.map(|day| day.roster),
        report_until_on: day.report_until_on,
        is_report_awaited: day.is_report_awaited,
        report,
    }
}

#[utoipa::path(get, path = "/api/v1/my-days", tag = "arrangements",
    summary = "Returns one's own roster from two weeks ago to two weeks ahead",
    responses((status = 200, description = "The days", body = Vec<MyDay>)))]
async fn days(ctx: Ctx) -> Result<Json<Vec<MyDay>>, Problem> {
    let own = own_days(&ctx).await?;
    Ok(Json(own.days.into_iter().map(|day| my_day(&ctx, day)).collect()))
}

/// A work report to be handed in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReportInput {
    /// The day; today when it is left out.
    on: Option<NaiveDate>,
    /// The version that was seen last, 0 for none.
    #[serde(default)]
    seen_version: i32,
    /// What was done, at most 4,000 letters.
    text: String,
    /// Minutes of work.
    work_minutes: Option<i32>,
    /// Links to what was made, one a line.
    #[serde(default)]
    links: String,
}

/// A report that was taken.
#[derive(Debug, Serialize, ToSchema)]
struct ReportMade {
    /// Key of the version.
    id: Uuid,
}

#[utoipa::path(post, path = "/api/v1/work-reports", tag = "arrangements",
    summary = "Hands in one's own work report of a day",
    request_body = ReportInput,
    responses(
        (status = 201, description = "Taken", body = ReportMade),
        (status = 409, description = "Not from home on that day, too late, accepted, or changed meanwhile"),
        (status = 422, description = "Without text, or too long"),
    ))]
async fn report(ctx: Ctx, Json(given): Json<ReportInput>) -> Result<Response, Problem> {
    let new = NewReport {
        on: given.on,
        seen_version: given.seen_version,
        text: given.text,
        work_minutes: given.work_minutes,
        links: given.links,
    };
    let id = hand_in_report(&ctx, &new).await?;
    Ok((StatusCode::CREATED, Json(ReportMade { id })).into_response())
}
