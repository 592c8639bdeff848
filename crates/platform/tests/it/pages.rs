//! The pages of the platform as a person uses them.

use crate::stage::PASSWORD;
use crate::web_stage::{FORM, same_origin, web_stage};
use axum::body::Body;
use http::{Method, Request, StatusCode, header};
use siaga_platform::accounts;
use siaga_testkit::each_db;

/// The value of the hidden token of the first form of a page.
fn token_of(html: &str) -> &str {
    let (_, rest) = html.split_once("name=\"_csrf\" value=\"").expect("the page has a form");
    rest.split_once('"').expect("the value ends").0
}

fn cookie_of(line: &str) -> &str {
    line.split(';').next().unwrap_or_default()
}

#[tokio::test]
async fn a_person_signs_in_with_a_form_and_out_again() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let page = stage.get("/masuk?next=/akun", None).await;
        assert_eq!(page.status, StatusCode::OK);
        let form_cookie = cookie_of(page.header("set-cookie")).to_owned();
        let body = |password: &str| {
            format!("_csrf={}&login=ani&password={password}&next=%2Fakun", token_of(&page.body))
        };
        let post = || {
            same_origin(Method::POST, "/masuk")
                .header(header::CONTENT_TYPE, FORM)
                .header(header::COOKIE, &form_cookie)
        };
        let wrong = stage.send(post(), None, body("salah-salah-salah")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("Nama masuk atau kata sandi salah"), "{}", wrong.body);
        assert!(wrong.body.contains("value=\"ani\""), "the login is kept");
        assert!(!wrong.body.contains("salah-salah-salah"), "the password is not");
        let right = stage.send(post(), None, body(PASSWORD)).await;
        assert_eq!((right.status, right.header("location")), (StatusCode::SEE_OTHER, "/akun"));
        let session = cookie_of(right.header("set-cookie")).strip_prefix("siaga=").unwrap().to_owned();
        let account = stage.get("/akun", Some(&session)).await;
        assert_eq!(account.status, StatusCode::OK);
        assert!(account.body.contains("Kabupaten Serdang Bedagai"), "{}", account.body);
        assert!(account.body.contains("Selasa, 26 Mei 2020 09.00 WIB"), "the simulated time is shown");
        let out = stage.post("/keluar", &session, "").await;
        assert_eq!(out.status, StatusCode::SEE_OTHER);
        assert_eq!(stage.get("/akun", Some(&session)).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn sign_in_without_the_cookie_of_its_form_is_refused() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let page = stage.get("/masuk", None).await;
        let body = format!("_csrf={}&login=ani&password={PASSWORD}", token_of(&page.body));
        let request = same_origin(Method::POST, "/masuk").header(header::CONTENT_TYPE, FORM);
        assert_eq!(stage.send(request, None, body).await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn the_language_is_a_switch_that_stays() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let answer = stage.post("/bahasa", &stage.employee, "language=en&next=%2Fakun").await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/akun"));
        let page = stage.get("/akun", Some(&stage.employee)).await;
        assert!(
            page.body.contains("<html lang=\"en\">") && page.body.contains("My account"),
            "{}",
            page.body
        );
        let foreign = stage.post("/bahasa", &stage.employee, "language=id&next=https://evil.test").await;
        assert_eq!(foreign.header("location"), "/");
    })
    .await;
}

