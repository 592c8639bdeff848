//! From where a try of a password comes, with a reverse proxy and without.

use crate::stage::{PASSWORD, morning};
use crate::web_stage::{plain_http, probe, send, web_stage};
use axum::body::Body;
use http::{Request, StatusCode, header};
use siaga_platform::db;
use siaga_platform::web::{self, PeerAddress, WebConfig};
use siaga_testkit::each_db;

const BUSY: [&str; 4] = ["192.0.2.1", "127.0.0.1", "10.0.0.5", "203.0.113.9"];

#[tokio::test]
async fn an_address_is_limited_and_nobody_writes_oneself_another_one() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let tx = stage.app().db.begin().await.unwrap();
        for address in BUSY {
            for n in 0..50 {
                let sql =
                    "insert into platform_sign_in_failure (login, address, failed_at) values ($1, $2, $3)";
                let row = [format!("{address}-{n}").into(), address.into(), morning().into()];
                db::exec(&*tx, sql, row).await.unwrap();
            }
        }
        tx.commit().await.unwrap();
        let behind = |trusted: &str| {
            let config = WebConfig { trusted_proxy: Some(trusted.parse().unwrap()), ..plain_http() };
            web::router(stage.app().clone(), &[web::capability(), probe()], config)
        };
        let plain = stage.router.clone();
        let (free, limited) = (StatusCode::OK, StatusCode::TOO_MANY_REQUESTS);
        for (router, peer, forwarded, expected) in [
            (&plain, "192.0.2.1", "198.51.100.1", limited),
            (&plain, "192.0.2.2", "203.0.113.9", free),
            (&plain, "127.0.0.1", "203.0.113.9", free),
            (&behind("10.0.0.5"), "10.0.0.5", "198.51.100.1", free),
            (&behind("10.0.0.5"), "10.0.0.5", "198.51.100.1, 203.0.113.9", limited),
            (&behind("10.0.0.5"), "10.0.0.5", "203.0.113.9, 198.51.100.1", free),
            (&behind("10.0.0.5"), "192.0.2.1", "198.51.100.1", limited),
            (&behind("127.0.0.1"), "127.0.0.1", "203.0.113.9", limited),
        ] {
            let body = serde_json::json!({ "login": "ani", "password": PASSWORD }).to_string();
            let request = Request::post("/api/session")
                .header(header::CONTENT_TYPE, "application/json")
                .header("x-forwarded-for", forwarded)
                .extension(PeerAddress(peer.parse().unwrap()));
            let answer = send(router, request.body(Body::from(body)).unwrap()).await;
            assert_eq!(answer.status, expected, "{peer} {forwarded}: {}", answer.body);
        }
    })
    .await;
}
