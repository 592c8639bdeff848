//! `siaga policy explain`: the value of a parameter on a day for an office, and why.

use super::error::{self, CliError};
use crate::program::{self, Place};
use anyhow::Result;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use siaga_directives::{LawSubject, fact_names, law_subject, read_facts};
use siaga_platform::{Contributions, Ctx, Law, session};
use siaga_policy::{Facts, Language, PolicyBook, explain, explain_silence};
use std::process::ExitCode;
use std::sync::Arc;

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
        after_help = "Contoh:\n  siaga policy explain attendance.fingerprint_required --on 2020-06-08 --unit 73.73.01\n  siaga policy explain arrangements.office_share_max --on 2021-02-10 --unit DINKES --facts zone=red\n  siaga policy explain events.persons_max --on 2021-03-01 --known-on 2021-02-01"
    )]
    Explain(ExplainArgs),
    /// Semua parameter dengan satuannya
    #[command(after_help = "Contoh:\n  siaga policy list")]
    List,
    /// Semua keadaan yang dapat menjadi syarat, dengan nilainya
    #[command(after_help = "Contoh:\n  siaga policy facts")]
    Facts,
}

#[derive(Debug, Args)]
struct ExplainArgs {
    /// Nama parameter, misalnya attendance.recap_cutoff
    parameter: String,
    /// Tanggal berlaku (TTTT-BB-HH)
    #[arg(long)]
    on: String,
    /// Kode perangkat daerah (DINKES), unit kerja (DINKES/P2P) atau wilayah (12.18)
    #[arg(long)]
    unit: Option<String>,
    /// Seperti yang diketahui pada tanggal ini
    #[arg(long)]
    known_on: Option<String>,
    /// Keadaan yang dipakai di atas yang tercatat, misalnya zone=red,ppkm_level=3
    #[arg(long, default_value = "")]
    facts: String,
    /// Jawab dalam bahasa Inggris
    #[arg(long)]
    english: bool,
}

pub(crate) async fn run(place: &Place, args: PolicyArgs) -> Result<ExitCode> {
    for line in lines(place, args).await? {
        println!("{line}");
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns what the command prints.
pub(crate) async fn lines(place: &Place, args: PolicyArgs) -> Result<Vec<String>> {
    Ok(match args.command {
        PolicyCommand::List => {
            let law = shipped()?;
            law.book.declarations().map(|decl| format!("{:<44} {}", decl.name, decl.unit)).collect()
        }
        PolicyCommand::Facts => {
            fact_names().into_iter().map(|(name, values)| format!("{name:<28} {values}")).collect()
        }
        PolicyCommand::Explain(args) => explain_parameter(place, &args).await?,
    })
}

/// Returns the law that comes with the program.
fn shipped() -> Result<Law> {
    Ok(Law::load(&Contributions::of(&crate::capabilities::all()))?)
}

async fn explain_parameter(place: &Place, args: &ExplainArgs) -> Result<Vec<String>> {
    let on = error::day(&args.on)?;
    let known_on = args.known_on.as_deref().map(error::day).transpose()?;
    let given = read_facts(&args.facts).map_err(|piece| wrong_fact(&piece))?;
    let code = args.unit.as_deref().unwrap_or_default();
    let asked = |book: &PolicyBook, subject: LawSubject| {
        let subject = with_facts(subject, &given);
        explanation(book, &subject, args, on, known_on)
    };
    match installation(place).await? {
        Some(ctx) => {
            let law = Arc::clone(&ctx.law);
            let subject = law_subject(&ctx, code, on, known_on).await.map_err(|problem| {
                tracing::debug!(%problem, "whose law is asked for could not be found");
                wrong_code(code)
            });
            ctx.app.db.clone().close().await;
            asked(&law.book, subject?)
        }
        None if code.is_empty() => asked(&shipped()?.book, LawSubject::nation()),
        None => asked(&shipped()?.book, LawSubject::unrecorded(error::region(code)?)),
    }
}

/// Returns the installation with its signed circulars and recorded facts, where there is one.
async fn installation(place: &Place) -> Result<Option<Ctx>> {
    if !place.exists()? {
        return Ok(None);
    }
    let app = program::open(place).await?;
    let Ok(government) = session::default_government(&app).await else { return Ok(None) };
    Ok(Some(app.system_ctx("command-line", &government)))
}

fn with_facts(subject: LawSubject, given: &Facts) -> LawSubject {
    let mut facts = subject.facts;
    for (name, value) in given.iter() {
        facts.set(name, value.clone());
    }
    LawSubject { facts, ..subject }
}

fn explanation(
    book: &PolicyBook,
    subject: &LawSubject,
    args: &ExplainArgs,
    on: NaiveDate,
    known_on: Option<NaiveDate>,
) -> Result<Vec<String>> {
    let name = &args.parameter;
    if !book.declarations().any(|decl| decl.name == *name) {
        let unknown = format!("Parameter «{name}» tidak dikenal. Lihat «siaga policy list».");
        return Err(CliError::missing(unknown).into());
    }
    let situation = subject.situation(book);
    let question = subject.question(&situation, on, known_on);
    let language = if args.english { Language::English } else { Language::Indonesian };
    let answer = book.in_force(name, &question);
    let silent = book.silent(name, &question);
    if answer.is_none() && silent.is_empty() {
        let none = format!("Tidak ada aturan tentang «{name}» pada {}.", args.on);
        return Err(CliError::missing(none).into());
    }
    let mut lines = match &answer {
        Some(answer) => explain(answer, language),
        None => explain_silence(name, &silent, language),
    };
    let (who, facts) = if args.english { ("for", "facts") } else { ("untuk", "keadaan") };
    lines.push(format!("{who}: {}", subject.name));
    lines.push(format!("{facts}: {}", subject.facts));
    Ok(lines)
}

fn wrong_fact(piece: &str) -> CliError {
    CliError::wrong(format!(
        "Keadaan «{piece}» tidak sah. Tulis nama=nilai, misalnya zone=red; lihat «siaga policy facts»."
    ))
}

/// A code may be of an agency, a unit or a region; what looks like a region is told as one.
fn wrong_code(code: &str) -> CliError {
    if code.starts_with(|first: char| first.is_ascii_digit())
        && let Err(error) = error::region(code)
    {
        return error;
    }
    CliError::missing(format!("Tidak ada perangkat daerah, unit kerja atau wilayah dengan kode «{code}»."))
}
