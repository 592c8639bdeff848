//! A government and accounts for the tests of the platform core.

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use siaga_access::{Grant, Role};
use siaga_platform::accounts::{self, NewAccount};
use siaga_platform::session::{self, SessionKind, SignIn};
use siaga_platform::{App, Ctx, Problem, db};
use siaga_testkit::{TestDb, TestProgram};
use uuid::Uuid;

pub(crate) const PASSWORD: &str = "tiga-belas-huruf";

/// Nine in the morning of 26 May 2020 at the offices of Serdang Bedagai.
pub(crate) fn morning() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2020, 5, 26, 2, 0, 0).unwrap()
}

pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// A program with one government and nothing else.
pub(crate) async fn stage(db: TestDb) -> (TestProgram, Ctx) {
    let program = siaga_testkit::program(db, &[], morning()).await;
    let tx = program.app.db.begin().await.unwrap();
    db::exec(
        &*tx,
        "insert into platform_government (region_code, name, time_zone, created_at) values ($1, $2, $3, $4)",
        ["12.18".into(), "Kabupaten Serdang Bedagai".into(), "Asia/Jakarta".into(), morning().into()],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let government = session::default_government(&program.app).await.unwrap();
    let ctx = program.app.system_ctx("test", &government);
    (program, ctx)
}

/// Makes an account with one grant for the whole government.
pub(crate) async fn account(ctx: &Ctx, login: &str, role: Role) -> Uuid {
    let tx = ctx.db().begin().await.unwrap();
    let new = NewAccount {
        login: login.to_owned(),
        name: login.to_owned(),
        employee: None,
        password: PASSWORD.to_owned(),
        must_change_password: false,
    };
    let id = accounts::create(ctx, &tx, new).await.unwrap();
    let grant = Grant { role, agency: None, from_on: day(2020, 1, 1), until_on: None };
    accounts::grant(ctx, &tx, id, &grant).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// Tries to sign in.
pub(crate) async fn sign_in(app: &App, login: &str, password: &str) -> Result<String, Problem> {
    let given = SignIn {
        login: login.to_owned(),
        password: password.to_owned(),
        address: "192.0.2.7".to_owned(),
        user_agent: "test".to_owned(),
        kind: SessionKind::Cookie,
    };
    session::sign_in(app, given).await
}
