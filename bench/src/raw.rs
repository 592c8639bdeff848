//! What the machine can do without the program.

use anyhow::{Result, ensure};
use siaga_platform::db::{self, DatabaseUrl, Db, Insert, Value};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

/// Returns the median time of an append of 4 KiB that is on the disk when it returns.
pub(crate) fn disk_wait(folder: &Path, time: Duration) -> Result<Duration> {
    let mut file = std::fs::File::create(folder.join("floor"))?;
    let (start, mut waits) = (Instant::now(), Vec::new());
    while start.elapsed() < time {
        let before = Instant::now();
        file.write_all(&[b'x'; 4096])?;
        file.sync_data()?;
        waits.push(before.elapsed());
    }
    waits.sort_unstable();
    Ok(waits[waits.len() / 2])
}

/// Rows a transaction, as the goal of the program names it.
const BATCH: usize = 500;

const TABLE: &str = "create table p (id integer primary key, sn text, pin text, ts text, status integer,
    verify integer, wc text, unique (sn, pin, ts, status))";

/// Returns rows a second into SQLite with one multi-row insert a transaction (WAL, `synchronous=FULL`).
pub(crate) async fn sqlite_bound(folder: &Path, time: Duration) -> Result<f64> {
    let db = Db::open(&DatabaseUrl::SqliteFile(folder.join("bound.db"))).await?;
    db::exec(db.reader(), TABLE, []).await?;
    let columns = ["sn", "pin", "ts", "status", "verify", "wc"];
    let insert = Insert { table: "p", columns: &columns, tail: "on conflict do nothing" };
    let (start, mut batches) = (Instant::now(), 0);
    let mut spent = Duration::ZERO;
    while start.elapsed() < time {
        let rows = rows(batches);
        let before = Instant::now();
        let tx = db.begin().await?;
        db::insert_many(&*tx, insert, rows).await?;
        tx.commit().await?;
        spent += before.elapsed();
        batches += 1;
    }
    let stored: i64 = db::scalar(db.reader(), "select count(*) from p", []).await?;
    ensure!(stored == i64::try_from(batches * BATCH)?, "the raw rows are all there");
    db.close().await;
    Ok((batches * BATCH) as f64 / spent.as_secs_f64())
}

fn rows(batch: usize) -> Vec<Value> {
    let (terminal, first) = (batch % 50, batch / 50 * BATCH);
    let row = |number: usize| -> [Value; 6] {
        let (second, day) = (number % 86_400, number / 86_400);
        let at =
            format!("2020-06-{:02} {:02}:{:02}:{:02}", day + 1, second / 3600, second / 60 % 60, second % 60);
        [
            format!("SN{terminal:06}").into(),
            (1000 + number % 300).to_string().into(),
            at.into(),
            i32::from(number / 300 % 2 == 1).into(),
            1.into(),
            "0".into(),
        ]
    };
    (first..first + BATCH).flat_map(row).collect()
}

/// Returns rows a second when SQLite makes the same rows by itself: nothing crosses into it.
pub(crate) async fn sqlite_inside(folder: &Path, time: Duration) -> Result<f64> {
    let db = Db::open(&DatabaseUrl::SqliteFile(folder.join("inside.db"))).await?;
    db::exec(db.reader(), TABLE, []).await?;
    let sql = "with recursive n(i) as (select $2 union all select i + 1 from n where i < $2 + $3 - 1)
        insert or ignore into p (sn, pin, ts, status, verify, wc)
        select 'SN' || $1, 1000 + i % 300, '2020-06-' || (10 + i / 86400) || ' ' || time(i % 86400, 'unixepoch'),
            i / 300 % 2, 1, '0' from n";
    let (start, mut batches) = (Instant::now(), 0);
    while start.elapsed() < time {
        let (terminal, first) = (batches % 50, batches / 50 * BATCH);
        let tx = db.begin().await?;
        let values: [Value; 3] =
            [(100_000 + terminal as i64).into(), (first as i64).into(), (BATCH as i64).into()];
        db::exec(&*tx, sql, values).await?;
        tx.commit().await?;
        batches += 1;
    }
    let spent = start.elapsed();
    let stored: i64 = db::scalar(db.reader(), "select count(*) from p", []).await?;
    ensure!(stored == i64::try_from(batches * BATCH)?, "the raw rows are all there");
    db.close().await;
    Ok((batches * BATCH) as f64 / spent.as_secs_f64())
}
