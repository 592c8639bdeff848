//! What the page of a programme shows.

use super::{month_name, page_of};
use crate::explain::progress_subject;
use crate::model::{AsOf, ProgrammeSheet, ReportVersion};
use crate::ops::{told, words};
use crate::rules::{MonthStanding, Timing};
use crate::web::list::{Row, row};
use askama::Template;
use chrono::{Datelike, NaiveDate};
use siaga_access::Action;
use siaga_platform::Ctx;
use siaga_platform::web::{FormPairs, Page};

/// What somebody typed before something went wrong.
#[derive(Debug, Default)]
pub(super) struct Typed {
    pub(super) report: Option<FormPairs>,
    pub(super) evaluation: Option<FormPairs>,
}

#[derive(Template)]
#[template(path = "programmes/programme.html")]
pub(super) struct ProgrammePage {
    pub(super) page: Page,
    uid: String,
    /// The day that is looked back or ahead to; empty for today.
    as_on: String,
    row: Row,
    explain: String,
    facts: Vec<(String, String)>,
    reasons: Vec<String>,
    overdue: Vec<String>,
    obstacles: Vec<(String, String)>,
    months: Vec<MonthRow>,
    report: Option<ReportForm>,
    evaluations: Vec<EvaluationRow>,
    may_evaluate: bool,
    evaluation: FormPairs,
    history: Vec<HistoryRow>,
    may_report: bool,
}

struct MonthRow {
    name: String,
    planned: String,
    real: String,
    added: String,
    spent: String,
    timing_tone: &'static str,
    timing: String,
    by: String,
    files: Vec<(String, String)>,
    /// Where its form is; empty for a month to come.
    form: String,
    is_reported: bool,
}

struct ReportForm {
    month: u32,
    name: String,
    version: i32,
    /// What is stored now, where there is a report already.
    stored: String,
    typed: FormPairs,
}

struct EvaluationRow {
    on: String,
    by: String,
    decision: String,
    follow_up: String,
    due: String,
}

struct HistoryRow {
    at: String,
    by: String,
    what: String,
    detail: String,
    reason: String,
}

impl ProgrammePage {
    /// Forms stand on the page of today alone.
    pub(super) fn new(
        ctx: &Ctx,
        sheet: &ProgrammeSheet,
        on: NaiveDate,
        (month, typed): (Option<u32>, Typed),
    ) -> Self {
        let page = page_of(ctx, sheet);
        let one = &sheet.progress;
        let resource = ctx.in_agency(&one.agency_path);
        let is_today = on == ctx.today();
        let may_report = is_today && ctx.may(Action::ProgrammeReport, &resource).permit;
        let month = month.or_else(|| next_month(ctx, sheet)).filter(|_| may_report);
        let evaluation = typed.evaluation.unwrap_or_else(|| {
            FormPairs::from_pairs(vec![("evaluated_on".to_owned(), ctx.today().to_string())])
        });
        Self {
            uid: one.uid.to_string(),
            as_on: if is_today { String::new() } else { words::date(ctx, on) },
            row: row(ctx, one, on),
            explain: progress_subject(one.uid, AsOf::day(on)).path(),
            facts: facts(ctx, sheet),
            reasons: one.standing.reasons.iter().map(|reason| told::reason(ctx, one, *reason)).collect(),
            overdue: told::overdue(ctx, one),
            obstacles: obstacles(ctx, sheet),
            months: one.standing.months.iter().map(|month| month_row(ctx, &page, sheet, month)).collect(),
            report: month.map(|month| report_form(ctx, sheet, month, typed.report)),
            evaluations: evaluations(ctx, &page, sheet),
            may_evaluate: is_today && ctx.may(Action::ProgrammeEvaluate, &resource).permit,
            evaluation,
            history: history(ctx, &page, sheet),
            may_report,
            page,
        }
    }
}

fn facts(ctx: &Ctx, sheet: &ProgrammeSheet) -> Vec<(String, String)> {
    let one = &sheet.progress;
    let fact = |id: &str, text: String| (ctx.text(id, &[]), text);
    vec![
        fact("programmes-agency", one.agency_name.clone()),
        fact("programmes-column-year", one.year.to_string()),
        fact("programmes-column-indicator", one.plan.indicator.clone()),
        fact("programmes-column-target", told::amount(ctx, one, one.plan.target)),
        fact("programmes-real", told::amount(ctx, one, one.standing.real)),
        fact("programmes-planned", told::amount(ctx, one, one.standing.planned)),
        fact("programmes-measured-on", words::date(ctx, one.standing.measured_on)),
        fact("programmes-budget", words::rupiah(ctx, one.plan.budget_rupiah)),
        fact("programmes-spent", words::rupiah(ctx, one.standing.spent_rupiah)),
        fact("programmes-column-responsible", one.plan.responsible.clone()),
    ]
}

/// Returns the month that is to be reported next: the first that is missing, else the one after the last
/// report, as far as it has begun.
fn next_month(ctx: &Ctx, sheet: &ProgrammeSheet) -> Option<u32> {
    let standing = &sheet.progress.standing;
    let missing = standing.missing().map(|(month, _)| month).next();
    let next = standing.last_month.map_or(1, |last| last + 1);
    missing.or_else(|| (next <= 12 && has_begun(ctx, sheet, next)).then_some(next))
}

fn has_begun(ctx: &Ctx, sheet: &ProgrammeSheet, month: u32) -> bool {
    let today = ctx.today();
    (sheet.progress.year, month) <= (today.year(), today.month())
}

