//! "Explain this number" as JSON.

use crate::explaining::{Asked, Explained, Sum, explained};
use crate::web::explain::RawPairs;
use axum::extract::Path;
use chrono::{DateTime, Utc};
use serde::Serialize;
use siaga_platform::explain::{EvidenceItem, ExplainedReason, ExplainedRow, Subject};
use siaga_platform::web::Json;
use siaga_platform::{Ctx, Permit, Problem, Route};
use utoipa::{OpenApi, ToSchema};

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/api/v1/explain/{*subject}", Permit::SignedIn, explain)]
}

#[derive(OpenApi)]
#[openapi(
    paths(explain),
    components(schemas(
        ExplanationOutput,
        SumOutput,
        CompletenessOutput,
        ReasonOutput,
        RowOutput,
        EvidenceOutput
    ))
)]
struct Document;

pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// What a value rests on, one level down.
#[derive(Debug, Serialize, ToSchema)]
struct ExplanationOutput {
    /// The subject as it stands in addresses.
    subject: String,
    title: String,
    /// As shown on pages.
    value: String,
    number: Option<i64>,
    /// Of how many, where the value is a share.
    of: Option<i64>,
    definition: String,
    as_of: Option<DateTime<Utc>>,
    known_at: Option<DateTime<Utc>>,
    completeness: Option<CompletenessOutput>,
    reasons: Vec<ReasonOutput>,
    rows_heading: String,
    /// All rows; their numbers add up to `number`, their `of` to `of`.
    rows: Vec<RowOutput>,
    /// What the rows add up to; missing where rows are no parts.
    number_sum: Option<SumOutput>,
    of_sum: Option<SumOutput>,
    evidence: Vec<EvidenceOutput>,
    findings: Vec<String>,
}

/// The sum of the rows and whether it is the number above.
#[derive(Debug, Serialize, ToSchema)]
struct SumOutput {
    sum: i64,
    is_equal: bool,
}

/// How many reported, of how many.
#[derive(Debug, Serialize, ToSchema)]
struct CompletenessOutput {
    reported: i64,
    of: i64,
}

/// A rule that decided.
#[derive(Debug, Serialize, ToSchema)]
struct ReasonOutput {
    /// Key of the circular; empty where the program's own definition decides.
    circular: String,
    title: String,
    article: String,
    words: String,
}

/// A part of the value.
#[derive(Debug, Serialize, ToSchema)]
struct RowOutput {
    label: String,
    value: String,
    number: Option<i64>,
    of: Option<i64>,
    /// What explains it further; to be put behind `/api/v1/explain/`.
    subject: Option<String>,
    /// The page where people work with it.
    link: Option<String>,
}

/// A raw fact.
#[derive(Debug, Serialize, ToSchema)]
struct EvidenceOutput {
    kind: String,
    /// The fact as it came in.
    text: String,
    source: String,
    received_at: Option<DateTime<Utc>>,
    sha256: String,
    link: Option<String>,
}

/// Explains a value: what it is made of, on what evidence, by which article.
#[utoipa::path(get, path = "/api/v1/explain/{subject}", tag = "explain",
    params(
        ("subject" = String, Path, description = "name of the subject, such as attendance.count; its keys follow as query"),
    ),
    responses(
        (status = 200, description = "the explanation", body = ExplanationOutput),
        (status = 403), (status = 404), (status = 422, description = "unknown key or unreadable value")))]
async fn explain(
    ctx: Ctx,
    Path(name): Path<String>,
    RawPairs(pairs): RawPairs,
) -> Result<Json<ExplanationOutput>, Problem> {
    let asked = Asked::read(&name, &pairs)?;
    let one = explained(&ctx, &asked.subject).await?;
    Ok(Json(ExplanationOutput::of(&asked.subject, one)))
}

/// Returns an explanation as the JSON that the API answers with, for the command line.
///
/// # Errors
/// `explain.unknown`, `board.explain_key`; of the explainer.
pub async fn explanation_json(ctx: &Ctx, subject: &Subject) -> Result<serde_json::Value, Problem> {
    let one = explained(ctx, subject).await?;
    serde_json::to_value(ExplanationOutput::of(subject, one)).map_err(Problem::broken)
}

impl ExplanationOutput {
    fn of(subject: &Subject, Explained { explanation, sums }: Explained) -> Self {
        let completeness = explanation.completeness;
        Self {
            subject: subject.to_string(),
            title: explanation.title,
            value: explanation.value,
            number: explanation.number,
            of: explanation.of,
            definition: explanation.definition,
            as_of: explanation.as_of,
            known_at: explanation.known_at,
            completeness: completeness.map(|(reported, of)| CompletenessOutput { reported, of }),
            reasons: explanation.reasons.into_iter().map(ReasonOutput::of).collect(),
            rows_heading: explanation.rows_heading,
            rows: explanation.rows.into_iter().map(RowOutput::of).collect(),
            number_sum: sums.number.map(SumOutput::of),
            of_sum: sums.of.map(SumOutput::of),
            evidence: explanation.evidence.into_iter().map(EvidenceOutput::of).collect(),
            findings: explanation.findings,
        }
    }
}

impl SumOutput {
    fn of(sum: Sum) -> Self {
        Self { sum: sum.shown(), is_equal: sum.is_equal() }
    }
}

impl ReasonOutput {
    fn of(reason: ExplainedReason) -> Self {
        let ExplainedReason { circular, title, article, words } = reason;
        Self { circular, title, article, words }
    }
}

impl RowOutput {
    fn of(row: ExplainedRow) -> Self {
        let ExplainedRow { label, value, number, of, subject, link } = row;
        Self { label, value, number, of, subject: subject.map(|subject| subject.to_string()), link }
    }
}

impl EvidenceOutput {
    fn of(item: EvidenceItem) -> Self {
        let EvidenceItem { kind, text, source, received_at, sha256, link } = item;
        Self { kind, text, source, received_at, sha256, link }
    }
}
