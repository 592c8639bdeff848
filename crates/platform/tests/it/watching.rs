//! Parts of a page that many watch: sent when they change, made once for all.

use crate::web_stage::{WebStage, web_stage};
use axum::body::Body;
use axum::response::Response;
use futures_util::future::BoxFuture;
use http::{Request, header};
use http_body_util::BodyExt;
use siaga_platform::web::{self, Query};
use siaga_platform::{Ctx, Problem, WatchedKey, db, session};
use siaga_testkit::each_db;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tower::ServiceExt;
use uuid::Uuid;

const THING: Uuid = Uuid::from_u128(7);
static MADE: AtomicU32 = AtomicU32::new(0);

#[derive(serde::Deserialize)]
pub(crate) struct Since {
    #[serde(default)]
    sejak: u64,
    #[serde(default)]
    form: String,
}

/// The number of accounts is what changes; the other part never does.
pub(crate) async fn watched(ctx: Ctx, Query(since): Query<Since>) -> Response {
    let key = WatchedKey { topic: "probe", thing: THING, form: since.form, locale: ctx.locale };
    web::watch(ctx, key, since.sejak, Arc::new(make))
}

fn make(ctx: Ctx) -> BoxFuture<'static, Result<Vec<(String, String)>, Problem>> {
    Box::pin(async move {
        MADE.fetch_add(1, Ordering::SeqCst);
        let sql = "select cast(count(*) as bigint) from platform_account";
        let accounts: i64 = db::scalar(ctx.db().reader(), sql, []).await?;
        Ok(vec![("count".to_owned(), accounts.to_string()), ("same".to_owned(), "<b>tetap</b>".to_owned())])
    })
}

struct Watching(Body);

impl Watching {
    async fn open(stage: &WebStage, query: &str) -> Self {
        let request = Request::get(format!("/probe/watch{query}"))
            .header(header::COOKIE, format!("siaga={}", stage.employee));
        let answer = stage.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/event-stream");
        Self(answer.into_body())
    }

    async fn event(&mut self) -> String {
        let frame = tokio::time::timeout(Duration::from_secs(20), self.0.frame()).await.expect("an event");
        String::from_utf8(frame.unwrap().unwrap().into_data().unwrap().to_vec()).unwrap()
    }
}

#[tokio::test]
async fn a_page_gets_everything_first_and_then_what_changed() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let mut early = Watching::open(&stage, "?form=a").await;
        let first = early.event().await;
        assert!(first.contains("event: part") && first.contains("id: 1"), "{first}");
        assert!(first.contains(r#"["count","3"]"#) && first.contains("tetap"), "{first}");
        crate::stage::account(&stage.ctx, "baru", siaga_access::Role::Employee).await;
        stage.app().live.tell_of("probe", stage.ctx.government.id, Uuid::from_u128(8));
        stage.app().live.tell_of("probe", stage.ctx.government.id, THING);
        let second = early.event().await;
        assert!(second.contains("id: 2") && second.contains(r#"["count","4"]"#), "{second}");
        assert!(!second.contains("tetap"), "what did not change is not sent: {second}");
        let mut back = Watching::open(&stage, "?form=a&sejak=1").await;
        let missed = back.event().await;
        assert!(missed.contains(r#"["count","4"]"#) && !missed.contains("tetap"), "{missed}");
        let mut late = Watching::open(&stage, "?form=a").await;
        assert!(late.event().await.contains("tetap"), "a late page gets everything");
    })
    .await;
}

#[tokio::test]
async fn many_pages_cost_one_making() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let mut pages = Vec::new();
        for _ in 0..40 {
            let mut page = Watching::open(&stage, "?form=many").await;
            page.event().await;
            pages.push(page);
        }
        let before = MADE.load(Ordering::SeqCst);
        crate::stage::account(&stage.ctx, "lagi", siaga_access::Role::Employee).await;
        stage.app().live.tell_of("probe", stage.ctx.government.id, THING);
        for page in &mut pages {
            assert!(page.event().await.contains(r#"["count","4"]"#));
        }
        // Other tests of this file may make theirs meanwhile; forty of our own would show.
        assert!(MADE.load(Ordering::SeqCst) - before < 20);
    })
    .await;
}

#[tokio::test]
async fn a_stream_ends_with_the_session_or_with_other_grants() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let mut page = Watching::open(&stage, "?form=over").await;
        page.event().await;
        crate::stage::account(&stage.ctx, "satu", siaga_access::Role::Employee).await;
        let later = |seconds| stage.program.clock.set(stage.ctx.now() + chrono::TimeDelta::seconds(seconds));
        later(31);
        stage.app().live.tell_of("probe", stage.ctx.government.id, THING);
        assert!(page.event().await.contains(r#"["count","4"]"#), "a session that goes on is told more");
        session::sign_out(stage.app(), &stage.employee).await.unwrap();
        crate::stage::account(&stage.ctx, "dua", siaga_access::Role::Employee).await;
        later(31);
        stage.app().live.tell_of("probe", stage.ctx.government.id, THING);
        let end = tokio::time::timeout(Duration::from_secs(20), page.0.frame()).await.expect("an end");
        assert!(end.is_none(), "who signed out hears nothing more: {end:?}");
    })
    .await;
}
