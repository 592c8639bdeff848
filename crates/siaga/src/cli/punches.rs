//! `siaga punches`: every stored punch of a terminal with its raw line.

use crate::program::{self, Place};
use anyhow::Result;
use clap::{Args, ValueEnum};
use serde::Serialize;
use siaga_attendance::StoredPunch;
use std::io::Write;
use std::process::ExitCode;

#[derive(Debug, Args)]
#[command(after_help = "Contoh:\n  siaga punches --terminal SGA2006080001 --format csv > ketukan.csv")]
pub(crate) struct PunchesArgs {
    /// Nomor seri mesin
    #[arg(long)]
    terminal: String,
    /// Bentuk keluaran
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Teks berbatas koma
    Csv,
    /// Satu objek JSON sebaris
    Json,
}

#[derive(Serialize)]
struct Row<'a> {
    terminal: &'a str,
    pin: &'a str,
    at: String,
    status: i16,
    verify: i16,
    work_code: &'a str,
    raw: String,
}

pub(crate) async fn run(place: &Place, args: PunchesArgs) -> Result<ExitCode> {
    let app = program::open(place).await?;
    let ctx = program::command_ctx(&app).await?;
    let days = siaga_attendance::punch_days(&ctx, &args.terminal).await?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if matches!(args.format, Format::Csv) {
        writeln!(out, "terminal,pin,at,status,verify,work_code,raw")?;
    }
    for day in days {
        for punch in siaga_attendance::punches_on(&ctx, &args.terminal, day).await? {
            write_punch(&mut out, args.format, &args.terminal, &punch)?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn write_punch(out: &mut impl Write, format: Format, terminal: &str, punch: &StoredPunch) -> Result<()> {
    let row = Row {
        terminal,
        pin: &punch.pin,
        at: format!("{} {}", punch.punched_on, time_text(punch.second_of_day)),
        status: punch.status,
        verify: punch.verify,
        work_code: punch.work_code.as_deref().unwrap_or_default(),
        raw: String::from_utf8_lossy(&punch.raw_line).into_owned(),
    };
    match format {
        Format::Json => serde_json::to_writer(&mut *out, &row)?,
        Format::Csv => {
            let cells = [
                row.terminal.to_owned(),
                row.pin.to_owned(),
                row.at,
                row.status.to_string(),
                row.verify.to_string(),
                row.work_code.to_owned(),
                row.raw,
            ];
            write!(out, "{}", cells.map(|cell| csv_cell(&cell)).join(","))?;
        }
    }
    writeln!(out)?;
    Ok(())
}

/// A cell that a spreadsheet reads as text, also when it begins like a formula.
fn csv_cell(text: &str) -> String {
    let guarded =
        if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() };
    if guarded.contains([',', '"', '\n', '\r', '\t']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

fn time_text(second_of_day: i32) -> String {
    format!("{:02}:{:02}:{:02}", second_of_day / 3600, second_of_day / 60 % 60, second_of_day % 60)
}
