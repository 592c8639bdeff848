//! The pages in process, for a signed-in account or for a visitor.

use crate::world::{PASSWORD, World, capabilities};
use axum::body::Body;
use http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use siaga_platform::session::{self, SessionKind, SignIn};
use siaga_platform::web::{WebConfig, router};
use siaga_platform::{Ctx, db};
use tower::ServiceExt;

pub(crate) struct Browser {
    router: axum::Router,
    /// Session and token of forms; none for a visitor.
    session: Option<(String, String)>,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// Asserts a page of ours without a missing text.
    #[track_caller]
    pub(crate) fn page(self, status: u16) -> String {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        let missing = self.body.split('«').skip(1).find(|rest| rest.starts_with(['p', 's', 'u']));
        let missing: Option<String> = missing.map(|rest| rest.chars().take(60).collect());
        assert_eq!(missing.filter(|text| text.contains('-')), None, "a text is missing");
        self.body
    }

    pub(crate) fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Asserts that a form was taken and returns where it leads.
    #[track_caller]
    pub(crate) fn taken(self) -> String {
        assert_eq!(self.status.as_u16(), 303, "{}", self.body);
        self.header(header::LOCATION).to_owned()
    }
}

impl Browser {
    pub(crate) fn visitor(world: &World) -> Self {
        let config = WebConfig { secure: false, ..WebConfig::default() };
        Self { router: router(world.program.app.clone(), &capabilities(), config), session: None }
    }

    pub(crate) async fn of(world: &World, ctx: &Ctx) -> Self {
        let app = &world.program.app;
        let account = ctx.actor.account().into();
        let login: String =
            db::scalar(app.db.reader(), "select login from platform_account where id = $1", [account])
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
        Self { session: Some((token, csrf)), ..Self::visitor(world) }
    }

    async fn send(&self, request: http::request::Builder, body: impl Into<Body>) -> Answer {
        let mut request = request.header("sec-fetch-site", "same-origin");
        if let Some((token, _)) = &self.session {
            request = request.header(header::COOKIE, format!("siaga={token}"));
        }
        let request = request.body(body.into()).unwrap();
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let body = String::from_utf8(bytes.to_vec()).unwrap();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    /// Sends a form; names and values are written as they stand, blanks as `+`.
    pub(crate) async fn post(&self, path: &str, fields: &str) -> Answer {
        let csrf = self.session.as_ref().map_or("", |(_, csrf)| csrf.as_str());
        let kind = "application/x-www-form-urlencoded";
        let request = Request::post(path).header(header::CONTENT_TYPE, kind);
        self.send(request, format!("_csrf={csrf}&{fields}")).await
    }
}
