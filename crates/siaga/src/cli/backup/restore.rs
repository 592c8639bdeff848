//! `siaga restore`: everything is checked beside the target before the target is touched, and what was
//! refused leaves the target as empty as it was.

use super::form::{self, Header, engine_name, key_check, measure, with_ending};
use super::private::{Temporary, private_file};
use super::tools;
use crate::cli::CliError;
use crate::program::{self, Place};
use anyhow::Result;
use clap::Args;
use siaga_platform::db::{self, DatabaseUrl, Db, Engine};
use siaga_platform::{App, Ids, Secrets, audit};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Args)]
#[command(after_help = "Contoh:\n  siaga restore cadangan.siaga --data ./siaga-baru --key ./siaga.key")]
pub(crate) struct RestoreArgs {
    /// Berkas cadangan
    file: PathBuf,
    /// Berkas kunci siaga.key dari pemasangan asal
    #[arg(long)]
    key: Option<PathBuf>,
}

pub(crate) async fn restore(place: &Place, args: RestoreArgs) -> Result<ExitCode> {
    let (header, mut body) = form::open(&args.file)?;
    let url = place.url()?;
    refuse_other_engine(&url, &header)?;
    refuse_occupied(&url).await?;
    let key = checked_key(place, args.key.as_deref(), &header)?;
    let folder = make_folder(&place.folder)?;
    match &url {
        DatabaseUrl::SqliteFile(path) => {
            let beside = Temporary::folder(with_ending(path, "restore"))?;
            let inner = Place { folder: beside.path().to_owned(), database: None };
            copy_checked(&mut body, &beside.path().join("siaga.db"), &header)?;
            copy_key(&key, &inner.key_file())?;
            check(&inner, &header).await?;
            let placed = place_key(place, &key)?;
            let source = beside.path().join("siaga.db");
            fs::rename(&source, path).map_err(|error| CliError::file(path, &error))?;
            placed.into_iter().chain(folder).for_each(Temporary::keep);
        }
        DatabaseUrl::Postgres(address) => {
            let payload = Temporary::file(with_ending(&place.folder.join("siaga"), "restore"))?;
            copy_checked(&mut body, payload.path(), &header)?;
            let placed = place_key(place, &key)?;
            bring_in(place, address, payload.path(), &header).await?;
            placed.into_iter().chain(folder).for_each(Temporary::keep);
        }
    }
    println!("Dipulihkan dari {} (dibuat {}).", args.file.display(), header.made_at);
    println!("Periksa semuanya dengan «siaga verify».");
    Ok(ExitCode::SUCCESS)
}

fn refuse_other_engine(url: &DatabaseUrl, header: &Header) -> Result<()> {
    let (engine, text) = match url {
        DatabaseUrl::SqliteFile(_) => {
            (Engine::Sqlite, "Cadangan ini dari PostgreSQL; pulihkan dengan --database postgres://…")
        }
        DatabaseUrl::Postgres(_) => {
            (Engine::Postgres, "Cadangan ini dari SQLite; pulihkan tanpa --database postgres://…")
        }
    };
    if header.engine == engine_name(engine) { Ok(()) } else { Err(CliError::wrong(text).into()) }
}

async fn refuse_occupied(url: &DatabaseUrl) -> Result<()> {
    let is_occupied = match url {
        DatabaseUrl::SqliteFile(path) => path.exists(),
        DatabaseUrl::Postgres(_) => {
            let db = Db::open(url).await?;
            let tables = tables(&db).await;
            db.close().await;
            !tables?.is_empty()
        }
    };
    if is_occupied {
        let text = "Di tujuan sudah ada data. Pulihkan ke folder atau basis data yang kosong.";
        return Err(CliError::conflict(text).into());
    }
    Ok(())
}

