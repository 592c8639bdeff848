//! `siaga explain`: what a figure, a status or a proposal rests on.

use super::error::CliError;
use crate::program::{self, Place};
use anyhow::Result;
use clap::Args;
use siaga_platform::explain::{self, Subject};
use siaga_platform::{Ctx, jobs};
use std::io::Write;
use std::process::ExitCode;

#[derive(Debug, Args)]
#[command(
    after_help = "Contoh:\n  siaga explain\n  siaga explain attendance.rate --key periode=2020-05-26\n  siaga explain attendance.count --key periode=2020-05-26 --key status=sick --key opd=DISDIK\n  siaga explain \"attendance.rate?periode=2020-05\" --json"
)]
pub(crate) struct ExplainArgs {
    /// Nama angka, boleh dengan kuncinya seperti pada alamat halaman; kosong = daftar semuanya
    subject: Option<String>,
    /// Kunci, misalnya periode=2020-05-26
    #[arg(long = "key", value_name = "KUNCI=NILAI")]
    keys: Vec<String>,
    /// Tulis sebagai JSON
    #[arg(long)]
    json: bool,
}

pub(crate) async fn run(place: &Place, args: ExplainArgs) -> Result<ExitCode> {
    let subject = args.subject.as_deref().map(|text| subject(text, &args.keys)).transpose()?;
    let app = program::open(place).await?;
    let ctx = program::command_ctx(&app).await?;
    // What arrived while no server ran is counted too.
    jobs::run_once(&app, &crate::capabilities::all()).await?;
    let text = match subject {
        None => list(&ctx),
        Some(subject) => {
            if args.json {
                serde_json::to_string_pretty(&siaga_board::explanation_json(&ctx, &subject).await?)? + "\n"
            } else {
                siaga_board::explanation_text(&ctx, &explain::explain(&ctx, subject).await?)
            }
        }
    };
    std::io::stdout().lock().write_all(text.as_bytes())?;
    app.db.clone().close().await;
    Ok(ExitCode::SUCCESS)
}

fn subject(text: &str, keys: &[String]) -> Result<Subject, CliError> {
    let wrong = || CliError::wrong(format!("«{text}» bukan nama angka. Contoh: attendance.rate"));
    let mut subject = Subject::parse(text).ok_or_else(wrong)?;
    for pair in keys {
        let (key, value) = pair.split_once('=').ok_or_else(|| {
            CliError::wrong(format!("Kunci «{pair}» tidak sah. Contoh: --key periode=2020-05-26"))
        })?;
        subject = subject.with(key.trim(), value.trim());
    }
    Ok(subject)
}

fn list(ctx: &Ctx) -> String {
    let mut text = String::from("Yang dapat dijelaskan:\n");
    for explainer in &ctx.app.contributions.explainers {
        text.push_str(&format!("  {:<28} {}\n", explainer.name, ctx.text(explainer.label, &[])));
        for (key, label) in explainer.keys {
            text.push_str(&format!("      {key:<24} {}\n", ctx.text(label, &[])));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_added_to_the_address() {
        let keys = ["status=sick".to_owned(), "opd = DIS".to_owned()];
        let subject = subject("attendance.count?periode=2020-05-26", &keys).unwrap();
        assert_eq!(subject.to_string(), "attendance.count?opd=DIS&periode=2020-05-26&status=sick");
    }

    #[test]
    fn what_is_no_subject_is_told() {
        assert!(subject("dua kata", &[]).is_err());
        assert!(subject("a.b", &["tanpa".to_owned()]).is_err());
    }
}
