//! Registers of numbers and their counters.

use super::agency_key;
use siaga_platform::db::{self, ConnectionTrait, FromQueryResult, Tx};
use siaga_platform::{Ctx, Problem};

/// A register as stored.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct RegisterRow {
    pub(crate) id: i64,
    pub(crate) agency_key: i64,
    pub(crate) pattern: String,
    pub(crate) code: String,
}

const COLUMNS: &str = "select id, agency_key, pattern, code from documents_register";

pub(crate) async fn all(ctx: &Ctx) -> Result<Vec<RegisterRow>, Problem> {
    let sql = format!("{COLUMNS} where government_id = $1 order by agency_key");
    Ok(db::all(ctx.db().reader(), &sql, [ctx.government.id.into()]).await?)
}

pub(crate) async fn find(
    connection: &impl ConnectionTrait,
    government_id: i64,
    agency: Option<i64>,
) -> Result<Option<RegisterRow>, Problem> {
    let sql = format!("{COLUMNS} where government_id = $1 and agency_key = $2");
    Ok(db::maybe(connection, &sql, [government_id.into(), agency_key(agency).into()]).await?)
}

/// Writes the register of an agency and returns its key.
pub(crate) async fn set(
    ctx: &Ctx,
    tx: &Tx,
    agency: Option<i64>,
    pattern: &str,
    code: &str,
) -> Result<i64, Problem> {
    let sql = "insert into documents_register (government_id, agency_key, pattern, code, changed_at, changed_by)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (government_id, agency_key) do update set pattern = excluded.pattern, code = excluded.code,
            changed_at = excluded.changed_at, changed_by = excluded.changed_by
         returning id";
    let values = [
        ctx.government.id.into(),
        agency_key(agency).into(),
        pattern.into(),
        code.into(),
        ctx.now().into(),
        ctx.actor.reference().into(),
    ];
    Ok(db::scalar(&**tx, sql, values).await?)
}

/// Returns the next number of a register and year; whoever rolls back gives it back.
pub(crate) async fn next_number(tx: &Tx, register_id: i64, year: i32) -> Result<i64, Problem> {
    let sql = "insert into documents_counter (register_id, year, last_number) values ($1, $2, 1)
         on conflict (register_id, year) do update set last_number = documents_counter.last_number + 1
         returning last_number";
    Ok(db::scalar(&**tx, sql, [register_id.into(), year.into()]).await?)
}

#[derive(FromQueryResult)]
struct Last {
    register_id: i64,
    last_number: i64,
}

/// Returns the last number that each register gave in a year.
pub(crate) async fn last_numbers(ctx: &Ctx, year: i32) -> Result<Vec<(i64, i64)>, Problem> {
    let sql = "select c.register_id, c.last_number from documents_counter c
         join documents_register r on r.id = c.register_id where r.government_id = $1 and c.year = $2";
    let rows: Vec<Last> = db::all(ctx.db().reader(), sql, [ctx.government.id.into(), year.into()]).await?;
    Ok(rows.into_iter().map(|row| (row.register_id, row.last_number)).collect())
}
