//! A program with the board and a made-up capability, and browsers without script.

use crate::fakes;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use siaga_access::{Grant, Role};
use siaga_civil::CivilZone;
use siaga_platform::accounts::{self, NewAccount};
use siaga_platform::session::{SessionKind, SignIn, sign_in};
use siaga_platform::web::{WebConfig, router};
use siaga_platform::{Capability, Ctx, Government};
use siaga_testkit::{TestDb, TestProgram, program};
use tower::ServiceExt;

const PASSWORD: &str = "kata sandi yang panjang";

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Returns the instant at which the clocks of the government show a time.
pub(crate) fn wib(local: &str) -> DateTime<Utc> {
    CivilZone::Wib.instant(local.parse::<NaiveDateTime>().unwrap())
}

fn capabilities() -> Vec<Capability> {
    vec![
        siaga_platform::web::capability(),
        siaga_directory::capability(),
        siaga_documents::capability(),
        siaga_board::capability(),
        fakes::capability(),
    ]
}

/// A government on Tuesday, 26 May 2020, at 09.00 WIB.
pub(crate) struct World {
    program: TestProgram,
    government: Government,
}

impl World {
    pub(crate) async fn new(db: TestDb) -> Self {
        let program = program(db, &capabilities(), wib("2020-05-26T09:00:00")).await;
        let begins_on = day("2020-01-01");
        let sql = "insert into platform_government (region_code, name, time_zone, created_at)
             values ('12.18', 'Kabupaten Contoh', 'Asia/Jakarta', $1) returning id";
        let tx = program.app.db.begin().await.unwrap();
        let id: i64 =
            siaga_platform::db::scalar(&*tx, sql, [wib("2020-01-01T00:00:00").into()]).await.unwrap();
        siaga_platform::settings::note_begins_on(&*tx, id, begins_on).await.unwrap();
        tx.commit().await.unwrap();
        let government = Government {
            id,
            region: "12.18".parse().unwrap(),
            name: "Kabupaten Contoh".to_owned(),
            zone: CivilZone::Wib,
            begins_on,
        };
        Self { program, government }
    }

    pub(crate) fn ctx(&self) -> Ctx {
        self.program.app.system_ctx("tests", &self.government)
    }

    /// Returns a browser that is signed in with some roles.
    pub(crate) async fn browser(&self, roles: &[Role]) -> Browser {
        let ctx = self.ctx();
        let login = roles.iter().map(|role| role.as_str()).collect::<Vec<_>>().join("-");
        let tx = ctx.db().begin().await.unwrap();
        let new = NewAccount {
            login: login.clone(),
            name: login.clone(),
            employee: None,
            password: PASSWORD.to_owned(),
            must_change_password: false,
        };
        let account = accounts::create(&ctx, &tx, new).await.unwrap();
        for role in roles {
            let grant = Grant { role: *role, agency: None, from_on: day("2020-01-01"), until_on: None };
            accounts::grant(&ctx, &tx, account, &grant).await.unwrap();
        }
        tx.commit().await.unwrap();
        let given = SignIn {
            login,
            password: PASSWORD.to_owned(),
            address: "127.0.0.1".to_owned(),
            user_agent: "test".to_owned(),
            kind: SessionKind::Cookie,
        };
        let token = sign_in(&self.program.app, given).await.unwrap();
        Browser { cookie: format!("siaga={token}"), ..self.visitor() }
    }

    /// Returns a browser in which nobody is signed in.
    pub(crate) fn visitor(&self) -> Browser {
        let config = WebConfig { secure: false, ..WebConfig::default() };
        Browser { router: router(self.program.app.clone(), &capabilities(), config), cookie: String::new() }
    }
}

pub(crate) struct Browser {
    router: axum::Router,
    cookie: String,
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap()
    }
}

impl Browser {
    pub(crate) async fn get(&self, path: &str) -> Answer {
        let request = Request::builder()
            .uri(path)
            .header(header::COOKIE, &self.cookie)
            .body(axum::body::Body::empty())
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, bytes, text }
    }

    /// Gets a page that must be there and returns its text.
    pub(crate) async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        assert!(!answer.text.contains('«'), "{path} lacks a text: {}", answer.text);
        answer.text
    }
}
