//! The real program, serving a data folder.

use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A running `siaga serve`. Dropping it ends the process.
#[derive(Debug)]
pub(crate) struct Server {
    process: Child,
    pub(crate) people: SocketAddr,
    pub(crate) terminals: SocketAddr,
}

impl Server {
    /// Starts the program on free ports of the loopback address.
    pub(crate) fn start(folder: &Path) -> Result<Self> {
        Self::spawn(folder, &["--log", "warn"], Stdio::inherit())
    }

    /// Starts the program with a log of every request, as JSON lines in a file.
    pub(crate) fn start_with_log(folder: &Path, log: &Path) -> Result<Self> {
        Self::spawn(folder, &["--log", "info", "--log-json"], Stdio::from(File::create(log)?))
    }

    fn spawn(folder: &Path, options: &[&str], log: Stdio) -> Result<Self> {
        let program = program()?;
        let mut process = Command::new(&program)
            .arg("--data")
            .arg(folder)
            .args(options)
            .args(["serve", "--plain-http"])
            .args(["--listen", "127.0.0.1:0", "--terminals", "127.0.0.1:0"])
            .stdin(Stdio::null())
            .stderr(log)
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} could not be started", program.display()))?;
        let output = process.stdout.take().expect("the output was asked for");
        let addresses: Vec<SocketAddr> = BufReader::new(output)
            .lines()
            .map_while(Result::ok)
            .filter_map(|line| address(&line))
            .take(2)
            .collect();
        let [people, terminals] = addresses[..] else {
            let _ = process.kill();
            bail!("the program ended before it said its addresses");
        };
        Ok(Self { process, people, terminals })
    }

    /// Returns the memory that the process holds now, in MiB.
    pub(crate) fn memory_mib(&self) -> Result<f64> {
        self.status("VmRSS:")
    }

    /// Returns the most memory that the process ever held, in MiB.
    pub(crate) fn peak_memory_mib(&self) -> Result<f64> {
        self.status("VmHWM:")
    }

    /// Lets the most memory begin anew with what the process holds now.
    pub(crate) fn forget_peak(&self) -> Result<()> {
        Ok(std::fs::write(format!("/proc/{}/clear_refs", self.process.id()), "5")?)
    }

    /// Returns the processor seconds that the process used.
    pub(crate) fn cpu_seconds(&self) -> Result<f64> {
        let text = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id()))?;
        let (_, fields) = text.rsplit_once(')').context("the form of /proc is known")?;
        let ticks =
            |place: usize| fields.split_whitespace().nth(place).and_then(|field| field.parse::<f64>().ok());
        // Fields 14 and 15 of the whole line; a tick is a hundredth of a second on Linux.
        Ok((ticks(11).unwrap_or(0.0) + ticks(12).unwrap_or(0.0)) / 100.0)
    }

    fn status(&self, name: &str) -> Result<f64> {
        memory_of(Path::new(&format!("/proc/{}/status", self.process.id())), name)
    }

    /// Asks the program to end, as an operator does, and waits for it.
    pub(crate) fn stop(mut self) -> Result<()> {
        Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status()?;
        let status = self.process.wait()?;
        if !status.success() {
            bail!("the program ended with {status}");
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Returns a figure of memory of a process, in MiB.
pub(crate) fn memory_of(status: &Path, name: &str) -> Result<f64> {
    let text = std::fs::read_to_string(status)?;
    let line = text.lines().find(|line| line.starts_with(name)).context("the form of /proc is known")?;
    let kib: f64 = line.split_whitespace().nth(1).context("a number follows")?.parse()?;
    Ok(kib / 1024.0)
}

/// The program lies beside this one.
fn program() -> Result<PathBuf> {
    Ok(std::env::current_exe()?.with_file_name("siaga"))
}

/// Reads an address out of a line such as `Halaman: http://127.0.0.1:8080`.
fn address(line: &str) -> Option<SocketAddr> {
    let (_, rest) = line.split_once("http://")?;
    rest.split('/').next()?.trim().parse().ok()
}
