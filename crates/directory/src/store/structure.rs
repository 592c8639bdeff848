//! Governments, agencies and units.

use crate::model::{Agency, NewAgency, NewUnit, Unit};
use crate::rules::tree;
use chrono::{DateTime, Utc};
use siaga_civil::{CivilZone, RegionCode};
use siaga_platform::db::{self, ConnectionTrait, FromQueryResult, Insert, Value};
use siaga_platform::{Ctx, Problem};
use std::collections::HashMap;

/// Writes the tenant row and returns its key.
pub(crate) async fn insert_government(
    connection: &impl ConnectionTrait,
    region: &RegionCode,
    name: &str,
    zone: CivilZone,
    at: DateTime<Utc>,
) -> Result<i64, Problem> {
    Ok(db::scalar(
        connection,
        "insert into platform_government (region_code, name, time_zone, created_at)
         values ($1, $2, $3, $4) returning id",
        [region.to_string().into(), name.into(), zone.iana().into(), at.into()],
    )
    .await?)
}

#[derive(FromQueryResult)]
struct AgencyRow {
    id: i64,
    code: String,
    name: String,
    parent_id: Option<i64>,
    latitude_micro: Option<i64>,
    longitude_micro: Option<i64>,
    region_code: Option<String>,
}

pub(crate) async fn agencies(
    connection: &impl ConnectionTrait,
    government_id: i64,
) -> Result<Vec<Agency>, Problem> {
    let rows: Vec<AgencyRow> = db::all(
        connection,
        "select id, code, name, parent_id, latitude_micro, longitude_micro, region_code
         from directory_agency where government_id = $1 order by code",
        [government_id.into()],
    )
    .await?;
    let parents: HashMap<i64, Option<i64>> = rows.iter().map(|row| (row.id, row.parent_id)).collect();
    rows.into_iter().map(|row| agency(row, &parents)).collect()
}

fn agency(row: AgencyRow, parents: &HashMap<i64, Option<i64>>) -> Result<Agency, Problem> {
    let region = row.region_code.as_deref().map(RegionCode::parse).transpose().map_err(Problem::broken)?;
    Ok(Agency {
        path: tree::path(parents, row.id),
        id: row.id,
        code: row.code,
        name: row.name,
        parent_id: row.parent_id,
        latitude_micro: row.latitude_micro,
        longitude_micro: row.longitude_micro,
        region,
    })
}

pub(crate) async fn insert_agency(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    new: &NewAgency,
    parent_id: Option<i64>,
) -> Result<i64, Problem> {
    let id: i64 = db::scalar(
        connection,
        "insert into directory_agency (government_id, code, name, parent_id, latitude_micro, longitude_micro,
            region_code, recorded_at, recorded_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id",
        [
            ctx.government.id.into(),
            new.code.clone().into(),
            new.name.clone().into(),
            parent_id.into(),
            new.latitude_micro.into(),
            new.longitude_micro.into(),
            new.region.map(|region| region.to_string()).into(),
            ctx.now().into(),
            ctx.actor.reference().into(),
        ],
    )
    .await?;
    let main = NewUnit { agency_id: id, code: new.code.clone(), name: new.name.clone() };
    insert_units(ctx, connection, std::slice::from_ref(&main), true).await?;
    Ok(id)
}

pub(crate) async fn update_agency(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    id: i64,
    new: &NewAgency,
    parent_id: Option<i64>,
) -> Result<(), Problem> {
    db::exec(
        connection,
        "update directory_agency set name = $1, parent_id = $2, latitude_micro = $3, longitude_micro = $4,
            region_code = $5 where id = $6 and government_id = $7",
        [
            new.name.clone().into(),
            parent_id.into(),
            new.latitude_micro.into(),
            new.longitude_micro.into(),
            new.region.map(|region| region.to_string()).into(),
            id.into(),
            ctx.government.id.into(),
        ],
    )
    .await?;
    db::exec(
        connection,
        "update directory_unit set name = $1 where agency_id = $2 and is_main",
        [new.name.clone().into(), id.into()],
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct UnitRow {
    id: i64,
    agency_id: i64,
    code: String,
    name: String,
    is_main: bool,
}

/// Returns units by agency, the main unit first, then by code.
pub(crate) async fn units(
    connection: &impl ConnectionTrait,
    government_id: i64,
    agency_id: Option<i64>,
) -> Result<Vec<Unit>, Problem> {
    let rows: Vec<UnitRow> = match agency_id {
        None => {
            let sql = "select id, agency_id, code, name, is_main from directory_unit
                where government_id = $1 order by agency_id, is_main desc, code";
            db::all(connection, sql, [government_id.into()]).await?
        }
        Some(agency_id) => {
            let sql = "select id, agency_id, code, name, is_main from directory_unit
                where government_id = $1 and agency_id = $2 order by is_main desc, code";
            db::all(connection, sql, [government_id.into(), agency_id.into()]).await?
        }
    };
    let unit = |row: UnitRow| Unit {
        id: row.id,
        agency_id: row.agency_id,
        code: row.code,
        name: row.name,
        is_main: row.is_main,
    };
    Ok(rows.into_iter().map(unit).collect())
}

pub(crate) async fn insert_units(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    units: &[NewUnit],
    is_main: bool,
) -> Result<u64, Problem> {
    let mut values: Vec<Value> = Vec::with_capacity(units.len() * 7);
    for unit in units {
        values.extend([
            ctx.government.id.into(),
            unit.agency_id.into(),
            unit.code.clone().into(),
            unit.name.clone().into(),
            is_main.into(),
            ctx.now().into(),
            ctx.actor.reference().into(),
        ]);
    }
    let insert = Insert {
        table: "directory_unit",
        columns: &["government_id", "agency_id", "code", "name", "is_main", "recorded_at", "recorded_by"],
        tail: "",
    };
    Ok(db::insert_many(connection, insert, values).await?)
}

pub(crate) async fn rename_unit(
    connection: &impl ConnectionTrait,
    agency_id: i64,
    code: &str,
    name: &str,
) -> Result<(), Problem> {
    db::exec(
        connection,
        "update directory_unit set name = $1 where agency_id = $2 and code = $3",
        [name.into(), agency_id.into(), code.into()],
    )
    .await?;
    Ok(())
}
