//! `siaga recap`: the attendance of a day, a month or a year.

use super::error::CliError;
use crate::program::{self, Place};
use crate::recap_text;
use anyhow::Result;
use chrono::NaiveDate;
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
    let period = RecapPeriod::parse(&args.date).ok_or_else(|| {
        CliError::wrong(format!("Tanggal «{}» tidak sah. Contoh: 2020-05-26, 2020-05 atau 2020", args.date))
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
        known_at: None,
    };
    let answer = siaga_attendance::recap(&ctx, &question).await?;
    let note = match period {
        RecapPeriod::Day(day) => note(&ctx, day),
        _ => None,
    };
    let bytes = match args.format {
        Format::Table if note.is_some() && answer.total.obliged == 0 => Vec::new(),
        Format::Table => table(&ctx, &answer).await?.into_bytes(),
        Format::Csv => write_csv(&figure_sheet(&ctx, &answer)),
        Format::Json => serde_json::to_vec_pretty(&figure_json(&answer))?,
        Format::Xlsx => write_xlsx(&[figure_sheet(&ctx, &answer)])?,
    };
    if let Some(note) = note {
        say(&args, &note)?;
    }
    write_out(&args, &bytes)?;
    app.db.clone().close().await;
    Ok(ExitCode::SUCCESS)
}

/// Returns why a day has no figures, or not the usual ones.
fn note(ctx: &Ctx, day: NaiveDate) -> Option<String> {
    let (on, begins_on) = (siaga_civil::date_long(day), ctx.government.begins_on);
    if day > ctx.today() {
        return Some(format!("{on} belum tiba."));
    }
    if day < begins_on {
        return Some(format!(
            "{on}: belum ada data; catatan di sini mulai {}.",
            siaga_civil::date_long(begins_on)
        ));
    }
    let why = siaga_attendance::day_off(ctx, day)?;
    let named = why.values.iter().find(|(name, _)| *name == "name").map(|(_, name)| name.as_str());
    Some(format!("{on} libur: {}.", named.unwrap_or("akhir pekan")))
}

/// Tables and their remark go to one place; files for programs stay free of remarks.
fn say(args: &RecapArgs, note: &str) -> Result<()> {
    if matches!(args.format, Format::Table) && args.out.is_none() {
        writeln!(std::io::stdout().lock(), "{note}")?;
    } else {
        eprintln!("{note}");
    }
    Ok(())
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
        return std::fs::write(file, bytes).map_err(|error| CliError::file(file, &error).into());
    }
    let mut out = std::io::stdout().lock();
    if matches!(args.format, Format::Xlsx) && out.is_terminal() {
        return Err(CliError::wrong(
            "Buku kerja XLSX tidak dapat ditampilkan. Sebutkan berkas dengan --out rekap.xlsx",
        )
        .into());
    }
    out.write_all(bytes)?;
    if matches!(args.format, Format::Json) {
        writeln!(out)?;
    }
    Ok(())
}
