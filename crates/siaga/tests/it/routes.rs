//! No door without a lock: every route of the program against every role.

use axum::body::Body;
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use http::{Method, Request, StatusCode, header};
use siaga::capabilities;
use siaga_access::{Grant, Role};
use siaga_civil::{CivilZone, RegionCode};
use siaga_platform::accounts::{self, NewAccount};
use siaga_platform::session::{self, SessionKind, SignIn};
use siaga_platform::web::{self, WebConfig};
use siaga_platform::{App, Permit, Route};
use siaga_testkit::{TestProgram, each_db};
use std::collections::BTreeSet;
use tower::ServiceExt;

const PASSWORD: &str = "cukup-panjang-sekali";

fn morning() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2020, 5, 26, 2, 0, 0).unwrap()
}

async fn program(db: siaga_testkit::TestDb) -> TestProgram {
    let program = siaga_testkit::program(db, &capabilities::all(), morning()).await;
    let region = RegionCode::parse("12.18").unwrap();
    siaga_directory::init_government(&program.app, region, "Kabupaten Serdang Bedagai", CivilZone::Wib)
        .await
        .unwrap();
    program
}

async fn token_of(app: &App, role: Role) -> String {
    let government = session::default_government(app).await.unwrap();
    let ctx = app.system_ctx("test", &government);
    let tx = app.db.begin().await.unwrap();
    let new = NewAccount {
        login: role.as_str().to_owned(),
        name: role.as_str().to_owned(),
        employee: None,
        password: PASSWORD.to_owned(),
        must_change_password: false,
    };
    let id = accounts::create(&ctx, &tx, new).await.unwrap();
    let from_on = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
    let grant = Grant { role, agency: Some(vec![1]), from_on, until_on: None };
    accounts::grant(&ctx, &tx, id, &grant).await.unwrap();
    tx.commit().await.unwrap();
    let given = SignIn {
        login: role.as_str().to_owned(),
        password: PASSWORD.to_owned(),
        address: "192.0.2.1".to_owned(),
        user_agent: "test".to_owned(),
        kind: SessionKind::Cookie,
    };
    session::sign_in(app, given).await.unwrap()
}

fn path_of(route: &Route) -> String {
    let parts = route.path.split('/').map(|part| match part {
        "{date}" | "{tanggal}" => "2020-05-26",
        "{version}" | "{id}" => "1",
        part if part.starts_with('{') => "x",
        part => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

async fn answer(router: &axum::Router, route: &Route, token: Option<&str>) -> StatusCode {
    let mut request = Request::builder().method(route.method.clone()).uri(path_of(route));
    if let Some(token) = token {
        request = request.header(header::COOKIE, format!("siaga={token}"));
    }
    if route.method != Method::GET {
        request = request
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
    let response = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    response.status()
}

fn is_refused(status: StatusCode) -> bool {
    matches!(status, StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED | StatusCode::SEE_OTHER)
}

#[tokio::test]
async fn a_role_without_the_permission_of_a_route_is_refused_at_the_door() {
    each_db(|db| async move {
        let program = program(db).await;
        let capabilities = capabilities::all();
        let config = WebConfig { secure: false, ..WebConfig::default() };
        let router = web::router(program.app.clone(), &capabilities, config);
        let mut cells = 0;
        for role in Role::ALL {
            let token = token_of(&program.app, role).await;
            for route in capabilities.iter().flat_map(|capability| &capability.routes) {
                let Permit::May(action) = route.permit else { continue };
                if !program.app.gate.may_ever(&[role], action) {
                    let status = answer(&router, route, Some(&token)).await;
                    assert_eq!(status, StatusCode::FORBIDDEN, "{role:?} {} {}", route.method, route.path);
                    cells += 1;
                }
            }
        }
        assert!(cells > 50, "the matrix has cells: {cells}");
    })
    .await;
}

#[tokio::test]
async fn nobody_enters_without_signing_in_but_through_the_public_doors() {
    each_db(|db| async move {
        let program = program(db).await;
        let capabilities = capabilities::all();
        let router = web::router(program.app.clone(), &capabilities, WebConfig::default());
        for route in capabilities.iter().flat_map(|capability| &capability.routes) {
            if route.permit != Permit::Public {
                let status = answer(&router, route, None).await;
                assert!(is_refused(status), "{} {} answered {status}", route.method, route.path);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn an_unsafe_request_without_the_token_of_the_form_changes_nothing() {
    each_db(|db| async move {
        let program = program(db).await;
        let capabilities = capabilities::all();
        let config = WebConfig { secure: false, ..WebConfig::default() };
        let router = web::router(program.app.clone(), &capabilities, config);
        let mut tried = 0;
        for role in Role::ALL {
            let token = token_of(&program.app, role).await;
            for route in capabilities.iter().flat_map(|capability| &capability.routes) {
                if route.method == Method::GET || route.path == "/api/v1/session" {
                    continue;
                }
                let status = answer(&router, route, Some(&token)).await;
                assert!(
                    status.is_client_error(),
                    "{role:?} {} {} answered {status}",
                    route.method,
                    route.path
                );
                tried += 1;
            }
        }
        assert!(tried > 500, "there are unsafe routes: {tried}");
    })
    .await;
}

#[test]
fn no_name_stands_twice() {
    let capabilities = capabilities::all();
    let once = |names: Vec<String>| {
        let all = names.len();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), all, "{names:?}");
    };
    once(capabilities.iter().map(|capability| capability.name.to_owned()).collect());
    let routes = capabilities.iter().flat_map(|capability| &capability.routes);
    once(routes.map(|route| format!("{} {}", route.method, route.path)).collect());
    let jobs = capabilities.iter().flat_map(|capability| &capability.jobs);
    once(jobs.map(|job| job.name.to_owned()).collect());
    let params = capabilities.iter().flat_map(|capability| capability.params);
    once(params.map(|param| param.name.to_owned()).collect());
}
