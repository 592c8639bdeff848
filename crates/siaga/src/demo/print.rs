//! What the demonstration says in the terminal: the recap as the figures of the day give it.

use super::cast::Sample;
use anyhow::Result;
use chrono::NaiveDate;
use siaga_attendance::{
    Figure, RecapAnswer, RecapBy, RecapQuestion, RecapRow, ReportState, StatusKind, recap as figures,
};
use siaga_civil::thousands;
use siaga_platform::Ctx;
use std::net::SocketAddr;

/// Columns of the table: heading and what is counted.
const COLUMNS: [(&str, StatusKind); 8] = [
    ("hadir", StatusKind::Present),
    ("rumah", StatusKind::WorkFromHome),
    ("sakit", StatusKind::Sick),
    ("izin", StatusKind::Excused),
    ("cuti", StatusKind::Leave),
    ("dinas", StatusKind::OfficialTravel),
    ("tanpa", StatusKind::Unexcused),
    ("belum", StatusKind::NoRecord),
];

/// Prints the recap of a day: every agency, the region, who is missing without explanation.
pub(super) async fn recap(ctx: &Ctx, day: NaiveDate) -> Result<()> {
    let by_agency = figures(ctx, &RecapQuestion::day(day)).await?;
    let by_person = figures(ctx, &RecapQuestion { by: RecapBy::Person, ..RecapQuestion::day(day) }).await?;
    println!("\n{}", table(&by_agency));
    println!("{}", region_line(ctx, &by_agency));
    println!("{}", named(&by_person, "Tanpa keterangan", StatusKind::Unexcused));
    println!("{}", named(&by_person, "Belum ada catatan", StatusKind::NoRecord));
    Ok(())
}

/// Returns the table by agency.
pub(super) fn table(answer: &RecapAnswer) -> String {
    let mut lines = vec![heading()];
    lines.extend(answer.rows.iter().map(|row| line(&row.agency_name, &row.figure)));
    lines.push(line("Seluruh perangkat daerah", &answer.total));
    lines.join("\n")
}

fn heading() -> String {
    let columns: String = COLUMNS.iter().map(|(heading, _)| format!("{heading:>6}")).collect();
    format!("{:<42}{:>7}{columns}{:>10}", "Perangkat daerah", "wajib", "tingkat")
}

fn line(name: &str, figure: &Figure) -> String {
    let counts: String =
        COLUMNS.iter().map(|(_, kind)| format!("{:>6}", thousands(figure.tally.of(*kind)))).collect();
    let name = if name.chars().count() > 41 {
        name.chars().take(40).chain(['…']).collect()
    } else {
        name.to_owned()
    };
    format!("{name:<42}{:>7}{counts}{:>10}", thousands(figure.obliged), figure.attendance().to_string())
}

fn region_line(ctx: &Ctx, answer: &RecapAnswer) -> String {
    let rate = answer.total.attendance();
    let (reported, agencies) = answer.completeness();
    let waiting: Vec<&str> = answer
        .reports
        .iter()
        .filter(|report| matches!(report.state, ReportState::Waiting | ReportState::Missing))
        .map(|report| report.name.as_str())
        .collect();
    format!(
        "\n{}: {} dari {} pegawai yang wajib masuk = {rate}\n{}\n{reported} dari {agencies} perangkat daerah lengkap; \
         ditunggu: {}",
        ctx.government.name,
        thousands(rate.numerator),
        thousands(rate.denominator),
        ctx.text(answer.definition, &[]),
        if waiting.is_empty() { "tidak ada".to_owned() } else { waiting.join(", ") }
    )
}

/// Returns the people of one status with their agencies.
pub(super) fn named(answer: &RecapAnswer, heading: &str, kind: StatusKind) -> String {
    let of_kind = |row: &&RecapRow| row.figure.tally.of(kind) > 0;
    let people: Vec<&RecapRow> = answer.rows.iter().filter(of_kind).collect();
    let mut text = format!("\n{heading} ({}):", people.len());
    for row in people {
        text.push_str(&format!("\n  {:<44} {}", row.person_name.as_deref().unwrap_or("–"), row.agency_name));
    }
    text
}

/// Tells where the pages and the listener are.
pub(super) fn addresses((people, terminals): (SocketAddr, SocketAddr)) {
    println!("\nBuka http://{people} di peramban. Mesin presensi memanggil http://{terminals}/iclock/.");
    println!("Berhenti dengan Ctrl-C; «siaga demo» berikutnya melanjutkan dari sini.");
}

/// Prints the sample accounts.
pub(super) fn accounts(samples: &[Sample], password: &str) {
    println!("\nAkun contoh, semuanya dengan kata sandi {password}");
    for sample in samples {
        println!("  {:<12} {:<17} {}, {}", sample.login, sample.role.as_str(), sample.name, sample.place);
    }
}
