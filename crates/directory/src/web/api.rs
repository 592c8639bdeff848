//! The JSON API of the directory.

use crate::model::Agency;
use crate::ops::heads::superior_of;
use crate::ops::reads::{agencies, agency, person_by_id, units};
use serde::Serialize;
use siaga_access::Action;
use siaga_platform::web::Json;
use siaga_platform::{Ctx, Permit, Problem, Route};
use utoipa::{OpenApi, ToSchema};
use uuid::Uuid;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/agencies", Permit::May(Action::AgencyView), list),
        Route::get("/api/v1/me", Permit::SignedIn, me),
    ]
}

#[derive(OpenApi)]
#[openapi(paths(list, me), components(schemas(AgencyBody, MeBody, EmployeeBody)))]
struct Document;

/// Returns the directory's part of the OpenAPI document.
pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// An agency (OPD).
#[derive(Serialize, ToSchema)]
struct AgencyBody {
    /// Short code.
    code: String,
    /// Name.
    name: String,
    /// Code of the agency above.
    parent_code: Option<String>,
    /// Latitude of the office in millionths of a degree.
    latitude_micro: Option<i64>,
    /// Longitude of the office in millionths of a degree.
    longitude_micro: Option<i64>,
    /// Code of the region it serves.
    region_code: Option<String>,
}

#[utoipa::path(
    get,
    path = "/api/v1/agencies",
    summary = "Lists the agencies of the government, by code",
    responses((status = 200, description = "All agencies", body = Vec<AgencyBody>))
)]
async fn list(ctx: Ctx) -> Result<Json<Vec<AgencyBody>>, Problem> {
    ctx.require(Action::AgencyView, &ctx.whole_government())?;
    let all = agencies(&ctx).await?;
    let code_of = |id: i64| all.iter().find(|agency| agency.id == id).map(|agency| agency.code.clone());
    let body = |agency: &Agency| AgencyBody {
        code: agency.code.clone(),
        name: agency.name.clone(),
        parent_code: agency.parent_id.and_then(code_of),
        latitude_micro: agency.latitude_micro,
        longitude_micro: agency.longitude_micro,
        region_code: agency.region.map(|region| region.to_string()),
    };
    Ok(Json(all.iter().map(body).collect()))
}

/// Who is signed in.
#[derive(Serialize, ToSchema)]
struct MeBody {
    /// Name of the account.
    name: String,
    /// The government, as on its letterhead.
    government: String,
    /// Time zone of its offices, IANA name.
    time_zone: String,
    /// The employee behind the account, as placed today.
    employee: Option<EmployeeBody>,
}

/// An employee as placed today.
#[derive(Serialize, ToSchema)]
struct EmployeeBody {
    /// Key.
    id: Uuid,
    /// Name with titles.
    name: String,
    /// Employee number.
    nip: Option<String>,
    /// Kind, such as `permanent_civil_servant`.
    kind: String,
    /// Code of the agency.
    agency_code: String,
    /// Name of the agency.
    agency_name: String,
    /// Name of the work unit.
    unit_name: String,
    /// Title of the post.
    title: String,
    /// Name of the direct superior.
    superior: Option<String>,
}

#[utoipa::path(
    get,
    path = "/api/v1/me",
    summary = "Tells who is signed in and where that person works today",
    responses((status = 200, description = "The account and its employee", body = MeBody))
)]
async fn me(ctx: Ctx) -> Result<Json<MeBody>, Problem> {
    let employee = match ctx.actor.employee {
        None => None,
        Some(id) => employee(&ctx, id).await?,
    };
    Ok(Json(MeBody {
        name: ctx.actor.name.clone(),
        government: ctx.government.name.clone(),
        time_zone: ctx.government.zone.iana().to_owned(),
        employee,
    }))
}

async fn employee(ctx: &Ctx, id: i64) -> Result<Option<EmployeeBody>, Problem> {
    let Some(person) = person_by_id(ctx, id, ctx.today()).await? else { return Ok(None) };
    let agency = agency(ctx, person.agency_id).await?;
    let units = units(ctx, Some(agency.id)).await?;
    let unit = units.into_iter().find(|unit| unit.id == person.unit_id);
    Ok(Some(EmployeeBody {
        id: person.uid,
        name: person.name,
        nip: person.nip,
        kind: person.kind.as_str().to_owned(),
        agency_code: agency.code,
        agency_name: agency.name,
        unit_name: unit.map(|unit| unit.name).unwrap_or_default(),
        title: person.title,
        superior: superior_of(ctx, id, ctx.today()).await?.map(|head| head.name),
    }))
}
