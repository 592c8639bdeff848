//! The door to both engines: transactions, many rows, errors, migrations.

use crate::stage::morning;
use siaga_platform::db::{self, DbError, Insert};
use siaga_platform::{MigrateError, Migration, migrate};
use siaga_testkit::each_db;

const TABLE: Migration = Migration {
    number: 1,
    name: "a table",
    sql: "create table test_row (
        id {id},
        name text not null unique,
        raw {bytes}
    );\n",
};

#[tokio::test]
async fn many_rows_are_inserted_across_statements_and_known_ones_are_not_counted() {
    each_db(|test| async move {
        migrate(&test.db, &[("test", &[TABLE])], morning()).await.unwrap();
        let insert = Insert { table: "test_row", columns: &["name", "raw"], tail: "on conflict do nothing" };
        let values = |from: i32, until: i32| {
            (from..until)
                .flat_map(|n| [format!("n{n}").into(), vec![0_u8, 255, 7].into()])
                .collect::<Vec<_>>()
        };
        let tx = test.db.begin().await.unwrap();
        assert_eq!(db::insert_many(&*tx, insert, values(0, 2_500)).await.unwrap(), 2_500);
        assert_eq!(db::insert_many(&*tx, insert, values(2_400, 2_600)).await.unwrap(), 100);
        assert_eq!(db::insert_many(&*tx, insert, Vec::new()).await.unwrap(), 0);
        tx.commit().await.unwrap();
        let rows: i64 =
            db::scalar(test.db.reader(), "select cast(count(*) as bigint) from test_row", []).await.unwrap();
        assert_eq!(rows, 2_600);
        let raw: Vec<u8> =
            db::scalar(test.db.reader(), "select raw from test_row where name = $1", ["n7".into()])
                .await
                .unwrap();
        assert_eq!(raw, [0, 255, 7]);
    })
    .await;
}

#[tokio::test]
async fn a_dropped_transaction_leaves_nothing() {
    each_db(|test| async move {
        migrate(&test.db, &[("test", &[TABLE])], morning()).await.unwrap();
        let tx = test.db.begin().await.unwrap();
        db::exec(&*tx, "insert into test_row (name) values ($1)", ["gone".into()]).await.unwrap();
        drop(tx);
        let tx = test.db.begin().await.unwrap();
        db::exec(&*tx, "insert into test_row (name) values ($1)", ["gone too".into()]).await.unwrap();
        tx.rollback().await.unwrap();
        let rows: i64 =
            db::scalar(test.db.reader(), "select cast(count(*) as bigint) from test_row", []).await.unwrap();
        assert_eq!(rows, 0);
    })
    .await;
}

#[tokio::test]
async fn a_double_key_is_a_conflict_and_a_missing_row_is_not_found() {
    each_db(|test| async move {
        migrate(&test.db, &[("test", &[TABLE])], morning()).await.unwrap();
        let insert = "insert into test_row (name) values ($1)";
        let tx = test.db.begin().await.unwrap();
        db::exec(&*tx, insert, ["one".into()]).await.unwrap();
        let again = db::exec(&*tx, insert, ["one".into()]).await;
        assert!(matches!(again, Err(DbError::Conflict(_))), "{again:?}");
        drop(tx);
        let missing: Result<i64, _> =
            db::scalar(test.db.reader(), "select id from test_row where name = $1", ["nobody".into()]).await;
        assert!(matches!(missing, Err(DbError::NotFound)), "{missing:?}");
    })
    .await;
}

#[tokio::test]
async fn migrations_run_once_and_contradictions_are_refused() {
    each_db(|test| async move {
        assert_eq!(migrate(&test.db, &[("test", &[TABLE])], morning()).await.unwrap(), 1);
        assert_eq!(migrate(&test.db, &[("test", &[TABLE])], morning()).await.unwrap(), 0);
        let changed = Migration { sql: "create table test_row (id {id});\n", ..TABLE };
        let refused = migrate(&test.db, &[("test", &[changed])], morning()).await;
        assert!(matches!(refused, Err(MigrateError::Changed { number: 1, .. })), "{refused:?}");
        let refused = migrate(&test.db, &[("test", &[])], morning()).await;
        assert!(matches!(refused, Err(MigrateError::Newer { number: 1, .. })), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn a_failing_step_leaves_no_half_and_runs_again_when_mended() {
    each_db(|test| async move {
        let broken = Migration { sql: "create table test_row (id {id});\ncreate nonsense;\n", ..TABLE };
        let failed = migrate(&test.db, &[("test", &[broken])], morning()).await;
        assert!(matches!(failed, Err(MigrateError::Failed { .. })), "{failed:?}");
        assert_eq!(migrate(&test.db, &[("test", &[TABLE])], morning()).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn whoever_holds_every_writing_place_can_still_read() {
    each_db(|test| async move {
        let places = if test.db.engine() == db::Engine::Sqlite { 1 } else { 10 };
        let mut held = Vec::new();
        for _ in 0..places {
            held.push(test.db.begin().await.unwrap());
        }
        let read: i64 = db::scalar(test.db.reader(), "select cast(1 as bigint)", []).await.unwrap();
        assert_eq!(read, 1);
    })
    .await;
}
