//! The audit log and the news between capabilities.

use crate::stage::{account, stage};
use siaga_access::Role;
use siaga_ledger::FaultKind;
use siaga_platform::audit::{self, Entry};
use siaga_platform::db;
use siaga_platform::{Ctx, Problem, Running, Subscription, session, topics};
use siaga_testkit::each_db;

#[tokio::test]
async fn the_chain_holds_and_an_altered_entry_is_found() {
    each_db(|db| async move {
        let (_program, ctx) = stage(db).await;
        account(&ctx, "admin", Role::Administrator).await;
        for n in 0..3 {
            let tx = ctx.db().begin().await.unwrap();
            let entry = Entry::new("recap.sign", format!("recap/{n}")).detail(serde_json::json!({ "n": n }));
            audit::write(&ctx, &tx, entry).await.unwrap();
            tx.commit().await.unwrap();
        }
        let report = audit::verify(ctx.db().reader()).await.unwrap();
        assert_eq!((report.entries, report.fault), (5, None));
        let tx = ctx.db().begin().await.unwrap();
        db::exec(&*tx, "update platform_audit set object = 'recap/9' where seq = 4", []).await.unwrap();
        tx.commit().await.unwrap();
        let fault = audit::verify(ctx.db().reader()).await.unwrap().fault.expect("the change is seen");
        assert_eq!((fault.seq, fault.kind), (4, FaultKind::Altered));
    })
    .await;
}

#[tokio::test]
async fn an_entry_of_a_deed_that_was_undone_is_undone_too() {
    each_db(|db| async move {
        let (_program, ctx) = stage(db).await;
        let tx = ctx.db().begin().await.unwrap();
        audit::write(&ctx, &tx, Entry::new("recap.sign", "recap/1")).await.unwrap();
        topics::publish(&ctx, &tx, "test.happened", &serde_json::json!({})).await.unwrap();
        drop(tx);
        assert_eq!(audit::verify(ctx.db().reader()).await.unwrap().entries, 0);
        let governments = session::governments(&ctx.app).await.unwrap();
        assert_eq!(topics::deliver(&ctx.app, &governments, &[]).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn parallel_entries_make_one_chain() {
    each_db(|db| async move {
        let (_program, ctx) = stage(db).await;
        let writers: Vec<_> = (0..8)
            .map(|n| {
                let ctx = ctx.clone();
                tokio::spawn(async move {
                    let tx = ctx.db().begin().await.unwrap();
                    audit::write(&ctx, &tx, Entry::new("day.view", format!("day/{n}"))).await.unwrap();
                    tx.commit().await.unwrap();
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        let report = audit::verify(ctx.db().reader()).await.unwrap();
        assert_eq!((report.entries, report.fault), (8, None));
    })
    .await;
}

fn fails_on_odd(ctx: Ctx, payload: serde_json::Value) -> Running<'static> {
    Box::pin(async move {
        let n = payload["n"].as_i64().unwrap();
        let tx = ctx.db().begin().await?;
        db::exec(
            &*tx,
            "insert into platform_setting (name, value) values ($1, '1')
             on conflict (name) do update set value = platform_setting.value || '1'",
            [format!("heard {n}").into()],
        )
        .await?;
        tx.commit().await?;
        let times: String = db::scalar(
            ctx.db().reader(),
            "select value from platform_setting where name = $1",
            [format!("heard {n}").into()],
        )
        .await?;
        if n % 2 == 1 && times == "1" { Err(Problem::conflict("test.odd")) } else { Ok(()) }
    })
}

#[tokio::test]
async fn news_waits_for_a_failing_subscriber_and_nothing_is_skipped() {
    each_db(|db| async move {
        let (_program, ctx) = stage(db).await;
        let tx = ctx.db().begin().await.unwrap();
        for n in 0..3 {
            topics::publish(&ctx, &tx, "test.happened", &serde_json::json!({ "n": n })).await.unwrap();
        }
        tx.commit().await.unwrap();
        let governments = session::governments(&ctx.app).await.unwrap();
        let listening = [Subscription { topic: "test.happened", name: "test.listener", run: fails_on_odd }];
        assert!(topics::deliver(&ctx.app, &governments, &listening).await.is_err());
        assert_eq!(topics::deliver(&ctx.app, &governments, &listening).await.unwrap(), 2);
        let heard: i64 = db::scalar(
            ctx.db().reader(),
            "select cast(count(*) as bigint) from platform_setting where name like 'heard %'",
            [],
        )
        .await
        .unwrap();
        assert_eq!(heard, 3);
    })
    .await;
}

fn poisoned(_ctx: Ctx, payload: serde_json::Value) -> Running<'static> {
    assert!(payload["n"] != 0, "this news is poison");
    Box::pin(async { Ok(()) })
}

fn busy(_ctx: Ctx, _payload: serde_json::Value) -> Running<'static> {
    Box::pin(async { Err(Problem::new(siaga_platform::ProblemKind::Busy, "platform.busy")) })
}

#[tokio::test]
async fn poisoned_news_stops_its_topic_for_twenty_tries_and_no_other() {
    each_db(|db| async move {
        let (_program, ctx) = stage(db).await;
        let tx = ctx.db().begin().await.unwrap();
        for (topic, n) in [("test.happened", 0), ("test.happened", 1), ("test.other", 0)] {
            topics::publish(&ctx, &tx, topic, &serde_json::json!({ "n": n })).await.unwrap();
        }
        tx.commit().await.unwrap();
        let governments = session::governments(&ctx.app).await.unwrap();
        let listening = [Subscription { topic: "test.happened", name: "test.listener", run: poisoned }];
        let open = async || {
            let sql = "select cast(count(*) as bigint) from platform_outbox where done_at is null";
            db::scalar::<i64>(ctx.db().reader(), sql, []).await.unwrap()
        };
        for _ in 0..topics::TRIES_MAX {
            assert_eq!(topics::set_aside(&ctx.app).await.unwrap(), 0);
            assert!(topics::deliver(&ctx.app, &governments, &listening).await.is_err());
            assert_eq!(open().await, 2, "the other topic went on, this one waits");
        }
        assert_eq!(topics::set_aside(&ctx.app).await.unwrap(), 1);
        assert_eq!(topics::deliver(&ctx.app, &governments, &listening).await.unwrap(), 1);
        assert_eq!(open().await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_busy_store_sets_no_news_aside() {
    each_db(|db| async move {
        let (_program, ctx) = stage(db).await;
        let tx = ctx.db().begin().await.unwrap();
        topics::publish(&ctx, &tx, "test.happened", &serde_json::json!({})).await.unwrap();
        tx.commit().await.unwrap();
        let governments = session::governments(&ctx.app).await.unwrap();
        let listening = [Subscription { topic: "test.happened", name: "test.listener", run: busy }];
        for _ in 0..=topics::TRIES_MAX {
            assert!(topics::deliver(&ctx.app, &governments, &listening).await.is_err());
        }
        assert_eq!(topics::set_aside(&ctx.app).await.unwrap(), 0);
    })
    .await;
}
