//! Services and their versions.

use super::versions::{self, NewVersion, VersionRow};
use crate::model::{ServicePlan, Version};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx, Value};
use std::collections::HashMap;
use uuid::Uuid;

/// A service without what it is.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct ServiceHead {
    pub(crate) id: i64,
    pub(crate) uid: Uuid,
    pub(crate) agency_id: i64,
}

/// Which services are read.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Which {
    /// All of the government, or of one agency.
    Of(Option<i64>),
    /// One.
    One(Uuid),
}

impl Which {
    /// Returns the condition on `s`, given government as `$1`, and its parameter as `$2`.
    pub(crate) fn condition(self) -> (&'static str, Value) {
        match self {
            Self::Of(None) => ("s.government_id = $1 and s.id > $2", 0_i64.into()),
            Self::Of(Some(agency_id)) => ("s.government_id = $1 and s.agency_id = $2", agency_id.into()),
            Self::One(uid) => ("s.government_id = $1 and s.uid = $2", uid.into()),
        }
    }
}

/// Returns services in the order in which they were recorded.
pub(crate) async fn heads(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    which: Which,
) -> Result<Vec<ServiceHead>, DbError> {
    let (condition, parameter) = which.condition();
    let sql =
        format!("select s.id, s.uid, s.agency_id from services_service s where {condition} order by s.id");
    db::all(connection, &sql, [ctx.government.id.into(), parameter]).await
}

/// Returns every version by service, the oldest first.
pub(crate) async fn plans(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    which: Which,
) -> Result<HashMap<i64, Vec<Version<ServicePlan>>>, DbError> {
    let (condition, parameter) = which.condition();
    let sql = format!(
        "select v.service_id as owner_id, v.version, v.from_on, v.plan, v.reason, v.made_name, v.made_at
         from services_version v join services_service s on s.id = v.service_id
         where {condition} order by v.service_id, v.version"
    );
    let rows: Vec<VersionRow> = db::all(connection, &sql, [ctx.government.id.into(), parameter]).await?;
    versions::grouped(rows)
}

/// Writes a service without a version and returns its key.
pub(crate) async fn insert(ctx: &Ctx, tx: &Tx, uid: Uuid, agency_id: i64) -> Result<i64, DbError> {
    db::scalar(
        &**tx,
        "insert into services_service (uid, government_id, agency_id, made_by, made_at)
         values ($1, $2, $3, $4, $5) returning id",
        [
            uid.into(),
            ctx.government.id.into(),
            agency_id.into(),
            ctx.actor.reference().into(),
            ctx.now().into(),
        ],
    )
    .await
}

/// Writes a version of a service.
pub(crate) async fn insert_plan(ctx: &Ctx, tx: &Tx, new: NewVersion<'_, ServicePlan>) -> Result<(), DbError> {
    let sql = "insert into services_version (service_id, version, from_on, plan, reason, made_by, made_name,
            made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)";
    versions::insert(ctx, tx, sql, new).await
}
