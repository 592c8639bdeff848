//! The pages in process, signed in or not.

use super::world::{PASSWORD, World, capabilities};
use axum::body::Body;
use http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use siaga_platform::Ctx;
use siaga_platform::db;
use siaga_platform::session::{self, SessionKind, SignIn};
use siaga_platform::web::{WebConfig, router};
use tower::ServiceExt;

pub(crate) struct Browser {
    router: axum::Router,
    cookie: String,
    csrf: String,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) cookie: String,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    /// Asserts a page of ours without a missing text and returns it.
    #[track_caller]
    pub(crate) fn page(self, status: u16) -> String {
        let body = String::from_utf8_lossy(&self.bytes).into_owned();
        assert_eq!(self.status.as_u16(), status, "{body}");
        let missing: String = body.split('«').nth(1).unwrap_or_default().chars().take(60).collect();
        assert_eq!(missing, "", "a text is missing");
        body
    }
}

/// A file of a form: field, name, content.
pub(crate) type Sent<'a> = (&'a str, &'a str, &'a [u8]);

impl Browser {
    pub(crate) async fn of(world: &World, ctx: &Ctx) -> Self {
        let app = &world.program.app;
        let sql = "select login from platform_account where id = $1";
        let login: String = db::scalar(app.db.reader(), sql, [ctx.actor.account().into()]).await.unwrap();
        let given = SignIn {
            login,
            password: PASSWORD.to_owned(),
            address: "192.0.2.1".to_owned(),
            user_agent: "test".to_owned(),
            kind: SessionKind::Cookie,
        };
        let token = session::sign_in(app, given).await.unwrap();
        let csrf = session::load(app, &token).await.unwrap().unwrap().csrf;
        Self { router: pages(world), cookie: format!("siaga={token}"), csrf }
    }

    /// Somebody without an account, who has opened the verification page.
    pub(crate) async fn anonymous(world: &World) -> Self {
        let mut browser = Self { router: pages(world), cookie: String::new(), csrf: String::new() };
        let opened = browser.get("/periksa").await;
        browser.cookie.clone_from(&opened.cookie);
        let body = opened.page(200);
        let (_, rest) = body.split_once("name=\"_csrf\" value=\"").unwrap();
        rest.split('"').next().unwrap().clone_into(&mut browser.csrf);
        browser
    }

    async fn send(&self, request: http::request::Builder, body: impl Into<Body>) -> Answer {
        let request = request
            .header(header::COOKIE, &self.cookie)
            .header("sec-fetch-site", "same-origin")
            .body(body.into())
            .unwrap();
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let text = |name| parts.headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
        Answer {
            status: parts.status,
            location: text(header::LOCATION),
            cookie: text(header::SET_COOKIE).split(';').next().unwrap().to_owned(),
            bytes: body.collect().await.unwrap().to_bytes().to_vec(),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = format!("_csrf={}", self.csrf);
        for (name, value) in fields {
            body.push_str(&format!("&{name}={}", encoded(value)));
        }
        let kind = "application/x-www-form-urlencoded";
        self.send(Request::post(path).header(header::CONTENT_TYPE, kind), body).await
    }

    pub(crate) async fn upload(&self, path: &str, fields: &[(&str, &str)], file: Sent<'_>) -> Answer {
        let mut body = Vec::new();
        for (name, value) in [("_csrf", self.csrf.as_str())].iter().chain(fields) {
            let part = format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let (field, name, content) = file;
        let head =
            format!("--B\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--B--\r\n");
        let kind = "multipart/form-data; boundary=B";
        self.send(Request::post(path).header(header::CONTENT_TYPE, kind), body).await
    }
}

fn pages(world: &World) -> axum::Router {
    let config = WebConfig { secure: false, ..WebConfig::default() };
    router(world.program.app.clone(), &capabilities(), config)
}

fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
