//! The derived tables: written by rebuilds and refreshes, read by board and figures.

use crate::model::{DayStatus, StaffGroup, StatusKind};
use chrono::{Months, NaiveDate};
use siaga_platform::db::{self, Bulk, ConnectionTrait, DbError, FromQueryResult, Insert, Tx};
use std::collections::BTreeMap;

/// Ids in one `in (…)` list.
const IDS_A_STATEMENT: usize = 500;

/// What is counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CountKey {
    pub(crate) day: NaiveDate,
    pub(crate) agency_id: i64,
    pub(crate) unit_id: i64,
    pub(crate) group: StaffGroup,
    pub(crate) kind: StatusKind,
}

/// The sums of a [`CountKey`]; in a refresh they are differences.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Count {
    people: i64,
    late_people: i64,
    late_minutes: i64,
    early_people: i64,
    early_minutes: i64,
}

impl Count {
    /// Adds a day of one person, or takes it away with `sign` -1.
    pub(crate) fn add(&mut self, day: DayStatus, sign: i64) {
        self.people += sign;
        self.late_people += sign * i64::from(day.late_minutes > 0);
        self.late_minutes += sign * i64::from(day.late_minutes);
        self.early_people += sign * i64::from(day.early_minutes > 0);
        self.early_minutes += sign * i64::from(day.early_minutes);
    }
}

/// Counts by key, in the order of the table's key, so that rows are appended.
pub(crate) type Counts = BTreeMap<CountKey, Count>;

/// A day that somebody should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ExceptionRow {
    pub(crate) day: NaiveDate,
    pub(crate) employee_id: i64,
    pub(crate) agency_id: i64,
    pub(crate) unit_id: i64,
    pub(crate) status: DayStatus,
}

/// The days of a month of one person as text.
#[derive(Debug, FromQueryResult)]
pub(crate) struct MonthRow {
    pub(crate) employee_id: i64,
    pub(crate) days: String,
}

/// Empties the derived rows of a month.
pub(crate) async fn clear_month(tx: &Tx, month: NaiveDate) -> Result<(), DbError> {
    let last = month + Months::new(1) - chrono::Days::new(1);
    db::exec(&**tx, "delete from attendance_month_derived where month = $1", [month.into()]).await?;
    for table in ["attendance_count_derived", "attendance_exception_derived"] {
        let sql = format!("delete from {table} where day between $1 and $2");
        db::exec(&**tx, &sql, [month.into(), last.into()]).await?;
    }
    Ok(())
}

/// Writes the months of people, replacing those that exist.
pub(crate) async fn write_months(tx: &Tx, month: NaiveDate, rows: &[MonthRow]) -> Result<(), DbError> {
    let mut bulk = Bulk::new(Insert {
        table: "attendance_month_derived",
        columns: &["month", "employee_id", "days"],
        tail: "on conflict (month, employee_id) do update set days = excluded.days",
    });
    for row in rows {
        bulk.push(tx, [month.into(), row.employee_id.into(), row.days.as_str().into()]).await?;
    }
    bulk.finish(tx).await?;
    Ok(())
}

/// Adds differences to the counts; counts that come to nothing go away.
pub(crate) async fn add_counts(tx: &Tx, counts: &Counts) -> Result<(), DbError> {
    let mut bulk = Bulk::new(Insert {
        table: "attendance_count_derived",
        columns: &[
            "day",
            "agency_id",
            "unit_id",
            "staff_group",
            "status",
            "people",
            "late_people",
            "late_minutes",
            "early_people",
            "early_minutes",
        ],
        tail: "on conflict (day, agency_id, unit_id, staff_group, status) do update set
               people = attendance_count_derived.people + excluded.people,
               late_people = attendance_count_derived.late_people + excluded.late_people,
               late_minutes = attendance_count_derived.late_minutes + excluded.late_minutes,
               early_people = attendance_count_derived.early_people + excluded.early_people,
               early_minutes = attendance_count_derived.early_minutes + excluded.early_minutes",
    });
    for (key, count) in counts.iter().filter(|(_, count)| **count != Count::default()) {
        let row = [
            key.day.into(),
            key.agency_id.into(),
            key.unit_id.into(),
            key.group.as_str().into(),
            key.kind.as_str().into(),
            count.people.into(),
            count.late_people.into(),
            count.late_minutes.into(),
            count.early_people.into(),
            count.early_minutes.into(),
        ];
        bulk.push(tx, row).await?;
    }
    bulk.finish(tx).await?;
    if let (Some((first, _)), Some((last, _))) = (counts.first_key_value(), counts.last_key_value()) {
        let sql = "delete from attendance_count_derived where people <= 0 and day between $1 and $2";
        db::exec(&**tx, sql, [first.day.into(), last.day.into()]).await?;
    }
    Ok(())
}

