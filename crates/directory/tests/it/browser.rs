//! A browser without script, signed in with one role.

use crate::world::{World, day};
use http::{Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use siaga_access::{Grant, Role};
use siaga_platform::accounts::{self, NewAccount};
use siaga_platform::session::{SessionKind, SignIn, sign_in};
use siaga_platform::web::{WebConfig, router};
use tower::ServiceExt;

const PASSWORD: &str = "kata sandi yang panjang";

pub(crate) struct Browser {
    router: axum::Router,
    cookie: String,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) text: String,
}

/// Signs in an account with one role in a part of the government.
pub(crate) async fn sign_in_as(
    world: &World,
    login: &str,
    role: Role,
    agency: Option<Vec<i64>>,
    employee: Option<i64>,
) -> Browser {
    let ctx = &world.ctx;
    let tx = ctx.db().begin().await.unwrap();
    let new = NewAccount {
        login: login.to_owned(),
        name: login.to_owned(),
        employee,
        password: PASSWORD.to_owned(),
        must_change_password: false,
    };
    let account = accounts::create(ctx, &tx, new).await.unwrap();
    let grant = Grant { role, agency, from_on: day("2020-01-01"), until_on: None };
    accounts::grant(ctx, &tx, account, &grant).await.unwrap();
    tx.commit().await.unwrap();
    let given = SignIn {
        login: login.to_owned(),
        password: PASSWORD.to_owned(),
        address: "127.0.0.1".to_owned(),
        user_agent: "test".to_owned(),
        kind: SessionKind::Cookie,
    };
    let token = sign_in(&world.app, given).await.unwrap();
    let capabilities = [siaga_platform::web::capability(), siaga_directory::capability()];
    let config = WebConfig { secure: false, ..WebConfig::default() };
    Browser { router: router(world.app.clone(), &capabilities, config), cookie: format!("siaga={token}") }
}

impl Browser {
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, "", Vec::new()).await
    }

    /// Sends a form as a page of ours would.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token().await;
        let mut body = format!("_csrf={token}");
        for (name, value) in fields {
            body.push_str(&format!("&{name}={}", encoded(value)));
        }
        self.send(Method::POST, path, "application/x-www-form-urlencoded", body.into_bytes()).await
    }

    /// Sends a file as a page of ours would.
    pub(crate) async fn upload(&self, path: &str, kind: &str, file_name: &str, bytes: &[u8]) -> Answer {
        let token = self.token().await;
        let field = |name: &str, value: &str| {
            format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let head = format!(
            "{}{}--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file_name}\"\r\n\r\n",
            field("_csrf", &token),
            field("kind", kind)
        );
        let body = [head.as_bytes(), bytes, b"\r\n--B--\r\n"].concat();
        self.send(Method::POST, path, "multipart/form-data; boundary=B", body).await
    }

    async fn token(&self) -> String {
        let page = self.get("/opd").await.text;
        let (_, rest) = page.split_once("name=\"_csrf\" value=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    }

    async fn send(&self, method: Method, path: &str, media_type: &str, body: Vec<u8>) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, media_type)
            .header("sec-fetch-site", "same-origin")
            .body(axum::body::Body::from(body))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let location =
            response.headers().get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned());
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Answer {
            status,
            location: location.unwrap_or_default(),
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
