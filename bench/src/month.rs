//! A month of 7,600 people: rebuilding it, showing it, and the memory at rest.

use crate::load::{Steady, steady};
use crate::server::Server;
use crate::terminal::Records;
use crate::world::{self, Size};
use crate::{line, ratio};
use anyhow::{Context, Result, bail, ensure};
use chrono::NaiveDate;
use siaga_access::{Grant, Role};
use siaga_platform::accounts::{self, NewAccount};
use siaga_platform::db::{self, FromQueryResult};
use siaga_platform::session::{self, SessionKind, SignIn};
use siaga_platform::{App, Problem};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};

const SIZE: Size = Size { agencies: 50, people_an_agency: 152, terminals: 50 };
const DAYS: usize = 22;
const PASSWORD: &str = "kata-sandi-percobaan";

pub(crate) async fn run() -> Result<()> {
    let people = SIZE.agencies * SIZE.people_an_agency;
    println!("month: {people} people × {DAYS} days × 2 punches");
    let first_on = NaiveDate::from_ymd_opt(2020, 6, 1).context("a day of the calendar")?;
    let folder = tempfile::tempdir()?;
    world::make(folder.path(), SIZE).await?;
    fill(folder.path(), first_on).await?;
    let token = rebuild(folder.path(), first_on).await?;
    serve(folder.path(), &token).await
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
async fn rebuild(folder: &Path, first_on: NaiveDate) -> Result<String> {
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
    let token = sign_in(&app).await.map_err(world::explain)?;
    app.db.clone().close().await;
    Ok(token)
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

async fn sign_in(app: &App) -> Result<String, Problem> {
    let government = session::default_government(app).await?;
    let ctx = app.system_ctx("bench", &government);
    let account = NewAccount {
        login: "sekda".to_owned(),
        name: "Sekretaris Daerah".to_owned(),
        employee: None,
        password: PASSWORD.to_owned(),
        must_change_password: false,
    };
    let tx = ctx.db().begin().await?;
    let id = accounts::create(&ctx, &tx, account).await?;
    let grant = Grant { role: Role::RegionalLeader, agency: None, from_on: ctx.today(), until_on: None };
    accounts::grant(&ctx, &tx, id, &grant).await?;
    tx.commit().await?;
    let given = SignIn {
        login: "sekda".to_owned(),
        password: PASSWORD.to_owned(),
        address: "127.0.0.1".to_owned(),
        user_agent: "siaga-bench".to_owned(),
        kind: SessionKind::Cookie,
    };
    session::sign_in(app, given).await
}

/// Measures memory at rest and the board of a day in that month.
async fn serve(folder: &Path, token: &str) -> Result<()> {
    let server = Server::start(folder)?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    line("memory at rest", format!("{:.0} MiB (goal 80)", server.memory_mib()?));
    for path in ["/papan?tanggal=2020-06-09", "/healthz"] {
        let mut times = Vec::new();
        let mut bytes = 0;
        for _ in 0..50 {
            let start = Instant::now();
            bytes = get(server.people, path, token)?;
            times.push(start.elapsed());
        }
        times.sort_unstable();
        let (half, most) = (times[25], times[49]);
        line(
            &format!("GET {path}, median and slowest of 50"),
            format!("{half:.1?}, {most:.1?}, {bytes} bytes"),
        );
    }
    server.stop()
}

/// Returns the size of the answer to a signed-in request.
fn get(to: SocketAddr, path: &str, token: &str) -> Result<usize> {
    let mut stream = TcpStream::connect(to)?;
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: {to}\r\nCookie: siaga={token}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    if !answer.starts_with(b"HTTP/1.1 200") {
        bail!("{path} was answered with {:?}", String::from_utf8_lossy(&answer[..answer.len().min(120)]));
    }
    Ok(answer.len())
}
