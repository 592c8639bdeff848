//! The command line: a thin door to the same operations that the pages use.

mod audit;
mod backup;
mod import;
mod init;
mod policy;
mod punches;
mod recap;
mod serve;
mod terminal;
mod verify;

use crate::program::Place;
use clap::{Parser, Subcommand};
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
            Command::Import(args) => import::run(&place, args).await,
            Command::Punches(args) => punches::run(&place, args).await,
            Command::Verify(args) => verify::run(&place, args).await,
            Command::Terminal(args) => terminal::run(&place, args).await,
            Command::Policy(args) => policy::run(&place, args),
            Command::Audit(args) => audit::run(&place, args).await,
            Command::Backup(args) => backup::run(&place, args).await,
            Command::Restore(args) => backup::restore(&place, args).await,
        }
    })
}

/// Prints an error for a person and returns the exit code that belongs to it.
pub(crate) fn report(error: &anyhow::Error) -> ExitCode {
    if let Some(problem) = error.downcast_ref::<Problem>() {
        eprintln!("Kesalahan: {}", problem_text(problem));
        tracing::debug!(cause = %siaga_platform::jobs::chain(problem), "the command ended with a problem");
        return ExitCode::from(problem.exit_code());
    }
    eprintln!("Kesalahan: {error:#}");
    ExitCode::FAILURE
}

fn problem_text(problem: &Problem) -> String {
    let capabilities = crate::capabilities::all();
    let texts: Vec<_> = capabilities.iter().filter_map(|capability| capability.messages).collect();
    let values: Vec<(&str, String)> =
        problem.values.iter().map(|(name, value)| (*name, value.clone())).collect();
    let mut text = Texts::new(&texts).text(Locale::Indonesian, &problem.message_id(), &values);
    // On the command line the one who reads is the one who can mend it.
    if let Some(source) = &problem.source {
        text.push_str(&format!(" ({source}"));
        let causes = siaga_platform::jobs::chain(source.as_ref());
        text.push_str(&if causes.is_empty() { ")".to_owned() } else { format!(": {causes})") });
    }
    text
}

fn start_log(cli: &Cli) {
    use tracing_subscriber::EnvFilter;
    let filter =
        EnvFilter::try_new(format!("{},sqlx=warn", cli.log)).unwrap_or_else(|_| EnvFilter::new("info"));
    let quiet = !matches!(cli.command, Command::Serve(_) | Command::Demo(_));
    let filter = if quiet && cli.log == "info" { EnvFilter::new("warn") } else { filter };
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if cli.log_json { builder.json().init() } else { builder.init() }
}
