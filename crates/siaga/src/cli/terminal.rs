//! `siaga terminal`: list and accept terminals.

use super::error;
use crate::program::{self, Place};
use anyhow::Result;
use clap::{Args, Subcommand};
use siaga_attendance::{Terminal, TerminalPlace, TerminalState};
use siaga_platform::Ctx;
use std::process::ExitCode;

#[derive(Debug, Args)]
#[command(
    after_help = "Contoh:\n  siaga terminal list\n  siaga terminal accept SGA2006080001 --agency DISDIK"
)]
pub(crate) struct TerminalArgs {
    #[command(subcommand)]
    command: TerminalCommand,
}

#[derive(Debug, Subcommand)]
enum TerminalCommand {
    /// Semua mesin; yang menunggu diterima lebih dahulu
    #[command(after_help = "Contoh:\n  siaga terminal list --data ./siaga-data")]
    List,
    /// Terima mesin yang menunggu; kirimannya yang tersimpan lalu dibukukan
    #[command(
        after_help = "Contoh:\n  siaga terminal accept SGA2006080001 --agency DISDIK --name \"Pintu depan\""
    )]
    Accept(AcceptArgs),
}

#[derive(Debug, Args)]
struct AcceptArgs {
    /// Nomor seri seperti tercetak pada mesin
    serial: String,
    /// Kode perangkat daerah tempat mesin itu
    #[arg(long)]
    agency: String,
    /// Nama tempat mesin itu
    #[arg(long, default_value = "Pintu utama")]
    name: String,
    /// Zona waktu tempat mesin itu, bila lain dari zona pemerintah daerah
    #[arg(long)]
    timezone: Option<String>,
}

pub(crate) async fn run(place: &Place, args: TerminalArgs) -> Result<ExitCode> {
    let app = program::open(place).await?;
    let ctx = program::command_ctx(&app).await?;
    match args.command {
        TerminalCommand::List => list(&ctx).await?,
        TerminalCommand::Accept(args) => accept(&ctx, &args).await?,
    }
    app.db.clone().close().await;
    Ok(ExitCode::SUCCESS)
}

async fn list(ctx: &Ctx) -> Result<()> {
    let terminals = siaga_attendance::terminals(ctx).await?;
    println!(
        "{:<20} {:<10} {:<14} {:<28} {:<17} CATATAN",
        "NOMOR SERI", "KEADAAN", "OPD", "NAMA", "TERAKHIR"
    );
    for terminal in &terminals {
        let seen = ctx.government.zone.local(terminal.seen_at).format("%Y-%m-%d %H:%M");
        println!(
            "{:<20} {:<10} {:<14} {:<28} {:<17} {}",
            terminal.serial,
            state_word(terminal.state),
            terminal.agency.as_ref().map_or("–", |agency| agency.code.as_str()),
            terminal.name,
            seen,
            notes(terminal).join("; ")
        );
    }
    Ok(())
}

fn state_word(state: TerminalState) -> &'static str {
    match state {
        TerminalState::Pending => "menunggu",
        TerminalState::Accepted => "diterima",
        TerminalState::Retired => "berhenti",
    }
}

fn notes(terminal: &Terminal) -> Vec<String> {
    let mut notes = Vec::new();
    if terminal.is_silent {
        notes.push("tidak terdengar".to_owned());
    }
    if let Some(seconds) = terminal.drift_seconds {
        notes.push(format!("jam meleset {seconds} detik"));
    }
    if terminal.held > 0 {
        notes.push(format!("{} ketukan menunggu keputusan", terminal.held));
    }
    if terminal.bad_lines > 0 {
        notes.push(format!("{} baris tidak terbaca", terminal.bad_lines));
    }
    if terminal.refused_biometrics > 0 {
        notes.push(format!("{} sidik jari/wajah ditolak", terminal.refused_biometrics));
    }
    notes
}

async fn accept(ctx: &Ctx, args: &AcceptArgs) -> Result<()> {
    let zone = match &args.timezone {
        None => ctx.government.zone,
        Some(name) => error::zone(name)?,
    };
    let site = TerminalPlace::new(&args.agency, &args.name, zone);
    let replayed = siaga_attendance::accept_terminal(ctx, &args.serial, &site).await?;
    println!("Mesin {} diterima untuk {}.", args.serial, args.agency);
    println!("Dari {} kiriman yang tersimpan dibukukan {} ketukan.", replayed.uploads, replayed.new_punches);
    Ok(())
}
