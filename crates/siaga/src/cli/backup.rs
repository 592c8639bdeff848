//! `siaga backup` and `siaga restore`: one file with a header that tells what must be in it.

use crate::program::{self, Place};
use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use siaga_platform::db::{self, DatabaseUrl, Db, Engine};
use siaga_platform::{App, Ids, Secrets, audit};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

#[derive(Debug, Args)]
#[command(
    after_help = "Contoh:\n  siaga backup cadangan-2020-05-26.siaga\n\nServer boleh tetap berjalan. Kunci siaga.key tidak ikut; simpan terpisah."
)]
pub(crate) struct BackupArgs {
    /// Berkas cadangan yang dibuat
    file: PathBuf,
}

#[derive(Debug, Args)]
#[command(after_help = "Contoh:\n  siaga restore cadangan.siaga --data ./siaga-baru --key ./siaga.key")]
pub(crate) struct RestoreArgs {
    /// Berkas cadangan
    file: PathBuf,
    /// Berkas kunci siaga.key dari pemasangan asal
    #[arg(long)]
    key: Option<PathBuf>,
}

const MAGIC: &str = "siaga-backup";
const FORM: u32 = 1;

/// First line of a backup file; the database follows byte for byte.
#[derive(Debug, Serialize, Deserialize)]
struct Header {
    magic: String,
    form: u32,
    engine: String,
    bytes: u64,
    sha256: String,
    key_check: String,
    made_at: String,
    audit_entries: u64,
    audit_head: String,
}

pub(crate) async fn run(place: &Place, args: BackupArgs) -> Result<ExitCode> {
    if args.file.exists() {
        bail!("Berkas {} sudah ada. Pakai nama lain.", args.file.display());
    }
    let app = program::open(place).await?;
    let report = audit::verify(app.db.reader()).await?;
    if let Some(fault) = report.fault {
        bail!("Catatan audit rusak ({fault}); cadangan tidak dibuat. Jalankan «siaga verify».");
    }
    let payload = with_ending(&args.file, "isi");
    let dumped = dump(place, &app, &payload).await;
    let written = dumped.and_then(|()| write_backup(&args.file, &payload, &app, &report));
    let _ = fs::remove_file(&payload);
    let header = written?;
    println!(
        "Cadangan: {} ({} byte, {} catatan audit)",
        args.file.display(),
        header.bytes,
        header.audit_entries
    );
    println!("Simpan juga {} di tempat lain: tanpa kunci itu NIK tidak terbaca.", place.key_file().display());
    Ok(ExitCode::SUCCESS)
}

