//! Questions of the agenda.

use crate::model::{AnswerKind, Question};
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx};
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    place: i32,
    text: String,
    kind: String,
    agencies: String,
}

impl Row {
    fn read(self) -> Result<Question, DbError> {
        let agencies = self.agencies.split(',').filter(|id| !id.is_empty());
        let agencies: Result<Vec<i64>, _> = agencies.map(str::parse).collect();
        Ok(Question {
            id: self.id,
            place: self.place,
            text: self.text,
            kind: AnswerKind::parse(&self.kind).ok_or(DbError::Corrupt(self.kind))?,
            agencies: agencies.map_err(|_| DbError::Corrupt(self.agencies.clone()))?,
        })
    }
}

/// Returns the questions in their order.
pub(crate) async fn of(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<Question>, DbError> {
    let sql = "select id, place, text, kind, agencies from inspection_question where inspection_id = $1
        order by place, id";
    let rows: Vec<Row> = db::all(connection, sql, [id.into()]).await?;
    rows.into_iter().map(Row::read).collect()
}

/// Writes a question.
pub(crate) async fn insert(tx: &Tx, inspection_id: Uuid, question: &Question) -> Result<(), DbError> {
    let agencies: Vec<String> = question.agencies.iter().map(i64::to_string).collect();
    db::exec(
        &**tx,
        "insert into inspection_question (id, inspection_id, place, text, kind, agencies)
         values ($1, $2, $3, $4, $5, $6)",
        [
            question.id.into(),
            inspection_id.into(),
            question.place.into(),
            question.text.clone().into(),
            question.kind.as_str().into(),
            agencies.join(",").into(),
        ],
    )
    .await?;
    Ok(())
}

/// Takes a question away that nobody has answered, and returns whether it was there.
pub(crate) async fn remove(tx: &Tx, inspection_id: Uuid, id: Uuid) -> Result<bool, DbError> {
    let sql = "delete from inspection_question where inspection_id = $1 and id = $2
        and not exists (select 1 from inspection_answer where question_id = $2)";
    Ok(db::exec(&**tx, sql, [inspection_id.into(), id.into()]).await? == 1)
}
