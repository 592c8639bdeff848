//! Closed versions of the minutes.

use crate::model::Minutes;
use chrono::{DateTime, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx};
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Row {
    version: i32,
    snapshot: String,
    sha256: String,
    document_id: Option<Uuid>,
    reason: String,
    closed_name: String,
    closed_at: DateTime<Utc>,
}

/// Returns the versions, first version first.
pub(crate) async fn of(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<Minutes>, DbError> {
    let sql = "select version, snapshot, sha256, document_id, reason, closed_name, closed_at
        from inspection_minutes where inspection_id = $1 order by version";
    let rows: Vec<Row> = db::all(connection, sql, [id.into()]).await?;
    let read = |row: Row| Minutes {
        version: row.version,
        snapshot: row.snapshot,
        sha256: row.sha256,
        document_id: row.document_id,
        reason: row.reason,
        closed_name: row.closed_name,
        closed_at: row.closed_at,
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Writes a version.
pub(crate) async fn insert(
    ctx: &Ctx,
    tx: &Tx,
    inspection_id: Uuid,
    minutes: &Minutes,
) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "insert into inspection_minutes (inspection_id, version, snapshot, sha256, document_id, reason,
            closed_by, closed_name, closed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        [
            inspection_id.into(),
            minutes.version.into(),
            minutes.snapshot.clone().into(),
            minutes.sha256.clone().into(),
            minutes.document_id.into(),
            minutes.reason.clone().into(),
            ctx.actor.reference().into(),
            minutes.closed_name.clone().into(),
            minutes.closed_at.into(),
        ],
    )
    .await?;
    Ok(())
}
