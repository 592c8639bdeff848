//! The pages in process: one signed-in account, its cookie and its form token.

use super::world::{PASSWORD, World, capabilities};
use axum::body::Body;
use http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use siaga_platform::Ctx;
use siaga_platform::db;
use siaga_platform::session::{self, SessionKind, SignIn};
use siaga_platform::web::{WebConfig, router};
use tower::ServiceExt;

/// An account in front of the pages.
pub(crate) struct Browser {
    router: axum::Router,
    token: String,
    csrf: String,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) body: String,
}

impl Answer {
    /// Asserts a page of ours without a missing text.
    #[track_caller]
    pub(crate) fn page(self, status: u16) -> String {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        let around = self.body.find('«').map(|at| self.body[at..].chars().take(60).collect::<String>());
        assert_eq!(around, None, "a text is missing");
        self.body
    }
}

/// Returns the value of the first hidden field of a name.
#[track_caller]
pub(crate) fn hidden(body: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let at = body.find(&mark).unwrap_or_else(|| panic!("no field {name} in {body}")) + mark.len();
    body[at..].split('"').next().unwrap().to_owned()
}

impl Browser {
    pub(crate) async fn of(world: &World, ctx: &Ctx) -> Self {
        let app = &world.program.app;
        let login: String = db::scalar(
            app.db.reader(),
            "select login from platform_account where id = $1",
            [ctx.actor.account().into()],
        )
        .await
        .unwrap();
        let given = SignIn {
            login,
            password: PASSWORD.to_owned(),
            address: "192.0.2.1".to_owned(),
            user_agent: "test".to_owned(),
            kind: SessionKind::Cookie,
        };
        let token = session::sign_in(app, given).await.unwrap();
        let csrf = session::load(app, &token).await.unwrap().unwrap().csrf;
        let config = WebConfig { secure: false, ..WebConfig::default() };
        Self { router: router(app.clone(), &capabilities(), config), token, csrf }
    }

    /// Sends a request and returns the answer with its body unread.
    async fn open(&self, request: http::request::Builder, body: impl Into<Body>) -> http::Response<Body> {
        let request = request
            .header(header::COOKIE, format!("siaga={}", self.token))
            .header("sec-fetch-site", "same-origin")
            .body(body.into())
            .unwrap();
        self.router.clone().oneshot(request).await.unwrap()
    }

    async fn send(&self, request: http::request::Builder, body: impl Into<Body>) -> Answer {
        let (parts, body) = self.open(request, body).await.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let location = parts.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap());
        Answer {
            status: parts.status,
            location: location.to_owned(),
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    /// Sends a form; names and values are written as they stand, blanks as `+`.
    pub(crate) async fn post(&self, path: &str, fields: &str) -> Answer {
        let body = format!("_csrf={}&{fields}", self.csrf);
        let kind = "application/x-www-form-urlencoded";
        self.send(Request::post(path).header(header::CONTENT_TYPE, kind), body).await
    }
}
