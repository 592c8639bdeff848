//! A recap as lines of a terminal window.

use siaga_attendance::{Figure, RecapAnswer, RecapBy, RecapRow, ReportState, StatusKind};
use siaga_civil::thousands;
use siaga_platform::Ctx;

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

const NAME_WIDTH: usize = 42;

/// Returns the table: a line a row of the answer, then the sum.
pub(crate) fn table(answer: &RecapAnswer) -> String {
    let first = match answer.question.by {
        RecapBy::Region => "Wilayah",
        RecapBy::Agency => "Perangkat daerah",
        RecapBy::Unit => "Unit kerja",
        RecapBy::Person => "Pegawai",
    };
    let mut lines = vec![heading(first)];
    lines.extend(answer.rows.iter().map(|row| line(&row_name(row), &row.figure)));
    lines.push(line("Jumlah", &answer.total));
    lines.join("\n")
}

/// Returns the rate with its numerator, denominator, definition and completeness.
pub(crate) fn conclusion(ctx: &Ctx, answer: &RecapAnswer) -> String {
    let rate = answer.total.attendance();
    let (reported, agencies) = answer.completeness();
    let waiting: Vec<&str> = answer
        .reports
        .iter()
        .filter(|report| matches!(report.state, ReportState::Waiting | ReportState::Missing))
        .map(|report| report.name.as_str())
        .collect();
    let waiting = if waiting.is_empty() { "tidak ada".to_owned() } else { waiting.join(", ") };
    format!(
        "{}: {} dari {} pegawai yang wajib masuk = {rate}\n{}\n{reported} dari {agencies} perangkat daerah lengkap; \
         ditunggu: {waiting}",
        ctx.government.name,
        thousands(rate.numerator),
        thousands(rate.denominator),
        ctx.text(answer.definition, &[]),
    )
}

/// Returns the people of one status with their agencies; the answer must be by person.
pub(crate) fn named(answer: &RecapAnswer, heading: &str, kind: StatusKind) -> String {
    let of_kind = |row: &&RecapRow| row.figure.tally.of(kind) > 0;
    let people: Vec<&RecapRow> = answer.rows.iter().filter(of_kind).collect();
    let mut text = format!("{heading} ({}):", people.len());
    for row in people {
        text.push_str(&format!("\n  {:<44} {}", row.person_name.as_deref().unwrap_or("–"), row.agency_name));
    }
    text
}

fn row_name(row: &RecapRow) -> String {
    match (&row.person_name, &row.unit_name) {
        (Some(person), _) => person.clone(),
        (None, Some(unit)) => format!("{} / {unit}", row.agency_code),
        (None, None) => row.agency_name.clone(),
    }
}

fn heading(first: &str) -> String {
    let columns: String = COLUMNS.iter().map(|(heading, _)| format!("{heading:>6}")).collect();
    format!("{first:<NAME_WIDTH$}{:>7}{columns}{:>10}", "wajib", "tingkat")
}

fn line(name: &str, figure: &Figure) -> String {
    let counts: String =
        COLUMNS.iter().map(|(_, kind)| format!("{:>6}", thousands(figure.tally.of(*kind)))).collect();
    let cut: String = if name.chars().count() >= NAME_WIDTH {
        name.chars().take(NAME_WIDTH - 2).chain(['…']).collect()
    } else {
        name.to_owned()
    };
    format!(
        "{cut:<NAME_WIDTH$}{:>7}{counts}{:>10}",
        thousands(figure.obliged),
        figure.attendance().to_string()
    )
}
