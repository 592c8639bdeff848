//! Figures and person-days as JSON.

use crate::explain::{Measure, subject_of};
use crate::model::{StaffGroup, StatusKind};
use crate::ops::days::{DayView, day_of};
use crate::ops::figures::{
    self, Figure, NoData, RecapAnswer, RecapBy, RecapPeriod, RecapQuestion, RecapRow, ReportState,
};
use axum::extract::Path;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use siaga_access::Action;
use siaga_platform::web::{Json, Query};
use siaga_platform::{Ctx, Permit, Problem, Route};
use std::collections::BTreeMap;
use utoipa::{OpenApi, ToSchema};
use uuid::Uuid;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/recap", Permit::May(Action::BoardView), recap),
        Route::get("/api/v1/days/{uid}/{date}", Permit::May(Action::DayViewOwn), day),
    ]
}

#[derive(OpenApi)]
#[openapi(
    paths(recap, day),
    components(schemas(
        RecapOutput,
        RowOutput,
        FigureOutput,
        RateOutput,
        ReportOutput,
        UnknownOutput,
        DayOutput,
        ReasonOutput,
        ScanOutput
    ))
)]
struct Document;

pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// A rate with both of its numbers.
#[derive(Debug, Serialize, ToSchema)]
struct RateOutput {
    numerator: i64,
    denominator: i64,
    /// Hundredths of a percent: 9839 is 98.39 %. Missing when nothing was to be counted.
    percent_hundredths: Option<i64>,
}

/// Counted people; person-days where the period is longer than a day.
#[derive(Debug, Serialize, ToSchema)]
struct FigureOutput {
    /// By status: `present`, `work_from_home`, `official_travel`, `leave`, `sick`, `excused`, `unexcused`,
    /// `no_record`.
    people: BTreeMap<&'static str, i64>,
    attendance: RateOutput,
    strict: RateOutput,
    /// What explains the rate: end of the address `/api/v1/explain/…`.
    explain: String,
    /// What explains the people of each status.
    explain_people: BTreeMap<&'static str, String>,
    late_people: i64,
    late_minutes: i64,
    early_people: i64,
    early_minutes: i64,
}

/// One row.
#[derive(Debug, Serialize, ToSchema)]
struct RowOutput {
    agency_code: String,
    agency_name: String,
    unit_code: Option<String>,
    unit_name: Option<String>,
    person_uid: Option<Uuid>,
    person_name: Option<String>,
    /// `asn` or `contract_worker`.
    staff_group: Option<&'static str>,
    figure: FigureOutput,
}

/// How an agency stands with its report.
#[derive(Debug, Serialize, ToSchema)]
struct ReportOutput {
    agency_code: String,
    /// `signed`, `signed_late`, `countersigned`, `countersigned_late`, `covered`, `waiting`, `missing`.
    state: &'static str,
    signed_at: Option<DateTime<Utc>>,
    cutoff_at: Option<DateTime<Utc>>,
}

/// Somebody without record or explanation.
#[derive(Debug, Serialize, ToSchema)]
struct UnknownOutput {
    person_uid: Uuid,
    name: String,
    agency_code: String,
    status: String,
}

/// Figures of a period.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecapOutput {
    period: String,
    from_on: NaiveDate,
    until_on: NaiveDate,
    by: &'static str,
    as_of: DateTime<Utc>,
    /// Only facts recorded by then count; missing for all that is known now.
    known_at: Option<DateTime<Utc>>,
    /// `not_yet`, `before_records`, `day_off`, `not_known_yet`, `nothing`: there is no figure. Missing for a figure.
    no_data: Option<&'static str>,
    definition: &'static str,
    agencies_reported: usize,
    agencies: usize,
    total: FigureOutput,
    rows: Vec<RowOutput>,
    reports: Vec<ReportOutput>,
    unknown: Vec<UnknownOutput>,
}

/// Returns an answer as the JSON that the API gives, for the command line.
pub fn figure_json(answer: &RecapAnswer) -> serde_json::Value {
    serde_json::to_value(RecapOutput::of(answer)).expect("texts, numbers and dates are always JSON")
}