/// Takes away the exceptions of people in a span of days.
pub(crate) async fn clear_exceptions(
    tx: &Tx,
    employees: &[i64],
    (from_on, until_on): (NaiveDate, NaiveDate),
) -> Result<(), DbError> {
    for ids in employees.chunks(IDS_A_STATEMENT) {
        let sql = format!(
            "delete from attendance_exception_derived where day between $1 and $2 and employee_id in ({})",
            id_list(ids)
        );
        db::exec(&**tx, &sql, [from_on.into(), until_on.into()]).await?;
    }
    Ok(())
}

/// Writes exceptions.
pub(crate) async fn write_exceptions(tx: &Tx, rows: &[ExceptionRow]) -> Result<(), DbError> {
    let mut bulk = Bulk::new(Insert {
        table: "attendance_exception_derived",
        columns: &["day", "employee_id", "agency_id", "unit_id", "status", "late_minutes", "early_minutes"],
        tail: "",
    });
    for row in rows {
        let values = [
            row.day.into(),
            row.employee_id.into(),
            row.agency_id.into(),
            row.unit_id.into(),
            row.status.kind.as_str().into(),
            row.status.late_minutes.into(),
            row.status.early_minutes.into(),
        ];
        bulk.push(tx, values).await?;
    }
    bulk.finish(tx).await?;
    Ok(())
}

/// Returns the months of people, of all for `None`.
pub(crate) async fn months(
    connection: &impl ConnectionTrait,
    month: NaiveDate,
    employees: Option<&[i64]>,
) -> Result<Vec<MonthRow>, DbError> {
    let all = "select employee_id, days from attendance_month_derived where month = $1";
    let Some(employees) = employees else { return db::all(connection, all, [month.into()]).await };
    let mut rows = Vec::new();
    for ids in employees.chunks(IDS_A_STATEMENT) {
        let sql = format!("{all} and employee_id in ({})", id_list(ids));
        rows.extend(db::all::<MonthRow>(connection, &sql, [month.into()]).await?);
    }
    Ok(rows)
}

#[derive(FromQueryResult)]
struct MonthStart {
    month: NaiveDate,
}

/// Returns the first days of the months that have derived rows, earliest first.
pub(crate) async fn month_starts(connection: &impl ConnectionTrait) -> Result<Vec<NaiveDate>, DbError> {
    let rows: Vec<MonthStart> =
        db::all(connection, "select distinct month from attendance_month_derived order by month", []).await?;
    Ok(rows.into_iter().map(|row| row.month).collect())
}

/// Returns the first month that has derived rows.
pub(crate) async fn first_month(connection: &impl ConnectionTrait) -> Result<Option<NaiveDate>, DbError> {
    let sql = "select month from attendance_month_derived order by month limit 1";
    let rows: Vec<MonthStart> = db::all(connection, sql, []).await?;
    Ok(rows.into_iter().next().map(|row| row.month))
}

#[derive(FromQueryResult)]
struct Line {
    line: String,
}

