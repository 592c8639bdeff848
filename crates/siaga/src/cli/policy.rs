//! `siaga policy explain`: the value of a parameter on a day at a place, and why.

use super::error::{self, CliError};
use crate::program::Place;
use anyhow::Result;
use clap::{Args, Subcommand};
use siaga_platform::{Contributions, Law};
use siaga_policy::{Language, Question, explain};
use std::process::ExitCode;

#[derive(Debug, Args)]
#[command(
    after_help = "Contoh:\n  siaga policy list\n  siaga policy explain attendance.recap_cutoff --on 2020-05-26"
)]
pub(crate) struct PolicyArgs {
    #[command(subcommand)]
    command: PolicyCommand,
}

#[derive(Debug, Subcommand)]
enum PolicyCommand {
    /// Nilai yang berlaku, aturan yang menang, aturan yang kalah, dan alasannya
    #[command(
        after_help = "Contoh:\n  siaga policy explain attendance.fingerprint_required --on 2020-06-08 --unit 73.73.01"
    )]
    Explain(ExplainArgs),
    /// Semua parameter dengan satuannya
    #[command(after_help = "Contoh:\n  siaga policy list")]
    List,
}

#[derive(Debug, Args)]
struct ExplainArgs {
    /// Nama parameter, misalnya attendance.recap_cutoff
    parameter: String,
    /// Tanggal berlaku (TTTT-BB-HH)
    #[arg(long)]
    on: String,
    /// Kode wilayah tempat unit itu, misalnya 12.18
    #[arg(long)]
    unit: Option<String>,
    /// Seperti yang diketahui pada tanggal ini
    #[arg(long)]
    known_on: Option<String>,
    /// Jawab dalam bahasa Inggris
    #[arg(long)]
    english: bool,
}

pub(crate) fn run(_place: &Place, args: PolicyArgs) -> Result<ExitCode> {
    let capabilities = crate::capabilities::all();
    let law = Law::load(&Contributions::of(&capabilities))?;
    match args.command {
        PolicyCommand::List => {
            for decl in law.book.declarations() {
                println!("{:<44} {}", decl.name, decl.unit);
            }
        }
        PolicyCommand::Explain(args) => print_explanation(&law, &args)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn print_explanation(law: &Law, args: &ExplainArgs) -> Result<()> {
    if !law.book.declarations().any(|decl| decl.name == args.parameter) {
        let name = &args.parameter;
        return Err(CliError::missing(format!(
            "Parameter «{name}» tidak dikenal. Lihat «siaga policy list»."
        ))
        .into());
    }
    let place = args.unit.as_deref().map(error::region).transpose()?;
    let mut question = Question::on(error::day(&args.on)?);
    question.place = place.as_ref();
    question.known_on = args.known_on.as_deref().map(error::day).transpose()?;
    let Some(answer) = law.book.in_force(&args.parameter, &question) else {
        let (name, on) = (&args.parameter, &args.on);
        return Err(CliError::missing(format!("Tidak ada aturan tentang «{name}» pada {on}.")).into());
    };
    let language = if args.english { Language::English } else { Language::Indonesian };
    for line in explain(&answer, language) {
        println!("{line}");
    }
    Ok(())
}