impl RecapOutput {
    /// Returns an answer as JSON.
    pub(crate) fn of(answer: &RecapAnswer) -> Self {
        let (agencies_reported, agencies) = answer.completeness();
        Self {
            period: answer.question.period.to_string(),
            from_on: answer.span.0,
            until_on: answer.span.1,
            by: answer.question.by.as_str(),
            as_of: answer.as_of,
            known_at: answer.question.known_at,
            no_data: answer.no_data.map(NoData::as_str),
            definition: definition(answer.definition),
            agencies_reported,
            agencies,
            total: FigureOutput::of(&answer.total, &answer.question, None),
            rows: answer.rows.iter().map(|row| RowOutput::of(row, &answer.question)).collect(),
            reports: answer.reports.iter().map(ReportOutput::of).collect(),
            unknown: answer
                .unknown
                .iter()
                .map(|person| UnknownOutput {
                    person_uid: person.uid,
                    name: person.name.clone(),
                    agency_code: person.agency_code.clone(),
                    status: person.status.clone(),
                })
                .collect(),
        }
    }
}

impl FigureOutput {
    fn of(figure: &Figure, question: &RecapQuestion, row: Option<&RecapRow>) -> Self {
        let counted = || StatusKind::ALL.into_iter().filter(|kind| *kind != StatusKind::Off);
        let subject = |measure| subject_of(measure, question, row).to_string();
        Self {
            explain: subject(Measure::Rate),
            explain_people: counted().map(|kind| (kind.as_str(), subject(Measure::Status(kind)))).collect(),
            people: counted().map(|kind| (kind.as_str(), figure.tally.of(kind))).collect(),
            attendance: RateOutput::of(figure.attendance()),
            strict: RateOutput::of(figure.strict()),
            late_people: figure.late_people,
            late_minutes: figure.late_minutes,
            early_people: figure.early_people,
            early_minutes: figure.early_minutes,
        }
    }
}

impl RateOutput {
    fn of(ratio: siaga_civil::Ratio) -> Self {
        Self {
            numerator: ratio.numerator,
            denominator: ratio.denominator,
            percent_hundredths: ratio.percent_hundredths(),
        }
    }
}

impl RowOutput {
    fn of(row: &RecapRow, question: &RecapQuestion) -> Self {
        Self {
            agency_code: row.agency_code.clone(),
            agency_name: row.agency_name.clone(),
            unit_code: row.unit_code.clone(),
            unit_name: row.unit_name.clone(),
            person_uid: row.person_uid,
            person_name: row.person_name.clone(),
            staff_group: row.group.map(StaffGroup::as_str),
            figure: FigureOutput::of(&row.figure, question, Some(row)),
        }
    }
}

impl ReportOutput {
    fn of(report: &figures::AgencyReport) -> Self {
        Self {
            agency_code: report.code.clone(),
            state: ReportState::as_str(report.state),
            signed_at: report.signed_at,
            cutoff_at: report.cutoff_at,
        }
    }
}

/// What the rate counts, in one word for programs.
fn definition(key: &str) -> &'static str {
    if key == "figure-definition" { "obliged_without_leave" } else { "obliged_with_leave" }
}

#[derive(Debug, Default, Deserialize)]
struct RecapParameters {
    period: Option<String>,
    by: Option<String>,
    agency: Option<String>,
    group: Option<String>,
    #[serde(default)]
    apart: bool,
    #[serde(default)]
    known_at: String,
}

/// Figures of attendance.
#[utoipa::path(get, path = "/api/v1/recap", tag = "attendance",
    params(
        ("period" = Option<String>, Query, description = "day 2020-05-26, month 2020-05 or year 2020; today without it"),
        ("by" = Option<String>, Query, description = "region, agency, unit or person; agency without it"),
        ("agency" = Option<String>, Query, description = "code of one agency"),
        ("group" = Option<String>, Query, description = "asn or contract_worker"),
        ("apart" = Option<bool>, Query, description = "rows for each group of staff"),
        ("known_at" = Option<String>, Query, description = "only facts recorded by then: an instant, or a day up to its end"),
    ),
    responses((status = 200, description = "figures", body = RecapOutput), (status = 403), (status = 422)))]
