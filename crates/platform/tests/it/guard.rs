//! The guard: permits, forged requests, limits, headers, failures.

use crate::web_stage::{Answer, FORM, plain_http, probe, same_origin, send, web_stage};
use axum::body::Body;
use http::{Method, Request, StatusCode, header};
use siaga_platform::web::{self, WebConfig};
use siaga_testkit::each_db;

#[tokio::test]
async fn permits_let_in_whom_they_name() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let (employee, inspector) = (Some(stage.employee.as_str()), Some(stage.inspector.as_str()));
        let cases = [
            ("/probe/public", None, StatusCode::OK),
            ("/probe/signed-in", None, StatusCode::SEE_OTHER),
            ("/probe/signed-in", employee, StatusCode::OK),
            ("/probe/audit", None, StatusCode::SEE_OTHER),
            ("/probe/audit", employee, StatusCode::FORBIDDEN),
            ("/probe/audit", inspector, StatusCode::OK),
            ("/api/probe/audit", None, StatusCode::UNAUTHORIZED),
            ("/api/probe/audit", employee, StatusCode::FORBIDDEN),
            ("/probe/signed-in", Some("forged"), StatusCode::SEE_OTHER),
        ];
        for (path, token, expected) in cases {
            assert_eq!(stage.get(path, token).await.status, expected, "{path} with {token:?}");
        }
        let answer = stage.get("/probe/audit?a=b", None).await;
        assert_eq!(answer.header("location"), "/masuk?next=/probe/audit%3Fa%3Db");
    })
    .await;
}

#[tokio::test]
async fn every_unsafe_route_refuses_what_does_not_come_from_our_page() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let admin = stage.admin.as_str();
        let csrf = stage.csrf(admin).await;
        let mut seen = 0;
        for capability in [web::capability(), probe()] {
            for route in capability.routes.iter().filter(|route| route.method != Method::GET) {
                let path = route
                    .path
                    .replace("{id}", "0190a0a0-0000-7000-8000-000000000000")
                    .replace("{grant}", "1");
                let plain =
                    Request::builder().method(&route.method).uri(&path).header(header::CONTENT_TYPE, FORM);
                let answer = stage.send(plain, Some(admin), format!("_csrf={csrf}")).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} without origin");
                let foreign = Request::builder().method(&route.method).uri(&path);
                let foreign =
                    foreign.header(header::CONTENT_TYPE, FORM).header("sec-fetch-site", "cross-site");
                let answer = stage.send(foreign, Some(admin), format!("_csrf={csrf}")).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} from another site");
                for media_type in [FORM, "application/json", "text/plain", "multipart/form-data; boundary=B"]
                {
                    let own =
                        same_origin(route.method.clone(), &path).header(header::CONTENT_TYPE, media_type);
                    let answer = stage.send(own, Some(admin), "_csrf=wrong").await;
                    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} without token as {media_type}");
                }
                let nothing = same_origin(route.method.clone(), &path);
                let answer = stage.send(nothing, Some(admin), Body::empty()).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} without body");
                seen += 1;
            }
        }
        assert!(seen >= 12, "only {seen} unsafe routes were seen");
    })
    .await;
}

#[tokio::test]
async fn a_form_with_its_token_is_taken() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let answer = stage.post("/probe/form", &stage.employee, "people=3&people=17").await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, "[3, 17]"));
        let answer = stage.post("/probe/form", &stage.employee, "people=x").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("Isi formulir tidak dapat dibaca"), "{}", answer.body);
        let other = stage.csrf(&stage.admin).await;
        let request = same_origin(Method::POST, "/probe/form").header(header::CONTENT_TYPE, FORM);
        let answer = stage.send(request, Some(&stage.employee), format!("_csrf={other}")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "the token of another session");
    })
    .await;
}

#[tokio::test]
async fn json_needs_the_header_with_a_cookie_and_nothing_with_a_bearer_token() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let csrf = stage.csrf(&stage.employee).await;
        let json = |request: http::request::Builder| request.header(header::CONTENT_TYPE, "application/json");
        let with_header = json(same_origin(Method::POST, "/api/probe/json")).header("x-csrf-token", csrf);
        let answer = stage.send(with_header, Some(&stage.employee), "{\"a\":1}").await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, "{\"a\":1}"));
        let bearer = |path: &str| {
            json(Request::post(path)).header(header::AUTHORIZATION, format!("Bearer {}", stage.employee))
        };
        assert_eq!(stage.send(bearer("/api/probe/json"), None, "[]").await.status, StatusCode::OK);
        let answer = stage.send(bearer("/probe/no-body"), None, "[]").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "pages do not take bearer tokens");
        let answer = stage.send(bearer("/api/probe/json"), None, "{\"a\":").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let problem: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(problem["code"], "platform.json_unreadable");
        assert!(problem["text"].as_str().unwrap().contains("baris 1"), "{problem}");
    })
    .await;
}

