//! The day of a person down to the terminal's own line.

use super::ask::unreadable;
use super::law;
use crate::ops::days::{DayView, day_known};
use crate::ops::figures;
use crate::store::days::{CheckinRow, PunchRow, RecapRow, RequestRow};
use crate::web::{StatusView, duty_text, minutes_text, plausible, time_text};
use chrono::NaiveDate;
use siaga_platform::explain::{EvidenceItem, ExplainedRow, Explanation, Subject};
use siaga_platform::web::Page;
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// Explains the day of a person.
///
/// # Errors
/// `attendance.explain_question`, `directory.employee_missing`, `platform.forbidden`.
pub(super) async fn explain(ctx: Ctx, subject: Subject) -> Result<Explanation, Problem> {
    let uid: Uuid = subject.key("orang").parse().map_err(|_| unreadable("orang", subject.key("orang")))?;
    let on: Option<NaiveDate> = subject.key("hari").parse().ok().and_then(plausible);
    let on = on.ok_or_else(|| unreadable("hari", subject.key("hari")))?;
    let known_at = figures::known_at(&ctx, subject.key("diketahui"))?.filter(|at| *at < ctx.now());
    let view = day_known(&ctx, uid, on, known_at).await?;
    let page = Page::new(&ctx, "day-title");
    let day = view.decision.as_ref().map(|decision| decision.value);
    let mut value = StatusView::of(&page, day).text;
    for (key, minutes) in [
        ("attendance-day-late", day.map_or(0, |day| day.late_minutes)),
        ("attendance-day-early", day.map_or(0, |day| day.early_minutes)),
    ] {
        if minutes > 0 {
            value = format!("{value}, {}", page.t1(key, "minutes", minutes_text(&page, minutes)));
        }
    }
    let mut findings = Vec::new();
    if day.is_none() {
        findings.push(page.t("day-no-status"));
    } else if !view.is_over {
        findings.push(page.t("day-not-over"));
    }
    let decided = view.decision.iter().flat_map(|decision| &decision.findings);
    findings.extend(decided.map(|finding| page.t(format!("day-finding-{}", finding.code.replace('_', "-")))));
    let reasons = view.decision.as_ref().map(|decision| decision.reasons.as_slice()).unwrap_or_default();
    Ok(Explanation {
        title: page.t2("day-title-of", "name", &view.person.name, "day", page.date_long(on)),
        value,
        definition: page.t("attendance-day-definition"),
        as_of: Some(known_at.unwrap_or(ctx.now())),
        known_at,
        reasons: law::of_decision(&ctx, &page, reasons),
        rows_heading: page.t("attendance-rows-roster"),
        rows: rows(&page, &view),
        evidence: evidence(&page, &view),
        findings,
        ..Explanation::default()
    })
}

/// Returns the signed roster that says where duty was, with what explains it in its turn.
fn rows(page: &Page, view: &DayView) -> Vec<ExplainedRow> {
    let duty = view.expected.as_ref().filter(|_| view.arranged.is_some()).map(|expected| expected.duty);
    let row = |duty| ExplainedRow {
        label: page.t("attendance-row-roster"),
        value: duty_text(page, duty),
        subject: Some(
            Subject::new("arrangements.day").with("pegawai", view.person.uid).with("hari", view.on),
        ),
        ..ExplainedRow::default()
    };
    duty.into_iter().map(row).collect()
}

fn evidence(page: &Page, view: &DayView) -> Vec<EvidenceItem> {
    let punches = view.punches.iter().map(|punch| of_punch(page, view.on, punch));
    let checkins = view.checkins.iter().map(|checkin| of_checkin(page, checkin));
    let recaps = view.recaps.iter().map(|recap| of_recap(page, view, recap));
    let requests = view.requests.iter().map(|request| of_request(page, request));
    punches.chain(checkins).chain(recaps).chain(requests).collect()
}

fn of_punch(page: &Page, on: NaiveDate, punch: &PunchRow) -> EvidenceItem {
    let next = if punch.punched_on == on { 0 } else { 86_400 };
    let raw = String::from_utf8_lossy(punch.raw.as_deref().unwrap_or_default()).trim_end().to_owned();
    let time = time_text(page, punch.second_of_day + next);
    EvidenceItem {
        kind: page.t("attendance-evidence-line"),
        text: if raw.is_empty() { time } else { raw },
        source: page.tn(
            "attendance-evidence-terminal",
            &[
                ("terminal", punch.terminal.clone()),
                ("serial", punch.serial.clone()),
                ("journal", punch.journal_id.to_string()),
                ("pin", punch.pin.clone()),
            ],
        ),
        received_at: punch.received_at,
        sha256: punch.sha256.clone().unwrap_or_default(),
        link: None,
    }
}

fn of_checkin(page: &Page, checkin: &CheckinRow) -> EvidenceItem {
    let flag = checkin.flag.as_deref().map_or_else(
        || page.t("checkin-flag-none"),
        |flag| page.t(format!("checkin-flag-{}", flag.replace('_', "-"))),
    );
    let distance = checkin.distance_metres.map(|metres| page.t1("attendance-metres", "metres", metres));
    let parts = [Some(time_text(page, checkin.second_of_day)), distance, Some(flag)];
    EvidenceItem {
        kind: page.t("day-checkins"),
        text: parts.into_iter().flatten().collect::<Vec<_>>().join(", "),
        received_at: Some(checkin.received_at),
        ..EvidenceItem::default()
    }
}

fn of_recap(page: &Page, view: &DayView, recap: &RecapRow) -> EvidenceItem {
    let status = page.t(format!("recap-status-{}", recap.status.replace('_', "-")));
    let note = Some(&recap.note).filter(|note| !note.is_empty()).map(|note| format!(" ({note})"));
    let version = page.t1("recap-version-number", "number", recap.version);
    let state = page.t(format!("day-recap-{}", recap.state));
    let own = view.agency.as_ref().filter(|agency| agency.id == recap.agency_id);
    EvidenceItem {
        kind: page.t("attendance-evidence-recap"),
        text: format!("{status}{}; {version}, {state}", note.unwrap_or_default()),
        source: recap.signed_name.clone().unwrap_or_default(),
        received_at: recap.signed_at,
        sha256: recap.lines_sha256.clone(),
        link: own.map(|agency| format!("/rekap/{}/{}/{}", agency.code, view.on, recap.version)),
    }
}

fn of_request(page: &Page, request: &RequestRow) -> EvidenceItem {
    let kind = page.t(format!("day-request-{}", request.kind.replace('_', "-")));
    let state = page.t(format!("day-request-{}", request.state));
    let (from_on, until_on) = (page.date(request.from_on), page.date(request.until_on));
    EvidenceItem {
        kind: page.t("day-request"),
        text: format!("{kind}, {from_on} – {until_on}; {state}"),
        source: request.decided_name.clone().unwrap_or_default(),
        received_at: request.decided_at.or(Some(request.made_at)),
        ..EvidenceItem::default()
    }
}
