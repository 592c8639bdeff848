//! A browser without script, signed in with one role.

use super::world::{World, day};
use crate::tenant::capabilities;
use http::{Request, StatusCode, header};
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
    account: uuid::Uuid,
}

/// An answer: status, media type, text.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) media_type: String,
    pub(crate) location: String,
    pub(crate) text: String,
}

impl Browser {
    /// Signs in an account with one role; `agency` is a position in the world.
    pub(crate) async fn new(world: &World, role: Role, agency: Option<usize>, person: Option<usize>) -> Self {
        let ctx = world.ctx();
        let login = format!("{}-{}-{}", role.as_str(), agency.unwrap_or(99), person.unwrap_or(9999));
        let tx = ctx.db().begin().await.unwrap();
        let new = NewAccount {
            login: login.clone(),
            name: login.clone(),
            employee: person.map(|person| world.people[person].id),
            password: PASSWORD.to_owned(),
            must_change_password: false,
        };
        let account = accounts::create(&ctx, &tx, new).await.unwrap();
        let agency = agency.map(|agency| vec![world.agencies[agency]]);
        let grant = Grant { role, agency, from_on: day("2020-01-01"), until_on: None };
        accounts::grant(&ctx, &tx, account, &grant).await.unwrap();
        tx.commit().await.unwrap();
        let given = SignIn {
            login,
            password: PASSWORD.to_owned(),
            address: "127.0.0.1".to_owned(),
            user_agent: "test".to_owned(),
            kind: SessionKind::Cookie,
        };
        let token = sign_in(&world.program.app, given).await.unwrap();
        let config = WebConfig { secure: false, ..WebConfig::default() };
        let router = router(world.program.app.clone(), &capabilities(), config);
        Self { router, cookie: format!("siaga={token}"), account }
    }

    /// Gives the account one more role.
    pub(crate) async fn also(&self, world: &World, role: Role, agency: Option<usize>) {
        let ctx = world.ctx();
        let agency = agency.map(|agency| vec![world.agencies[agency]]);
        let grant = Grant { role, agency, from_on: day("2020-01-01"), until_on: None };
        let tx = ctx.db().begin().await.unwrap();
        accounts::grant(&ctx, &tx, self.account, &grant).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        let request = Request::builder()
            .uri(path)
            .header(header::COOKIE, &self.cookie)
            .body(axum::body::Body::empty())
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let head = |name| {
            let value = response.headers().get(name);
            value.map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
        };
        let (media_type, location) = (head(header::CONTENT_TYPE), head(header::LOCATION));
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Answer { status, media_type, location, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// Gets a page that must be there and returns its text.
    pub(crate) async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        assert!(!answer.text.contains('«'), "{path} lacks a text: {}", answer.text);
        answer.text
    }
}
