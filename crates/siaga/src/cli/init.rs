//! `siaga init`: a new installation for one regional government.

use super::error::{self, CliError};
use crate::program::{self, Place};
use anyhow::Result;
use chrono::NaiveDate;
use clap::Args;
use siaga_access::{Grant, Role};
use siaga_civil::{CivilZone, RegionCode};
use siaga_platform::accounts::{self, NewAccount};
use siaga_platform::db::DatabaseUrl;
use siaga_platform::{App, Clock, Ctx, Government, SystemClock, session};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// Longest login of an account.
const LOGIN_MAX: usize = 64;

#[derive(Debug, Args)]
#[command(
    after_help = "Contoh:\n  siaga init --region 12.18 --name \"Pemerintah Kabupaten Serdang Bedagai\" --timezone Asia/Jakarta\n  siaga init --region 12.18 --name \"Pemerintah Kabupaten Serdang Bedagai\" --timezone Asia/Jakarta --since 2020-05-01"
)]
pub(crate) struct InitArgs {
    /// Kode wilayah kabupaten/kota, misalnya 12.18
    #[arg(long)]
    region: String,
    /// Nama pemerintah daerah seperti pada kop surat
    #[arg(long)]
    name: String,
    /// Zona waktu: Asia/Jakarta (WIB), Asia/Makassar (WITA), Asia/Jayapura (WIT)
    #[arg(long)]
    timezone: String,
    /// Hari pertama yang dicatat di sini (TTTT-BB-HH); hari sebelumnya tidak dinilai. Bawaan: hari ini
    #[arg(long)]
    since: Option<String>,
    /// Nama masuk administrator pertama
    #[arg(long, default_value = "admin")]
    admin: String,
}

pub(crate) async fn run(place: &Place, args: InitArgs) -> Result<ExitCode> {
    let plan = Plan::read(&args)?;
    if place.demo_marker().exists() {
        let folder = place.folder.display();
        return Err(CliError::conflict(format!(
            "Folder {folder} berisi peragaan. Pakai folder lain dengan --data."
        ))
        .into());
    }
    let before = Traces::of(place);
    let made = make(place, &plan).await;
    if made.is_err() {
        before.remove_what_came_after();
    }
    let (government, password) = made?;
    println!("Siap: {} ({})", government.name, government.region);
    println!("Catatan di sini mulai {}.", siaga_civil::date_long(government.begins_on));
    println!("Masuk sebagai «{}» dengan kata sandi sekali pakai: {password}", args.admin);
    println!("Lanjut: siaga serve --data {}", place.folder.display());
    Ok(ExitCode::SUCCESS)
}

/// What is to be made, checked before any file is.
struct Plan {
    region: RegionCode,
    name: String,
    zone: CivilZone,
    begins_on: NaiveDate,
    login: String,
}

impl Plan {
    fn read(args: &InitArgs) -> Result<Self> {
        let region = error::region(&args.region)?;
        let zone = error::zone(&args.timezone)?;
        siaga_directory::check_government(&region, &args.name)?;
        let begins_on = match &args.since {
            Some(text) => error::day(text)?,
            None => zone.local(SystemClock.now()).date(),
        };
        let login = args.admin.trim();
        if login.is_empty() || login.len() > LOGIN_MAX || login.chars().any(char::is_whitespace) {
            return Err(CliError::wrong(format!(
                "Nama masuk «{login}» kosong, terlalu panjang atau berspasi."
            ))
            .into());
        }
        Ok(Self { region, name: args.name.clone(), zone, begins_on, login: login.to_owned() })
    }
}

async fn make(place: &Place, plan: &Plan) -> Result<(Government, String)> {
    let app = program::assemble(place, Arc::new(SystemClock), false).await?;
    let made = make_government(&app, plan).await;
    app.db.clone().close().await;
    made
}

