//! A month of 7,600 people: rebuilding it, showing it, and the memory at rest.

use crate::accounts::{Session, Somebody, session_of};
use crate::load::{Steady, steady};
use crate::server::Server;
use crate::terminal::Records;
use crate::times::Times;
use crate::world::{self, Size};
use crate::{client, line, ratio};
use anyhow::{Context, Result, ensure};
use chrono::NaiveDate;
use siaga_access::Role;
use siaga_platform::db::{self, FromQueryResult};
use std::path::Path;
use std::time::{Duration, Instant};

const SIZE: Size = Size { agencies: 50, units_an_agency: 0, people_an_agency: 152, terminals: 50 };
const DAYS: usize = 22;

pub(crate) async fn run() -> Result<()> {
    let people = SIZE.agencies * SIZE.people_an_agency;
    println!("month: {people} people × {DAYS} days × 2 punches");
    let first_on = NaiveDate::from_ymd_opt(2020, 6, 1).context("a day of the calendar")?;
    let folder = tempfile::tempdir()?;
    world::make(folder.path(), SIZE).await?;
    fill(folder.path(), first_on).await?;
    let session = rebuild(folder.path(), first_on).await?;
    serve(folder.path(), &session).await
}

/// Pushes the month through the terminals.
async fn fill(folder: &Path, first_on: NaiveDate) -> Result<()> {
    let server = Server::start(folder)?;
    let records = Records::new(SIZE.people_an_agency, first_on).on_weekdays();
    let lines_a_batch = SIZE.people_an_agency;
    let how = Steady {
        terminals: SIZE.terminals,
        lines_a_batch,
        time: Duration::from_secs(300),
        batches_at_most: DAYS * 2,
        is_kept: true,
    };
    let outcome = steady(server.terminals, how, &records).await?;
    let wanted = (SIZE.terminals * lines_a_batch * DAYS * 2) as u64;
    ensure!(outcome.lines == wanted, "only {} of {wanted} punches were taken", outcome.lines);
    server.stop()
}

#[derive(FromQueryResult)]
struct RawPunch {
    terminal_id: i64,
    pin: String,
    punched_on: NaiveDate,
    second_of_day: i32,
    status: i16,
}

/// Rebuilds the month three times and returns a session for the pages.
async fn rebuild(folder: &Path, first_on: NaiveDate) -> Result<Session> {
    let app = world::open(folder).await?;
    let ctx = world::ctx(&app).await?;
    let mut times = Vec::new();
    let mut rebuilt = None;
    for _ in 0..3 {
        let start = Instant::now();
        rebuilt = Some(siaga_attendance::rebuild_month(&ctx, first_on).await.map_err(world::explain)?);
        times.push(start.elapsed());
    }
    times.sort_unstable();
    let start = Instant::now();
    let punches: Vec<RawPunch> = db::all(
        app.db.reader(),
        "select terminal_id, pin, punched_on, second_of_day, status from attendance_punch
         where punched_on >= $1 order by punched_on, terminal_id, pin, second_of_day",
        [first_on.into()],
    )
    .await?;
    let raw = start.elapsed();
    let weight: i64 = punches.iter().map(weigh).sum();
    line(
        "reading the same punches and nothing else",
        format!("{raw:.0?} for {} rows ({weight:x})", punches.len()),
    );
    line("rebuild of the month, median of 3", format!("{:.0?} (goal 1 s)", times[1]));
    line("rebuild beside reading alone", ratio(times[1].as_secs_f64(), raw.as_secs_f64()));
    line("what was rebuilt", format!("{:?}", rebuilt.context("it ran")?));
    let session = session_of(&app, Somebody::anywhere("sekda", Role::RegionalLeader)).await?;
    app.db.clone().close().await;
    Ok(session)
}

/// Uses every column, so that reading them cannot be left out.
fn weigh(punch: &RawPunch) -> i64 {
    use chrono::Datelike;
    punch.terminal_id
        + i64::try_from(punch.pin.len()).unwrap_or(0)
        + i64::from(punch.punched_on.day())
        + i64::from(punch.second_of_day)
        + i64::from(punch.status)
}

/// Measures memory at rest and the board of a day in that month.
async fn serve(folder: &Path, session: &Session) -> Result<()> {
    let server = Server::start(folder)?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    line("memory at rest", format!("{:.0} MiB (goal 80)", server.memory_mib()?));
    for path in ["/papan?tanggal=2020-06-09", "/healthz"] {
        let mut times = Vec::new();
        let mut bytes = 0;
        for _ in 0..50 {
            let answer = client::get(server.people, path, session)?;
            bytes = answer.body.len();
            times.push(answer.whole);
        }
        let times = Times::of(times);
        let (half, most) = (times.median(), times.longest());
        line(
            &format!("GET {path}, median and slowest of 50"),
            format!("{half:.1?}, {most:.1?}, {bytes} bytes"),
        );
    }
    server.stop()
}
