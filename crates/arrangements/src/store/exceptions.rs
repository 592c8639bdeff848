//! Exceptions from quotas. Rows are only added; one that replaces another ends it.

use crate::model::person_fact::EnteredException;
use crate::model::quota::ExceptionKind;
use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx, Value};
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    agency_id: i64,
    unit_id: i64,
    employee_id: Option<i64>,
    kind: String,
    from_on: NaiveDate,
    until_on: Option<NaiveDate>,
    reason: String,
    made_name: String,
    made_at: DateTime<Utc>,
}

impl Row {
    fn read(self) -> Result<EnteredException, DbError> {
        Ok(EnteredException {
            id: self.id,
            agency_id: self.agency_id,
            unit_id: self.unit_id,
            employee_id: self.employee_id,
            kind: ExceptionKind::parse(&self.kind).ok_or(DbError::Corrupt(self.kind))?,
            from_on: self.from_on,
            until_on: self.until_on,
            reason: self.reason,
            made_name: self.made_name,
            made_at: self.made_at,
        })
    }
}

async fn read_all(
    connection: &impl ConnectionTrait,
    condition: &str,
    parameters: Vec<Value>,
) -> Result<Vec<EnteredException>, DbError> {
    let sql = format!(
        "select e.id, e.agency_id, e.unit_id, e.employee_id, e.kind, e.from_on, e.until_on, e.reason,
            e.made_name, e.made_at
         from arrangements_exception e
         where e.government_id = $1 and not e.is_withdrawn
            and not exists (select 1 from arrangements_exception n where n.replaces = e.id) and {condition}
         order by e.unit_id, e.from_on, e.id"
    );
    let rows: Vec<Row> = db::all(connection, &sql, parameters).await?;
    rows.into_iter().map(Row::read).collect()
}

/// Returns those that hold on some day of a period, of one agency or of all.
pub(crate) async fn between(
    ctx: &Ctx,
    agency_id: Option<i64>,
    from_on: NaiveDate,
    until_on: NaiveDate,
) -> Result<Vec<EnteredException>, DbError> {
    let condition = "e.from_on <= $2 and (e.until_on is null or e.until_on >= $3)
        and ($4 = 0 or e.agency_id = $4)";
    let agency = agency_id.unwrap_or(0);
    let parameters = vec![ctx.government.id.into(), until_on.into(), from_on.into(), agency.into()];
    read_all(ctx.db().reader(), condition, parameters).await
}

/// Returns one that nobody replaced or withdrew.
pub(crate) async fn one(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<EnteredException>, DbError> {
    Ok(read_all(connection, "e.id = $2", vec![ctx.government.id.into(), id.into()]).await?.pop())
}

/// Writes a row; `replaces` names the one it takes the place of.
pub(crate) async fn insert(
    ctx: &Ctx,
    tx: &Tx,
    new: &EnteredException,
    replaces: Option<Uuid>,
    is_withdrawn: bool,
) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "insert into arrangements_exception (id, government_id, agency_id, unit_id, employee_id, kind, from_on,
            until_on, reason, replaces, is_withdrawn, made_by, made_name, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        [
            new.id.into(),
            ctx.government.id.into(),
            new.agency_id.into(),
            new.unit_id.into(),
            new.employee_id.into(),
            new.kind.as_str().into(),
            new.from_on.into(),
            new.until_on.into(),
            new.reason.clone().into(),
            replaces.into(),
            is_withdrawn.into(),
            ctx.actor.reference().into(),
            ctx.actor.name.clone().into(),
            ctx.now().into(),
        ],
    )
    .await?;
    Ok(())
}
