//! Invited agencies and how they take part.

use crate::model::{Confirmed, Invited, Objection};
use chrono::{DateTime, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx};
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Row {
    agency_id: i64,
    place: i32,
    joined_at: Option<DateTime<Utc>>,
    joined_name: Option<String>,
    is_absent: bool,
    confirmed_at: Option<DateTime<Utc>>,
    confirmed_name: Option<String>,
    recap_id: Option<Uuid>,
    recap_version: Option<i32>,
    recap_sha256: Option<String>,
    objection: Option<String>,
    objected_at: Option<DateTime<Utc>>,
    objected_name: Option<String>,
    objected_version: Option<i32>,
}

impl Row {
    fn read(self) -> Invited {
        let confirmed = || {
            Some(Confirmed {
                at: self.confirmed_at?,
                name: self.confirmed_name.clone().unwrap_or_default(),
                recap_id: self.recap_id?,
                version: self.recap_version?,
                sha256: self.recap_sha256.clone().unwrap_or_default(),
            })
        };
        let objection = || {
            Some(Objection {
                at: self.objected_at?,
                name: self.objected_name.clone().unwrap_or_default(),
                reason: self.objection.clone()?,
                version: self.objected_version.unwrap_or(0),
            })
        };
        Invited {
            agency_id: self.agency_id,
            place: self.place,
            confirmed: confirmed(),
            objection: objection(),
            joined: self.joined_at.map(|at| (at, self.joined_name.unwrap_or_default())),
            is_absent: self.is_absent,
        }
    }
}

/// Returns the invited agencies in their order.
pub(crate) async fn of(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<Invited>, DbError> {
    let sql = "select agency_id, place, joined_at, joined_name, is_absent, confirmed_at,
            confirmed_name, recap_id, recap_version, recap_sha256, objection, objected_at, objected_name,
            objected_version
         from inspection_agency where inspection_id = $1 order by place, agency_id";
    let rows: Vec<Row> = db::all(connection, sql, [id.into()]).await?;
    Ok(rows.into_iter().map(Row::read).collect())
}

/// Replaces the list of a planned inspection.
pub(crate) async fn replace(tx: &Tx, id: Uuid, agencies: &[i64]) -> Result<(), DbError> {
    db::exec(&**tx, "delete from inspection_agency where inspection_id = $1", [id.into()]).await?;
    for (index, agency_id) in agencies.iter().enumerate() {
        let place = i32::try_from(index + 1).unwrap_or(i32::MAX);
        db::exec(
            &**tx,
            "insert into inspection_agency (inspection_id, agency_id, place, is_absent)
             values ($1, $2, $3, $4)",
            [id.into(), (*agency_id).into(), place.into(), false.into()],
        )
        .await?;
    }
    Ok(())
}

/// Writes the order.
pub(crate) async fn reorder(tx: &Tx, id: Uuid, order: &[i64]) -> Result<(), DbError> {
    for (index, agency_id) in order.iter().enumerate() {
        let place = i32::try_from(index + 1).unwrap_or(i32::MAX);
        let sql = "update inspection_agency set place = $1 where inspection_id = $2 and agency_id = $3";
        db::exec(&**tx, sql, [place.into(), id.into(), (*agency_id).into()]).await?;
    }
    Ok(())
}

/// Notes that an agency is there; when it came, and who, stays as it was noted first.
pub(crate) async fn join(ctx: &Ctx, tx: &Tx, id: Uuid, agency_id: i64, name: &str) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "update inspection_agency set joined_at = coalesce(joined_at, $1),
            joined_name = coalesce(joined_name, $2), is_absent = $3
         where inspection_id = $4 and agency_id = $5",
        [ctx.now().into(), name.into(), false.into(), id.into(), agency_id.into()],
    )
    .await?;
    Ok(())
}

/// Notes that an agency came without saying who speaks for it.
pub(crate) async fn note_there(ctx: &Ctx, tx: &Tx, id: Uuid, agency_id: i64) -> Result<(), DbError> {
    let sql = "update inspection_agency set joined_at = coalesce(joined_at, $1), is_absent = $2
        where inspection_id = $3 and agency_id = $4";
    db::exec(&**tx, sql, [ctx.now().into(), false.into(), id.into(), agency_id.into()]).await?;
    Ok(())
}

/// Notes that an agency is missing.
pub(crate) async fn note_missing(tx: &Tx, id: Uuid, agency_id: i64) -> Result<(), DbError> {
    let sql = "update inspection_agency set is_absent = $1 where inspection_id = $2 and agency_id = $3";
    db::exec(&**tx, sql, [true.into(), id.into(), agency_id.into()]).await?;
    Ok(())
}

/// Pins the recap that a head confirmed.
pub(crate) async fn confirm(tx: &Tx, id: Uuid, agency_id: i64, confirmed: &Confirmed) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "update inspection_agency set confirmed_at = $1, confirmed_name = $2, recap_id = $3,
            recap_version = $4, recap_sha256 = $5, objection = null, objected_at = null
         where inspection_id = $6 and agency_id = $7",
        [
            confirmed.at.into(),
            confirmed.name.clone().into(),
            confirmed.recap_id.into(),
            confirmed.version.into(),
            confirmed.sha256.clone().into(),
            id.into(),
            agency_id.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Notes what a head says against a recap; a confirmation before it no longer holds.
pub(crate) async fn object(tx: &Tx, id: Uuid, agency_id: i64, objection: &Objection) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "update inspection_agency set objection = $1, objected_at = $2, objected_name = $3,
            objected_version = $4, confirmed_at = null, confirmed_name = null, recap_id = null,
            recap_version = null, recap_sha256 = null
         where inspection_id = $5 and agency_id = $6",
        [
            objection.reason.clone().into(),
            objection.at.into(),
            objection.name.clone().into(),
            objection.version.into(),
            id.into(),
            agency_id.into(),
        ],
    )
    .await?;
    Ok(())
}