/// Returns all derived rows of a month as text lines in a fixed order, to compare two states of them.
pub(crate) async fn text_of_month(tx: &Tx, month: NaiveDate) -> Result<Vec<String>, DbError> {
    let until = month + Months::new(1);
    let queries = [
        "select cast(employee_id as text) || ' ' || days as line from attendance_month_derived
          where month >= $1 and month < $2 order by employee_id",
        "select cast(day as text) || ' ' || cast(agency_id as text) || ' ' || cast(unit_id as text) || ' '
            || staff_group || ' ' || status || ' ' || cast(people as text) || ' ' || cast(late_people as text) || ' '
            || cast(late_minutes as text) || ' ' || cast(early_people as text) || ' '
            || cast(early_minutes as text) as line
          from attendance_count_derived where day >= $1 and day < $2
          order by day, agency_id, unit_id, staff_group, status",
        "select cast(day as text) || ' ' || cast(employee_id as text) || ' ' || status || ' '
            || cast(late_minutes as text) || ' ' || cast(early_minutes as text) as line
          from attendance_exception_derived where day >= $1 and day < $2 order by day, employee_id",
    ];
    let mut lines = Vec::new();
    for sql in queries {
        let rows: Vec<Line> = db::all(&**tx, sql, [month.into(), until.into()]).await?;
        lines.extend(rows.into_iter().map(|row| row.line));
    }
    Ok(lines)
}

/// Returns where a reader of the facts has come to; nothing before its first run.
pub(crate) async fn watermark(connection: &impl ConnectionTrait, name: &str) -> Result<Option<i64>, DbError> {
    #[derive(FromQueryResult)]
    struct Row {
        value: i64,
    }
    let sql = "select value from attendance_watermark where name = $1";
    Ok(db::maybe::<Row>(connection, sql, [name.into()]).await?.map(|row| row.value))
}

/// Sets where a reader of the facts has come to.
pub(crate) async fn set_watermark(tx: &Tx, name: &str, value: i64) -> Result<(), DbError> {
    let sql = "insert into attendance_watermark (name, value) values ($1, $2)
               on conflict (name) do update set value = excluded.value";
    db::exec(&**tx, sql, [name.into(), value.into()]).await?;
    Ok(())
}

/// Name under which the writers of derived days count.
const GENERATION: &str = "generation";

/// Returns how often derived days were written in the transaction of a deed or by a rebuild.
pub(crate) async fn generation(connection: &impl ConnectionTrait) -> Result<i64, DbError> {
    Ok(watermark(connection, GENERATION).await?.unwrap_or(0))
}

/// Tells those who judge outside of a transaction that what they saw is old.
pub(crate) async fn raise_generation(tx: &Tx) -> Result<(), DbError> {
    let sql = "insert into attendance_watermark (name, value) values ($1, 1)
               on conflict (name) do update set value = attendance_watermark.value + 1";
    db::exec(&**tx, sql, [GENERATION.into()]).await?;
    Ok(())
}

/// Sets a mark, unless it is lower already.
pub(crate) async fn lower_watermark(tx: &Tx, name: &str, value: i64) -> Result<(), DbError> {
    let sql = "insert into attendance_watermark (name, value) values ($1, $2)
               on conflict (name) do update set value = excluded.value
               where excluded.value < attendance_watermark.value";
    db::exec(&**tx, sql, [name.into(), value.into()]).await?;
    Ok(())
}

/// Raises a counter by one.
pub(crate) async fn raise_watermark(tx: &Tx, name: &str) -> Result<(), DbError> {
    let sql = "insert into attendance_watermark (name, value) values ($1, 1)
               on conflict (name) do update set value = attendance_watermark.value + 1";
    db::exec(&**tx, sql, [name.into()]).await?;
    Ok(())
}

/// Takes a mark away.
pub(crate) async fn drop_watermark(tx: &Tx, name: &str) -> Result<(), DbError> {
    db::exec(&**tx, "delete from attendance_watermark where name = $1", [name.into()]).await?;
    Ok(())
}

/// Numbers need no binding, and a list of them has no fixed length.
fn id_list(ids: &[i64]) -> String {
    let texts: Vec<String> = ids.iter().map(i64::to_string).collect();
    texts.join(",")
}
