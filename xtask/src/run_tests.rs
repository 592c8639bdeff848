//! `cargo xtask test`: every test, on both engines.

use crate::cluster::Cluster;
use crate::prepare;
use crate::shell::{Steps, answers, cargo};
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

/// Prepares the machine, starts a PostgreSQL server and runs every test.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let mut steps = Steps::default();
    steps.step("what the tests need", prepare::ensure_needs)?;
    in_steps(&mut steps, arguments)
}

/// The part of [`run`] that `ci` shares. The last lines printed are the summary of the test runner.
pub(crate) fn in_steps(steps: &mut Steps, arguments: &[String]) -> Result<()> {
    let runner = Runner::at_hand();
    steps.run("build the tests", runner.command(arguments).args(["--no-run"]))?;
    let server = steps.step("start PostgreSQL", Cluster::start)?;
    let outcome = with_server(steps, runner, &server, arguments);
    server.stop();
    outcome
}

fn with_server(steps: &mut Steps, runner: Runner, server: &Cluster, arguments: &[String]) -> Result<()> {
    let mut examples = cargo();
    examples.args(["test", "--workspace", "--locked", "--doc", "--quiet"]);
    let examples = if arguments.is_empty() {
        steps.run("examples in the documentation", with(&mut examples, server))
    } else {
        Ok(())
    };
    steps.print();
    let mut tests = runner.command(arguments);
    let tests = runner.run(with(&mut tests, server));
    examples.and(tests)
}

fn with<'a>(command: &'a mut Command, server: &Cluster) -> &'a mut Command {
    command.env("SIAGA_TEST_PG", server.address()).stdin(Stdio::null())
}

/// Who runs the tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Runner {
    Nextest,
    Cargo,
}

impl Runner {
    fn at_hand() -> Self {
        let nextest = answers(cargo().args(["nextest", "--version"]));
        if nextest { Self::Nextest } else { Self::Cargo }
    }

    fn command(self, arguments: &[String]) -> Command {
        let mut command = cargo();
        match self {
            Self::Nextest => command.args(["nextest", "run", "--locked"]),
            Self::Cargo => command.args(["test", "--locked", "--lib", "--bins", "--tests"]),
        };
        if !arguments.iter().any(|argument| argument == "-p" || argument == "--package") {
            command.arg("--workspace");
        }
        command.args(arguments);
        command
    }

    fn run(self, command: &mut Command) -> Result<()> {
        match self {
            Self::Nextest => crate::shell::succeed(command.arg("--no-fail-fast")),
            Self::Cargo => counted(command.arg("--no-fail-fast")),
        }
    }
}

/// Runs `cargo test`, whose binaries each print their own result, and closes with the sum of them.
fn counted(command: &mut Command) -> Result<()> {
    let mut process = command.stdout(Stdio::piped()).spawn().context("cargo could not be started")?;
    let output = process.stdout.take().expect("the output was asked for");
    let mut sum = Sum::default();
    for line in BufReader::new(output).lines() {
        let line = line?;
        sum.add(&line);
        writeln!(std::io::stdout(), "{line}")?;
    }
    let status = process.wait()?;
    println!("{} passed, {} failed", sum.passed, sum.failed);
    if !status.success() {
        bail!("cargo test ended with {status}");
    }
    Ok(())
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Sum {
    passed: u64,
    failed: u64,
}

impl Sum {
    fn add(&mut self, line: &str) {
        let Some((_, counts)) = line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". "))
        else {
            return;
        };
        for part in counts.split("; ") {
            match part.split_once(' ').map(|(number, what)| (number.parse::<u64>(), what)) {
                Some((Ok(number), "passed")) => self.passed += number,
                Some((Ok(number), "failed")) => self.failed += number,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Sum;

    #[test]
    fn results_of_several_binaries_are_added_up() {
        let mut sum = Sum::default();
        sum.add("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out");
        sum.add("test one_story ... ok");
        sum.add("test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out");
        assert_eq!(sum, Sum { passed: 15, failed: 2 });
    }
}
