//! Running other programs, with the time that each took.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Returns the root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tasks live one folder below the root")
        .to_owned()
}

/// Returns a `cargo` command at the root of the repository.
///
/// What the outer `cargo run` told this program about itself is taken away: build scripts that look
/// at it would otherwise be rebuilt each time a person changes between `cargo` and `cargo xtask`.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(root());
    for (name, _) in std::env::vars_os() {
        let told = name.to_string_lossy();
        if told.starts_with("CARGO_PKG_") || told.starts_with("CARGO_MANIFEST_") || told == "CARGO_BIN_NAME" {
            command.env_remove(&name);
        }
    }
    command
}

/// The steps of a task with the time of each.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    done: Vec<(String, Duration)>,
}

impl Steps {
    /// Runs one step and notes its time, also when it fails.
    pub(crate) fn step<T>(&mut self, title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        eprintln!("── {title}");
        let start = Instant::now();
        let outcome = work();
        self.done.push((title.to_owned(), start.elapsed()));
        outcome.with_context(|| format!("step «{title}»"))
    }

    /// Runs a program as one step.
    pub(crate) fn run(&mut self, title: &str, command: &mut Command) -> Result<()> {
        self.step(title, || succeed(command))
    }

    /// Prints where the time went so far.
    pub(crate) fn print(&self) {
        eprintln!("── where the time went");
        for (title, time) in &self.done {
            eprintln!("{:>8.1} s  {title}", time.as_secs_f64());
        }
    }
}

/// Runs a program to its end; anything but success is an error.
pub(crate) fn succeed(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{command:?} could not be started"))?;
    if !status.success() {
        bail!("{} ended with {status}", command.get_program().to_string_lossy());
    }
    Ok(())
}

/// Runs a program without showing its output; a failure shows what it printed.
pub(crate) fn quietly(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("{command:?} could not be started"))?;
    if !output.status.success() {
        bail!(
            "{} ended with {}\n{}{}",
            command.get_program().to_string_lossy(),
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Returns whether a program can be started and says that all is well.
pub(crate) fn answers(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

/// Returns whether this process runs as the super-user.
pub(crate) fn is_root() -> bool {
    quietly(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
