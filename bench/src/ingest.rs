//! Durable punches a second over HTTP: 50 terminals, 50 lines an upload.

use crate::load::{Steady, steady};
use crate::server::Server;
use crate::terminal::Records;
use crate::world::{self, Size};
use crate::{line, ratio, raw};
use anyhow::{Result, ensure};
use chrono::NaiveDate;
use std::time::Duration;

const SIZE: Size = Size { agencies: 50, units_an_agency: 0, people_an_agency: 152, terminals: 50 };
const TIME: Duration = Duration::from_secs(8);
const RAW_TIME: Duration = Duration::from_secs(4);

pub(crate) async fn run() -> Result<()> {
    println!("ingest: {} terminals × 50 lines an upload, {} s", SIZE.terminals, TIME.as_secs());
    let folder = tempfile::tempdir()?;
    let disk = raw::disk_wait(folder.path(), Duration::from_secs(1))?;
    line("append of 4 KiB on the disk, median", format!("{disk:.2?}"));
    let bound = raw::sqlite_bound(folder.path(), RAW_TIME).await?;
    line("raw SQLite, 500 bound rows a transaction", format!("{bound:.0} rows/s"));
    let inside = raw::sqlite_inside(folder.path(), RAW_TIME).await?;
    line("raw SQLite, 500 rows made inside it a transaction", format!("{inside:.0} rows/s"));
    let limit = bound.max(inside);
    for is_kept in [true, false] {
        one(limit, is_kept).await?;
    }
    Ok(())
}

async fn one(limit: f64, is_kept: bool) -> Result<()> {
    let folder = tempfile::tempdir()?;
    world::make(folder.path(), SIZE).await?;
    let server = Server::start(folder.path())?;
    let records = Records::new(SIZE.people_an_agency, NaiveDate::from_ymd_opt(2020, 6, 8).expect("a day"));
    let how = Steady {
        terminals: SIZE.terminals,
        lines_a_batch: 50,
        time: TIME,
        batches_at_most: 100_000,
        is_kept,
    };
    let outcome = steady(server.terminals, how, &records).await?;
    let cpu = server.cpu_seconds()?;
    let peak = server.peak_memory_mib()?;
    server.stop()?;
    let (stored, doubled) = world::stored_punches(folder.path()).await?;
    let name = if is_kept { "connection kept" } else { "a connection an upload" };
    let rate = outcome.lines_a_second();
    line(&format!("{name}: durable punches"), format!("{rate:.0} /s"));
    line(&format!("{name}: share of the better raw limit (goal 0.40)"), ratio(rate, limit));
    let (half, most) = (outcome.wait_at(500), outcome.wait_at(990));
    line(
        &format!("{name}: acknowledged after, p50 and p99"),
        format!("{half:.1?}, {most:.1?} (goal 250 ms)"),
    );
    line(
        &format!("{name}: server"),
        format!("{:.1} µs of processor a punch, peak {peak:.0} MiB", cpu * 1e6 / outcome.lines as f64),
    );
    line(
        &format!("{name}: acknowledged, stored, doubled, failed"),
        format!("{}, {stored}, {doubled}, {}", outcome.lines, outcome.failures),
    );
    if let Some(reason) = outcome.first_failure {
        line(&format!("{name}: first failure"), reason);
    }
    ensure!(stored == outcome.lines && doubled == 0, "punches were lost or doubled");
    Ok(())
}
