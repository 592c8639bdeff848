//! `siaga import`: the same preview and confirmation as on screen.

use super::error::CliError;
use crate::program::{self, Place};
use anyhow::Result;
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
    let bytes = std::fs::read(&args.file).map_err(|error| CliError::file(&args.file, &error))?;
    let name = args.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut preview = import_preview(&ctx, kind, &name, bytes, None).await?;
    if !args.columns.is_empty() {
        let mapping = mapping(&preview, kind, &args.columns)?;
        preview = siaga_directory::import_map(&ctx, preview.id, mapping).await?;
    }
    print_preview(&ctx, &preview);
    if !preview.missing.is_empty() {
        return Err(CliError::wrong(missing_columns(&ctx, &preview)).into());
    }
    if args.dry_run {
        println!("Pratinjau saja; tidak ada yang ditulis.");
    } else if preview.counts.added + preview.counts.changed == 0 {
        println!("Tidak ada yang perlu ditulis.");
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
        let wrong =
            || CliError::wrong("Tulis --column ISIAN=NOMOR, misalnya nip=3; nomor kolom mulai dari 1.");
        let (field, number) = column.split_once('=').ok_or_else(wrong)?;
        if !kind.fields().iter().any(|known| known.name == field) {
            let known: Vec<_> = kind.fields().iter().map(|known| known.name).collect();
            let known = known.join(", ");
            return Err(CliError::wrong(format!("Isian «{field}» tidak dikenal. Yang ada: {known}")).into());
        }
        let number: usize = number.parse().ok().filter(|number| *number > 0).ok_or_else(wrong)?;
        mapping.insert(field.to_owned(), number - 1);
    }
    Ok(mapping)
}

/// Names the columns as the screens do, with the words that `--column` takes.
fn missing_columns(ctx: &Ctx, preview: &Preview) -> String {
    let columns: Vec<String> = preview.missing.iter().map(|field| column_title(ctx, field)).collect();
    let first = preview.missing.first().unwrap_or(&"nip");
    format!(
        "Kolom wajib belum dikenali: {}. Sebutkan nomornya, misalnya --column {first}=3.",
        columns.join("; ")
    )
}

fn column_title(ctx: &Ctx, field: &str) -> String {
    let title = ctx.text(&format!("directory-field-{}", field.replace('_', "-")), &[]);
    format!("{title} [{field}]")
}

fn print_preview(ctx: &Ctx, preview: &Preview) {
    println!("{}: {}", preview.file_name, counts_text(&preview.counts));
    for finding in &preview.findings {
        let id = format!("problem-{}", finding.code.replace(['.', '_'], "-"));
        let values: Vec<(&str, String)> =
            finding.values.iter().map(|(name, value)| (*name, value.clone())).collect();
        println!("  baris {}, {}: {}", finding.row, column_title(ctx, finding.field), ctx.text(&id, &values));
    }
}

fn counts_text(counts: &Counts) -> String {
    format!(
        "{} baru, {} berubah, {} tetap, {} bermasalah",
        counts.added, counts.changed, counts.unchanged, counts.refused
    )
}
