//! The JSON API of quotas and of what would be.

use super::what_if::asked;
use crate::ops::look::Look;
use crate::ops::overview::overview;
use crate::ops::what_if::{AgencyWhatIf, what_if};
use axum::extract::RawQuery;
use chrono::NaiveDate;
use serde::Serialize;
use siaga_access::Action;
use siaga_platform::web::{FormPairs, Json};
use siaga_platform::{Ctx, Permit, Problem, Route};
use utoipa::{OpenApi, ToSchema};

pub(super) fn routes() -> Vec<Route> {
    let view = Permit::May(Action::ArrangementView);
    vec![
        Route::get("/api/v1/work-quotas", view, quotas),
        Route::get("/api/v1/work-quotas/what-if", view, tried),
    ]
}

/// Describes quotas and what would be.
#[derive(OpenApi)]
#[openapi(
    paths(quotas, tried),
    components(schemas(AgencyQuotas, UnitQuotaBody, WhatIfBody, LoadBody, ShortBody))
)]
pub(super) struct QuotaDocument;

/// Quotas of one agency on one day.
#[derive(Serialize, ToSchema)]
struct AgencyQuotas {
    /// Code of the agency.
    agency_code: String,
    /// `none`, `case` or `cluster`.
    case_state: String,
    /// People in the office by the signed roster.
    planned_office: Option<u32>,
    /// Quotas of its work units.
    units: Vec<UnitQuotaBody>,
    /// Desks under their minimum.
    short_desks: Vec<ShortBody>,
}

/// The quota of one work unit.
#[derive(Serialize, ToSchema)]
struct UnitQuotaBody {
    /// Name.
    name: String,
    /// People.
    staff: u32,
    /// At most so many in the office.
    office_max: u32,
    /// At least so many in the office.
    office_min: u32,
    /// At least so many from home.
    home_min: u32,
    /// The office is closed.
    is_closed: bool,
    /// Parameters of law with circular and article.
    grounds: Vec<GroundBody>,
    /// Codes of what does not fit together.
    faults: Vec<String>,
}

/// A line of law.
#[derive(Serialize, ToSchema)]
struct GroundBody {
    /// The parameter.
    parameter: String,
    /// Its value: thousandths, days, heads, 0 or 1.
    value: i64,
    /// Key of the circular.
    circular: String,
    /// Article.
    article: String,
}

/// A desk under its minimum.
#[derive(Serialize, ToSchema)]
struct ShortBody {
    /// The desk.
    desk: String,
    /// The day.
    on: NaiveDate,
    /// `morning` or `afternoon`.
    half: &'static str,
    /// People needed.
    need: u16,
    /// People that it can have at most.
    filled: u16,
}

/// One agency as it is and as it would be.
#[derive(Serialize, ToSchema)]
struct WhatIfBody {
    /// Code of the agency.
    agency_code: String,
    /// By working day, as it is.
    now: Vec<LoadBody>,
    /// By working day, as it would be.
    then: Vec<LoadBody>,
    /// Desks that would be under their minimum.
    short_desks: Vec<ShortBody>,
    /// Units whose signed roster would have too many people in the office.
    units_over: Vec<String>,
    /// Codes of what would not fit together.
    faults: Vec<String>,
}

/// People of an agency on a day.
#[derive(Serialize, ToSchema)]
struct LoadBody {
    /// The day.
    on: NaiveDate,
    /// People.
    staff: u32,
    /// Of them absent.
    away: u32,
    /// At most so many in the office.
    office_max: u32,
    /// At least so many from home.
    home_min: u32,
}

