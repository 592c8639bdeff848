//! The board with three years of 10,000 people behind it: cold and warm.

use crate::accounts::{Session, Somebody, session_of};
use crate::client;
use crate::server::Server;
use crate::times::{Times, timed};
use crate::world::{self, Size};
use crate::{Scale, line, ratio, seed};
use anyhow::{Context, Result, ensure};
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use siaga_access::{Action, Gate, Role};
use siaga_attendance::{RecapQuestion, recap};
use siaga_platform::db::{self, DatabaseUrl, Db, FromQueryResult};
use std::path::Path;
use std::time::{Duration, Instant};

const COLD_STARTS: usize = 5;
const WARM: usize = 50;

pub(crate) async fn run(scale: Scale) -> Result<()> {
    let (people_an_agency, months) = if scale.is_small() { (20, 3) } else { (200, 36) };
    let size = Size { agencies: 50, units_an_agency: 4, people_an_agency, terminals: 0 };
    println!(
        "board: {} people in {} agencies, {months} months",
        size.agencies * people_an_agency,
        size.agencies
    );
    let folder = tempfile::tempdir()?;
    world::make(folder.path(), size).await?;
    world::settle(folder.path()).await?;
    let (session, day) = fill(folder.path(), months).await?;
    line("role matrix, which the first page of a process makes", format!("{:.1?}", role_matrix()?));
    let sums = Times::of(cold_sums(folder.path(), &day).await?);
    let on_server = cold(folder.path(), &session, &day, Duration::ZERO)?;
    cold(folder.path(), &session, &day, Duration::from_secs(2))?;
    line("the same sums alone, pool just opened, median of 5", format!("{:.1?}", sums.median()));
    line("cold board on the server beside them", ratio(on_server.as_secs_f64(), sums.median().as_secs_f64()));
    let warm_sums = Times::of(warm_sums(folder.path(), &day).await?);
    let board = warm(folder.path(), &session, &day)?;
    line(
        &format!("the same sums alone, median and slowest of {WARM}"),
        format!("{:.1?}, {:.1?}", warm_sums.median(), warm_sums.longest()),
    );
    line("warm board beside them", ratio(board.as_secs_f64(), warm_sums.median().as_secs_f64()));
    Ok(())
}

/// Returns how long the gate takes to find out how far every role reaches.
fn role_matrix() -> Result<Duration> {
    let gate = Gate::load()?;
    let (time, may) = timed(|| gate.may_ever(&[Role::RegionalLeader], Action::BoardView));
    ensure!(may, "a leader may see the board");
    Ok(time)
}

/// The day that is asked for, and what the board must say of it.
struct Day {
    on: NaiveDate,
    /// `97,53`.
    rate: String,
    people: i64,
}

impl Day {
    fn path(&self, path: &str) -> String {
        format!("{path}?tanggal={}", self.on)
    }
}

/// Writes the years and returns a leader's session.
async fn fill(folder: &Path, months: u32) -> Result<(Session, Day)> {
    let app = world::open(folder).await?;
    let ctx = world::ctx(&app).await?;
    // Today and yesterday are judged anew by the program itself, from facts that are not there.
    let until_on = ctx.today() - Days::new(2);
    let start = Instant::now();
    let seeded = seed::days(&ctx, until_on - Months::new(months), until_on).await?;
    line("writing the years beforehand", format!("{:.0?}", start.elapsed()));
    line(
        "rows of months, counts, exceptions",
        format!("{}, {}, {}", seeded.months, seeded.counts, seeded.exceptions),
    );
    let is_weekend = |on: &NaiveDate| matches!(on.weekday(), Weekday::Sat | Weekday::Sun);
    let on = (0..7)
        .map(|back| until_on - Days::new(back))
        .find(|on| !is_weekend(on))
        .context("a week has Mondays")?;
    let answer = recap(&ctx, &RecapQuestion::day(on)).await.map_err(world::explain)?;
    let rate = answer.total.attendance().percent_hundredths().context("somebody was obliged")?;
    let people = answer.total.tally.expected();
    let session = session_of(&app, Somebody::anywhere("bupati", Role::RegionalLeader)).await?;
    app.db.clone().close().await;
    Ok((session, Day { on, rate: format!("{},{:02}", rate / 100, rate % 100), people }))
}

/// Starts the program anew, asks for the board after a pause, and returns the median time on the server.
///
/// Without a pause the board is asked for while the program looks for what it missed while it was away.
fn cold(folder: &Path, session: &Session, day: &Day, pause: Duration) -> Result<Duration> {
    let (mut of_server, mut of_client) = (Vec::new(), Vec::new());
    for number in 0..COLD_STARTS {
        let log = folder.join(format!("log-{number}"));
        let server = Server::start_with_log(folder, &log)?;
        std::thread::sleep(pause);
        let answer = client::get(server.people, &day.path("/papan"), session)?;
        check(&answer.text(), day)?;
        of_client.push(answer.whole);
        of_server.push(logged(&log)?);
        server.stop()?;
    }
    let (of_server, of_client) = (Times::of(of_server), Times::of(of_client));
    line(
        &format!("first request {} s after a start, {COLD_STARTS} times, on the server", pause.as_secs()),
        format!("median {:.0?}, slowest {:.0?} (goal 60 ms)", of_server.median(), of_server.longest()),
    );
    line(
        "the same as its client sees it",
        format!("median {:.1?}, slowest {:.1?}", of_client.median(), of_client.longest()),
    );
    Ok(of_server.median())
}

