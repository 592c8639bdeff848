//! The public list as files: JSON and CSV, and a feed of changes.

use super::api;
use super::public::{ListQuery, filter};
use crate::ops::export;
use crate::ops::feed::{self, FeedEntry, for_xml};
use crate::ops::reads::services;
use askama::Template;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};
use serde_json::json;
use siaga_platform::files::{Sheet, Value, write_csv};
use siaga_platform::web::{Page, Query};
use siaga_platform::{Ctx, Permit, Problem, ProblemKind, Route};
use uuid::{Builder, Uuid};

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/layanan.json", Permit::Public, json_file),
        Route::get("/layanan.csv", Permit::Public, csv_file),
        Route::get("/layanan/atom.xml", Permit::Public, atom),
    ]
}

/// How long programs and proxies may keep a file.
const CACHING: &str = "public, max-age=60";
const JSON: &str = "application/json";
const CSV: &str = "text/csv; charset=utf-8; header=present";
const ATOM: &str = "application/atom+xml; charset=utf-8";

/// First letters of the key of every government's feed.
const FEED_KEY: u128 = 0x7369_6167_6100_0000_0000_0000_0000_0000;

type Asked = Result<Query<ListQuery>, Problem>;

async fn json_file(ctx: Ctx, query: Asked) -> Response {
    match json_bytes(&ctx, query).await {
        Ok(bytes) => written(JSON, bytes),
        Err(problem) => {
            let body = json!({ "code": problem.code, "text": text(&ctx, &problem), "field": problem.field });
            refusal(JSON, format!("{body:#}\n").into_bytes(), &problem)
        }
    }
}

async fn json_bytes(ctx: &Ctx, query: Asked) -> Result<Vec<u8>, Problem> {
    let filter = filter(ctx, &query?.0).await?;
    let body = serde_json::to_value(api::body(ctx, &filter).await?).map_err(Problem::broken)?;
    Ok(format!("{body:#}\n").into_bytes())
}

async fn csv_file(ctx: Ctx, query: Asked) -> Response {
    match csv_bytes(&ctx, query).await {
        Ok((name, bytes)) => {
            let mut response = written(CSV, bytes);
            if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
                response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
            }
            response
        }
        Err(problem) => {
            let sheet = Sheet {
                name: String::new(),
                headers: vec!["problem".to_owned(), "text".to_owned()],
                rows: vec![vec![Value::Text(problem.code.clone()), Value::Text(text(&ctx, &problem))]],
            };
            refusal(CSV, write_csv(&sheet), &problem)
        }
    }
}

async fn csv_bytes(ctx: &Ctx, query: Asked) -> Result<(String, Vec<u8>), Problem> {
    let filter = filter(ctx, &query?.0).await?;
    let all = services(ctx, &filter).await?;
    Ok((format!("layanan-{}.csv", filter.on), write_csv(&export::sheet(ctx, &all))))
}

#[derive(Template)]
#[template(path = "services/atom.xml")]
struct Feed {
    id: Uuid,
    title: String,
    government: String,
    language: &'static str,
    updated: String,
    entries: Vec<FeedEntry>,
}

async fn atom(ctx: Ctx) -> Result<Response, Problem> {
    let entries = feed::entries(&ctx).await?;
    let key = FEED_KEY | u128::from(ctx.government.id.unsigned_abs());
    // A feed without entries has changed when its government began here.
    let began = ctx.government.zone.instant(ctx.government.begins_on.into());
    let government = for_xml(&ctx.government.name);
    let feed = Feed {
        id: Builder::from_custom_bytes(key.to_be_bytes()).into_uuid(),
        title: ctx.text("services-feed-title", &[("government", government.clone())]),
        government,
        language: ctx.locale.tag(),
        updated: entries.first().map_or_else(|| feed::instant(began), |entry| entry.updated.clone()),
        entries,
    };
    Ok(written(ATOM, feed.render().map_err(Problem::broken)?.into_bytes()))
}

/// Programs of other sites may read these files: there is nothing in them that a session opens.
fn written(media_type: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(CACHING));
    // The cookie says in which language, and of which government.
    headers.insert(header::VARY, HeaderValue::from_static("cookie"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

/// The problem in the form that was asked for, so that a program need not read a page.
fn refusal(media_type: &'static str, bytes: Vec<u8>, problem: &Problem) -> Response {
    if matches!(problem.kind, ProblemKind::Broken | ProblemKind::Busy) {
        tracing::error!(%problem, "the list of services could not be handed out");
    }
    let mut response = written(media_type, bytes);
    *response.status_mut() = problem.kind.status();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn text(ctx: &Ctx, problem: &Problem) -> String {
    Page::new(ctx, "services-public-title").problem_text(problem)
}
