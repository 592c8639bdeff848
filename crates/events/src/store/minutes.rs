//! Minutes by version.

use chrono::{DateTime, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx};

/// A version of the minutes of an event.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Minutes {
    /// 1, 2, 3 …
    pub version: i32,
    /// What was said.
    pub text: String,
    /// What was decided, one line each.
    pub decisions: String,
    /// How many were on the list when it was written.
    pub present: i64,
    /// Who wrote it.
    pub made_name: String,
    /// The employee who wrote it, where the account belongs to one.
    pub(crate) made_employee_id: Option<i64>,
    /// When.
    pub made_at: DateTime<Utc>,
}

/// Returns every version, the newest first.
pub(crate) async fn of(connection: &impl ConnectionTrait, event_id: i64) -> Result<Vec<Minutes>, DbError> {
    let sql =
        "select version, text, decisions, present, made_name, made_employee_id, made_at from events_minutes
         where event_id = $1 order by version desc";
    db::all(connection, sql, [event_id.into()]).await
}

/// Writes a version.
pub(crate) async fn insert(ctx: &Ctx, tx: &Tx, event_id: i64, new: &Minutes) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "insert into events_minutes
            (event_id, version, text, decisions, present, made_by, made_name, made_employee_id, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        [
            event_id.into(),
            new.version.into(),
            new.text.clone().into(),
            new.decisions.clone().into(),
            new.present.into(),
            ctx.actor.reference().into(),
            new.made_name.clone().into(),
            new.made_employee_id.into(),
            new.made_at.into(),
        ],
    )
    .await?;
    Ok(())
}