fn month_row(ctx: &Ctx, page: &Page, sheet: &ProgrammeSheet, month: &MonthStanding) -> MonthRow {
    let one = &sheet.progress;
    let report = sheet.report_of(month.month);
    let (timing_tone, timing) = timing(page, month.timing);
    let files = sheet.evidence.iter().filter(|file| file.month == month.month);
    let begun = has_begun(ctx, sheet, month.month);
    MonthRow {
        name: month_name(ctx, sheet, month.month),
        planned: words::number(ctx, month.planned),
        real: month.real.map(|real| words::number(ctx, real)).unwrap_or_default(),
        added: month.version.map(|_| words::number(ctx, month.real_added)).unwrap_or_default(),
        spent: month.spent_rupiah.map(|spent| words::rupiah(ctx, spent)).unwrap_or_default(),
        timing_tone: if report.is_none() && timing_tone == "good" { "quiet" } else { timing_tone },
        timing,
        by: report
            .map(|report| format!("{}, {}", report.made_name, page.time(report.made_at)))
            .unwrap_or_default(),
        files: files
            .map(|file| (format!("/program/{}/berkas/{}", one.uid, file.uid), file.name.clone()))
            .collect(),
        form: if begun {
            format!("/program/{}?bulan={}#laporan", one.uid, month.month)
        } else {
            String::new()
        },
        is_reported: report.is_some(),
    }
}

fn timing(page: &Page, timing: Timing) -> (&'static str, String) {
    match timing {
        Timing::InTime => ("good", page.t("programmes-timing-in-time")),
        Timing::Late { days } => ("warn", page.t1("programmes-timing-late", "days", days)),
        Timing::Missing { days } => ("bad", page.t1("programmes-timing-missing", "days", days)),
        Timing::NotDue => ("quiet", page.t("programmes-timing-not-due")),
    }
}

/// The typed amounts stay; the version is that of the report now stored, so that sending again means it.
fn report_form(ctx: &Ctx, sheet: &ProgrammeSheet, month: u32, typed: Option<FormPairs>) -> ReportForm {
    let stored = sheet.report_of(month);
    let prefilled = |report: &ReportVersion| {
        FormPairs::from_pairs(vec![
            ("real".to_owned(), report.real.to_string()),
            ("spent".to_owned(), report.spent_rupiah.to_string()),
            ("obstacles".to_owned(), report.obstacles.clone()),
        ])
    };
    ReportForm {
        month,
        name: month_name(ctx, sheet, month),
        version: stored.map_or(0, |report| report.version),
        stored: stored.map(|report| report_text(ctx, sheet, report)).unwrap_or_default(),
        typed: typed.or_else(|| stored.map(prefilled)).unwrap_or_default(),
    }
}

fn report_text(ctx: &Ctx, sheet: &ProgrammeSheet, report: &ReportVersion) -> String {
    ctx.text(
        "programmes-report-stored",
        &[
            ("version", report.version.to_string()),
            ("name", report.made_name.clone()),
            ("real", told::amount(ctx, &sheet.progress, report.real)),
            ("spent", words::rupiah(ctx, report.spent_rupiah)),
        ],
    )
}

/// Returns the obstacles of the reports that count, the newest month first.
fn obstacles(ctx: &Ctx, sheet: &ProgrammeSheet) -> Vec<(String, String)> {
    let reports = (1..=12).rev().filter_map(|month| sheet.report_of(month));
    reports
        .filter(|report| !report.obstacles.is_empty())
        .map(|report| (month_name(ctx, sheet, report.month), report.obstacles.clone()))
        .collect()
}

fn evaluations(ctx: &Ctx, page: &Page, sheet: &ProgrammeSheet) -> Vec<EvaluationRow> {
    let shown = sheet.evaluations.iter().map(|note| EvaluationRow {
        on: page.date(note.evaluated_on),
        by: note.made_name.clone(),
        decision: note.decision.clone(),
        follow_up: note.follow_up.clone(),
        due: note.due_on.map(|due_on| words::date(ctx, due_on)).unwrap_or_default(),
    });
    shown.collect()
}

/// Returns every version of plan and reports, the newest first.
fn history(ctx: &Ctx, page: &Page, sheet: &ProgrammeSheet) -> Vec<HistoryRow> {
    let plans = sheet.plans.iter().map(|plan| {
        let detail = [
            plan.plan.name.clone(),
            format!("{} {}", words::number(ctx, plan.plan.target), plan.plan.unit),
            words::rupiah(ctx, plan.plan.budget_rupiah),
        ];
        let what = page.t1("programmes-history-plan", "version", plan.version);
        (plan.made_at, plan.made_name.clone(), what, detail.join("; "), plan.reason.clone())
    });
    let reports = sheet.reports.iter().map(|report| {
        let month = month_name(ctx, sheet, report.month);
        let what = page.t2("programmes-history-report", "month", month, "version", report.version);
        let real = told::amount(ctx, &sheet.progress, report.real);
        let detail = [real, words::rupiah(ctx, report.spent_rupiah), report.obstacles.clone()];
        let detail: Vec<String> = detail.into_iter().filter(|text| !text.is_empty()).collect();
        (report.made_at, report.made_name.clone(), what, detail.join("; "), report.reason.clone())
    });
    let mut all: Vec<_> = plans.chain(reports).collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.0));
    let shown = all.into_iter().map(|(at, by, what, detail, reason)| HistoryRow {
        at: page.time(at),
        by,
        what,
        detail,
        reason,
    });
    shown.collect()
}
