//! Findings: contradictions that refreshes write and people resolve.

use super::within;
use crate::finding::{Finding, NewFinding};
use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Insert, Tx};
use std::collections::HashSet;

const COLUMNS: &str = "id, employee_id, agency_id, day, code, detail, found_at, resolved_at, resolution, \
                       resolution_note";

#[derive(FromQueryResult)]
struct FindingRow {
    id: i64,
    employee_id: i64,
    agency_id: i64,
    day: NaiveDate,
    code: String,
    detail: String,
    found_at: DateTime<Utc>,
    resolved_at: Option<DateTime<Utc>>,
    resolution: Option<String>,
    resolution_note: Option<String>,
}

impl From<FindingRow> for Finding {
    fn from(row: FindingRow) -> Self {
        Self {
            id: row.id,
            employee_id: row.employee_id,
            agency_id: row.agency_id,
            day: row.day,
            code: row.code,
            detail: row.detail,
            found_at: row.found_at,
            resolved_at: row.resolved_at,
            resolution: row.resolution,
            resolution_note: row.resolution_note,
        }
    }
}

/// Writes findings as open; one that is known keeps its time, one that is resolved stays as it is.
pub(crate) async fn upsert_open(ctx: &Ctx, tx: &Tx, rows: &[NewFinding]) -> Result<(), DbError> {
    let now = ctx.now();
    let values = rows.iter().flat_map(|row| {
        [
            ctx.government.id.into(),
            row.employee_id.into(),
            row.agency_id.into(),
            row.day.into(),
            row.code.into(),
            row.detail.clone().into(),
            now.into(),
        ]
    });
    let insert = Insert {
        table: "attendance_finding",
        columns: &["government_id", "employee_id", "agency_id", "day", "code", "detail", "found_at"],
        tail: "on conflict (employee_id, day, code) do update
               set detail = excluded.detail, agency_id = excluded.agency_id
               where attendance_finding.resolved_at is null
                 and (attendance_finding.detail <> excluded.detail
                      or attendance_finding.agency_id <> excluded.agency_id)",
    };
    db::insert_many(&**tx, insert, values.collect()).await?;
    Ok(())
}

/// Takes away open findings of the given people (of everybody for `None`) in a span of days that are
/// not among `rows`, and writes `rows` as open.
pub(crate) async fn replace_open(
    ctx: &Ctx,
    tx: &Tx,
    employees: Option<&[i64]>,
    span: (NaiveDate, NaiveDate),
    rows: &[NewFinding],
) -> Result<(), DbError> {
    let concerned: Option<HashSet<i64>> = employees.map(|employees| employees.iter().copied().collect());
    let still: HashSet<(i64, NaiveDate, &str)> =
        rows.iter().map(|row| (row.employee_id, row.day, row.code)).collect();
    let open = open_between(ctx, &**tx, span).await?;
    for finding in &open {
        let is_concerned = concerned.as_ref().is_none_or(|people| people.contains(&finding.employee_id));
        if is_concerned && !still.contains(&(finding.employee_id, finding.day, finding.code.as_str())) {
            let sql = "delete from attendance_finding where id = $1 and resolved_at is null";
            db::exec(&**tx, sql, [finding.id.into()]).await?;
        }
    }
    let known: HashSet<(i64, i64, NaiveDate, &str, &str)> = open
        .iter()
        .map(|open| (open.employee_id, open.agency_id, open.day, open.code.as_str(), open.detail.as_str()))
        .collect();
    let is_new = |row: &&NewFinding| {
        !known.contains(&(row.employee_id, row.agency_id, row.day, row.code, row.detail.as_str()))
    };
    let new: Vec<NewFinding> = rows.iter().filter(is_new).cloned().collect();
    upsert_open(ctx, tx, &new).await
}

async fn open_between(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    (from_on, until_on): (NaiveDate, NaiveDate),
) -> Result<Vec<Finding>, DbError> {
    let sql = format!(
        "select {COLUMNS} from attendance_finding
         where government_id = $1 and resolved_at is null and day between $2 and $3"
    );
    let rows: Vec<FindingRow> =
        db::all(connection, &sql, [ctx.government.id.into(), from_on.into(), until_on.into()]).await?;
    Ok(rows.into_iter().map(Finding::from).collect())
}

/// Returns open findings of the given agencies (of the whole government for `None`), newest day first.
pub(crate) async fn open(ctx: &Ctx, agencies: Option<&[i64]>, limit: i64) -> Result<Vec<Finding>, DbError> {
    let sql = format!(
        "select {COLUMNS} from attendance_finding where government_id = $1 and resolved_at is null{}
         order by day desc, agency_id, employee_id, code limit $2",
        within("agency_id", agencies)
    );
    let rows: Vec<FindingRow> =
        db::all(ctx.db().reader(), &sql, [ctx.government.id.into(), limit.into()]).await?;
    Ok(rows.into_iter().map(Finding::from).collect())
}

/// Returns a finding of the government.
pub(crate) async fn one(ctx: &Ctx, id: i64) -> Result<Option<Finding>, DbError> {
    let sql = format!("select {COLUMNS} from attendance_finding where government_id = $1 and id = $2");
    let row: Option<FindingRow> =
        db::maybe(ctx.db().reader(), &sql, [ctx.government.id.into(), id.into()]).await?;
    Ok(row.map(Finding::from))
}

/// Resolves an open finding and returns whether it was still open.
pub(crate) async fn resolve(
    ctx: &Ctx,
    tx: &Tx,
    id: i64,
    resolution: &str,
    note: &str,
) -> Result<bool, DbError> {
    let changed = db::exec(
        &**tx,
        "update attendance_finding
         set resolved_at = $1, resolved_by = $2, resolution = $3, resolution_note = $4
         where id = $5 and government_id = $6 and resolved_at is null",
        [
            ctx.now().into(),
            ctx.actor.reference().into(),
            resolution.into(),
            note.into(),
            id.into(),
            ctx.government.id.into(),
        ],
    )
    .await?;
    Ok(changed == 1)
}
