//! Desks and their versions.

use super::services::Which;
use super::versions::{self, NewVersion, VersionRow};
use crate::desk::DeskPlan;
use crate::model::Version;
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx};
use std::collections::HashMap;
use uuid::Uuid;

/// A desk without what it is.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct DeskHead {
    pub(crate) id: i64,
    pub(crate) uid: Uuid,
    pub(crate) service_id: i64,
}

/// Returns the desks of services in the order in which they were recorded.
pub(crate) async fn heads(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    which: Which,
) -> Result<Vec<DeskHead>, DbError> {
    let (condition, parameter) = which.condition();
    let sql = format!(
        "select d.id, d.uid, d.service_id
         from services_desk d join services_service s on s.id = d.service_id
         where {condition} order by d.id"
    );
    db::all(connection, &sql, [ctx.government.id.into(), parameter]).await
}

/// Returns every version by desk, the oldest first.
pub(crate) async fn plans(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    which: Which,
) -> Result<HashMap<i64, Vec<Version<DeskPlan>>>, DbError> {
    let (condition, parameter) = which.condition();
    let sql = format!(
        "select v.desk_id as owner_id, v.version, v.from_on, v.plan, v.reason, v.made_name, v.made_at
         from services_desk_version v
            join services_desk d on d.id = v.desk_id join services_service s on s.id = d.service_id
         where {condition} order by v.desk_id, v.version"
    );
    let rows: Vec<VersionRow> = db::all(connection, &sql, [ctx.government.id.into(), parameter]).await?;
    versions::grouped(rows)
}

/// Writes a desk without a version and returns its key.
pub(crate) async fn insert(ctx: &Ctx, tx: &Tx, uid: Uuid, service_id: i64) -> Result<i64, DbError> {
    db::scalar(
        &**tx,
        "insert into services_desk (uid, service_id, made_by, made_at) values ($1, $2, $3, $4) returning id",
        [uid.into(), service_id.into(), ctx.actor.reference().into(), ctx.now().into()],
    )
    .await
}

/// Writes a version of a desk.
pub(crate) async fn insert_plan(ctx: &Ctx, tx: &Tx, new: NewVersion<'_, DeskPlan>) -> Result<(), DbError> {
    let sql =
        "insert into services_desk_version (desk_id, version, from_on, plan, reason, made_by, made_name,
            made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)";
    versions::insert(ctx, tx, sql, new).await
}