async fn recap(ctx: Ctx, Query(query): Query<RecapParameters>) -> Result<Json<RecapOutput>, Problem> {
    let wrong = |field: &'static str| Problem::invalid("attendance.figure_question").on_field(field);
    let period = query.period.map_or(Some(RecapPeriod::Day(ctx.today())), |text| RecapPeriod::parse(&text));
    let by = query.by.map_or(Some(RecapBy::Agency), |text| RecapBy::parse(&text));
    let group = match query.group {
        None => None,
        Some(text) => Some(StaffGroup::parse(&text).ok_or_else(|| wrong("group"))?),
    };
    let question = RecapQuestion {
        period: period.ok_or_else(|| wrong("period"))?,
        by: by.ok_or_else(|| wrong("by"))?,
        agency: query.agency,
        group,
        apart: query.apart,
        known_at: figures::known_at(&ctx, &query.known_at).map_err(|problem| problem.on_field("known_at"))?,
    };
    Ok(Json(RecapOutput::of(&figures::recap(&ctx, &question).await?)))
}

/// A ground of a status.
#[derive(Debug, Serialize, ToSchema)]
struct ReasonOutput {
    /// Id of the circular; empty for a fact.
    circular: String,
    article: String,
    words: String,
}

/// A scan with the upload it came from.
#[derive(Debug, Serialize, ToSchema)]
struct ScanOutput {
    on: NaiveDate,
    second_of_day: i32,
    terminal: String,
    pin: String,
    /// In/out mode as the terminal says; not used.
    status: i16,
    /// How the person was recognised, as the terminal says.
    verify: i16,
    journal_id: i64,
    journal_sha256: Option<String>,
    raw: Option<String>,
}

/// The day of a person.
#[derive(Debug, Serialize, ToSchema)]
struct DayOutput {
    person_uid: Uuid,
    name: String,
    on: NaiveDate,
    /// Missing for a day that has not come or without service.
    status: Option<&'static str>,
    late_minutes: i32,
    early_minutes: i32,
    is_over: bool,
    reasons: Vec<ReasonOutput>,
    findings: Vec<String>,
    scans: Vec<ScanOutput>,
}

/// The day of a person with what it rests on.
#[utoipa::path(get, path = "/api/v1/days/{uid}/{date}", tag = "attendance",
    params(
        ("uid" = Uuid, Path, description = "the person"),
        ("date" = NaiveDate, Path, description = "the day, 2020-05-26"),
    ),
    responses((status = 200, description = "the day", body = DayOutput), (status = 403), (status = 404)))]
async fn day(ctx: Ctx, Path((uid, on)): Path<(Uuid, String)>) -> Result<Json<DayOutput>, Problem> {
    let on = super::fields::day_of_path(&on)?;
    Ok(Json(DayOutput::of(day_of(&ctx, uid, on).await?)))
}

impl DayOutput {
    fn of(view: DayView) -> Self {
        let status = view.decision.as_ref().map(|decision| decision.value);
        let (reasons, findings) =
            view.decision.map(|decision| (decision.reasons, decision.findings)).unwrap_or_default();
        let reason = |reason: siaga_policy::Reason| ReasonOutput {
            circular: reason.circular.to_string(),
            article: reason.article.to_string(),
            words: reason.words.into_owned(),
        };
        let scan = |punch: crate::store::days::PunchRow| ScanOutput {
            on: punch.punched_on,
            second_of_day: punch.second_of_day,
            terminal: punch.serial,
            pin: punch.pin,
            status: punch.status,
            verify: punch.verify,
            journal_id: punch.journal_id,
            journal_sha256: punch.sha256,
            raw: punch.raw.map(|raw| String::from_utf8_lossy(&raw).trim_end().to_owned()),
        };
        Self {
            person_uid: view.person.uid,
            name: view.person.name,
            on: view.on,
            status: status.map(|status| status.kind.as_str()),
            late_minutes: status.map_or(0, |status| status.late_minutes),
            early_minutes: status.map_or(0, |status| status.early_minutes),
            is_over: view.is_over,
            reasons: reasons.into_iter().map(reason).collect(),
            findings: findings.into_iter().map(|finding| finding.code.into_owned()).collect(),
            scans: view.punches.into_iter().map(scan).collect(),
        }
    }
}
