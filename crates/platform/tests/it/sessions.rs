//! Signing in and out, throttling, idle ends, grants that take effect at once.

use crate::stage::{PASSWORD, account, day, sign_in, stage};
use chrono::{DateTime, TimeDelta, Utc};
use siaga_access::{Action, Grant, Role};
use siaga_platform::{ProblemKind, session};
use siaga_platform::{accounts, db};
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

#[tokio::test]
async fn tries_at_the_same_time_are_counted_like_tries_in_a_row() {
    each_db(|db| async move {
        let (program, ctx) = stage(db).await;
        account(&ctx, "admin", Role::Administrator).await;
        let tries: Vec<_> = (0..12)
            .map(|_| {
                let app = program.app.clone();
                tokio::spawn(async move { sign_in(&app, "admin", "salah-salah-salah").await.unwrap_err() })
            })
            .collect();
        let mut evaluated = 0;
        for problem in tries {
            evaluated += usize::from(problem.await.unwrap().code == "platform.sign_in_wrong");
        }
        assert_eq!(evaluated, 5);
    })
    .await;
}

#[tokio::test]
async fn right_tries_are_not_counted_and_wait_for_each_other() {
    each_db(|db| async move {
        let (program, ctx) = stage(db).await;
        account(&ctx, "admin", Role::Administrator).await;
        let tries: Vec<_> = (0..12)
            .map(|_| {
                let app = program.app.clone();
                tokio::spawn(async move { sign_in(&app, "admin", PASSWORD).await })
            })
            .collect();
        for right in tries {
            right.await.unwrap().unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn the_password_of_a_signature_is_tried_as_often_as_that_of_the_sign_in() {
    each_db(|db| async move {
        let (program, ctx) = stage(db).await;
        account(&ctx, "admin", Role::Administrator).await;
        let token = sign_in(&program.app, "admin", PASSWORD).await.unwrap();
        let own = session::load(&program.app, &token).await.unwrap().unwrap();
        let own = own.ctx(&program.app, "test".to_owned());
        let check = async |password: &str| accounts::check_own_password(&own, password.to_owned()).await;
        for _ in 0..5 {
            check(PASSWORD).await.unwrap();
            assert_eq!(check("salah-salah-salah").await.unwrap_err().code, "platform.password_wrong");
        }
        assert_eq!(check(PASSWORD).await.unwrap_err().code, "platform.sign_in_throttled");
        let elsewhere = sign_in(&program.app, "admin", PASSWORD).await.unwrap_err();
        assert_eq!(elsewhere.kind, ProblemKind::TooMany);
    })
    .await;
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_keeps_this_one() {
    each_db(|db| async move {
        let (program, ctx) = stage(db).await;
        account(&ctx, "admin", Role::Administrator).await;
        account(&ctx, "other", Role::Administrator).await;
        let here = sign_in(&program.app, "admin", PASSWORD).await.unwrap();
        let there = sign_in(&program.app, "admin", PASSWORD).await.unwrap();
        let stranger = sign_in(&program.app, "other", PASSWORD).await.unwrap();
        let own = session::load(&program.app, &here).await.unwrap().unwrap();
        let own = own.ctx(&program.app, "test".to_owned());
        accounts::change_own_password(&own, PASSWORD.to_owned(), "kata-sandi-baru".to_owned()).await.unwrap();
        let is_there = async |token: &str| session::load(&program.app, token).await.unwrap().is_some();
        assert!(is_there(&here).await && !is_there(&there).await && is_there(&stranger).await);
    })
    .await;
}

#[tokio::test]
async fn a_page_does_not_wait_for_the_writer_of_the_database() {
    each_db(|db| async move {
        let (program, ctx) = stage(db).await;
        account(&ctx, "admin", Role::Administrator).await;
        let token = sign_in(&program.app, "admin", PASSWORD).await.unwrap();
        program.clock.advance(TimeDelta::minutes(5));
        let writer = ctx.db().begin().await.unwrap();
        db::exec(&*writer, "update platform_session set seen_at = seen_at", []).await.unwrap();
        assert!(session::load(&program.app, &token).await.unwrap().is_some());
        writer.commit().await.unwrap();
        let noted = async || {
            let sql = "select seen_at from platform_session";
            let at: DateTime<Utc> = db::scalar(ctx.db().reader(), sql, []).await.unwrap();
            at == ctx.now()
        };
        while !noted().await {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn grants_follow_an_agency_that_moves() {
    each_db(|db| async move {
        let (program, ctx) = stage(db).await;
        let id = account(&ctx, "officer", Role::Employee).await;
        let tx = ctx.db().begin().await.unwrap();
        for path in [vec![3, 17], vec![3], vec![3, 117], vec![17, 5]] {
            let grant = Grant {
                role: Role::UnitOfficer,
                agency: Some(path),
                from_on: day(2020, 5, 1),
                until_on: None,
            };
            accounts::grant(&ctx, &tx, id, &grant).await.unwrap();
        }
        accounts::agency_moved(&ctx, &tx, &[3, 17], &[4, 17]).await.unwrap();
        accounts::agency_moved(&ctx, &tx, &[17, 5], &[4, 17, 5]).await.unwrap();
        tx.commit().await.unwrap();
        let grants = accounts::grants_of(&ctx, id).await.unwrap();
        let mut paths: Vec<_> = grants.into_iter().filter_map(|grant| grant.agency_path).collect();
        paths.sort();
        assert_eq!(paths, ["3", "3/117", "4/17", "4/17/5"]);
        let token = sign_in(&program.app, "officer", PASSWORD).await.unwrap();
        let officer = session::load(&program.app, &token).await.unwrap().unwrap();
        let officer = officer.ctx(&program.app, "test".to_owned());
        assert!(officer.may(Action::RecapSign, &officer.in_agency(&[4, 17])).permit);
    })
    .await;
}
