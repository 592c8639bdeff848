//! OR-Tools CP-SAT on the same model, in a Python environment that is made for it and thrown away.

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use siaga_roster::Problem;
use std::path::Path;
use std::process::Command;

const PROGRAM: &str = include_str!("roster_cpsat.py");

/// What the other solver says.
#[derive(Debug, Deserialize)]
pub(crate) struct Answer {
    /// `OPTIMAL`, `FEASIBLE` or another word of its own.
    pub(crate) status: String,
    pub(crate) objective: Option<u64>,
    pub(crate) bound: f64,
    /// Time of the search alone.
    pub(crate) seconds: f64,
    pub(crate) version: String,
}

/// Installs the solver, hands the problem over, and waits for at most about `seconds`.
pub(crate) fn ask(problem: &Problem, seconds: u32, workers: usize) -> Result<Answer> {
    let folder = tempfile::tempdir()?;
    let environment = folder.path().join("python");
    succeed(Command::new("python3").args(["-m", "venv"]).arg(&environment))
        .context("no Python environment")?;
    let python = environment.join("bin/python");
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "ortools"];
    succeed(Command::new(&python).args(install)).context("the package ortools cannot be installed")?;
    run(&python, folder.path(), problem, seconds, workers)
}

fn run(python: &Path, folder: &Path, problem: &Problem, seconds: u32, workers: usize) -> Result<Answer> {
    let (program, question) = (folder.join("model.py"), folder.join("problem.json"));
    std::fs::write(&program, PROGRAM)?;
    std::fs::write(&question, serde_json::to_vec(problem)?)?;
    let mut command = Command::new(python);
    command.arg(&program).arg(&question).args([seconds.to_string(), workers.to_string()]);
    let output = command.output()?;
    if !output.status.success() {
        bail!("the model failed: {}", last_line(&output.stderr));
    }
    serde_json::from_slice(&output.stdout).context("the model answered something else")
}

fn succeed(command: &mut Command) -> Result<()> {
    let output = command.output()?;
    if !output.status.success() {
        bail!("{}", last_line(&output.stderr));
    }
    Ok(())
}

fn last_line(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.lines().last().unwrap_or("no word").to_owned()
}
