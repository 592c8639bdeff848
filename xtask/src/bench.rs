//! `cargo xtask bench`: hands over to the bench program, which needs the whole tree.

use crate::shell::{Steps, cargo, root, succeed};
use anyhow::Result;
use std::process::Command;

/// Builds the program and the bench with the release profile, then runs the named benches or all.
pub(crate) fn run(names: &[String]) -> Result<()> {
    let mut steps = Steps::default();
    let packages: &[&str] = match names {
        // One builds a clone by itself, the other sets letters itself: they need no program of this tree.
        [only] if only == "first-page" || only == "letter" => &["--package", "siaga-bench"],
        _ => &["--package", "siaga-bench", "--package", "siaga"],
    };
    steps.run("build (release)", cargo().args(["build", "--release", "--locked"]).args(packages))?;
    steps.print();
    succeed(with_many_files(&root().join("target/release/siaga-bench").to_string_lossy()).args(names))
}

/// Returns a command that may open as many sockets as the machine lets it.
fn with_many_files(program: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -n \"$(ulimit -Hn)\" && exec \"$0\" \"$@\"", program]).current_dir(root());
    command
}
