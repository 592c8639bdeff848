//! What the tests need beyond Rust and a C compiler.

use crate::cluster;
use crate::shell::{answers, is_root, succeed};
use anyhow::{Result, bail};
use std::process::Command;

/// Something the tests need, and the Debian package that brings it.
struct Need {
    what: &'static str,
    package: &'static str,
    is_there: fn() -> bool,
}

/// The list to extend: a browser will be the next line.
const NEEDS: &[Need] = &[Need {
    what: "the PostgreSQL server programs",
    package: "postgresql",
    is_there: || cluster::server_programs().is_some(),
}];

/// Installs what is missing when this user may, otherwise fails with the one line to run.
pub(crate) fn ensure_needs() -> Result<()> {
    let missing: Vec<&Need> = NEEDS.iter().filter(|need| !(need.is_there)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    for need in &missing {
        eprintln!("missing: {} (package {})", need.what, need.package);
    }
    if !may_install() {
        bail!(
            "please run this line once, then again «cargo xtask test»:\n  \
             sudo apt-get update && sudo apt-get install --yes --no-install-recommends {}",
            packages.join(" ")
        );
    }
    install(&packages)?;
    for need in missing {
        if !(need.is_there)() {
            bail!("{} is still missing after installing {}", need.what, need.package);
        }
    }
    Ok(())
}

fn may_install() -> bool {
    answers(Command::new("apt-get").arg("--version"))
        && (is_root() || answers(Command::new("sudo").args(["-n", "true"])))
}

fn install(packages: &[&str]) -> Result<()> {
    succeed(apt_get().arg("update"))?;
    succeed(apt_get().args(["install", "--yes", "--no-install-recommends"]).args(packages))
}

fn apt_get() -> Command {
    let mut command = Command::new(if is_root() { "env" } else { "sudo" });
    if !is_root() {
        command.args(["-n", "env"]);
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]);
    command.stdin(std::process::Stdio::null());
    command
}
