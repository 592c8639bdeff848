//! `siaga init`: a new installation for one regional government.

use crate::program::{self, Place};
use anyhow::{Result, anyhow, bail};
use clap::Args;
use siaga_access::{Grant, Role};
use siaga_civil::{CivilZone, RegionCode};
use siaga_platform::accounts::{self, NewAccount};
use siaga_platform::{Clock, Ctx, SystemClock, session};
use std::process::ExitCode;
use std::sync::Arc;

#[derive(Debug, Args)]
#[command(
    after_help = "Contoh:\n  siaga init --region 12.18 --name \"Pemerintah Kabupaten Serdang Bedagai\" --timezone Asia/Jakarta"
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
    /// Nama masuk administrator pertama
    #[arg(long, default_value = "admin")]
    admin: String,
}

pub(crate) async fn run(place: &Place, args: InitArgs) -> Result<ExitCode> {
    let region = RegionCode::parse(&args.region)
        .map_err(|error| anyhow!("Kode wilayah «{}» tidak sah: {error}. Contoh: 12.18", args.region))?;
    let zone = CivilZone::from_iana(&args.timezone).map_err(|_| {
        anyhow!(
            "Zona waktu «{}» tidak dikenal. Pakai Asia/Jakarta, Asia/Makassar atau Asia/Jayapura.",
            args.timezone
        )
    })?;
    if place.demo_marker().exists() {
        bail!("Folder {} berisi peragaan. Pakai folder lain dengan --data.", place.folder.display());
    }
    let app = program::assemble(place, Arc::new(SystemClock), false).await?;
    if !session::governments(&app).await?.is_empty() {
        bail!("Data di sini sudah disiapkan. Pakai folder lain dengan --data bila ingin mulai dari awal.");
    }
    let government = siaga_directory::init_government(&app, region, &args.name, zone).await?;
    let ctx = app.system_ctx("command-line", &government);
    let password = first_password(&ctx);
    let account = NewAccount {
        login: args.admin.clone(),
        name: "Administrator".to_owned(),
        employee: None,
        password: password.clone(),
        must_change_password: true,
    };
    create_administrator(&ctx, account).await?;
    println!("Siap: {} ({})", government.name, government.region);
    println!("Masuk sebagai «{}» dengan kata sandi sekali pakai: {password}", args.admin);
    println!("Lanjut: siaga serve --data {}", place.folder.display());
    app.db.clone().close().await;
    Ok(ExitCode::SUCCESS)
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
