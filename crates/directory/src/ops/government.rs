//! The tenant and the regions of the country.

use crate::store::regions::{self, Region, RegionCounts};
use crate::store::structure;
use chrono::NaiveDate;
use siaga_civil::{CivilZone, RegionCode};
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::{Db, Tx};
use siaga_platform::{App, Ctx, Government, Problem, settings};

/// Says whether a government of this code and name can be made, without writing anything.
///
/// # Errors
/// `directory.region_unknown` when the code is no regency or city of the list, `directory.name_empty`.
pub fn check_government(region: &RegionCode, name: &str) -> Result<(), Problem> {
    if name.trim().is_empty() {
        return Err(Problem::invalid("directory.name_empty").on_field("name"));
    }
    if !regions::is_regency(region) {
        return Err(Problem::invalid("directory.region_unknown").on_field("region").with("code", region));
    }
    Ok(())
}

/// Makes the tenant and loads all regions of the country, in one transaction; records begin today.
///
/// # Errors
/// As [`add_government`].
pub async fn init_government(
    app: &App,
    region: RegionCode,
    name: &str,
    zone: CivilZone,
) -> Result<Government, Problem> {
    let tx = app.db.begin().await?;
    regions::load(&*tx).await?;
    let government = insert_government(app, &tx, region, name, zone, None).await?;
    tx.commit().await?;
    Ok(government)
}

/// Makes the tenant as [`init_government`] does, with records that begin on a chosen day.
///
/// # Errors
/// As [`add_government`].
pub async fn init_government_since(
    app: &App,
    region: RegionCode,
    name: &str,
    zone: CivilZone,
    begins_on: NaiveDate,
) -> Result<Government, Problem> {
    let tx = app.db.begin().await?;
    regions::load(&*tx).await?;
    let government = insert_government(app, &tx, region, name, zone, Some(begins_on)).await?;
    tx.commit().await?;
    Ok(government)
}

/// Makes the tenant alone; names of regions are missing until [`load_regions`].
///
/// # Errors
/// `directory.region_unknown` when the code is no regency or city of the list, `directory.name_empty`,
/// `platform.conflict` when the government is there already.
pub async fn add_government(
    app: &App,
    region: RegionCode,
    name: &str,
    zone: CivilZone,
) -> Result<Government, Problem> {
    let tx = app.db.begin().await?;
    let government = insert_government(app, &tx, region, name, zone, None).await?;
    tx.commit().await?;
    Ok(government)
}

async fn insert_government(
    app: &App,
    tx: &Tx,
    region: RegionCode,
    name: &str,
    zone: CivilZone,
    begins_on: Option<NaiveDate>,
) -> Result<Government, Problem> {
    check_government(&region, name)?;
    let name = name.trim();
    let now = app.clock.now();
    let id = structure::insert_government(&**tx, &region, name, zone, now).await?;
    if let Some(begins_on) = begins_on {
        settings::note_begins_on(&**tx, id, begins_on).await?;
    }
    let begins_on = begins_on.unwrap_or_else(|| zone.local(now).date());
    let government = Government { id, region, name: name.to_owned(), zone, begins_on };
    let ctx = app.system_ctx("init", &government);
    let entry = Entry::new("government.init", format!("government/{id}")).detail(serde_json::json!({
        "region": region.to_string(), "zone": zone.iana(), "begins_on": begins_on,
    }));
    audit::write(&ctx, tx, entry).await?;
    Ok(government)
}

/// Loads every region that is missing, in one transaction, and returns how many were written.
///
/// # Errors
/// As the store says.
pub async fn load_regions(db: &Db) -> Result<u64, Problem> {
    let tx = db.begin().await?;
    let written = regions::load(&*tx).await?;
    tx.commit().await?;
    Ok(written)
}

/// Returns the name of a region, if the list has it.
///
/// # Errors
/// As the store says.
pub async fn region_name(ctx: &Ctx, code: &RegionCode) -> Result<Option<String>, Problem> {
    regions::name(ctx.db().reader(), code).await
}

/// Returns the regions directly below one, by code.
///
/// # Errors
/// As the store says.
pub async fn regions_below(ctx: &Ctx, code: &RegionCode) -> Result<Vec<Region>, Problem> {
    regions::below(ctx.db().reader(), code).await
}

/// Returns how many districts and villages lie in a regency, city or district.
///
/// # Errors
/// As the store says.
pub async fn region_counts(ctx: &Ctx, code: &RegionCode) -> Result<RegionCounts, Problem> {
    regions::counts(ctx.db().reader(), code).await
}
