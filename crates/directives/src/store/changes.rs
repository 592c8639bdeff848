//! What happened to circulars, in the order in which it happened.

use crate::model::CircularChange;
use chrono::{DateTime, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx};
use uuid::Uuid;

/// Writes what happened.
pub(crate) async fn add(ctx: &Ctx, tx: &Tx, id: Uuid, kind: &str, reason: &str) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "insert into directives_change (government_id, circular_id, kind, reason, made_by, made_name, made_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        [
            ctx.government.id.into(),
            id.into(),
            kind.into(),
            reason.into(),
            ctx.actor.reference().into(),
            ctx.actor.name.clone().into(),
            ctx.now().into(),
        ],
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Row {
    kind: String,
    reason: String,
    made_name: String,
    made_at: DateTime<Utc>,
}

/// Returns what happened to a circular, first thing first.
pub(crate) async fn of(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<CircularChange>, DbError> {
    let sql =
        "select kind, reason, made_name, made_at from directives_change where circular_id = $1 order by seq";
    let rows: Vec<Row> = db::all(connection, sql, [id.into()]).await?;
    let change = |row: Row| CircularChange {
        kind: row.kind,
        reason: row.reason,
        name: row.made_name,
        at: row.made_at,
    };
    Ok(rows.into_iter().map(change).collect())
}

/// Returns the number of the last change of law, of every government of the database; 0 before the first.
pub(crate) async fn last_of_law(connection: &impl ConnectionTrait) -> Result<i64, DbError> {
    let sql = "select cast(coalesce(max(seq), 0) as bigint) from directives_change
        where kind in ('signed', 'revoked')";
    db::scalar(connection, sql, []).await
}
