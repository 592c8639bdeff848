//! `siaga backup` and `siaga restore`: one file with a header that tells what must be in it.

mod form;
mod private;
mod restore;
mod tools;

pub(crate) use restore::{RestoreArgs, restore};

use super::CliError;
use crate::program::{self, Place};
use anyhow::Result;
use clap::Args;
use form::{FORM, Header, MAGIC, engine_name, key_check, measure, with_ending};
use private::{Temporary, private_file};
use siaga_platform::db::{DatabaseUrl, Engine};
use siaga_platform::{App, audit};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Args)]
#[command(
    after_help = "Contoh:\n  siaga backup cadangan-2020-05-26.siaga\n\nServer boleh tetap berjalan. Kunci siaga.key tidak ikut; simpan terpisah."
)]
pub(crate) struct BackupArgs {
    /// Berkas cadangan yang dibuat
    file: PathBuf,
}

pub(crate) async fn run(place: &Place, args: BackupArgs) -> Result<ExitCode> {
    if args.file.exists() {
        let text = format!("Berkas {} sudah ada. Pakai nama lain.", args.file.display());
        return Err(CliError::conflict(text).into());
    }
    let app = program::open(place).await?;
    let report = audit::verify(app.db.reader()).await?;
    if let Some(fault) = report.fault {
        let text = format!("Catatan audit rusak ({fault}); cadangan tidak dibuat. Jalankan «siaga verify».");
        return Err(CliError::fault(text).into());
    }
    let payload = Temporary::file(with_ending(&args.file, "isi"))?;
    dump(place, &app, payload.path()).await?;
    let header = write_backup(&args.file, payload.path(), &app, &report)?;
    println!(
        "Cadangan: {} ({} byte, sedikitnya {} catatan audit)",
        args.file.display(),
        header.bytes,
        header.audit_entries
    );
    println!("Simpan juga {} di tempat lain: tanpa kunci itu NIK tidak terbaca.", place.key_file().display());
    Ok(ExitCode::SUCCESS)
}

/// Writes the database into a file that is there and empty already, so that nobody else may read it.
async fn dump(place: &Place, app: &App, payload: &Path) -> Result<()> {
    match (app.db.engine(), place.url()?) {
        (Engine::Postgres, DatabaseUrl::Postgres(address)) => {
            let mut command = tools::command("pg_dump", &address)?;
            command.args(["--format=custom", "--no-owner", "--no-privileges", "--file"]).arg(payload);
            tools::run(&mut command, "pg_dump")
        }
        _ => {
            let name = payload.display().to_string().replace('\'', "''");
            Ok(app.db.run_outside(&format!("vacuum into '{name}'")).await?)
        }
    }
}

fn write_backup(file: &Path, payload: &Path, app: &App, report: &audit::ChainReport) -> Result<Header> {
    let (bytes, sha256) = measure(&mut File::open(payload)?)?;
    let header = Header {
        magic: MAGIC.to_owned(),
        form: FORM,
        engine: engine_name(app.db.engine()).to_owned(),
        bytes,
        sha256,
        key_check: key_check(&app.secrets),
        made_at: app.clock.now().to_rfc3339(),
        audit_entries: report.entries,
        audit_head: report.head.to_string(),
    };
    let part = Temporary::file(with_ending(file, "part"))?;
    let mut out = private_file(part.path())?;
    writeln!(out, "{}", serde_json::to_string(&header)?)?;
    std::io::copy(&mut File::open(payload)?, &mut out)?;
    out.sync_all()?;
    fs::rename(part.path(), file).map_err(|error| CliError::file(file, &error))?;
    Ok(header)
}
