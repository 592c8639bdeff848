//! Notes of evaluations.

use crate::model::{Evaluation, NewEvaluation};
use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, DbError, FromQueryResult, Tx};
use uuid::Uuid;

#[derive(FromQueryResult)]
struct EvaluationRow {
    uid: Uuid,
    evaluated_on: NaiveDate,
    decision: String,
    follow_up: String,
    due_on: Option<NaiveDate>,
    made_name: String,
    made_at: DateTime<Utc>,
}

/// Returns the evaluations of a programme, the newest first.
pub(crate) async fn of_programme(ctx: &Ctx, programme_id: i64) -> Result<Vec<Evaluation>, DbError> {
    let sql = "select uid, evaluated_on, decision, follow_up, due_on, made_name, made_at
         from programmes_evaluation where programme_id = $1 order by evaluated_on desc, id desc";
    let rows: Vec<EvaluationRow> = db::all(ctx.db().reader(), sql, [programme_id.into()]).await?;
    let read = |row: EvaluationRow| Evaluation {
        uid: row.uid,
        evaluated_on: row.evaluated_on,
        decision: row.decision,
        follow_up: row.follow_up,
        due_on: row.due_on,
        made_name: row.made_name,
        made_at: row.made_at,
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Writes a note.
pub(crate) async fn insert(
    ctx: &Ctx,
    tx: &Tx,
    (programme_id, uid): (i64, Uuid),
    note: &NewEvaluation,
) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "insert into programmes_evaluation (uid, programme_id, evaluated_on, decision, follow_up, due_on,
            made_by, made_name, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        [
            uid.into(),
            programme_id.into(),
            note.evaluated_on.into(),
            note.decision.clone().into(),
            note.follow_up.clone().into(),
            note.due_on.into(),
            ctx.actor.reference().into(),
            ctx.actor.name.clone().into(),
            ctx.now().into(),
        ],
    )
    .await?;
    Ok(())
}
