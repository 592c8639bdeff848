//! A router in process with accounts of three kinds and routes of every permit.

use crate::stage::{PASSWORD, account, morning, sign_in};
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::{Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use siaga_access::{Action, Role};
use siaga_platform::web::{self, Form, Json, Query, Upload, WebConfig};
use siaga_platform::{App, Capability, Ctx, Permit, Problem, Route, db, session};
use siaga_testkit::{TestDb, TestProgram};
use tower::ServiceExt;

/// What a test sees of an answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: http::HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// A program that answers, and the sessions of an employee, an administrator and an inspector.
pub(crate) struct WebStage {
    pub(crate) program: TestProgram,
    pub(crate) ctx: Ctx,
    pub(crate) router: axum::Router,
    pub(crate) employee: String,
    pub(crate) admin: String,
    pub(crate) inspector: String,
}

/// Routes of every permit and every kind of body.
pub(crate) fn probe() -> Capability {
    let mut probe = Capability::new("probe");
    probe.people = Some(crate::people::SOURCE);
    probe.settings = &[crate::settings::ROOM];
    probe.routes = vec![
        Route::get("/probe/watch", Permit::SignedIn, crate::watching::watched),
        Route::get("/probe/public", Permit::Public, async || "public"),
        Route::get("/probe/signed-in", Permit::SignedIn, async || "signed in"),
        Route::get("/probe/audit", Permit::May(Action::AuditView), async || "audit"),
        Route::get("/api/probe/audit", Permit::May(Action::AuditView), async || "audit"),
        Route::get("/probe/panic", Permit::Public, panics),
        Route::get("/api/probe/broken", Permit::Public, async || Problem::broken("a secret cause")),
        Route::get("/probe/query", Permit::Public, query),
        Route::post("/probe/form", Permit::SignedIn, form).body_limit(1_000),
        Route::post("/probe/no-body", Permit::SignedIn, async || "done"),
        Route::post("/probe/upload", Permit::SignedIn, upload),
        Route::post("/api/probe/json", Permit::SignedIn, json),
    ];
    probe
}

async fn panics() -> Response {
    let places: Vec<&str> = Vec::new();
    places[0].into_response()
}

#[derive(serde::Deserialize)]
struct Fields {
    #[serde(default)]
    people: Vec<i64>,
}

async fn form(Form(fields): Form<Fields>) -> String {
    format!("{:?}", fields.people)
}

async fn query(Query(pairs): Query<Fields>) -> String {
    format!("{:?}", pairs.people)
}

async fn upload(upload: Upload) -> Result<String, Problem> {
    let file = upload.file("scan")?;
    let kind = file.media_type.map(|kind| kind.ending());
    Ok(format!("{} {} {kind:?} {}", upload.fields.text("reason"), file.file_name, file.bytes.len()))
}

async fn json(Json(value): Json<serde_json::Value>) -> Json<serde_json::Value> {
    Json(value)
}

pub(crate) fn plain_http() -> WebConfig {
    WebConfig { secure: false, ..WebConfig::default() }
}

/// Builds the stage.
pub(crate) async fn web_stage(db: TestDb) -> WebStage {
    let capabilities = [web::capability(), probe()];
    let program = siaga_testkit::program(db, &capabilities, morning()).await;
    let tx = program.app.db.begin().await.unwrap();
    db::exec(
        &*tx,
        "insert into platform_government (region_code, name, time_zone, created_at) values ($1, $2, $3, $4)",
        ["12.18".into(), "Kabupaten Serdang Bedagai".into(), "Asia/Jakarta".into(), morning().into()],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let government = session::default_government(&program.app).await.unwrap();
    let ctx = program.app.system_ctx("test", &government);
    account(&ctx, "ani", Role::Employee).await;
    account(&ctx, "admin", Role::Administrator).await;
    account(&ctx, "inspektur", Role::Inspectorate).await;
    let employee = sign_in(&program.app, "ani", PASSWORD).await.unwrap();
    let admin = sign_in(&program.app, "admin", PASSWORD).await.unwrap();
    let inspector = sign_in(&program.app, "inspektur", PASSWORD).await.unwrap();
    let router = web::router(program.app.clone(), &capabilities, plain_http());
    WebStage { program, ctx, router, employee, admin, inspector }
}

impl WebStage {
    pub(crate) fn app(&self) -> &App {
        &self.program.app
    }

    pub(crate) async fn csrf(&self, token: &str) -> String {
        session::load(self.app(), token).await.unwrap().unwrap().csrf
    }

    /// Sends a request; the token of a session goes into its cookie.
    pub(crate) async fn send(
        &self,
        request: http::request::Builder,
        token: Option<&str>,
        body: impl Into<Body>,
    ) -> Answer {
        let request = match token {
            Some(token) => request.header(header::COOKIE, format!("siaga={token}")),
            None => request,
        };
        send(&self.router, request.body(body.into()).unwrap()).await
    }

    pub(crate) async fn get(&self, path: &str, token: Option<&str>) -> Answer {
        self.send(Request::get(path), token, Body::empty()).await
    }

    /// Posts a form from a page of ours with the token that it must carry.
    pub(crate) async fn post(&self, path: &str, token: &str, fields: &str) -> Answer {
        let body = format!("_csrf={}&{fields}", self.csrf(token).await);
        self.send(same_origin(Method::POST, path).header(header::CONTENT_TYPE, FORM), Some(token), body).await
    }
}

pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// A request that the browser marks as coming from our own page.
pub(crate) fn same_origin(method: Method, path: &str) -> http::request::Builder {
    Request::builder().method(method).uri(path).header("sec-fetch-site", "same-origin")
}

pub(crate) async fn send(router: &axum::Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: String::from_utf8_lossy(&bytes).into_owned(),
    }
}
