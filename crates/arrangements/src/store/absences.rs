//! Days on which people are absent. Rows are only added; one that replaces another ends it.

use crate::model::person_fact::Absence;
use chrono::NaiveDate;
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx, Value};
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    employee_id: i64,
    from_on: NaiveDate,
    until_on: NaiveDate,
    is_morning: bool,
    is_afternoon: bool,
    source: String,
    made_name: String,
}

const COLUMNS: &str = "a.id, a.employee_id, a.from_on, a.until_on, a.is_morning, a.is_afternoon, a.source,
    a.made_name";

async fn read_all(
    connection: &impl ConnectionTrait,
    condition: &str,
    parameters: Vec<Value>,
) -> Result<Vec<Absence>, DbError> {
    let sql = format!(
        "select {COLUMNS} from arrangements_absence a
         where a.government_id = $1 and not a.is_withdrawn
            and not exists (select 1 from arrangements_absence n where n.replaces = a.id) and {condition}
         order by a.employee_id, a.from_on, a.id"
    );
    let rows: Vec<Row> = db::all(connection, &sql, parameters).await?;
    let absence = |row: Row| Absence {
        id: row.id,
        employee_id: row.employee_id,
        from_on: row.from_on,
        until_on: row.until_on,
        is_morning: row.is_morning,
        is_afternoon: row.is_afternoon,
        source: row.source,
        made_name: row.made_name,
    };
    Ok(rows.into_iter().map(absence).collect())
}

/// Returns an absence that nobody withdrew.
pub(crate) async fn one(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<Absence>, DbError> {
    Ok(read_all(connection, "a.id = $2", vec![ctx.government.id.into(), id.into()]).await?.pop())
}

/// Returns the absences that touch a period, of everybody.
pub(crate) async fn between(
    ctx: &Ctx,
    from_on: NaiveDate,
    until_on: NaiveDate,
) -> Result<Vec<Absence>, DbError> {
    let condition = "a.from_on <= $2 and a.until_on >= $3";
    let parameters = vec![ctx.government.id.into(), until_on.into(), from_on.into()];
    read_all(ctx.db().reader(), condition, parameters).await
}

/// Writes an absence and returns whether it is new: the same source is written once.
pub(crate) async fn insert(
    ctx: &Ctx,
    tx: &Tx,
    new: &Absence,
    replaces: Option<Uuid>,
    is_withdrawn: bool,
) -> Result<bool, DbError> {
    let rows = db::exec(
        &**tx,
        "insert into arrangements_absence (id, government_id, employee_id, from_on, until_on, is_morning,
            is_afternoon, source, replaces, is_withdrawn, made_by, made_name, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         on conflict (government_id, source) do nothing",
        [
            new.id.into(),
            ctx.government.id.into(),
            new.employee_id.into(),
            new.from_on.into(),
            new.until_on.into(),
            new.is_morning.into(),
            new.is_afternoon.into(),
            new.source.clone().into(),
            replaces.into(),
            is_withdrawn.into(),
            ctx.actor.reference().into(),
            ctx.actor.name.clone().into(),
            ctx.now().into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}
