//! A throw-away PostgreSQL server for the tests.

use crate::shell::{is_root, quietly};
use anyhow::{Context, Result, bail};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

const USER: &str = "siaga_test";

/// A running server whose data live in a temporary folder.
///
/// A keeper process stops the server and removes the folder as soon as this process is gone, however
/// it ended: it waits for the end of a pipe whose only other end is here.
#[derive(Debug)]
pub(crate) struct Cluster {
    address: String,
    #[cfg(test)]
    folder: PathBuf,
    keeper: Keeper,
}

impl Cluster {
    /// Makes and starts a server on a free port of the loopback address.
    pub(crate) fn start() -> Result<Self> {
        let programs = server_programs().context("the PostgreSQL server programs are not installed")?;
        let folder = std::env::temp_dir().join(format!("siaga-postgres-{}", std::process::id()));
        let owner = Owner::of_this_run();
        owner.make_folder(&folder)?;
        let keeper = Keeper::spawn(&programs, &folder, owner)?;
        let password = random_password()?;
        initialise(&programs, &folder, owner, &password)?;
        let port = start_server(&programs, &folder, owner)?;
        Ok(Self {
            address: format!("postgres://{USER}:{password}@127.0.0.1:{port}/postgres"),
            #[cfg(test)]
            folder,
            keeper,
        })
    }

    /// Returns the address of the server, with the right to make databases.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Stops the server and waits until nothing of it is left.
    pub(crate) fn stop(mut self) {
        self.keeper.finish();
    }
}

/// Returns the folder of the newest PostgreSQL server programs on this machine.
pub(crate) fn server_programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<(u32, PathBuf)> = versions
        .filter_map(|version| Some((version.file_name().to_str()?.parse().ok()?, version.path().join("bin"))))
        .filter(|(_, folder)| is_complete(folder))
        .collect();
    folders.sort();
    folders.pop().map(|(_, folder)| folder).or_else(on_the_path)
}

fn on_the_path() -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).find(|folder| is_complete(folder))
}

fn is_complete(folder: &Path) -> bool {
    ["initdb", "pg_ctl", "postgres"].iter().all(|program| folder.join(program).exists())
}

/// As whom the server runs: PostgreSQL refuses to run as the super-user.
#[derive(Debug, Clone, Copy)]
enum Owner {
    Myself,
    PostgresUser,
}

impl Owner {
    fn of_this_run() -> Self {
        if is_root() { Self::PostgresUser } else { Self::Myself }
    }

    fn command(self, program: &Path) -> Command {
        match self {
            Self::Myself => Command::new(program),
            Self::PostgresUser => {
                let mut command = Command::new("runuser");
                command.args(["-u", "postgres", "--"]).arg(program);
                command
            }
        }
    }

    fn make_folder(self, folder: &Path) -> Result<()> {
        let mut install = Command::new("install");
        install.args(["--directory", "--mode=700"]);
        if matches!(self, Self::PostgresUser) {
            install.arg("--owner=postgres");
        }
        quietly(install.arg(folder)).map(drop)
    }
}

/// The process that cleans up.
#[derive(Debug)]
struct Keeper {
    process: Child,
}

impl Keeper {
    fn spawn(programs: &Path, folder: &Path, owner: Owner) -> Result<Self> {
        let mut stop = owner.command(&programs.join("pg_ctl"));
        stop.arg("-D").arg(data(folder)).args(["-m", "immediate", "-w", "stop"]);
        let words: Vec<String> = std::iter::once(stop.get_program())
            .chain(stop.get_args())
            .map(|word| quoted(&word.to_string_lossy()))
            .collect();
        let script = format!("cat; {}; rm -rf {}", words.join(" "), quoted(&folder.to_string_lossy()));
        let process = Command::new("sh")
            .args(["-c", &script])
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // Ctrl-C goes to the group of the terminal; the keeper must outlive it.
            .process_group(0)
            .spawn()?;
        Ok(Self { process })
    }

    fn finish(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.finish();
    }
}

fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

fn data(folder: &Path) -> PathBuf {
    folder.join("data")
}

fn initialise(programs: &Path, folder: &Path, owner: Owner, password: &str) -> Result<()> {
    let password_file = std::env::temp_dir().join(format!("siaga-postgres-{}.pw", std::process::id()));
    std::fs::write(&password_file, password)?;
    let mut initdb = owner.command(&programs.join("initdb"));
    initdb.current_dir("/").arg("-D").arg(data(folder)).arg(format!("--pwfile={}", password_file.display()));
    initdb.args(["-U", USER, "--auth=password", "--encoding=UTF8", "--locale=C", "--no-sync"]);
    let outcome = quietly(&mut initdb);
    std::fs::remove_file(&password_file)?;
    outcome.map(drop)
}

/// Starts the server; a port that somebody else took in between is tried again elsewhere.
fn start_server(programs: &Path, folder: &Path, owner: Owner) -> Result<u16> {
    let mut last = None;
    for _ in 0..3 {
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        // Nothing here outlives the tests, and no test cuts the power of this server: it need not
        // wait for the disk.
        let settings = format!(
            "-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={} -c max_connections=200 \
             -c fsync=off -c full_page_writes=off -c max_wal_size=2GB",
            folder.display()
        );
        let mut start = owner.command(&programs.join("pg_ctl"));
        start.current_dir("/").stdin(Stdio::null()).arg("-D").arg(data(folder));
        start.arg("-l").arg(folder.join("log")).args(["-w", "-t", "60", "-o", &settings, "start"]);
        start.stdout(Stdio::null()).stderr(Stdio::null());
        if start.status()?.success() {
            return Ok(port);
        }
        last = std::fs::read_to_string(folder.join("log")).ok();
    }
    bail!("the PostgreSQL server of the tests did not start\n{}", last.unwrap_or_default())
}

/// Thirty-two hexadecimal digits, so that other users of the machine stay out of the server.
fn random_password() -> Result<String> {
    use std::io::Read;
    let mut bytes = [0_u8; 16];
    std::fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::{Cluster, quoted, server_programs};
    use std::net::TcpStream;

    fn listens(address: &str) -> bool {
        let (_, place) = address.split_once('@').expect("the address names user and place");
        let (place, _) = place.split_once('/').expect("the address ends in a database");
        TcpStream::connect(place).is_ok()
    }

    #[test]
    fn a_server_answers_until_it_is_stopped_and_leaves_no_folder() {
        if server_programs().is_none() {
            return;
        }
        let server = Cluster::start().expect("the server starts");
        let (address, folder) = (server.address().to_owned(), server.folder.clone());
        assert!(listens(&address));
        assert!(folder.exists());
        server.stop();
        assert!(!listens(&address));
        assert!(!folder.exists());
    }

    #[test]
    fn a_word_with_a_quote_stays_one_word_of_the_shell() {
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }
}
