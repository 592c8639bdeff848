//! `cargo xtask bench`: hands over to the bench program, which needs the whole tree.

use crate::shell::{Steps, cargo};
use anyhow::Result;

/// Builds the program and the bench with the release profile, then runs the named bench or all.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let mut steps = Steps::default();
    let build = ["build", "--release", "--locked", "--package", "siaga-bench"];
    steps.run("build the bench (release)", cargo().args(build))?;
    let needs_program = arguments.first().is_none_or(|name| name != "first-page");
    if needs_program {
        let build = ["build", "--release", "--locked", "--package", "siaga"];
        steps.run("build the program (release)", cargo().args(build))?;
    }
    steps.print();
    let run = ["run", "--quiet", "--release", "--locked", "--package", "siaga-bench", "--"];
    crate::shell::succeed(cargo().args(run).args(arguments))
}
