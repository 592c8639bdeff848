//! Tasks of the repository: `cargo xtask test | ci | tidy | bench`.
//!
//! It uses nothing heavy, so that the first task starts after a few seconds of building.

mod bench;
mod ci;
mod cluster;
mod prepare;
mod run_tests;
mod shell;
mod tidy;

use anyhow::{Result, bail};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask TASK

  test [ARGS]    installs what the tests need (PostgreSQL) when it may, then runs every test on both
                 engines; ARGS go to the test runner: `-p siaga-directory`, part of a test's name
  ci             formatting, lints, test, documentation and, when installed, cargo-deny
  tidy           the habits that no compiler checks; also part of the tests
  bench [NAME]   speed beside the raw limit of this machine: ingest, reconnect, month, letter, sheet, board,
                 room, policy, roster, arrange, first-page (only when named); --small cuts sizes to try a bench itself
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let Some((task, rest)) = arguments.split_first() else {
        print!("{HELP}");
        return Ok(());
    };
    match task.as_str() {
        "test" => run_tests::run(rest),
        "ci" => ci::run(),
        "tidy" => tidy::run(),
        "bench" => bench::run(rest),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => bail!("there is no task «{other}»\n\n{HELP}"),
    }
}
