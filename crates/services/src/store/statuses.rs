//! Recorded states of services.

use super::services::Which;
use crate::status::{NewStatus, ServiceStatus, StatusFact};
use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx};
use std::collections::HashMap;
use uuid::Uuid;

#[derive(FromQueryResult)]
struct StatusRow {
    service_id: i64,
    uid: Uuid,
    status: String,
    reason: String,
    place: String,
    address: String,
    from_on: NaiveDate,
    until_on: Option<NaiveDate>,
    made_name: String,
    made_at: DateTime<Utc>,
}

impl StatusRow {
    fn read(self, ctx: &Ctx) -> Result<StatusFact, DbError> {
        let made_on = ctx.government.zone.local(self.made_at).date();
        Ok(StatusFact {
            uid: self.uid,
            status: ServiceStatus::parse(&self.status).ok_or(DbError::Corrupt(self.status))?,
            reason: self.reason,
            place: self.place,
            address: self.address,
            from_on: self.from_on,
            until_on: self.until_on,
            made_name: self.made_name,
            made_at: self.made_at,
            is_late: made_on > self.from_on,
        })
    }
}

/// Returns every recorded state by service, in the order of recording.
pub(crate) async fn of(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    which: Which,
) -> Result<HashMap<i64, Vec<StatusFact>>, DbError> {
    let (condition, parameter) = which.condition();
    let sql = format!(
        "select t.service_id, t.uid, t.status, t.reason, t.place, t.address, t.from_on, t.until_on, t.made_name,
            t.made_at
         from services_status t join services_service s on s.id = t.service_id
         where {condition} order by t.id"
    );
    let rows: Vec<StatusRow> = db::all(connection, &sql, [ctx.government.id.into(), parameter]).await?;
    let mut grouped: HashMap<i64, Vec<StatusFact>> = HashMap::new();
    for row in rows {
        grouped.entry(row.service_id).or_default().push(row.read(ctx)?);
    }
    Ok(grouped)
}

/// Returns the newest recorded states of the government with their services, the newest first.
pub(crate) async fn newest(ctx: &Ctx, limit: i64) -> Result<Vec<(i64, StatusFact)>, DbError> {
    let sql = "select t.service_id, t.uid, t.status, t.reason, t.place, t.address, t.from_on, t.until_on,
            t.made_name, t.made_at
         from services_status t join services_service s on s.id = t.service_id
         where s.government_id = $1 order by t.id desc limit $2";
    let rows: Vec<StatusRow> =
        db::all(ctx.db().reader(), sql, [ctx.government.id.into(), limit.into()]).await?;
    rows.into_iter().map(|row| Ok((row.service_id, row.read(ctx)?))).collect()
}

/// Writes a state.
pub(crate) async fn insert(
    ctx: &Ctx,
    tx: &Tx,
    (uid, service_id): (Uuid, i64),
    new: &NewStatus,
) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "insert into services_status (uid, service_id, status, reason, place, address, from_on, until_on,
            made_by, made_name, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        [
            uid.into(),
            service_id.into(),
            new.status.as_str().into(),
            new.reason.clone().into(),
            new.place.clone().into(),
            new.address.clone().into(),
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
