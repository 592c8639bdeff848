//! Agencies and work units.

use crate::model::{Agency, NewAgency, NewUnit};
use crate::rules::tree;
use crate::store::structure;
use siaga_access::Action;
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem};
use std::collections::HashMap;

/// Adds an agency with its main unit and returns its key.
///
/// # Errors
/// As [`add_agencies`].
pub async fn add_agency(ctx: &Ctx, new: NewAgency) -> Result<i64, Problem> {
    Ok(add_agencies(ctx, vec![new]).await?[0])
}

/// Adds agencies, each with its main unit, in one transaction and returns their keys in the same order.
///
/// # Errors
/// `directory.code_empty`, `directory.code_form`, `directory.name_empty`, `directory.agency_code_taken`,
/// `directory.parent_unknown` when the agency above neither exists nor stands earlier in the list,
/// `directory.position_incomplete` when only one of the coordinates is given or lies off the globe.
pub async fn add_agencies(ctx: &Ctx, new: Vec<NewAgency>) -> Result<Vec<i64>, Problem> {
    let verdict = ctx.require(Action::AgencyEdit, &ctx.whole_government())?;
    let tx = ctx.db().begin().await?;
    let ids = insert_agencies(ctx, &tx, &new).await?;
    let entry = Entry::new("agency.edit", format!("agency/{}", one_or_count(&ids)))
        .detail(serde_json::json!({ "agencies_added": ids.len() }))
        .by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    tx.commit().await?;
    Ok(ids)
}

/// Adds a work unit and returns its key.
///
/// # Errors
/// As [`add_units`].
pub async fn add_unit(ctx: &Ctx, new: NewUnit) -> Result<i64, Problem> {
    Ok(add_units(ctx, vec![new]).await?[0])
}

/// Adds work units in one transaction and returns their keys in the same order.
///
/// # Errors
/// `directory.code_empty`, `directory.name_empty`, `directory.unit_code_taken`, `directory.agency_missing`.
pub async fn add_units(ctx: &Ctx, new: Vec<NewUnit>) -> Result<Vec<i64>, Problem> {
    let verdict = ctx.require(Action::AgencyEdit, &ctx.whole_government())?;
    let tx = ctx.db().begin().await?;
    let ids = insert_units(ctx, &tx, &new).await?;
    let entry = Entry::new("agency.edit", format!("unit/{}", one_or_count(&ids)))
        .detail(serde_json::json!({ "units_added": ids.len() }))
        .by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    tx.commit().await?;
    Ok(ids)
}

/// Writes agencies inside a transaction; permission and audit are the caller's.
pub(crate) async fn insert_agencies(ctx: &Ctx, tx: &Tx, new: &[NewAgency]) -> Result<Vec<i64>, Problem> {
    let stored = structure::agencies(&**tx, ctx.government.id).await?;
    let mut by_code: HashMap<String, i64> =
        stored.into_iter().map(|agency| (agency.code, agency.id)).collect();
    let mut ids = Vec::with_capacity(new.len());
    for agency in new {
        check_agency(agency)?;
        let parent_id = parent_id(agency, |code| by_code.get(code).copied())?;
        if by_code.contains_key(&agency.code) {
            let problem = Problem::conflict("directory.agency_code_taken");
            return Err(problem.on_field("code").with("code", &agency.code));
        }
        let id = structure::insert_agency(ctx, &**tx, agency, parent_id).await?;
        by_code.insert(agency.code.clone(), id);
        ids.push(id);
    }
    Ok(ids)
}

/// Writes units inside a transaction; permission and audit are the caller's.
pub(crate) async fn insert_units(ctx: &Ctx, tx: &Tx, new: &[NewUnit]) -> Result<Vec<i64>, Problem> {
    let agencies = structure::agencies(&**tx, ctx.government.id).await?;
    for unit in new {
        check_text("code", &unit.code)?;
        check_text("name", &unit.name)?;
        if !agencies.iter().any(|agency| agency.id == unit.agency_id) {
            return Err(Problem::missing("directory.agency_missing").with("code", unit.agency_id));
        }
    }
    structure::insert_units(ctx, &**tx, new, false).await.map_err(|problem| match problem.code.as_str() {
        "platform.conflict" => Problem::conflict("directory.unit_code_taken").on_field("code"),
        _ => problem,
    })?;
    let stored = structure::units(&**tx, ctx.government.id, None).await?;
    let ids: HashMap<(i64, String), i64> =
        stored.into_iter().map(|unit| ((unit.agency_id, unit.code), unit.id)).collect();
    Ok(new.iter().map(|unit| ids[&(unit.agency_id, unit.code.clone())]).collect())
}

/// Writes an agency anew inside a transaction; permission, audit and a tree without rings are the caller's.
pub(crate) async fn change_agency(
    ctx: &Ctx,
    tx: &Tx,
    agencies: &[Agency],
    id: i64,
    new: &NewAgency,
) -> Result<(), Problem> {
    check_agency(new)?;
    let find = |code: &str| agencies.iter().find(|agency| agency.code == code).map(|agency| agency.id);
    let parent_id = parent_id(new, find)?;
    structure::update_agency(ctx, &**tx, id, new, parent_id).await
}

fn parent_id(new: &NewAgency, find: impl Fn(&str) -> Option<i64>) -> Result<Option<i64>, Problem> {
    let Some(code) = &new.parent_code else { return Ok(None) };
    let unknown = || Problem::invalid("directory.parent_unknown").on_field("parent_code").with("code", code);
    find(code).map(Some).ok_or_else(unknown)
}

fn check_agency(new: &NewAgency) -> Result<(), Problem> {
    check_text("code", &new.code)?;
    check_text("name", &new.name)?;
    if !tree::is_code(&new.code) {
        return Err(Problem::invalid("directory.code_form").on_field("code"));
    }
    // Millionths of a degree: 90 to the poles, 180 to the other side of the globe.
    let is_on_globe =
        |value: Option<i64>, degrees: i64| value.is_none_or(|value| value.abs() <= degrees * 1_000_000);
    let is_whole = new.latitude_micro.is_some() == new.longitude_micro.is_some();
    if is_whole && is_on_globe(new.latitude_micro, 90) && is_on_globe(new.longitude_micro, 180) {
        return Ok(());
    }
    Err(Problem::invalid("directory.position_incomplete").on_field("latitude"))
}

fn check_text(field: &str, text: &str) -> Result<(), Problem> {
    if text.trim().is_empty() {
        return Err(Problem::invalid(format!("directory.{field}_empty")).on_field(field));
    }
    Ok(())
}

fn one_or_count(ids: &[i64]) -> String {
    match ids {
        [id] => id.to_string(),
        _ => "many".to_owned(),
    }
}