#[utoipa::path(
    get,
    path = "/api/v1/work-quotas",
    summary = "Returns the quotas of work units on a day; an empty list on a day off",
    params(("hari" = Option<String>, Query, description = "The day; today when none is named")),
    responses((status = 200, description = "Agencies that the account may see", body = Vec<AgencyQuotas>))
)]
async fn quotas(ctx: Ctx, RawQuery(query): RawQuery) -> Result<Json<Vec<AgencyQuotas>>, Problem> {
    let form = FormPairs::parse(query.unwrap_or_default().as_bytes());
    let (on, problem) = super::fields::day_of(form.text("hari"), ctx.today());
    if let Some(problem) = problem {
        return Err(problem);
    }
    let days = overview(&ctx, on).await?;
    let body = days.iter().map(|day| {
        let units = day.units.iter().zip(&day.look.quotas);
        AgencyQuotas {
            agency_code: day.agency.code.clone(),
            case_state: day.look.case_state().to_owned(),
            planned_office: day.planned,
            units: units
                .filter_map(|(unit, days)| Some((unit, days.first()?)))
                .map(|(unit, quota)| UnitQuotaBody {
                    name: unit.name.clone(),
                    staff: quota.quota.staff,
                    office_max: quota.quota.office_max,
                    office_min: quota.quota.office_min,
                    home_min: quota.quota.home_min,
                    is_closed: quota.quota.is_closed,
                    grounds: quota
                        .grounds()
                        .map(|ground| GroundBody {
                            parameter: ground.parameter.clone(),
                            value: ground.value,
                            circular: ground.circular.clone(),
                            article: ground.article.clone(),
                        })
                        .collect(),
                    faults: quota.quota.faults.iter().map(|fault| fault.code()).collect(),
                })
                .collect(),
            short_desks: short(&day.look),
        }
    });
    Ok(Json(body.collect()))
}

#[utoipa::path(
    get,
    path = "/api/v1/work-quotas/what-if",
    summary = "Returns what would be if facts, a share or a drafted circular were in force; writes nothing",
    params(
        ("hari" = Option<String>, Query, description = "First day; today when none is named"),
        ("jumlah" = Option<u64>, Query, description = "Number of days, 1 to 14"),
        ("case_state" = Option<String>, Query, description = "none, case or cluster"),
        ("zone" = Option<String>, Query, description = "green, yellow, orange or red"),
        ("ppkm_level" = Option<i64>, Query, description = "1 to 4"),
        ("parameter" = Option<String>, Query, description = "A share of law, such as arrangements.home_share_min"),
        ("persen" = Option<i64>, Query, description = "Its value in percent"),
        ("edaran" = Option<String>, Query, description = "Key of a drafted circular"),
        ("opd" = Option<String>, Query, description = "Code of an agency; may come again; none for all")
    ),
    responses((status = 200, description = "Agencies that the account may see", body = Vec<WhatIfBody>))
)]
async fn tried(ctx: Ctx, RawQuery(query): RawQuery) -> Result<Json<Vec<WhatIfBody>>, Problem> {
    let form = FormPairs::parse(query.unwrap_or_default().as_bytes());
    let asked = asked(&ctx, &form).await?;
    let answer = what_if(&ctx, &asked).await?;
    let body = |one: &AgencyWhatIf| WhatIfBody {
        agency_code: one.agency.code.clone(),
        now: loads(&answer.days, &one.now),
        then: loads(&answer.days, &one.then),
        short_desks: short(&one.then),
        units_over: one.over.iter().map(|over| over.unit.clone()).collect(),
        faults: one.then.faults.iter().map(|(_, fault)| fault.code()).collect(),
    };
    Ok(Json(answer.agencies.iter().map(body).collect()))
}

fn loads(days: &[NaiveDate], look: &Look) -> Vec<LoadBody> {
    let rows = days.iter().zip(&look.days);
    rows.map(|(on, load)| LoadBody {
        on: *on,
        staff: load.staff,
        away: load.away,
        office_max: load.office,
        home_min: load.home,
    })
    .collect()
}

fn short(look: &Look) -> Vec<ShortBody> {
    let rows = look.short.iter();
    rows.map(|short| ShortBody {
        desk: short.desk.clone(),
        on: short.on,
        half: ["morning", "afternoon"][short.half.index()],
        need: short.need,
        filled: short.filled,
    })
    .collect()
}
