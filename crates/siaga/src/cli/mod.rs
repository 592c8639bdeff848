//! The command line: a thin door to the same operations that the pages use.

mod audit;
mod backup;
mod error;
mod explain;
mod import;
mod init;
mod policy;
mod punches;
mod recap;
mod serve;
mod terminal;
mod verify;

pub(crate) use error::CliError;

use crate::program::Place;
use clap::{Parser, Subcommand};
use siaga_platform::db::DbError;
use siaga_platform::{Locale, Problem, Texts};
use std::path::PathBuf;
use std::process::ExitCode;

/// Roll call of a regional government: attendance, circulars, aid. One program, one data folder.
#[derive(Debug, Parser)]
#[command(
    name = "siaga",
    version,
    about = "Siaga: presensi aparatur pemerintah daerah, dari mesin sidik jari sampai rekap yang ditandatangani",
    after_help = "Contoh:\n  siaga demo\n  siaga init --region 12.18 --name \"Pemerintah Kabupaten Serdang Bedagai\" --timezone Asia/Jakarta\n  siaga serve --listen 127.0.0.1:8080 --terminals 0.0.0.0:8081\n  siaga recap --date 2020-05-26 --by agency"
)]
pub(crate) struct Cli {
    #[command(flatten)]
    place: PlaceArgs,
    /// Catatan kejadian: error, warn, info, debug
    #[arg(long, global = true, default_value = "info", env = "SIAGA_LOG")]
    log: String,
    /// Tulis catatan kejadian sebagai JSON
    #[arg(long, global = true)]
    log_json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Clone, clap::Args)]
struct PlaceArgs {
    /// Folder data (kunci, basis data SQLite)
    #[arg(long, global = true, default_value = "./siaga-data", env = "SIAGA_DATA")]
    data: PathBuf,
    /// Basis data di tempat lain: sqlite:BERKAS atau postgres://…
    #[arg(long, global = true, env = "SIAGA_DATABASE")]
    database: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Siapkan data baru untuk satu pemerintah daerah
    Init(init::InitArgs),
    /// Layani halaman dan mesin presensi
    Serve(serve::ServeArgs),
    /// Hari peragaan: Serdang Bedagai, 26 Mei 2020
    Demo(crate::demo::DemoArgs),
    /// Impor pegawai atau perangkat daerah dari CSV atau XLSX
    Import(import::ImportArgs),
    /// Mesin presensi: daftar, terima
    Terminal(terminal::TerminalArgs),
    /// Semua ketukan yang tersimpan dari satu mesin, dengan baris aslinya
    Punches(punches::PunchesArgs),
    /// Rekap kehadiran satu hari, bulan atau tahun
    Recap(recap::RecapArgs),
    /// Jelaskan sebuah angka sampai ke buktinya
    Explain(explain::ExplainArgs),
    /// Aturan: nilai yang berlaku dan dasarnya
    Policy(policy::PolicyArgs),
    /// Catatan audit: periksa rantainya
    Audit(audit::AuditArgs),
    /// Simpan cadangan ke satu berkas
    Backup(backup::BackupArgs),
    /// Pulihkan cadangan ke tempat yang masih kosong
    Restore(backup::RestoreArgs),
    /// Periksa keutuhan semua data
    Verify(verify::VerifyArgs),
}

/// Runs a command and returns its exit code.
pub(crate) fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    start_log(&cli);
    let place = Place { folder: cli.place.data, database: cli.place.database };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match cli.command {
            Command::Init(args) => init::run(&place, args).await,
            Command::Serve(args) => serve::run(&place, args).await,
            Command::Demo(args) => crate::demo::run(&place, args).await,
            Command::Recap(args) => recap::run(&place, args).await,
            Command::Explain(args) => explain::run(&place, args).await,
            Command::Import(args) => import::run(&place, args).await,
            Command::Punches(args) => punches::run(&place, args).await,
            Command::Verify(args) => verify::run(&place, args).await,
            Command::Terminal(args) => terminal::run(&place, args).await,
            Command::Policy(args) => policy::run(&place, args).await,
            Command::Audit(args) => audit::run(&place, args).await,
            Command::Backup(args) => backup::run(&place, args).await,
            Command::Restore(args) => backup::restore(&place, args).await,
        }
    })
}

/// Returns what `siaga policy …` prints, for stories.
#[cfg(test)]
pub(crate) async fn policy_lines(place: &Place, words: &[&str]) -> Vec<String> {
    match Cli::try_parse_from(words).unwrap().command {
        Command::Policy(args) => policy::lines(place, args).await.unwrap(),
        other => panic!("{other:?} is no question of law"),
    }
}

