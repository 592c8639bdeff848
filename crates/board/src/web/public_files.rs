//! Open tables as files for programs: CSV, JSON, and the description of the data package.

use crate::open::{csv, json, load, package, table, tables};
use crate::web::public::{DayQuery, chosen_day};
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};
use serde_json::json;
use siaga_platform::files::{Sheet, Value, write_csv};
use siaga_platform::web::{Page, Query};
use siaga_platform::{Ctx, Permit, Problem, ProblemKind, Route};

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/publik/{file}", Permit::Public, file)]
}

/// How long programs and proxies may keep a file: the figures of a running day change.
const CACHING: &str = "public, max-age=60";

/// The form in which a file was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Csv,
    Json,
}

async fn file(
    ctx: Ctx,
    Path(file): Path<String>,
    query: Result<Query<DayQuery>, Problem>,
) -> Result<Response, Problem> {
    let (name, form) = match file.rsplit_once('.') {
        Some((name, "csv")) => (name, Form::Csv),
        Some((name, "json")) => (name, Form::Json),
        _ => return Err(Problem::missing("platform.page_missing")),
    };
    let answer = match query {
        Ok(Query(query)) => answer(&ctx, name, form, &query).await,
        Err(problem) => Err(problem),
    };
    Ok(answer.unwrap_or_else(|problem| refusal(&ctx, form, &problem)))
}

async fn answer(ctx: &Ctx, name: &str, form: Form, query: &DayQuery) -> Result<Response, Problem> {
    let chosen = chosen_day(ctx, query)?;
    if (name, form) == ("datapackage", Form::Json) {
        let on = match chosen {
            Some(on) => on,
            None => load(ctx, tables(ctx), None).await.on,
        };
        return Ok(written(Form::Json, pretty(&package(ctx, tables(ctx), on))));
    }
    let table = table(ctx, name)?;
    let mut day = load(ctx, &[table], chosen).await;
    let rows = day.answers.pop().expect("one table has one answer")?;
    let mut response = match form {
        Form::Csv => written(form, csv(&table, &rows)),
        Form::Json => written(form, pretty(&json(&table, day.on, &rows))),
    };
    if form == Form::Csv {
        let disposition = format!("attachment; filename=\"{}-{}.csv\"", table.name, day.on);
        if let Ok(value) = HeaderValue::from_str(&disposition) {
            response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
        }
    }
    Ok(response)
}

/// The problem in the form that was asked for, so that a program need not read a page.
fn refusal(ctx: &Ctx, form: Form, problem: &Problem) -> Response {
    if matches!(problem.kind, ProblemKind::Broken | ProblemKind::Busy) {
        tracing::error!(%problem, "an open table could not be handed out");
    }
    let text = Page::new(ctx, "board-public-title").problem_text(problem);
    let bytes = match form {
        Form::Csv => write_csv(&Sheet {
            name: String::new(),
            headers: vec!["problem".to_owned(), "text".to_owned()],
            rows: vec![vec![Value::Text(problem.code.clone()), Value::Text(text)]],
        }),
        Form::Json => pretty(&json!({ "code": problem.code, "text": text, "field": problem.field })),
    };
    let mut response = written(form, bytes);
    *response.status_mut() = problem.kind.status();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn pretty(json: &serde_json::Value) -> Vec<u8> {
    format!("{json:#}\n").into_bytes()
}

/// Programs of other sites may read these files: there is nothing in them that a session opens.
fn written(form: Form, bytes: Vec<u8>) -> Response {
    let media_type = match form {
        Form::Csv => "text/csv; charset=utf-8; header=present",
        Form::Json => "application/json",
    };
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(CACHING));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}
