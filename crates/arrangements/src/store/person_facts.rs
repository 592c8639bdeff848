//! Answers about people. Of two for one person, name and day the newer row holds.

use crate::model::person_fact::{Criterion, PersonAnswer};
use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, DbError, FromQueryResult, Tx};

#[derive(FromQueryResult)]
struct Row {
    employee_id: i64,
    name: String,
    value: String,
    from_on: NaiveDate,
    until_on: Option<NaiveDate>,
    made_name: String,
    made_at: DateTime<Utc>,
}

impl Row {
    fn read(self) -> Result<PersonAnswer, DbError> {
        Ok(PersonAnswer {
            employee_id: self.employee_id,
            criterion: Criterion::parse(&self.name).ok_or(DbError::Corrupt(self.name))?,
            is_yes: self.value == "yes",
            from_on: self.from_on,
            until_on: self.until_on,
            made_name: self.made_name,
            made_at: self.made_at,
        })
    }
}

/// Returns the answers that touch a period, of everybody, in the order of recording.
pub(crate) async fn between(
    ctx: &Ctx,
    from_on: NaiveDate,
    until_on: NaiveDate,
) -> Result<Vec<PersonAnswer>, DbError> {
    let sql = "select employee_id, name, value, from_on, until_on, made_name, made_at
         from arrangements_person_fact
         where government_id = $1 and from_on <= $2 and (until_on is null or until_on >= $3) order by id";
    let parameters = [ctx.government.id.into(), until_on.into(), from_on.into()];
    let rows: Vec<Row> = db::all(ctx.db().reader(), sql, parameters).await?;
    rows.into_iter().map(Row::read).collect()
}

/// Writes an answer.
pub(crate) async fn insert(ctx: &Ctx, tx: &Tx, new: &PersonAnswer) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "insert into arrangements_person_fact (government_id, employee_id, name, value, from_on, until_on,
            made_by, made_name, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        [
            ctx.government.id.into(),
            new.employee_id.into(),
            new.criterion.as_str().into(),
            (if new.is_yes { "yes" } else { "no" }).into(),
            new.from_on.into(),
            new.until_on.into(),
            ctx.actor.reference().into(),
            new.made_name.clone().into(),
            new.made_at.into(),
        ],
    )
    .await?;
    Ok(())
}
