//! Recorded facts.

use crate::model::{FactFilter, FactRow, FactSubject, Replacement};
use crate::rules::facts::{FactSpan, read_value};
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx, Value};
use uuid::Uuid;

/// Later than anything that is recorded.
fn end_of_time() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(9999, 12, 31, 0, 0, 0).single().expect("a day of the calendar")
}

fn subject(agency_id: Option<i64>, unit_id: Option<i64>) -> FactSubject {
    match (unit_id, agency_id) {
        (Some(unit), _) => FactSubject::Unit(unit),
        (None, Some(agency)) => FactSubject::Agency(agency),
        (None, None) => FactSubject::Government,
    }
}

#[derive(FromQueryResult)]
struct SpanRow {
    agency_id: Option<i64>,
    unit_id: Option<i64>,
    name: String,
    value: String,
    from_on: NaiveDate,
    until_on: Option<NaiveDate>,
}

/// Returns what holds on some day of a span as it was known at an instant: by the first day, then in the
/// order of recording. What is declared no more is left out.
pub(crate) async fn spans(
    ctx: &Ctx,
    from_on: NaiveDate,
    until_on: NaiveDate,
    known_at: Option<DateTime<Utc>>,
) -> Result<Vec<FactSpan>, DbError> {
    let rows: Vec<SpanRow> = db::all(
        ctx.db().reader(),
        "select f.agency_id, f.unit_id, f.name, f.value, f.from_on, f.until_on from directives_fact f
         where f.government_id = $1 and f.from_on <= $2 and (f.until_on is null or f.until_on >= $3)
            and f.recorded_at <= $4
            and not exists (select 1 from directives_fact r where r.replaces = f.uid and r.recorded_at <= $4)
         order by f.from_on, f.seq",
        [
            ctx.government.id.into(),
            until_on.into(),
            from_on.into(),
            known_at.unwrap_or_else(end_of_time).into(),
        ],
    )
    .await?;
    let span = |row: SpanRow| {
        Some(FactSpan {
            subject: subject(row.agency_id, row.unit_id),
            value: read_value(&row.name, &row.value)?,
            name: row.name,
            from_on: row.from_on,
            until_on: row.until_on,
        })
    };
    Ok(rows.into_iter().filter_map(span).collect())
}

#[derive(FromQueryResult)]
struct Row {
    uid: Uuid,
    agency_id: Option<i64>,
    unit_id: Option<i64>,
    name: String,
    value: String,
    from_on: NaiveDate,
    until_on: Option<NaiveDate>,
    source: String,
    replaces: Option<Uuid>,
    recorded_name: String,
    recorded_at: DateTime<Utc>,
    by_name: Option<String>,
    by_at: Option<DateTime<Utc>>,
    by_reason: Option<String>,
}

impl Row {
    fn read(self) -> Option<FactRow> {
        let replaced = self.by_name.zip(self.by_at).zip(self.by_reason);
        Some(FactRow {
            uid: self.uid,
            subject: subject(self.agency_id, self.unit_id),
            agency_id: self.agency_id,
            value: read_value(&self.name, &self.value)?,
            name: self.name,
            from_on: self.from_on,
            until_on: self.until_on,
            source: self.source,
            replaces: self.replaces,
            recorded_name: self.recorded_name,
            recorded_at: self.recorded_at,
            replaced: replaced.map(|((name, at), reason)| Replacement { name, at, reason }),
        })
    }
}

async fn read_all(
    connection: &impl ConnectionTrait,
    condition: &str,
    parameters: Vec<Value>,
) -> Result<Vec<FactRow>, DbError> {
    let sql = format!(
        "select f.uid, f.agency_id, f.unit_id, f.name, f.value, f.from_on, f.until_on, f.source, f.replaces,
            f.recorded_name, f.recorded_at, r.recorded_name as by_name, r.recorded_at as by_at,
            r.source as by_reason
         from directives_fact f
            left join directives_fact r on r.replaces = f.uid and r.recorded_at <= $2
         where f.government_id = $1 and f.recorded_at <= $2 and {condition}"
    );
    let rows: Vec<Row> = db::all(connection, &sql, parameters).await?;
    Ok(rows.into_iter().filter_map(Row::read).collect())
}

/// Returns recorded facts, the newest first.
pub(crate) async fn list(ctx: &Ctx, filter: &FactFilter) -> Result<Vec<FactRow>, DbError> {
    let known_at = filter.known_at.unwrap_or_else(end_of_time);
    let parameters = vec![ctx.government.id.into(), known_at.into()];
    let mut rows = read_all(ctx.db().reader(), "1 = 1 order by f.seq desc", parameters).await?;
    rows.retain(|row| {
        filter.on.is_none_or(|on| row.holds_on(on))
            && filter.name.as_ref().is_none_or(|name| row.name == *name)
            && (filter.with_replaced || row.replaced.is_none())
    });
    Ok(rows)
}

/// Returns what is recorded under a name and was neither ended nor corrected since.
pub(crate) async fn standing(ctx: &Ctx, tx: &Tx, name: &str) -> Result<Vec<FactRow>, DbError> {
    let parameters = vec![ctx.government.id.into(), end_of_time().into(), name.into()];
    let mut rows = read_all(&**tx, "f.name = $3 order by f.seq", parameters).await?;
    rows.retain(|row| row.replaced.is_none());
    Ok(rows)
}

/// Returns one recorded fact.
pub(crate) async fn one(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    uid: Uuid,
) -> Result<Option<FactRow>, DbError> {
    let parameters = vec![ctx.government.id.into(), end_of_time().into(), uid.into()];
    Ok(read_all(connection, "f.uid = $3", parameters).await?.pop())
}

/// Writes a fact.
pub(crate) async fn insert(ctx: &Ctx, tx: &Tx, row: &FactRow, unit_id: Option<i64>) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "insert into directives_fact (uid, government_id, agency_id, unit_id, name, value, from_on, until_on,
            source, replaces, recorded_by, recorded_name, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        [
            row.uid.into(),
            ctx.government.id.into(),
            row.agency_id.into(),
            unit_id.into(),
            row.name.clone().into(),
            row.value.to_string().into(),
            row.from_on.into(),
            row.until_on.into(),
            row.source.clone().into(),
            row.replaces.into(),
            ctx.actor.reference().into(),
            row.recorded_name.clone().into(),
            row.recorded_at.into(),
        ],
    )
    .await?;
    Ok(())
}
