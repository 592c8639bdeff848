//! The pages in process: one signed-in account, its cookie and its form token.

use super::world::{PASSWORD, World};
use crate::tenant::capabilities;
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
        assert!(!self.body.contains('«'), "a text is missing: {}", around(&self.body, "«"));
        self.body
    }
}

fn around<'a>(body: &'a str, mark: &str) -> &'a str {
    let at = body.find(mark).unwrap_or(0);
    let end = body[at..].char_indices().nth(80).map_or(body.len(), |(offset, _)| at + offset);
    &body[at..end]
}

/// Returns the value of the first hidden field of a name.
#[track_caller]
pub(crate) fn hidden(body: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let at = body.find(&mark).unwrap_or_else(|| panic!("no field {name}")) + mark.len();
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

    async fn send(&self, request: http::request::Builder, body: impl Into<Body>) -> Answer {
        let request = request
            .header(header::COOKIE, format!("siaga={}", self.token))
            .header("sec-fetch-site", "same-origin")
            .body(body.into())
            .unwrap();
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
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

    /// Sends a form with a file.
    pub(crate) async fn upload(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        file: Option<(&str, &str)>,
    ) -> Answer {
        let mut body =
            format!("--B\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n{}\r\n", self.csrf);
        for (name, value) in fields {
            body.push_str(&format!(
                "--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            ));
        }
        if let Some((name, content)) = file {
            body.push_str(&format!(
                "--B\r\nContent-Disposition: form-data; name=\"paper\"; filename=\"{name}\"\r\n\r\n{content}\r\n"
            ));
        }
        body.push_str("--B--\r\n");
        let kind = "multipart/form-data; boundary=B";
        self.send(Request::post(path).header(header::CONTENT_TYPE, kind), body).await
    }

    pub(crate) async fn json(&self, path: &str, body: serde_json::Value) -> Answer {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header("x-csrf-token", &self.csrf);
        self.send(request, body.to_string()).await
    }
}
