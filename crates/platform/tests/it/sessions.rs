//! Signing in and out, throttling, idle ends, grants that take effect at once.

use crate::stage::{PASSWORD, account, day, sign_in, stage};
use chrono::TimeDelta;
use siaga_access::{Action, Grant, Role};
use siaga_platform::accounts;
use siaga_platform::{ProblemKind, session};
use siaga_testkit::each_db;

#[tokio::test]
async fn the_right_password_opens_a_session_and_signing_out_ends_it() {
    each_db(|db| async move {
        let (program, ctx) = stage(db).await;
        let id = account(&ctx, "Sekda", Role::RegionalLeader).await;
        let token = sign_in(&program.app, " SEKDA ", PASSWORD).await.unwrap();
        let loaded = session::load(&program.app, &token).await.unwrap().expect("the session is there");
        assert_eq!(loaded.actor.account(), Some(id));
        assert_eq!(loaded.government.region.to_string(), "12.18");
        assert_ne!(loaded.csrf, token);
        session::sign_out(&program.app, &token).await.unwrap();
        assert!(session::load(&program.app, &token).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn unknown_login_wrong_password_and_disabled_account_get_the_same_answer() {
    each_db(|db| async move {
        let (program, ctx) = stage(db).await;
        let id = account(&ctx, "admin", Role::Administrator).await;
        let wrong = sign_in(&program.app, "admin", "salah-salah-salah").await.unwrap_err();
        let unknown = sign_in(&program.app, "nobody", PASSWORD).await.unwrap_err();
        let tx = ctx.db().begin().await.unwrap();
        accounts::disable(&ctx, &tx, id).await.unwrap();
        tx.commit().await.unwrap();
        let disabled = sign_in(&program.app, "admin", PASSWORD).await.unwrap_err();
        for problem in [wrong, unknown, disabled] {
            assert_eq!(
                (problem.kind, problem.code.as_str()),
                (ProblemKind::Invalid, "platform.sign_in_wrong")
            );
        }
    })
    .await;
}

#[tokio::test]
async fn the_sixth_try_in_a_quarter_of_an_hour_is_not_evaluated() {
    each_db(|db| async move {
        let (program, ctx) = stage(db).await;
        account(&ctx, "admin", Role::Administrator).await;
        for _ in 0..5 {
            let problem = sign_in(&program.app, "admin", "salah-salah-salah").await.unwrap_err();
            assert_eq!(problem.code, "platform.sign_in_wrong");
        }
        let problem = sign_in(&program.app, "admin", PASSWORD).await.unwrap_err();
        assert_eq!(problem.kind, ProblemKind::TooMany);
        program.clock.advance(TimeDelta::minutes(15));
        sign_in(&program.app, "admin", PASSWORD).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_officer_is_signed_out_after_half_an_hour_and_an_employee_is_not() {
    each_db(|db| async move {
        let (program, ctx) = stage(db).await;
        account(&ctx, "officer", Role::PersonnelAgency).await;
        account(&ctx, "employee", Role::Employee).await;
        let officer = sign_in(&program.app, "officer", PASSWORD).await.unwrap();
        let employee = sign_in(&program.app, "employee", PASSWORD).await.unwrap();
        program.clock.advance(TimeDelta::minutes(30));
        assert!(
            session::load(&program.app, &officer).await.unwrap().is_some(),
            "exactly half an hour is not over"
        );
        program.clock.advance(TimeDelta::minutes(31));
        assert!(session::load(&program.app, &officer).await.unwrap().is_none());
        assert!(session::load(&program.app, &employee).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn a_disabled_account_and_a_revoked_grant_take_effect_with_the_next_request() {
    each_db(|db| async move {
        let (program, ctx) = stage(db).await;
        let id = account(&ctx, "officer", Role::PersonnelAgency).await;
        let token = sign_in(&program.app, "officer", PASSWORD).await.unwrap();
        let may = |loaded: session::LoadedSession| {
            let ctx = loaded.ctx(&program.app, "test".to_owned());
            ctx.may(Action::EmployeeImport, &ctx.whole_government()).permit
        };
        assert!(may(session::load(&program.app, &token).await.unwrap().unwrap()));
        let grants = accounts::grants_of(&ctx, id).await.unwrap();
        let tx = ctx.db().begin().await.unwrap();
        accounts::revoke(&ctx, &tx, id, grants[0].id).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!may(session::load(&program.app, &token).await.unwrap().unwrap()));
        let tx = ctx.db().begin().await.unwrap();
        accounts::disable(&ctx, &tx, id).await.unwrap();
        tx.commit().await.unwrap();
        assert!(session::load(&program.app, &token).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn an_acting_role_ends_by_itself() {
    each_db(|db| async move {
        let (program, ctx) = stage(db).await;
        let id = account(&ctx, "acting", Role::Employee).await;
        let grant = Grant {
            role: Role::PersonnelAgency,
            agency: None,
            from_on: day(2020, 5, 20),
            until_on: Some(day(2020, 5, 26)),
        };
        let tx = ctx.db().begin().await.unwrap();
        accounts::grant(&ctx, &tx, id, &grant).await.unwrap();
        tx.commit().await.unwrap();
        let may = async || {
            let token = sign_in(&program.app, "acting", PASSWORD).await.unwrap();
            let loaded = session::load(&program.app, &token).await.unwrap().unwrap();
            let ctx = loaded.ctx(&program.app, "test".to_owned());
            ctx.may(Action::EmployeeImport, &ctx.whole_government()).permit
        };
        assert!(may().await, "the last day counts");
        program.clock.advance(TimeDelta::days(1));
        assert!(!may().await);
    })
    .await;
}
