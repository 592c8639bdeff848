//! Who can serve which desk or has which skill.

use crate::desk::{Serves, StaffEntry};
use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx};
use std::collections::HashMap;
use uuid::Uuid;

/// An entry with the keys that stay inside the program.
#[derive(Debug, Clone)]
pub(crate) struct StoredStaff {
    pub(crate) id: i64,
    pub(crate) desk_id: Option<i64>,
    pub(crate) entry: StaffEntry,
}

#[derive(FromQueryResult)]
struct StaffRow {
    id: i64,
    uid: Uuid,
    agency_id: i64,
    employee_id: i64,
    desk_id: Option<i64>,
    desk_uid: Option<Uuid>,
    skill: String,
    from_on: NaiveDate,
    until_on: Option<NaiveDate>,
    made_name: String,
    made_at: DateTime<Utc>,
}

#[derive(FromQueryResult)]
struct EndRow {
    staff_id: i64,
    until_on: NaiveDate,
    reason: String,
    made_name: String,
    made_at: DateTime<Utc>,
}

/// Returns the entries of one agency or of all, with their newest ends, in the order of recording.
pub(crate) async fn all(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    agency_id: Option<i64>,
) -> Result<Vec<StoredStaff>, DbError> {
    let condition = if agency_id.is_some() { "p.agency_id = $2" } else { "p.id > $2" };
    let parameters = || [ctx.government.id.into(), agency_id.unwrap_or(0).into()];
    let sql = format!(
        "select e.staff_id, e.until_on, e.reason, e.made_name, e.made_at
         from services_staff_end e join services_staff p on p.id = e.staff_id
         where p.government_id = $1 and {condition} order by e.id"
    );
    let ends: Vec<EndRow> = db::all(connection, &sql, parameters()).await?;
    // The newest end of each comes last and is the one that stays.
    let mut ends: HashMap<i64, EndRow> = ends.into_iter().map(|end| (end.staff_id, end)).collect();
    let sql = format!(
        "select p.id, p.uid, p.agency_id, p.employee_id, p.desk_id, d.uid as desk_uid, p.skill, p.from_on,
            p.until_on, p.made_name, p.made_at
         from services_staff p left join services_desk d on d.id = p.desk_id
         where p.government_id = $1 and {condition} order by p.id"
    );
    let rows: Vec<StaffRow> = db::all(connection, &sql, parameters()).await?;
    Ok(rows.into_iter().map(|row| read(row, &mut ends)).collect())
}

fn read(row: StaffRow, ends: &mut HashMap<i64, EndRow>) -> StoredStaff {
    let serves = row.desk_uid.map_or(Serves::Skill(row.skill), Serves::Desk);
    let mut entry = StaffEntry {
        uid: row.uid,
        employee_id: row.employee_id,
        agency_id: row.agency_id,
        serves,
        from_on: row.from_on,
        until_on: row.until_on,
        end_reason: String::new(),
        made_name: row.made_name,
        made_at: row.made_at,
    };
    if let Some(end) = ends.remove(&row.id) {
        entry.until_on = Some(end.until_on);
        entry.end_reason = end.reason;
        entry.made_name = end.made_name;
        entry.made_at = end.made_at;
    }
    StoredStaff { id: row.id, desk_id: row.desk_id, entry }
}

/// A new entry for a desk or a skill.
pub(crate) struct NewRow<'a> {
    pub(crate) uid: Uuid,
    pub(crate) agency_id: i64,
    pub(crate) employee_id: i64,
    pub(crate) desk_id: Option<i64>,
    pub(crate) skill: &'a str,
    pub(crate) from_on: NaiveDate,
    pub(crate) until_on: Option<NaiveDate>,
}

/// Writes an entry.
pub(crate) async fn insert(ctx: &Ctx, tx: &Tx, new: NewRow<'_>) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "insert into services_staff (uid, government_id, agency_id, employee_id, desk_id, skill, from_on,
            until_on, made_by, made_name, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        [
            new.uid.into(),
            ctx.government.id.into(),
            new.agency_id.into(),
            new.employee_id.into(),
            new.desk_id.into(),
            new.skill.into(),
            new.from_on.into(),
            new.until_on.into(),
            ctx.actor.reference().into(),
            ctx.actor.name.clone().into(),
            ctx.now().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Writes the end of an entry.
pub(crate) async fn insert_end(
    ctx: &Ctx,
    tx: &Tx,
    staff_id: i64,
    (until_on, reason): (NaiveDate, &str),
) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "insert into services_staff_end (staff_id, until_on, reason, made_by, made_name, made_at)
         values ($1, $2, $3, $4, $5, $6)",
        [
            staff_id.into(),
            until_on.into(),
            reason.into(),
            ctx.actor.reference().into(),
            ctx.actor.name.clone().into(),
            ctx.now().into(),
        ],
    )
    .await?;
    Ok(())
}