/// Fails unless the page has the rate, and no tile failed.
fn check(page: &str, day: &Day) -> Result<()> {
    ensure!(page.contains(&day.rate), "{} % is not on the board of {}", day.rate, day.on);
    ensure!(!page.contains("class=\"notice warn\""), "a tile of the board of {} failed", day.on);
    Ok(())
}

/// Returns how long the program says that the request took, in whole milliseconds.
fn logged(log: &Path) -> Result<Duration> {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(5) {
        let text = std::fs::read_to_string(log)?;
        let lines = text.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let of_board = lines.map(|line| line["fields"].clone()).find(|fields| fields["route"] == "/papan");
        if let Some(time) = of_board.and_then(|fields| fields["duration_ms"].as_u64()) {
            return Ok(Duration::from_millis(time));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    anyhow::bail!("the log does not say how long the board took")
}

/// Asks again and again, and for what else a board has; returns the median time of the board.
fn warm(folder: &Path, session: &Session, day: &Day) -> Result<Duration> {
    let server = Server::start(folder)?;
    client::get(server.people, &day.path("/papan"), session)?;
    let mut board = Duration::ZERO;
    let wanted =
        [("/papan", WARM), ("/papan/isi", WARM), ("/papan/bagikan.pdf", 5), ("/papan/bagikan.png", 5)];
    for (path, count) in wanted {
        let mut times = Vec::new();
        let mut bytes = 0;
        for _ in 0..count {
            let answer = client::get(server.people, &day.path(path), session)?;
            if path == "/papan" {
                check(&answer.text(), day)?;
            }
            bytes = answer.body.len();
            times.push(answer.whole);
        }
        let times = Times::of(times);
        line(
            &format!("GET {path}, median and slowest of {count}"),
            format!("{:.1?}, {:.1?}, {} KB", times.median(), times.longest(), bytes / 1000),
        );
        if path == "/papan" {
            board = times.median();
        }
    }
    line("most memory of the server", format!("{:.0} MiB", server.peak_memory_mib()?));
    server.stop()?;
    Ok(board)
}

/// Sums of a status.
#[derive(Debug, FromQueryResult)]
struct SumRow {
    people: i64,
}

/// Reads what a board of one day rests on, and nothing else: its sums, thirty days of them, who is missing.
async fn read_sums(db: &Db, day: &Day) -> Result<()> {
    let by_agency: Vec<SumRow> = db::all(
        db.reader(),
        "select agency_id, staff_group, status, cast(sum(people) as bigint) as people,
                cast(sum(late_people) as bigint) as late_people,
                cast(sum(late_minutes) as bigint) as late_minutes
         from attendance_count_derived where day = $1 group by agency_id, staff_group, status",
        [day.on.into()],
    )
    .await?;
    ensure!(by_agency.iter().map(|row| row.people).sum::<i64>() == day.people, "the day adds up to others");
    let by_day: Vec<SumRow> = db::all(
        db.reader(),
        "select day, status, cast(sum(people) as bigint) as people
         from attendance_count_derived where day between $1 and $2 group by day, status",
        [(day.on - Days::new(29)).into(), day.on.into()],
    )
    .await?;
    ensure!(!by_day.is_empty(), "thirty days have no sums");
    let missing: Vec<SumRow> = db::all(
        db.reader(),
        "select employee_id as people from attendance_exception_derived
         where day = $1 and status in ('unexcused', 'no_record') order by agency_id, employee_id limit 24",
        [day.on.into()],
    )
    .await?;
    ensure!(missing.len() <= 24, "more rows than were asked for");
    Ok(())
}

async fn cold_sums(folder: &Path, day: &Day) -> Result<Vec<Duration>> {
    let mut times = Vec::new();
    for _ in 0..COLD_STARTS {
        let db = Db::open(&DatabaseUrl::in_folder(folder)).await?;
        let start = Instant::now();
        read_sums(&db, day).await?;
        times.push(start.elapsed());
        db.close().await;
    }
    Ok(times)
}

async fn warm_sums(folder: &Path, day: &Day) -> Result<Vec<Duration>> {
    let db = Db::open(&DatabaseUrl::in_folder(folder)).await?;
    let mut times = Vec::new();
    for _ in 0..WARM {
        let start = Instant::now();
        read_sums(&db, day).await?;
        times.push(start.elapsed());
    }
    db.close().await;
    Ok(times)
}
