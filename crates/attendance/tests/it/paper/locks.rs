//! The order in which locks are taken: first that of the derived days, last that of the audit log.
//! SQLite has one writer and no order; these stories are about PostgreSQL.

use super::world::{DAY, World, day};
use siaga_attendance::{
    Choice, NewSchedule, PaperStatus, ScheduleOf, add_schedule, end_schedule, open_findings, resolve_finding,
};
use siaga_platform::Problem;
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::{self, Engine};
use siaga_testkit::each_db;
use std::future::Future;

/// Holds the lock of the derived days until `deed` waits for it, then does what a refresh does after that.
async fn meet<F>(world: &World, deed: F, finding: Option<i64>)
where
    F: Future<Output = Result<(), Problem>> + Send + 'static,
{
    let ctx = world.system();
    let refresh = ctx.db().begin().await.unwrap();
    refresh.lock("attendance.derived").await.unwrap();
    let deed = tokio::spawn(deed);
    let waiting = "select cast(count(*) as bigint) from pg_locks
        where locktype = 'advisory' and not granted
          and database = (select oid from pg_database where datname = current_database())";
    while world.count(waiting).await == 0 {
        assert!(!deed.is_finished(), "the deed waits for the lock of the derived days");
        tokio::task::yield_now().await;
    }
    if let Some(finding) = finding {
        let sql = "update attendance_finding set detail = 'x' where id = $1";
        db::exec(&*refresh, sql, [finding.into()]).await.unwrap();
    }
    audit::write(&ctx, &refresh, Entry::new("test.refresh", "day")).await.unwrap();
    refresh.commit().await.unwrap();
    deed.await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_schedule_and_a_refresh_do_not_wait_for_each_other_in_a_circle() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T09:00:00").await;
        if world.program.app.db.engine() != Engine::Postgres {
            return;
        }
        let personnel = world.personnel().await;
        let new = NewSchedule {
            is_of: ScheduleOf::Employee(world.people[3].id),
            from_on: day("2020-05-01"),
            until_on: None,
            weekdays: "1234567".to_owned(),
            start_minute: 1320,
            end_minute: 1800,
            note: String::new(),
        };
        let (ctx, first) = (personnel.clone(), new.clone());
        meet(&world, async move { add_schedule(&ctx, first).await.map(drop) }, None).await;
        let id = world.count("select max(id) from attendance_schedule").await;
        meet(&world, async move { end_schedule(&personnel, id, day("2020-05-20")).await }, None).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_resolution_and_a_refresh_do_not_wait_for_each_other_in_a_circle() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-27T09:00:00").await;
        if world.program.app.db.engine() != Engine::Postgres {
            return;
        }
        world.scans(&[(1, 27_000), (1, 58_500)]).await;
        world.signed(&world.officer().await, &[("ani", PaperStatus::Sick)]).await;
        let personnel = world.personnel().await;
        let open = open_findings(&personnel).await.unwrap();
        let listed = open.iter().find(|listed| listed.finding.code == "terminal_against_recap").unwrap();
        assert_eq!(listed.finding.day, day(DAY));
        let id = listed.finding.id;
        let deed = async move { resolve_finding(&personnel, id, Choice::PaperCounts, "surat dokter").await };
        meet(&world, deed, Some(id)).await;
        assert_eq!(world.status(1, DAY).await, "sick");
    })
    .await;
}
