//! Speed of the program beside the raw limit of the machine, measured in the same run.
//!
//! Started by `cargo xtask bench [NAME]`; `--small` cuts the sizes, to try a bench itself. Everything stays on the loopback address, in temporary
//! folders, and is bounded in time and in count. These are measurements to read, not tests: nothing
//! here passes or fails by time. What must never happen, a lost or doubled punch, does fail.

mod accounts;
mod arrange;
mod board;
mod client;
mod first_page;
mod ingest;
mod letter;
mod load;
mod month;
mod policy;
mod raw;
mod raw_broadcast;
mod reconnect;
mod room;
mod roster;
mod roster_cpsat;
mod roster_world;
mod seed;
mod server;
mod sheet;
mod terminal;
mod times;
mod watcher;
mod world;

use anyhow::{Result, bail};
use std::process::ExitCode;

const NAMES: [&str; 11] = [
    "ingest",
    "reconnect",
    "month",
    "letter",
    "sheet",
    "board",
    "room",
    "policy",
    "roster",
    "arrange",
    "first-page",
];

/// How large the newer benches are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scale {
    /// As the goals say.
    Whole,
    /// Small enough to try the bench itself; its figures say nothing.
    Small,
}

impl Scale {
    fn is_small(self) -> bool {
        self == Self::Small
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let (flags, names): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument == "--small");
    let scale = if flags.is_empty() { Scale::Whole } else { Scale::Small };
    match run(&names, scale).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(names: &[String], scale: Scale) -> Result<()> {
    if let Some(unknown) = names.iter().find(|name| !NAMES.contains(&name.as_str())) {
        bail!("there is no bench «{unknown}»; there are {}", NAMES.join(", "));
    }
    // The whole build from a fresh clone takes minutes; it runs only when it is asked for.
    let chosen = |name: &str| {
        if names.is_empty() { name != "first-page" } else { names.iter().any(|given| given == name) }
    };
    if chosen("ingest") {
        ingest::run().await?;
    }
    if chosen("reconnect") {
        reconnect::run().await?;
    }
    if chosen("month") {
        month::run().await?;
    }
    if chosen("letter") {
        letter::run(scale)?;
    }
    if chosen("sheet") {
        sheet::run(scale).await?;
    }
    if chosen("board") {
        board::run(scale).await?;
    }
    if chosen("room") {
        room::run(scale).await?;
    }
    if chosen("policy") {
        policy::run(scale)?;
    }
    if chosen("roster") {
        roster::run(scale)?;
    }
    if chosen("arrange") {
        arrange::run(scale).await?;
    }
    if chosen("first-page") {
        first_page::run()?;
    }
    Ok(())
}

/// Prints one line of a result: what, and the figure.
fn line(what: &str, figure: impl std::fmt::Display) {
    println!("  {what:<58} {figure}");
}

/// Returns `part` as a share of `whole` with two decimals.
fn ratio(part: f64, whole: f64) -> String {
    format!("{:.2}", part / whole)
}