/// Prints an error for a person and returns the exit code that belongs to it.
///
/// # Shape
/// What a driver or the system said stays in the log: people get a sentence that they can act on.
pub(crate) fn report(error: &anyhow::Error) -> ExitCode {
    if is_closed_pipe(error) {
        return ExitCode::SUCCESS;
    }
    let (code, text) = told(error);
    eprintln!("Kesalahan: {text}");
    tracing::debug!(cause = %format!("{error:#}"), "the command ended with an error");
    ExitCode::from(code)
}

fn told(error: &anyhow::Error) -> (u8, String) {
    if let Some(error) = error.downcast_ref::<CliError>() {
        return (error.code, error.to_string());
    }
    if let Some(problem) = error.chain().find_map(|cause| cause.downcast_ref::<Problem>()) {
        return (problem.exit_code(), problem_text(problem));
    }
    let has_own_words = error.is::<String>() || error.is::<&'static str>();
    if has_own_words {
        return (1, error.to_string());
    }
    match error.downcast_ref::<DbError>() {
        Some(DbError::Busy(_)) => (6, "Basis data sedang sibuk. Coba lagi sebentar lagi.".to_owned()),
        Some(_) => (1, "Basis data tidak dapat melakukannya; rinciannya dengan --log debug.".to_owned()),
        None => (1, "Sistem tidak dapat melakukannya; rinciannya dengan --log debug.".to_owned()),
    }
}

/// Whoever reads the output has seen enough, as `head` does.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io = |cause: &(dyn std::error::Error + 'static)| {
        let direct = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let written = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        direct.or(written)
    };
    error.chain().any(|cause| io(cause) == Some(std::io::ErrorKind::BrokenPipe))
}

fn problem_text(problem: &Problem) -> String {
    let capabilities = crate::capabilities::all();
    let texts: Vec<_> = capabilities.iter().filter_map(|capability| capability.messages).collect();
    let values: Vec<(&str, String)> =
        problem.values.iter().map(|(name, value)| (*name, value.clone())).collect();
    Texts::new(&texts).text(Locale::Indonesian, &problem.message_id(), &values)
}

fn start_log(cli: &Cli) {
    use tracing_subscriber::EnvFilter;
    let filter =
        EnvFilter::try_new(format!("{},sqlx=warn", cli.log)).unwrap_or_else(|_| EnvFilter::new("info"));
    let quiet = !matches!(cli.command, Command::Serve(_));
    let filter = if quiet && cli.log == "info" { EnvFilter::new("warn") } else { filter };
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if cli.log_json { builder.json().init() } else { builder.init() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;
    use clap::CommandFactory;

    #[test]
    fn every_command_shows_examples() {
        fn look(command: &clap::Command, path: &str) {
            let path = format!("{path} {}", command.get_name());
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("Contoh:") && help.contains("siaga"), "no examples in{path} --help");
            command
                .get_subcommands()
                .filter(|below| below.get_name() != "help")
                .for_each(|below| look(below, &path));
        }
        Cli::command().debug_assert();
        look(&Cli::command(), "");
    }

    #[test]
    fn codes_are_kept_under_added_words_and_drivers_are_not_quoted() {
        let missing = anyhow::Error::new(Problem::missing("platform.not_found")).context("langkah kedua");
        assert_eq!(told(&missing).0, 4);
        let wrong: anyhow::Result<()> = Err(CliError::wrong("Salah ketik.")).context("langkah kedua");
        assert_eq!(told(&wrong.unwrap_err()), (2, "Salah ketik.".to_owned()));
        let driver = || DbError::Conflict("UNIQUE constraint failed: t.c".to_owned());
        let expected = "Basis data tidak dapat melakukannya; rinciannya dengan --log debug.";
        assert_eq!(told(&anyhow::Error::new(driver())), (1, expected.to_owned()));
        let with_words = anyhow::Error::new(driver()).context("pegawai tidak tersimpan");
        assert_eq!(told(&with_words), (1, "pegawai tidak tersimpan".to_owned()));
    }

    #[test]
    fn a_closed_pipe_is_the_end_of_the_work() {
        let closed = || std::io::Error::from(std::io::ErrorKind::BrokenPipe);
        assert!(is_closed_pipe(&anyhow::Error::new(closed())));
        assert!(is_closed_pipe(&anyhow::Error::new(serde_json::Error::io(closed()))));
        assert!(!is_closed_pipe(&anyhow::Error::new(std::io::Error::from(std::io::ErrorKind::NotFound))));
    }
}
