//! From a fresh clone to the served page of the demo.

use crate::line;
use anyhow::{Context, Result, bail};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(45 * 60);

pub(crate) fn run() -> Result<()> {
    println!("first-page: fresh clone, two jobs, until the demo answers");
    let folder = tempfile::tempdir()?;
    let clone = folder.path().join("siaga");
    let start = Instant::now();
    succeed(Command::new("git").args(["clone", "--quiet", "--no-hardlinks", "."]).arg(&clone))?;
    line("clone", format!("{:.1} s", start.elapsed().as_secs_f64()));
    let build_start = Instant::now();
    let mut watch = Watch::default();
    watch.until_ended(cargo(&clone).args(["build", "--package", "siaga", "--jobs", "2", "--timings"]))?;
    line("build", format!("{:.0} s", build_start.elapsed().as_secs_f64()));
    line("most memory of one rustc", format!("{:.0} MiB", watch.largest_mib));
    line("most memory of all rustc at once", format!("{:.0} MiB (goal 4096)", watch.together_mib));
    let page_start = Instant::now();
    serve(&clone, folder.path())?;
    line("demo day until the page answers", format!("{:.1} s", page_start.elapsed().as_secs_f64()));
    line("clone to page", format!("{:.0} s (goal 480)", start.elapsed().as_secs_f64()));
    print_slowest(&clone)
}

/// Starts the demo in a group of its own, waits for its page, and ends it.
fn serve(clone: &Path, folder: &Path) -> Result<()> {
    let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
    let to = SocketAddr::from(([127, 0, 0, 1], port));
    let mut command = cargo(clone);
    command.args(["run", "--package", "siaga", "--jobs", "2", "--", "--log", "warn", "--data"]);
    command.arg(folder.join("data")).args(["demo", "--listen", &to.to_string()]);
    command.args(["--terminals", "127.0.0.1:0"]);
    let mut process = command.process_group(0).spawn()?;
    let outcome = wait_for(&mut process, to);
    let _ = Command::new("kill").args(["-TERM", "--", &format!("-{}", process.id())]).status();
    let _ = process.wait();
    outcome
}

fn wait_for(process: &mut Child, to: SocketAddr) -> Result<()> {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if answers(to) {
            return Ok(());
        }
        if let Some(status) = process.try_wait()? {
            bail!("the demo ended with {status} before its page answered");
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    bail!("the page of the demo never answered")
}

fn answers(to: SocketAddr) -> bool {
    let ask = || -> std::io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect(to)?;
        write!(stream, "GET /healthz HTTP/1.1\r\nHost: {to}\r\nConnection: close\r\n\r\n")?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer.starts_with(b"HTTP/1.1 200"))
}

fn cargo(clone: &Path) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(clone).stdin(Stdio::null()).stdout(Stdio::null());
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO_") && name != "CARGO_HOME" {
            command.env_remove(name);
        }
    }
    command.arg("--quiet");
    command
}

fn succeed(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{command:?} could not be started"))?;
    if !status.success() {
        bail!("{command:?} ended with {status}");
    }
    Ok(())
}

/// The memory of compilers, looked at twice a second.
#[derive(Debug, Default)]
struct Watch {
    largest_mib: f64,
    together_mib: f64,
}

impl Watch {
    fn until_ended(&mut self, command: &mut Command) -> Result<()> {
        let mut process = command.spawn()?;
        loop {
            self.look();
            if let Some(status) = process.try_wait()? {
                if !status.success() {
                    bail!("the build ended with {status}");
                }
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(500));
        }
    }

    fn look(&mut self) {
        let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
        let sizes: Vec<f64> = processes.filter_map(|entry| compiler_mib(&entry.path())).collect();
        self.largest_mib = sizes.iter().copied().fold(self.largest_mib, f64::max);
        self.together_mib = self.together_mib.max(sizes.iter().sum());
    }
}

fn compiler_mib(process: &Path) -> Option<f64> {
    let status = std::fs::read_to_string(process.join("status")).ok()?;
    if !status.starts_with("Name:\trustc\n") {
        return None;
    }
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kib| kib / 1024.0)
}

/// Prints the crates that took longest, from the report that cargo wrote.
fn print_slowest(clone: &Path) -> Result<()> {
    let report = std::fs::read_to_string(clone.join("target/cargo-timings/cargo-timing.html"))?;
    let Some(units) = report.split("const UNIT_DATA = ").nth(1).and_then(|rest| rest.split(";\n").next())
    else {
        line("where the time goes", "the report of cargo has another form now");
        return Ok(());
    };
    let units: Vec<serde_json::Value> = serde_json::from_str(units)?;
    let seconds = |unit: &serde_json::Value| unit["duration"].as_f64().unwrap_or(0.0);
    let mut slowest: Vec<(f64, String)> = units
        .iter()
        .map(|unit| (seconds(unit), format!("{}{}", text(unit, "name"), text(unit, "target"))))
        .collect();
    slowest.sort_by(|a, b| b.0.total_cmp(&a.0));
    line("sum over all crates", format!("{:.0} s", slowest.iter().map(|unit| unit.0).sum::<f64>()));
    for (time, name) in slowest.iter().take(15) {
        line(&format!("  {name}"), format!("{time:.1} s"));
    }
    Ok(())
}

fn text<'a>(unit: &'a serde_json::Value, name: &str) -> &'a str {
    unit[name].as_str().unwrap_or_default()
}
