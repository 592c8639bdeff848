//! `siaga verify`: the integrity of everything, one PASS or FAIL line a check.

use crate::program::{self, Place};
use anyhow::Result;
use clap::Args;
use sha2::{Digest, Sha256};
use siaga_platform::db::{self, Engine};
use siaga_platform::{Ctx, audit, blobs};
use std::process::ExitCode;

#[derive(Debug, Args)]
#[command(after_help = "Contoh:\n  siaga verify\n\nKode keluar 0 bila semua PASS, 1 bila ada FAIL.")]
pub(crate) struct VerifyArgs {}

/// What one check found.
struct Check {
    is_sound: bool,
    words: String,
}

impl Check {
    fn new(is_sound: bool, words: String) -> Self {
        Self { is_sound, words }
    }
}

pub(crate) async fn run(place: &Place, _args: VerifyArgs) -> Result<ExitCode> {
    let app = program::open(place).await?;
    let ctx = program::command_ctx(&app).await?;
    let mut all_sound = true;
    let checks = [
        engine(&ctx).await,
        audit_chain(&ctx).await,
        journal(&ctx).await,
        sealed_recaps(&ctx).await,
        attachments(&ctx).await,
        sealed_identities(&ctx).await,
        derived_days(&ctx).await,
    ];
    for check in checks {
        // A check that cannot run has not passed.
        let check = check.unwrap_or_else(|error| Check::new(false, format!("pemeriksaan gagal: {error:#}")));
        println!("{}  {}", if check.is_sound { "PASS" } else { "FAIL" }, check.words);
        all_sound &= check.is_sound;
    }
    Ok(if all_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn engine(ctx: &Ctx) -> Result<Check> {
    if ctx.db().engine() == Engine::Postgres {
        let version: String = db::scalar(ctx.db().reader(), "show server_version", []).await?;
        return Ok(Check::new(
            true,
            format!("basis data PostgreSQL {version} menjawab (halaman: pakai pg_amcheck)"),
        ));
    }
    let answer: String = db::scalar(ctx.db().reader(), "pragma integrity_check", []).await?;
    Ok(Check::new(answer == "ok", format!("berkas basis data SQLite: {answer}")))
}

async fn audit_chain(ctx: &Ctx) -> Result<Check> {
    let report = audit::verify(ctx.db().reader()).await?;
    Ok(match report.fault {
        None => Check::new(true, format!("catatan audit: rantai {} catatan utuh", report.entries)),
        Some(fault) => Check::new(false, format!("catatan audit: {fault}")),
    })
}

async fn journal(ctx: &Ctx) -> Result<Check> {
    let report = siaga_attendance::verify_journal(ctx.db()).await?;
    let mut words = format!(
        "jurnal mesin: {} kiriman, {} ketukan cocok dengan baris aslinya",
        report.uploads, report.punches
    );
    if !report.altered_uploads.is_empty() {
        words = format!("jurnal mesin: kiriman yang berubah: {:?}", report.altered_uploads);
    } else if let Some((serial, stored, expected)) = report.differing_terminals.first() {
        words = format!("jurnal mesin {serial}: {stored} ketukan tersimpan, {expected} menurut jurnal");
    }
    Ok(Check::new(report.is_sound(), words))
}

async fn sealed_recaps(ctx: &Ctx) -> Result<Check> {
    let broken = siaga_attendance::broken_seals(ctx).await?;
    Ok(match broken.first() {
        None => Check::new(true, "rekap yang ditandatangani: semua segel cocok".to_owned()),
        Some(recap) => {
            Check::new(false, format!("rekap: {} segel tidak cocok, pertama {}", broken.len(), recap.id))
        }
    })
}

async fn attachments(ctx: &Ctx) -> Result<Check> {
    let mut wrong = Vec::new();
    let hashes = blobs::hashes(ctx).await?;
    for hash in &hashes {
        let blob = blobs::get(ctx, hash).await?;
        if hex::encode(Sha256::digest(&blob.bytes)) != *hash {
            wrong.push(hash.clone());
        }
    }
    Ok(match wrong.first() {
        None => Check::new(true, format!("lampiran: {} berkas cocok dengan sidiknya", hashes.len())),
        Some(hash) => Check::new(false, format!("lampiran: {} berkas berubah, pertama {hash}", wrong.len())),
    })
}

async fn sealed_identities(ctx: &Ctx) -> Result<Check> {
    let report = siaga_directory::verify_sealed(ctx).await?;
    Ok(Check::new(
        report.unreadable == 0,
        format!("NIK tersegel: {} terbaca dengan kunci ini, {} tidak", report.readable, report.unreadable),
    ))
}

async fn derived_days(ctx: &Ctx) -> Result<Check> {
    let report = siaga_attendance::verify_derived(ctx).await?;
    Ok(Check::new(
        report.differing_months.is_empty(),
        format!(
            "hari dan angka turunan: {} bulan dihitung ulang, {} berbeda",
            report.months,
            report.differing_months.len()
        ),
    ))
}
