//! Answers; nothing of them is ever changed.

use crate::model::Answer;
use chrono::{DateTime, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx};
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Row {
    question_id: Uuid,
    agency_id: i64,
    value: String,
    answered_name: String,
    answered_at: DateTime<Utc>,
    after_minutes: Option<i32>,
}

/// Returns every answer, first answer first.
pub(crate) async fn of(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<Answer>, DbError> {
    let sql = "select question_id, agency_id, value, answered_name, answered_at, after_minutes
        from inspection_answer where inspection_id = $1 order by id";
    let rows: Vec<Row> = db::all(connection, sql, [id.into()]).await?;
    let read = |row: Row| {
        Ok(Answer {
            question_id: row.question_id,
            agency_id: row.agency_id,
            value: serde_json::from_str(&row.value).map_err(|_| DbError::Corrupt(row.value))?,
            answered_name: row.answered_name,
            answered_at: row.answered_at,
            after_minutes: row.after_minutes,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Writes an answer.
pub(crate) async fn insert(ctx: &Ctx, tx: &Tx, inspection_id: Uuid, answer: &Answer) -> Result<(), DbError> {
    let value = serde_json::to_string(&answer.value).expect("texts and numbers are always JSON");
    db::exec(
        &**tx,
        "insert into inspection_answer (inspection_id, question_id, agency_id, value, answered_by,
            answered_name, answered_at, after_minutes)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        [
            inspection_id.into(),
            answer.question_id.into(),
            answer.agency_id.into(),
            value.into(),
            ctx.actor.reference().into(),
            answer.answered_name.clone().into(),
            answer.answered_at.into(),
            answer.after_minutes.into(),
        ],
    )
    .await?;
    Ok(())
}
