//! `siaga terminal`: list and accept terminals.

use crate::program::{self, Place};
use anyhow::{Result, anyhow};
use clap::{Args, Subcommand};
use siaga_attendance::TerminalPlace;
use siaga_civil::CivilZone;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(crate) struct TerminalArgs {
    #[command(subcommand)]
    command: TerminalCommand,
}

#[derive(Debug, Subcommand)]
enum TerminalCommand {
    /// Terima mesin yang menunggu; kirimannya yang tersimpan lalu dibukukan
    #[command(after_help = "Contoh:\n  siaga terminal accept SGA2006080001 --agency DISDIK --name \"Pintu depan\"")]
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
        TerminalCommand::Accept(args) => {
            let zone = match &args.timezone {
                None => ctx.government.zone,
                Some(name) => CivilZone::from_iana(name)
                    .map_err(|_| anyhow!("Zona waktu «{name}» tidak dikenal. Contoh: Asia/Makassar"))?,
            };
            let site = TerminalPlace::new(&args.agency, &args.name, zone);
            let replayed = siaga_attendance::accept_terminal(&ctx, &args.serial, &site).await?;
            println!("Mesin {} diterima untuk {}.", args.serial, args.agency);
            println!("{replayed:?}");
        }
    }
    app.db.clone().close().await;
    Ok(ExitCode::SUCCESS)
}