#[tokio::test]
async fn a_new_account_gets_a_password_once_and_must_change_it() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let made = stage.post("/pengelolaan/akun/baru", &stage.admin, "login=budi&name=Budi+%3Cb%3E").await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.body);
        let (_, rest) = made.body.split_once("class=\"secret mono\">").unwrap();
        let password = rest.split_once('<').unwrap().0.to_owned();
        assert_eq!(password.len(), 19);
        let twice = stage.post("/pengelolaan/akun/baru", &stage.admin, "login=BUDI&name=Budi").await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.body.contains("href=\"#f-login\""), "the summary leads to the field");
        let list = stage.get("/pengelolaan/akun?q=budi", Some(&stage.admin)).await;
        assert!(list.body.contains("Budi &#60;b&#62;"), "names are escaped: {}", list.body);

        let session = crate::stage::sign_in(stage.app(), "budi", &password).await.unwrap();
        let kept_out = stage.get("/probe/signed-in", Some(&session)).await;
        assert_eq!((kept_out.status, kept_out.header("location")), (StatusCode::SEE_OTHER, "/akun"));
        let fields = format!("password={password}&new_password=kata-sandi-baru&again=kata-sandi-lain");
        let differs = stage.post("/akun/kata-sandi", &session, &fields).await;
        assert_eq!(differs.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fields = format!("password={password}&new_password=kata-sandi-baru&again=kata-sandi-baru");
        let changed = stage.post("/akun/kata-sandi", &session, &fields).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
        assert_eq!(stage.get("/probe/signed-in", Some(&session)).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn a_role_is_given_taken_back_and_written_down() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let ani = accounts::list(&stage.ctx)
            .await
            .unwrap()
            .into_iter()
            .find(|account| account.login == "ani")
            .unwrap();
        let path = format!("/pengelolaan/akun/{}", ani.id);
        let bad =
            stage.post(&format!("{path}/peran"), &stage.admin, "role=unit_officer&from_on=2020-02-31").await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.body.contains("value=\"2020-02-31\""), "what was typed is kept");
        let fields = "role=unit_officer&agency_path=3/17&from_on=2020-05-26&until_on=2020-06-30";
        let given = stage.post(&format!("{path}/peran"), &stage.admin, fields).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
        assert!(given.header("set-cookie").starts_with("siaga-flash="));
        let grants = accounts::grants_of(&stage.ctx, ani.id).await.unwrap();
        let newest = grants.iter().find(|grant| grant.role == "unit_officer").unwrap();
        assert_eq!(newest.agency_path.as_deref(), Some("3/17"));
        let revoked = stage.post(&format!("{path}/peran/{}/cabut", newest.id), &stage.admin, "").await;
        assert_eq!(revoked.status, StatusCode::SEE_OTHER);
        let audit = stage.get("/audit?action=grant.manage", Some(&stage.inspector)).await;
        assert!(audit.body.contains("<td>grant.manage</td>"), "{}", audit.body);
        assert!(!audit.body.contains("<td>session.begin</td>"), "the filter holds: {}", audit.body);
        let checked = stage.post("/audit/periksa", &stage.inspector, "").await;
        assert!(checked.body.contains("Rantai utuh"), "{}", checked.body);
        assert!(checked.body.contains("<td>session.begin</td>"), "{}", checked.body);
        let blind = stage.post("/audit/periksa", &stage.admin, "").await;
        assert!(blind.body.contains("Rantai utuh"), "{}", blind.body);
        assert!(!blind.body.contains("<td>session.begin</td>"), "administrators verify without reading");
        let disabled = stage.post(&format!("{path}/nonaktif"), &stage.admin, "").await;
        assert_eq!(disabled.status, StatusCode::SEE_OTHER);
        assert_eq!(stage.get("/akun", Some(&stage.employee)).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn a_message_is_shown_once() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let fields = format!("password={PASSWORD}&new_password=kata-sandi-baru&again=kata-sandi-baru");
        let changed = stage.post("/akun/kata-sandi", &stage.employee, &fields).await;
        let flash = cookie_of(changed.header("set-cookie")).to_owned();
        let cookies = format!("siaga={}; {flash}", stage.employee);
        let shown =
            stage.send(Request::get("/akun").header(header::COOKIE, cookies), None, Body::empty()).await;
        assert!(shown.body.contains("Kata sandi sudah diganti."), "{}", shown.body);
        assert!(shown.header("set-cookie").starts_with("siaga-flash=;"), "the cookie is taken away");
    })
    .await;
}

#[tokio::test]
async fn health_is_public_and_counters_are_for_the_machine_itself() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        assert_eq!(stage.get("/healthz", None).await.body, "ok\n");
        assert_eq!(stage.get("/metrics", None).await.status, StatusCode::NOT_FOUND);
        let peer = |address: &str| siaga_platform::web::PeerAddress(address.parse().unwrap());
        let far = Request::get("/metrics").extension(peer("192.0.2.1"));
        assert_eq!(stage.send(far, None, Body::empty()).await.status, StatusCode::NOT_FOUND);
        let near = Request::get("/metrics").extension(peer("127.0.0.1"));
        let answer = stage.send(near, None, Body::empty()).await;
        assert!(
            answer.body.contains("siaga_requests_total{route=\"/healthz\",status=\"200\"} 1"),
            "{}",
            answer.body
        );
        assert!(answer.body.contains("siaga_news_set_aside 0"), "{}", answer.body);
        for name in ["x-forwarded-for", "forwarded"] {
            let behind = Request::get("/metrics").extension(peer("127.0.0.1")).header(name, "for=127.0.0.1");
            assert_eq!(stage.send(behind, None, Body::empty()).await.status, StatusCode::NOT_FOUND);
        }
    })
    .await;
}

#[tokio::test]
async fn the_api_page_shows_what_the_document_says() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let document = stage.get("/api/openapi.json", Some(&stage.admin)).await;
        let document: serde_json::Value = serde_json::from_str(&document.body).unwrap();
        assert!(document["paths"]["/api/session"]["post"].is_object(), "{document}");
        let page = stage.get("/api", Some(&stage.admin)).await;
        assert!(page.body.contains("POST /api/session"), "{}", page.body);
        let begin = Request::post("/api/session").header(header::CONTENT_TYPE, "application/json");
        let body = serde_json::json!({ "login": "ani", "password": PASSWORD }).to_string();
        let answer = stage.send(begin, None, body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let token: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        let bearer = format!("Bearer {}", token["token"].as_str().unwrap());
        let end = || Request::post("/api/session/end").header(header::AUTHORIZATION, &bearer);
        assert_eq!(stage.send(end(), None, Body::empty()).await.status, StatusCode::NO_CONTENT);
        let again =
            stage.send(end().header(header::CONTENT_TYPE, "application/json"), None, Body::empty()).await;
        assert_eq!(again.status, StatusCode::UNAUTHORIZED);
    })
    .await;
}
