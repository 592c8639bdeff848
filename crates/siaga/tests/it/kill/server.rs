//! The real program as a process of its own.

use siaga_platform::db::DatabaseUrl;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The program with the place of its data.
pub(super) struct Program {
    folder: PathBuf,
    database: Option<String>,
}

/// A serving process.
pub(super) struct Server {
    process: Child,
    /// Where terminals push to.
    pub(super) terminals: SocketAddr,
}

impl Program {
    pub(super) fn new(folder: &Path, url: &DatabaseUrl) -> Self {
        let database = match url {
            DatabaseUrl::SqliteFile(_) => None,
            DatabaseUrl::Postgres(address) => Some(address.clone()),
        };
        Self { folder: folder.to_owned(), database }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_siaga"));
        command.arg("--data").arg(&self.folder).args(["--log", "error"]);
        if let Some(database) = &self.database {
            command.arg("--database").arg(database);
        }
        command.args(arguments).stdin(Stdio::null());
        command
    }

    /// Starts serving on free ports and waits until the listeners are open.
    pub(super) fn serve(&self) -> Server {
        let arguments = ["serve", "--plain-http", "--listen", "127.0.0.1:0", "--terminals", "127.0.0.1:0"];
        let mut process =
            self.command(&arguments).stdout(Stdio::piped()).spawn().expect("the program can be started");
        let output = process.stdout.take().expect("the output was asked for");
        let addresses = BufReader::new(output).lines().map_while(Result::ok);
        let terminals = addresses
            .filter(|line| line.contains("/iclock/"))
            .find_map(|line| line.split_once("http://")?.1.split('/').next()?.parse().ok())
            .expect("the program says where terminals push to");
        Server { process, terminals }
    }

    /// Returns the raw line of every stored punch of a terminal.
    pub(super) fn raw_lines(&self, serial: &str) -> Vec<String> {
        let output = self
            .command(&["punches", "--terminal", serial, "--format", "csv"])
            .stderr(Stdio::inherit())
            .output()
            .expect("the program can be started");
        assert!(output.status.success(), "listing the punches of {serial} failed");
        let text = String::from_utf8(output.stdout).expect("the list is UTF-8");
        text.lines().skip(1).map(|row| raw_cell(row).to_owned()).collect()
    }

    /// Returns whether the audit chain holds together.
    pub(super) fn audit_is_whole(&self) -> bool {
        self.command(&["audit", "verify"]).status().is_ok_and(|status| status.success())
    }
}

impl Server {
    /// Ends the process without a warning (SIGKILL).
    pub(super) fn kill(mut self) {
        self.process.kill().expect("the process is still there");
        let status = self.process.wait().expect("it ends");
        assert!(status.code().is_none(), "it was killed before it could end by itself: {status}");
    }
}

/// The last cell of a row; it holds tabs and is therefore in quotes.
fn raw_cell(row: &str) -> &str {
    let (_, cell) = row.rsplit_once(",\"").expect("the raw line stands in quotes at the end");
    cell.trim_end_matches('"')
}
