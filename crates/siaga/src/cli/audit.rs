//! `siaga audit verify`.

use crate::program::{self, Place};
use anyhow::Result;
use clap::{Args, Subcommand};
use std::process::ExitCode;

#[derive(Debug, Args)]
#[command(after_help = "Contoh:\n  siaga audit verify --data ./siaga-data")]
pub(crate) struct AuditArgs {
    #[command(subcommand)]
    command: AuditCommand,
}

#[derive(Debug, Subcommand)]
enum AuditCommand {
    /// Periksa rantai catatan audit dari awal sampai akhir
    #[command(after_help = "Contoh:\n  siaga audit verify\n\nKode keluar 0 bila utuh, 1 bila rusak.")]
    Verify,
}

pub(crate) async fn run(place: &Place, args: AuditArgs) -> Result<ExitCode> {
    let AuditCommand::Verify = args.command;
    let app = program::open(place).await?;
    let report = siaga_platform::audit::verify(app.db.reader()).await?;
    match report.fault {
        None => {
            println!("PASS  catatan audit utuh: {} catatan, ujung {}", report.entries, report.head);
            Ok(ExitCode::SUCCESS)
        }
        Some(fault) => {
            println!("FAIL  catatan audit rusak pada catatan {}: {fault}", fault.seq);
            println!(
                "      {} catatan sebelumnya utuh. Simpan data ini dan panggil inspektorat.",
                report.entries
            );
            Ok(ExitCode::FAILURE)
        }
    }
}
