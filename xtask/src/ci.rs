//! `cargo xtask ci`: everything that a change must pass.

use crate::shell::{Steps, answers, cargo};
use crate::{prepare, run_tests};
use anyhow::Result;

/// Runs all checks; the tests come last, so that their summary closes the output.
pub(crate) fn run() -> Result<()> {
    let mut steps = Steps::default();
    steps.step("what the tests need", prepare::ensure_needs)?;
    steps.run("formatting", cargo().args(["fmt", "--all", "--check"]))?;
    steps.run(
        "lints",
        cargo().args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--locked",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ]),
    )?;
    steps.run(
        "documentation",
        cargo().env("RUSTDOCFLAGS", "-D warnings").args([
            "doc",
            "--workspace",
            "--no-deps",
            "--document-private-items",
            "--locked",
            "--quiet",
        ]),
    )?;
    if answers(cargo().args(["deny", "--version"])) {
        steps.run("licences and sources", cargo().args(["deny", "check", "licenses", "sources", "bans"]))?;
    } else {
        eprintln!("cargo-deny is not installed: licences and sources were not checked");
    }
    run_tests::in_steps(&mut steps, &[])
}
