//! What happened to events, in order.

use crate::model::{EventStep, StepKind};
use crate::rules::limit::Ground;
use chrono::{DateTime, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx};

#[derive(FromQueryResult)]
struct StepRow {
    kind: String,
    note: String,
    grounds: String,
    made_name: String,
    made_at: DateTime<Utc>,
}

/// Returns the steps of an event, the newest first.
pub(crate) async fn of(ctx: &Ctx, event_id: i64) -> Result<Vec<EventStep>, DbError> {
    let sql = "select kind, note, grounds, made_name, made_at from events_step where event_id = $1
         order by id desc";
    let rows: Vec<StepRow> = db::all(ctx.db().reader(), sql, [event_id.into()]).await?;
    let read = |row: StepRow| {
        Ok(EventStep {
            kind: StepKind::parse(&row.kind).ok_or(DbError::Corrupt(row.kind))?,
            note: row.note,
            grounds: serde_json::from_str(&row.grounds).map_err(|_| DbError::Corrupt(row.grounds))?,
            made_name: row.made_name,
            made_at: row.made_at,
        })
    };
    rows.into_iter().map(read).collect()
}

#[derive(FromQueryResult)]
struct PlannerRow {
    made_by: String,
}

/// Returns everybody who requested an event or changed what is planned.
pub(crate) async fn planners(
    connection: &impl ConnectionTrait,
    event_id: i64,
) -> Result<Vec<String>, DbError> {
    let sql = "select distinct made_by from events_step
         where event_id = $1 and kind in ('requested', 'changed', 'shrunk', 'made_virtual', 'moved')";
    let rows: Vec<PlannerRow> = db::all(connection, sql, [event_id.into()]).await?;
    Ok(rows.into_iter().map(|row| row.made_by).collect())
}

/// A step that is to be written.
pub(crate) struct NewStep<'a> {
    pub(crate) event_id: i64,
    pub(crate) version: i64,
    pub(crate) kind: StepKind,
    pub(crate) note: &'a str,
    pub(crate) grounds: &'a [Ground],
}

/// Writes a step.
pub(crate) async fn add(ctx: &Ctx, tx: &Tx, new: NewStep<'_>) -> Result<(), DbError> {
    let grounds = serde_json::to_string(new.grounds).map_err(|_| DbError::Corrupt("grounds".to_owned()))?;
    db::exec(
        &**tx,
        "insert into events_step (event_id, version, kind, note, grounds, made_by, made_name, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        [
            new.event_id.into(),
            new.version.into(),
            new.kind.as_str().into(),
            new.note.into(),
            grounds.into(),
            ctx.actor.reference().into(),
            ctx.actor.name.clone().into(),
            ctx.now().into(),
        ],
    )
    .await?;
    Ok(())
}