/// Returns the names of all tables of a PostgreSQL database, ready to stand in SQL.
async fn tables(db: &Db) -> Result<Vec<String>> {
    let text: Option<String> = db::scalar(
        db.reader(),
        "select string_agg(quote_ident(tablename), ',' order by tablename) from pg_tables
         where schemaname = current_schema()",
        [],
    )
    .await?;
    Ok(text.unwrap_or_default().split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

/// Returns where the key of the backup lies; it is only looked at.
fn checked_key(place: &Place, key: Option<&Path>, header: &Header) -> Result<PathBuf> {
    let source = key.map_or_else(|| place.key_file(), Path::to_path_buf);
    if !source.exists() {
        let text = "Kunci belum ada. Sebutkan dengan --key siaga.key dari pemasangan asal.";
        return Err(CliError::missing(text).into());
    }
    let secrets = Secrets::load_or_create(&source, Ids)?;
    if key_check(&secrets) != header.key_check {
        let text = format!("Kunci {} bukan kunci dari cadangan ini.", source.display());
        return Err(CliError::wrong(text).into());
    }
    let own = place.key_file();
    if own.exists() && key_check(&Secrets::load_or_create(&own, Ids)?) != header.key_check {
        let text = format!("Di {} sudah ada kunci lain. Pakai folder kosong.", place.folder.display());
        return Err(CliError::conflict(text).into());
    }
    Ok(source)
}

/// Makes the data folder, and returns it when it was not there before.
fn make_folder(folder: &Path) -> Result<Option<Temporary>> {
    if folder.exists() {
        return Ok(None);
    }
    fs::create_dir_all(folder).map_err(|error| CliError::file(folder, &error))?;
    Ok(Some(Temporary::of(folder.to_owned())))
}

/// Puts the key into the data folder, and returns it when it was not there before.
fn place_key(place: &Place, source: &Path) -> Result<Option<Temporary>> {
    let own = place.key_file();
    if own.exists() {
        return Ok(None);
    }
    copy_key(source, &own)?;
    Ok(Some(Temporary::of(own)))
}

fn copy_key(source: &Path, target: &Path) -> Result<()> {
    let bytes = fs::read(source).map_err(|error| CliError::file(source, &error))?;
    let mut file = private_file(target)?;
    std::io::Write::write_all(&mut file, &bytes)?;
    file.sync_all()?;
    let mut permissions = file.metadata()?.permissions();
    permissions.set_readonly(true);
    Ok(fs::set_permissions(target, permissions)?)
}

fn copy_checked(body: &mut impl Read, payload: &Path, header: &Header) -> Result<()> {
    let mut out = private_file(payload)?;
    std::io::copy(body, &mut out)?;
    out.sync_all()?;
    let (bytes, sha256) = measure(&mut File::open(payload)?)?;
    if bytes != header.bytes || sha256 != header.sha256 {
        let text = "Berkas cadangan rusak atau terpotong. Tidak ada yang dipulihkan; pakai cadangan lain.";
        return Err(CliError::wrong(text).into());
    }
    Ok(())
}

/// Fills an empty PostgreSQL database; what does not hold then is taken out again.
async fn bring_in(place: &Place, address: &str, payload: &Path, header: &Header) -> Result<()> {
    let mut command = tools::command("pg_restore", address)?;
    command.args(["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]).arg(payload);
    tools::run(&mut command, "pg_restore")?;
    let checked = check(place, header).await;
    if checked.is_err() {
        let db = Db::open(&place.url()?).await?;
        let tables = tables(&db).await?;
        if !tables.is_empty() {
            db.run_outside(&format!("drop table {} cascade", tables.join(", "))).await?;
        }
        db.close().await;
    }
    checked
}

/// Opens what was brought in and looks whether it is what was backed up.
async fn check(place: &Place, header: &Header) -> Result<()> {
    let app = program::open(place).await?;
    let outcome = compare(&app, header).await;
    app.db.clone().close().await;
    outcome
}

/// A running server may have written entries between the head in the header and the copy of the data:
/// the chain must hold, and that head must be in it.
async fn compare(app: &App, header: &Header) -> Result<()> {
    let report = audit::verify(app.db.reader()).await?;
    if report.fault.is_none() && holds_head(app, header).await? {
        return Ok(());
    }
    let text = "Isi cadangan tidak sama dengan saat dicadangkan (catatan audit berbeda). Tidak dipulihkan.";
    Err(CliError::wrong(text).into())
}

async fn holds_head(app: &App, header: &Header) -> Result<bool> {
    let entries = i64::try_from(header.audit_entries)?;
    if entries == 0 {
        return Ok(true);
    }
    let ctx = program::command_ctx(app).await?;
    let rows = audit::list(&ctx, entries.saturating_add(1), "", 1).await?;
    Ok(rows.first().is_some_and(|row| row.seq == entries && row.hash == header.audit_head))
}
