//! The realisation of one programme: months, their reports and files.

use super::{as_of, dated, definition, wrong_key};
use crate::model::{AsOf, ProgrammeProgress, ProgrammeSheet};
use crate::ops::{reads, told, words};
use crate::rules::MonthStanding;
use chrono::Datelike;
use siaga_platform::explain::{EvidenceItem, ExplainedRow, Explanation, Subject};
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

pub(super) const NAME: &str = "programmes.progress";

/// Returns the subject that explains the realisation of a programme.
pub(crate) fn progress_subject(programme: Uuid, as_of: AsOf) -> Subject {
    dated(Subject::new(NAME).with("program", programme), as_of)
}

/// Explains what was reached, of what was planned by then: both are sums over the months.
pub(super) async fn explain(ctx: Ctx, subject: Subject) -> Result<Explanation, Problem> {
    let as_of = as_of(&ctx, &subject)?;
    let text = subject.key("program");
    let uid = text.parse().map_err(|_| wrong_key("program", text))?;
    let sheet = reads::programme(&ctx, uid, as_of).await?;
    let programme = &sheet.progress;
    let standing = &programme.standing;
    let measured = standing.measured_on;
    let reached = |month: &&MonthStanding| {
        (programme.year, month.month) <= (measured.year(), measured.month()) || month.version.is_some()
    };
    let reasons =
        standing.reasons.iter().map(|reason| definition(&ctx, told::reason(&ctx, programme, *reason)));
    Ok(Explanation {
        title: format!("{}, {}", programme.plan.name, programme.agency_name),
        value: told::of_target(&ctx, programme),
        number: Some(standing.real),
        of: Some(standing.planned),
        definition: ctx.text(
            "programmes-explain-progress-definition",
            &[("day", words::date(&ctx, measured)), ("unit", programme.plan.unit.clone())],
        ),
        as_of: Some(ctx.now()),
        known_at: as_of.known_at,
        completeness: None,
        reasons: reasons.collect(),
        rows_heading: ctx.text("programmes-explain-by-month", &[]),
        rows: standing.months.iter().filter(reached).map(|month| row(&ctx, programme, month)).collect(),
        evidence: evidence(&ctx, &sheet),
        findings: told::overdue(&ctx, programme),
    })
}

fn row(ctx: &Ctx, programme: &ProgrammeProgress, month: &MonthStanding) -> ExplainedRow {
    let added = told::amount(ctx, programme, month.real_added);
    let value = match month.version {
        Some(_) => added,
        None => ctx.text("programmes-month-not-reported", &[]),
    };
    ExplainedRow {
        label: words::month(ctx, programme.year, month.month),
        value,
        number: Some(month.real_added),
        of: Some(month.planned_added),
        subject: None,
        link: Some(format!("/program/{}", programme.uid)),
    }
}

/// Returns the reports that count, each as it was written, and their files.
fn evidence(ctx: &Ctx, sheet: &ProgrammeSheet) -> Vec<EvidenceItem> {
    let programme = &sheet.progress;
    let mut items = Vec::new();
    for month in &programme.standing.months {
        let Some(version) = month.version else { continue };
        let same = |one: &&crate::model::ReportVersion| one.month == month.month && one.version == version;
        let Some(report) = sheet.reports.iter().find(same) else { continue };
        let name = words::month(ctx, programme.year, report.month);
        items.push(EvidenceItem {
            kind: ctx
                .text("programmes-evidence-report", &[("month", name), ("version", version.to_string())]),
            text: ctx.text(
                "programmes-evidence-report-text",
                &[
                    ("real", told::amount(ctx, programme, report.real)),
                    ("spent", words::rupiah(ctx, report.spent_rupiah)),
                    ("obstacles", report.obstacles.clone()),
                ],
            ),
            source: report.made_name.clone(),
            received_at: Some(report.made_at),
            sha256: String::new(),
            link: Some(format!("/program/{}", programme.uid)),
        });
        let files = sheet.evidence.iter().filter(|file| file.month == report.month);
        items.extend(files.map(|file| EvidenceItem {
            kind: ctx.text("programmes-evidence-file", &[]),
            text: file.name.clone(),
            source: file.made_name.clone(),
            received_at: Some(file.made_at),
            sha256: file.sha256.clone(),
            link: Some(format!("/program/{}/berkas/{}", programme.uid, file.uid)),
        }));
    }
    items
}
