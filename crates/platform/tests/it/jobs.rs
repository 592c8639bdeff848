//! Jobs that fail, in any way, go on and are seen.

use crate::web_stage::web_stage;
use http::StatusCode;
use siaga_platform::{Ctx, Job, Running, jobs};
use siaga_testkit::each_db;
use std::time::Duration;

fn unlucky(_ctx: Ctx) -> Running<'static> {
    panic!("a round panics")
}

fn lucky(_ctx: Ctx) -> Running<'static> {
    Box::pin(async { Ok(()) })
}

#[tokio::test]
async fn a_job_that_panics_goes_on_and_health_tells() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let job = |run| Job { name: "test.unlucky", every: Duration::ZERO, run };
        for _ in 0..2 {
            assert!(!jobs::round(stage.app(), job(unlucky)).await);
        }
        assert_eq!(stage.get("/healthz", None).await.status, StatusCode::OK, "two failures are none");
        assert!(!jobs::round(stage.app(), job(unlucky)).await);
        let sick = stage.get("/healthz", None).await;
        assert_eq!(sick.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(sick.body, "failing: test.unlucky\n");
        assert!(jobs::round(stage.app(), job(lucky)).await);
        assert_eq!(stage.get("/healthz", None).await.body, "ok\n");
    })
    .await;
}
