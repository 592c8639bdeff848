//! `siaga import`: the same preview and confirmation as on screen.

use crate::program::{self, Place};
use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use siaga_directory::{Counts, ImportKind, Preview, import_confirm, import_preview};
use siaga_platform::Ctx;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Args)]
#[command(
    after_help = "Contoh:\n  siaga import agencies opd.csv\n  siaga import employees pegawai.xlsx --dry-run\n\nBaris bermasalah tidak pernah ditulis; baris lain tetap masuk. Kode keluar 2 bila ada baris bermasalah."
)]
pub(crate) struct ImportArgs {
    /// Isi berkas
    what: What,
    /// Berkas CSV atau XLSX
    file: PathBuf,
    /// Hanya pratinjau; tidak ada yang ditulis
    #[arg(long)]
    dry_run: bool,
    /// Pasangkan kolom sendiri, misalnya --column nip=3 (nomor kolom mulai 1); boleh berulang
    #[arg(long = "column", value_name = "ISIAN=KOLOM")]
    columns: Vec<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum What {
    /// Pegawai
    Employees,
    /// Perangkat daerah dan unit kerja
    Agencies,
}

/// Exit code of an import with refused rows.
const SOME_REFUSED: u8 = 2;

pub(crate) async fn run(place: &Place, args: ImportArgs) -> Result<ExitCode> {
    let app = program::open(place).await?;
    let ctx = program::command_ctx(&app).await?;
    let kind = match args.what {
        What::Employees => ImportKind::Employees,
        What::Agencies => ImportKind::Agencies,
    };
    let bytes =
        std::fs::read(&args.file).with_context(|| format!("{} tidak dapat dibaca", args.file.display()))?;
    let name = args.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut preview = import_preview(&ctx, kind, &name, bytes, None).await?;
    if !args.columns.is_empty() {
        let mapping = mapping(&preview, kind, &args.columns)?;
        preview = siaga_directory::import_map(&ctx, preview.id, mapping).await?;
    }
    print_preview(&ctx, &preview);
    if !preview.missing.is_empty() {
        bail!("Kolom wajib belum dikenali: {}. Sebutkan dengan --column.", preview.missing.join(", "));
    }
    if args.dry_run {
        println!("Pratinjau saja; tidak ada yang ditulis.");
    } else {
        let outcome = import_confirm(&ctx, preview.id).await?;
        println!("Ditulis: {}", counts_text(&outcome.counts));
    }
    app.db.clone().close().await;
    Ok(if preview.counts.refused > 0 { ExitCode::from(SOME_REFUSED) } else { ExitCode::SUCCESS })
}

fn mapping(
    preview: &Preview,
    kind: ImportKind,
    columns: &[String],
) -> Result<std::collections::BTreeMap<String, usize>> {
    let mut mapping = preview.mapping.clone();
    for column in columns {
        let (field, number) = column.split_once('=').context("Tulis --column ISIAN=NOMOR, misalnya nip=3")?;
        if !kind.fields().iter().any(|known| known.name == field) {
            let known: Vec<_> = kind.fields().iter().map(|known| known.name).collect();
            bail!("Isian «{field}» tidak dikenal. Yang ada: {}", known.join(", "));
        }
        let number: usize =
            number.parse().ok().filter(|number| *number > 0).context("Nomor kolom mulai dari 1")?;
        mapping.insert(field.to_owned(), number - 1);
    }
    Ok(mapping)
}

fn print_preview(ctx: &Ctx, preview: &Preview) {
    println!("{}: {}", preview.file_name, counts_text(&preview.counts));
    for finding in &preview.findings {
        let id = format!("problem-{}", finding.code.replace(['.', '_'], "-"));
        let values: Vec<(&str, String)> =
            finding.values.iter().map(|(name, value)| (*name, value.clone())).collect();
        println!("  baris {}, {}: {}", finding.row, finding.field, ctx.text(&id, &values));
    }
}

fn counts_text(counts: &Counts) -> String {
    format!(
        "{} baru, {} berubah, {} tetap, {} bermasalah",
        counts.added, counts.changed, counts.unchanged, counts.refused
    )
}
