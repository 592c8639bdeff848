//! The JSON API of law in force.

use super::fields;
use crate::ops::answer::{LawQuestion, answer};
use crate::ops::say::Say;
use crate::rules::facts::unit_facts;
use axum::extract::Path;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use siaga_platform::web::{Json, Query};
use siaga_platform::{Ctx, Problem};
use siaga_policy::{Facts, Provision, Value};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(policy), components(schemas(PolicyBody, ProvisionBody, LoserBody)))]
struct Document;

/// Returns the part of directives in the OpenAPI document.
pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// Day, unit and knowledge of a question.
#[derive(Debug, Default, Deserialize)]
pub(super) struct PolicyQuery {
    /// The day whose law is wanted, today when absent.
    #[serde(default)]
    on: String,
    /// Code of an agency, `AGENCY/UNIT`, or a region; the government when absent.
    #[serde(default)]
    unit: String,
    /// Only what was known on this day.
    #[serde(default)]
    known_on: String,
}

/// What the law says about a parameter.
#[derive(Serialize, ToSchema)]
pub(super) struct PolicyBody {
    /// Name of the parameter.
    parameter: String,
    /// What it is called in the language of the reader.
    label: String,
    /// The day whose law it is.
    on: NaiveDate,
    /// The day whose knowledge was used.
    known_on: Option<NaiveDate>,
    /// For whom.
    subject: String,
    /// The value; `null` where no provision is in force.
    #[schema(value_type = Object)]
    value: serde_json::Value,
    /// The value in words.
    value_text: String,
    /// Unit of the value.
    unit: String,
    /// How several provisions become one value.
    combined_by: String,
    /// The facts that decided, where the reader may see them.
    #[schema(value_type = Object)]
    facts: Option<Facts>,
    /// Facts that the reader may not see: the answer is the one with their defaults, as without any case.
    hidden_facts: Vec<String>,
    /// The provision that gives the value.
    winner: Option<ProvisionBody>,
    /// Provisions that gave way.
    losers: Vec<LoserBody>,
}

/// A line of law.
#[derive(Serialize, ToSchema)]
struct ProvisionBody {
    /// Id of the circular.
    circular: String,
    /// What the circular is called.
    title: String,
    /// Who signed it.
    issuer: String,
    /// Article.
    article: String,
    /// First day in force.
    from: NaiveDate,
    /// Last day in force.
    until: Option<NaiveDate>,
    /// Condition as CEL text.
    when: Option<String>,
    /// Condition in words.
    when_text: Option<String>,
    /// Where the text was read.
    source: String,
    /// Day on which somebody last compared it with its source.
    checked_on: NaiveDate,
    /// First day on which it was known.
    known_from: NaiveDate,
    /// Whether the value was read in the source.
    verified: bool,
    /// A setting of the program and no circular.
    is_setting: bool,
}

/// A provision that gave way.
#[derive(Serialize, ToSchema)]
struct LoserBody {
    /// The value it would have given, in words.
    value_text: String,
    /// Why it gave way.
    why: String,
    /// The provision.
    provision: ProvisionBody,
}

#[utoipa::path(
    get,
    path = "/api/v1/policy/{parameter}",
    tag = "directives",
    summary = "Tells what the law says about a parameter on a day, and why",
    params(
        ("parameter" = String, Path, description = "Name of the parameter"),
        ("on" = Option<String>, Query, description = "The day whose law is wanted, today when absent"),
        ("unit" = Option<String>, Query,
            description = "Code of an agency, AGENCY/UNIT, or a region; the government when absent"),
        ("known_on" = Option<String>, Query, description = "Only what was known on this day")
    ),
    responses(
        (status = 200, description = "The value with its provision and what gave way", body = PolicyBody),
        (status = 404, description = "No such parameter, agency, unit or region")
    )
)]
pub(super) async fn policy(
    ctx: Ctx,
    Path(parameter): Path<String>,
    Query(query): Query<PolicyQuery>,
) -> Result<Json<PolicyBody>, Problem> {
    let on = fields::maybe_date(&query.on, "on")?.unwrap_or_else(|| ctx.today());
    let known_on = fields::maybe_date(&query.known_on, "known_on")?;
    let question = LawQuestion { parameter, unit: query.unit, on, known_on };
    let found = answer(&ctx, &question).await?;
    let say = Say(&ctx);
    let name = found.decl.name;
    let losers = found.losers.iter().map(|(value, provision, why)| LoserBody {
        value_text: say.value(name, value),
        why: say.why(why),
        provision: body(&say, provision),
    });
    Ok(Json(PolicyBody {
        label: say.parameter(name),
        on,
        known_on,
        value: found.winner.as_ref().map_or(serde_json::Value::Null, |(value, _)| json(value)),
        value_text: found.winner.as_ref().map(|(value, _)| say.value(name, value)).unwrap_or_default(),
        unit: found.decl.unit.to_owned(),
        combined_by: found.decl.combine.to_string(),
        facts: (!found.is_hidden).then(|| found.subject.facts.clone()),
        hidden_facts: if found.is_hidden { unit_facts().map(str::to_owned).collect() } else { Vec::new() },
        winner: found.winner.as_ref().map(|(_, provision)| body(&say, provision)),
        losers: losers.collect(),
        subject: found.subject.name.clone(),
        parameter: question.parameter,
    }))
}

fn body(say: &Say<'_>, provision: &Provision) -> ProvisionBody {
    ProvisionBody {
        circular: provision.circular.to_string(),
        title: provision.title.to_string(),
        issuer: provision.issuer.to_string(),
        article: provision.article.to_string(),
        from: provision.from,
        until: provision.until,
        when: provision.when.as_ref().map(ToString::to_string),
        when_text: provision.when.as_deref().map(|when| say.condition(when)),
        source: provision.source.to_string(),
        checked_on: provision.checked_on,
        known_from: provision.known_from,
        verified: provision.verified,
        is_setting: provision.is_default,
    }
}

/// Times and spans stand as law files write them.
fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Flag(flag) => (*flag).into(),
        Value::Integer(number) => (*number).into(),
        Value::List(items) => items.clone().into(),
        Value::Minutes(_) | Value::Span { .. } | Value::Text(_) => value.to_string().into(),
    }
}