async fn make_government(app: &App, plan: &Plan) -> Result<(Government, String)> {
    if !session::governments(app).await?.is_empty() {
        return Err(CliError::conflict(
            "Data di sini sudah disiapkan. Pakai folder lain dengan --data bila ingin mulai dari awal.",
        )
        .into());
    }
    let Plan { region, name, zone, begins_on, login } = plan;
    let government = siaga_directory::init_government_since(app, *region, name, *zone, *begins_on).await?;
    let ctx = app.system_ctx("command-line", &government);
    let password = first_password(&ctx);
    let account = NewAccount {
        login: login.clone(),
        name: "Administrator".to_owned(),
        employee: None,
        password: password.clone(),
        must_change_password: true,
    };
    create_administrator(&ctx, account).await?;
    Ok((government, password))
}

/// The files of an installation that were there before it began.
struct Traces {
    folder: PathBuf,
    had_folder: bool,
    absent: Vec<PathBuf>,
}

impl Traces {
    fn of(place: &Place) -> Self {
        let mut files = vec![place.key_file()];
        if let Ok(DatabaseUrl::SqliteFile(path)) = place.url() {
            files.extend(["", "-wal", "-shm"].map(|ending| {
                let mut name = path.clone().into_os_string();
                name.push(ending);
                PathBuf::from(name)
            }));
        }
        files.retain(|file| !file.exists());
        Self { folder: place.folder.clone(), had_folder: place.folder.exists(), absent: files }
    }

    /// Takes away what a failed beginning made; what was there before stays.
    fn remove_what_came_after(&self) {
        for file in &self.absent {
            let _ = std::fs::remove_file(file);
        }
        if !self.had_folder {
            let _ = std::fs::remove_dir(&self.folder);
        }
    }
}

async fn create_administrator(ctx: &Ctx, account: NewAccount) -> Result<()> {
    let tx = ctx.db().begin().await?;
    let id = accounts::create(ctx, &tx, account).await?;
    let today = ctx.government.zone.local(SystemClock.now()).date();
    let grant = Grant { role: Role::Administrator, agency: None, from_on: today, until_on: None };
    accounts::grant(ctx, &tx, id, &grant).await?;
    Ok(tx.commit().await?)
}

/// Twenty letters and digits that cannot be mistaken for one another, in groups of five.
pub(crate) fn first_password(ctx: &Ctx) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789z";
    let bytes: [u8; 20] = ctx.app.ids.secret();
    let letters: Vec<char> = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect();
    letters.chunks(5).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args() -> InitArgs {
        InitArgs {
            region: "12.18".to_owned(),
            name: "Kabupaten".to_owned(),
            timezone: "Asia/Jakarta".to_owned(),
            since: None,
            admin: "admin".to_owned(),
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_wrong_beginning_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place { folder: folder.path().join("data"), database: None };
        let wrong = [
            InitArgs { region: "12.99".to_owned(), ..args() },
            InitArgs { region: "x".to_owned(), ..args() },
            InitArgs { name: " ".to_owned(), ..args() },
            InitArgs { timezone: "WIB".to_owned(), ..args() },
            InitArgs { since: Some("26-05-2020".to_owned()), ..args() },
            InitArgs { admin: "dua kata".to_owned(), ..args() },
        ];
        for args in wrong {
            assert!(run(&place, args).await.is_err());
            assert!(!place.folder.exists());
        }
        let before = Traces::of(&place);
        program::assemble(&place, Arc::new(SystemClock), false).await.unwrap().db.clone().close().await;
        before.remove_what_came_after();
        assert!(!place.folder.exists(), "a failure after the files were made takes them away");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn records_begin_on_the_day_that_was_chosen() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place { folder: folder.path().to_owned(), database: None };
        run(&place, InitArgs { since: Some("2020-05-01".to_owned()), ..args() }).await.unwrap();
        let app = program::open(&place).await.unwrap();
        let government = session::default_government(&app).await.unwrap();
        assert_eq!(government.begins_on.to_string(), "2020-05-01");
        let again = run(&place, args()).await.unwrap_err();
        assert_eq!(again.downcast_ref::<CliError>().map(|error| error.code), Some(5));
    }
}