async fn dump(place: &Place, app: &App, payload: &Path) -> Result<()> {
    match (app.db.engine(), place.url()?) {
        (Engine::Postgres, DatabaseUrl::Postgres(address)) => {
            let mut command = Command::new("pg_dump");
            command.args(["--format=custom", "--no-owner", "--no-privileges", "--file"]).arg(payload);
            run_tool(command.arg("--dbname").arg(address), "pg_dump")
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
    let part = with_ending(file, "part");
    let mut out = File::create(&part).with_context(|| format!("{} tidak dapat ditulis", part.display()))?;
    writeln!(out, "{}", serde_json::to_string(&header)?)?;
    std::io::copy(&mut File::open(payload)?, &mut out)?;
    out.sync_all()?;
    fs::rename(&part, file)?;
    Ok(header)
}

pub(crate) async fn restore(place: &Place, args: RestoreArgs) -> Result<ExitCode> {
    let (header, mut body) = open_backup(&args.file)?;
    refuse_occupied(place).await?;
    place_key(place, args.key.as_deref(), &header)?;
    let payload = place.folder.join("restore.part");
    let copied = copy_checked(&mut body, &payload, &header);
    if let Err(error) = copied {
        let _ = fs::remove_file(&payload);
        return Err(error);
    }
    bring_in(place, &payload, &header)?;
    let app = program::open(place).await?;
    let report = audit::verify(app.db.reader()).await?;
    if report.fault.is_some()
        || report.entries != header.audit_entries
        || report.head.to_string() != header.audit_head
    {
        bail!(
            "Data yang dipulihkan tidak sama dengan saat dicadangkan (catatan audit berbeda). Jangan dipakai."
        );
    }
    println!("Dipulihkan dari {} (dibuat {}).", args.file.display(), header.made_at);
    println!("Periksa semuanya dengan «siaga verify».");
    app.db.clone().close().await;
    Ok(ExitCode::SUCCESS)
}

fn open_backup(file: &Path) -> Result<(Header, BufReader<File>)> {
    let source = File::open(file).with_context(|| format!("{} tidak dapat dibuka", file.display()))?;
    let mut body = BufReader::new(source);
    let mut line = Vec::new();
    body.by_ref().take(4096).read_until(b'\n', &mut line)?;
    let header: Header = serde_json::from_slice(&line)
        .map_err(|_| anyhow!("{} bukan berkas cadangan Siaga.", file.display()))?;
    if header.magic != MAGIC || header.form != FORM {
        bail!("{} dibuat oleh versi Siaga yang lain; pakai versi itu untuk memulihkan.", file.display());
    }
    Ok((header, body))
}

async fn refuse_occupied(place: &Place) -> Result<()> {
    let url = place.url()?;
    let is_occupied = match &url {
        DatabaseUrl::SqliteFile(path) => path.exists(),
        DatabaseUrl::Postgres(_) => {
            let db = Db::open(&url).await?;
            let tables: i64 = db::scalar(
                db.reader(),
                "select cast(count(*) as bigint) from information_schema.tables where table_name = $1",
                ["platform_migration".into()],
            )
            .await?;
            tables > 0
        }
    };
    if is_occupied {
        bail!("Di tujuan sudah ada data. Pulihkan ke folder atau basis data yang kosong.");
    }
    Ok(())
}

fn place_key(place: &Place, key: Option<&Path>, header: &Header) -> Result<()> {
    fs::create_dir_all(&place.folder)?;
    let source = key.map_or_else(|| place.key_file(), Path::to_path_buf);
    if !source.exists() {
        bail!("Kunci belum ada. Sebutkan dengan --key siaga.key dari pemasangan asal.");
    }
    let secrets = Secrets::load_or_create(&source, Ids)?;
    if key_check(&secrets) != header.key_check {
        bail!("Kunci {} bukan kunci dari cadangan ini.", source.display());
    }
    if source != place.key_file() {
        if place.key_file().exists() {
            bail!("Di {} sudah ada kunci lain. Pakai folder kosong.", place.folder.display());
        }
        fs::copy(&source, place.key_file())?;
    }
    Ok(())
}

fn copy_checked(body: &mut impl Read, payload: &Path, header: &Header) -> Result<()> {
    let mut out =
        File::create(payload).with_context(|| format!("{} tidak dapat ditulis", payload.display()))?;
    std::io::copy(body, &mut out)?;
    out.sync_all()?;
    let (bytes, sha256) = measure(&mut File::open(payload)?)?;
    if bytes != header.bytes || sha256 != header.sha256 {
        bail!("Berkas cadangan rusak atau terpotong. Tidak ada yang dipulihkan; pakai cadangan lain.");
    }
    Ok(())
}

fn bring_in(place: &Place, payload: &Path, header: &Header) -> Result<()> {
    match place.url()? {
        DatabaseUrl::SqliteFile(path) => {
            if header.engine != engine_name(Engine::Sqlite) {
                bail!("Cadangan ini dari PostgreSQL; pulihkan dengan --database postgres://…");
            }
            fs::rename(payload, path)?;
        }
        DatabaseUrl::Postgres(address) => {
            if header.engine != engine_name(Engine::Postgres) {
                bail!("Cadangan ini dari SQLite; pulihkan tanpa --database.");
            }
            let mut command = Command::new("pg_restore");
            command.args(["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]);
            run_tool(command.arg("--dbname").arg(address).arg(payload), "pg_restore")?;
            fs::remove_file(payload)?;
        }
    }
    Ok(())
}

fn run_tool(command: &mut Command, name: &str) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("{name} tidak ditemukan; pasang paket postgresql-client"))?;
    if !status.success() {
        bail!("{name} gagal ({status}); lihat pesannya di atas.");
    }
    Ok(())
}

fn measure(file: &mut File) -> Result<(u64, String)> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0_u8; 1 << 16];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((bytes, hex::encode(hasher.finalize())));
        }
        hasher.update(&buffer[..read]);
        bytes += read as u64;
    }
}

fn key_check(secrets: &Secrets) -> String {
    hex::encode(&secrets.derive("backup-check")[..8])
}

fn engine_name(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    }
}

fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}
