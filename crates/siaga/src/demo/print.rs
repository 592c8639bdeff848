//! What the demonstration says in the terminal: the recap as the figures of the day give it.

use super::cast::Sample;
use crate::recap_text;
use anyhow::Result;
use chrono::NaiveDate;
use siaga_attendance::{RecapBy, RecapQuestion, StatusKind, recap as figures};
use siaga_platform::Ctx;
use std::net::SocketAddr;
use uuid::Uuid;

/// Prints the recap of a day: every agency, the region, who is missing without explanation.
pub(super) async fn recap(ctx: &Ctx, day: NaiveDate) -> Result<()> {
    let by_agency = figures(ctx, &RecapQuestion::day(day)).await?;
    let by_person = figures(ctx, &RecapQuestion { by: RecapBy::Person, ..RecapQuestion::day(day) }).await?;
    println!("\n{}", recap_text::table(&by_agency));
    println!("\n{}", recap_text::conclusion(ctx, &by_agency));
    println!("\n{}", recap_text::named(&by_person, "Tanpa keterangan", StatusKind::Unexcused));
    println!("\n{}", recap_text::named(&by_person, "Belum ada catatan", StatusKind::NoRecord));
    Ok(())
}

/// Tells where the pages and the listener are, and what is to be seen there.
pub(super) fn addresses((people, terminals): (SocketAddr, SocketAddr), room: Option<Uuid>) {
    println!("\nBuka http://{people} di peramban. Mesin presensi memanggil http://{terminals}/iclock/.");
    println!("  Papan pimpinan     http://{people}/papan (masuk sebagai sekda)");
    if let Some(room) = room {
        println!("  Sidak berjalan     http://{people}/sidak/{room} (sekda memimpin, kepala ikut)");
    }
    println!("  Halaman publik     http://{people}/publik (tanpa akun)");
    println!("Berhenti dengan Ctrl-C; «siaga demo» berikutnya melanjutkan dari sini.");
}

/// Prints the sample accounts.
pub(super) fn accounts(samples: &[Sample], password: &str) {
    println!("\nAkun contoh, semuanya dengan kata sandi {password}");
    for sample in samples {
        println!("  {:<12} {:<17} {}, {}", sample.login, sample.role.as_str(), sample.name, sample.place);
    }
}
