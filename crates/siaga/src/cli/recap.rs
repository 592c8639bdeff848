//! `siaga recap`: the attendance of a day, a month or a year.

use crate::program::{self, Place};
use crate::recap_text;
use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use siaga_attendance::{
    RecapAnswer, RecapBy, RecapPeriod, RecapQuestion, StaffGroup, StatusKind, figure_json, figure_sheet,
};
use siaga_platform::files::{write_csv, write_xlsx};
use siaga_platform::{Ctx, jobs};
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Args)]
#[command(
    after_help = "Contoh:\n  siaga recap --date 2020-05-26\n  siaga recap --date 2020-05-26 --by person --agency DISDIK --format csv\n  siaga recap --date 2020-05 --by agency --format xlsx --out mei.xlsx"
)]
pub(crate) struct RecapArgs {
    /// Hari (TTTT-BB-HH), bulan (TTTT-BB) atau tahun (TTTT)
    #[arg(long)]
    date: String,
    /// Baris per apa
    #[arg(long, value_enum, default_value_t = By::Agency)]
    by: By,
    /// Hanya perangkat daerah ini (kode)
    #[arg(long)]
    agency: Option<String>,
    /// Hanya ASN atau hanya tenaga kontrak
    #[arg(long, value_enum)]
    staff: Option<Staff>,
    /// ASN dan tenaga kontrak di baris terpisah
    #[arg(long)]
    apart: bool,
    /// Bentuk keluaran
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Tulis ke berkas ini, bukan ke layar
    #[arg(long)]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum By {
    Region,
    Agency,
    Unit,
    Person,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Staff {
    /// Aparatur sipil negara
    Asn,
    /// Tenaga kontrak
    Contract,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
    Xlsx,
}

pub(crate) async fn run(place: &Place, args: RecapArgs) -> Result<ExitCode> {
    let period = RecapPeriod::parse(&args.date).with_context(|| {
        format!("Tanggal «{}» tidak sah. Contoh: 2020-05-26, 2020-05 atau 2020", args.date)
    })?;
    let app = program::open(place).await?;
    let ctx = program::command_ctx(&app).await?;
    // What arrived while no server ran is counted too.
    jobs::run_once(&app, &crate::capabilities::all()).await?;
    let question = RecapQuestion {
        period,
        by: by(args.by),
        agency: args.agency.clone(),
        group: args.staff.map(|staff| match staff {
            Staff::Asn => StaffGroup::CivilServant,
            Staff::Contract => StaffGroup::ContractWorker,
        }),
        apart: args.apart,
    };
    let answer = siaga_attendance::recap(&ctx, &question).await?;
    let bytes = match args.format {
        Format::Table => table(&ctx, &answer).await?.into_bytes(),
        Format::Csv => write_csv(&figure_sheet(&ctx, &answer)),
        Format::Json => serde_json::to_vec_pretty(&figure_json(&answer))?,
        Format::Xlsx => write_xlsx(&[figure_sheet(&ctx, &answer)])?,
    };
    write_out(&args, &bytes)?;
    app.db.clone().close().await;
    Ok(ExitCode::SUCCESS)
}

fn by(by: By) -> RecapBy {
    match by {
        By::Region => RecapBy::Region,
        By::Agency => RecapBy::Agency,
        By::Unit => RecapBy::Unit,
        By::Person => RecapBy::Person,
    }
}

async fn table(ctx: &Ctx, answer: &RecapAnswer) -> Result<String> {
    let mut text = format!("{}\n\n{}\n", recap_text::table(answer), recap_text::conclusion(ctx, answer));
    if matches!(answer.question.period, RecapPeriod::Day(_)) {
        let by_person = RecapQuestion { by: RecapBy::Person, apart: false, ..answer.question.clone() };
        let people = siaga_attendance::recap(ctx, &by_person).await?;
        for (heading, kind) in
            [("Tanpa keterangan", StatusKind::Unexcused), ("Belum ada catatan", StatusKind::NoRecord)]
        {
            text.push_str(&format!("\n{}\n", recap_text::named(&people, heading, kind)));
        }
    }
    Ok(text)
}

fn write_out(args: &RecapArgs, bytes: &[u8]) -> Result<()> {
    if let Some(file) = &args.out {
        return std::fs::write(file, bytes)
            .with_context(|| format!("{} tidak dapat ditulis", file.display()));
    }
    let mut out = std::io::stdout().lock();
    if matches!(args.format, Format::Xlsx) && out.is_terminal() {
        bail!("Buku kerja XLSX tidak dapat ditampilkan. Sebutkan berkas dengan --out rekap.xlsx");
    }
    out.write_all(bytes)?;
    if matches!(args.format, Format::Json) {
        writeln!(out)?;
    }
    Ok(())
}