#[tokio::test]
async fn an_upload_carries_its_token_in_the_first_part() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let csrf = stage.csrf(&stage.employee).await;
        let part = |name: &str, text: &str| format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
        let file = "--B\r\nContent-Disposition: form-data; name=\"scan\"; filename=\"C:\\\\x\\\\a.pdf\"\r\n\r\n%PDF-1.7\r\n--B--\r\n";
        let upload = |body: String| {
            let request = same_origin(Method::POST, "/probe/upload");
            let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=B");
            stage.send(request, Some(&stage.employee), body)
        };
        let answer = upload(format!("{}{}{file}", part("_csrf", &csrf), part("reason", "sakit"))).await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, "sakit a.pdf Some(\"pdf\") 8"));
        let answer = upload(format!("{}{file}", part("reason", &csrf))).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        let answer = upload(format!("{}--B--\r\n", part("_csrf", &csrf))).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("Belum ada berkas yang dipilih"), "{}", answer.body);
    })
    .await;
}

#[tokio::test]
async fn a_body_beyond_the_limit_of_its_route_is_refused_in_words() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let csrf = stage.csrf(&stage.employee).await;
        let head = format!("_csrf={csrf}&x=");
        let body_of = |bytes: usize| format!("{head}{}", "x".repeat(bytes - head.len()));
        let post = |body: String| {
            let request = same_origin(Method::POST, "/probe/form").header(header::CONTENT_TYPE, FORM);
            stage.send(request, Some(&stage.employee), body)
        };
        assert_eq!(post(body_of(1_000)).await.status, StatusCode::OK);
        let answer = post(body_of(1_001)).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.body.contains("Kiriman terlalu besar. Paling besar 1 MB."), "{}", answer.body);
    })
    .await;
}

fn assert_headers(answer: &Answer, path: &str) {
    let policy = answer.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"),
        "{path}: {policy}"
    );
    assert!(!policy.contains("unsafe"), "{path}: {policy}");
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
    assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
    assert_eq!(answer.header("x-request-id").len(), 16, "{path}");
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_protect_it() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let stylesheet = web::asset_url("app.css");
        let paths = [
            "/masuk",
            "/akun",
            "/api",
            "/api/openapi.json",
            "/healthz",
            "/probe/panic",
            "/no/such",
            stylesheet,
        ];
        for path in paths {
            let answer = stage.get(path, Some(&stage.admin)).await;
            assert_headers(&answer, path);
            assert_eq!(answer.header("strict-transport-security"), "", "{path} over plain http");
            let caching = if path == stylesheet { "public, max-age=31536000, immutable" } else { "no-store" };
            assert_eq!(answer.header("cache-control"), caching, "{path}");
            assert!(
                !answer.body.contains("style=\"") && !answer.body.contains("onclick"),
                "{path} has inline code"
            );
        }
        let secure = web::router(stage.app().clone(), &[web::capability()], WebConfig::default());
        let answer = send(&secure, Request::get("/masuk").body(Body::empty()).unwrap()).await;
        assert!(answer.header("strict-transport-security").starts_with("max-age="));
        assert!(
            answer.header("set-cookie").starts_with("__Host-siaga-form="),
            "{}",
            answer.header("set-cookie")
        );
        assert!(plain_http().request_timeout > std::time::Duration::ZERO);
    })
    .await;
}

#[tokio::test]
async fn failures_tell_what_happened_and_nothing_of_the_cause() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let answer = stage.get("/api/probe/broken", None).await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
        let problem: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(problem["code"], "platform.broken");
        assert_eq!(problem["incident"], answer.header("x-request-id"));
        assert!(!answer.body.contains("secret"), "{}", answer.body);
        let answer = stage.get("/probe/panic", None).await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(answer.body.contains(answer.header("x-request-id")), "the page names the incident");
        let answer = stage.get("/no/such", None).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(answer.body.contains("Alamat ini tidak ada"), "{}", answer.body);
        let answer = stage.get("/api/no/such", None).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(answer.body.starts_with('{'), "{}", answer.body);
        let answer = stage.get("/probe/form", Some(&stage.employee)).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert!(answer.body.contains("tidak menerima cara"), "{}", answer.body);
        let answer = stage.get("/pengelolaan/akun/not-an-id", Some(&stage.admin)).await;
        assert!(answer.status.is_client_error() && answer.body.contains("<html"), "{}", answer.body);
    })
    .await;
}
