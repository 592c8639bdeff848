//! Ten thousand terminals that come back at once with what they recorded.

use crate::line;
use crate::load::{Return, come_back};
use crate::server::Server;
use crate::terminal::Records;
use crate::world::{self, Size};
use anyhow::{Result, ensure};
use chrono::NaiveDate;
use std::time::Instant;

const SIZE: Size = Size { agencies: 50, units_an_agency: 0, people_an_agency: 152, terminals: 10_000 };
const HOW: Return = Return { terminals: SIZE.terminals, lines: 200, open: 2_000, repeats_every: 10 };

pub(crate) async fn run() -> Result<()> {
    println!("reconnect: {} terminals × {} lines, {} connections open", HOW.terminals, HOW.lines, HOW.open);
    let folder = tempfile::tempdir()?;
    let start = Instant::now();
    world::make(folder.path(), SIZE).await?;
    line("accepting the terminals beforehand", format!("{:.0} s", start.elapsed().as_secs_f64()));
    let server = Server::start(folder.path())?;
    let records = Records::new(SIZE.people_an_agency, NaiveDate::from_ymd_opt(2020, 6, 8).expect("a day"));
    let outcome = come_back(server.terminals, HOW, &records).await?;
    let peak = server.peak_memory_mib()?;
    server.stop()?;
    let (stored, doubled) = world::stored_punches(folder.path()).await?;
    line("all acknowledged after", format!("{:.1} s", outcome.wall.as_secs_f64()));
    line("durable punches", format!("{:.0} /s", outcome.lines_a_second()));
    line("peak memory of the server", format!("{peak:.0} MiB (goal 512)"));
    line(
        "acknowledged, stored, doubled, uploads tried again",
        format!("{}, {stored}, {doubled}, {}", outcome.lines, outcome.failures),
    );
    if let Some(reason) = &outcome.first_failure {
        line("first reason to try again", reason);
    }
    let wanted = (HOW.terminals * HOW.lines) as u64;
    ensure!(outcome.lines == wanted && stored == wanted && doubled == 0, "punches were lost or doubled");
    Ok(())
}
