//! Rows of check-ins.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ConnectionTrait;
use siaga_platform::db::{DbError, FromQueryResult, Tx, all, exec, maybe};
use uuid::Uuid;

/// A check-in as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub(crate) struct CheckinRow {
    pub(crate) id: Uuid,
    pub(crate) employee_id: i64,
    pub(crate) captured_at: DateTime<Utc>,
    pub(crate) received_at: DateTime<Utc>,
    pub(crate) punched_on: NaiveDate,
    pub(crate) second_of_day: i32,
    pub(crate) latitude_micro: Option<i64>,
    pub(crate) longitude_micro: Option<i64>,
    pub(crate) accuracy_metres: Option<i32>,
    pub(crate) distance_metres: Option<i64>,
    pub(crate) flag: Option<String>,
    pub(crate) note: String,
}

const COLUMNS: &str = "id, employee_id, captured_at, received_at, punched_on, second_of_day, latitude_micro,
    longitude_micro, accuracy_metres, distance_metres, flag, note";

/// Stores a check-in; returns whether its id was new.
pub(crate) async fn insert(tx: &Tx, government_id: i64, row: &CheckinRow) -> Result<bool, DbError> {
    let sql = format!(
        "insert into attendance_checkin (government_id, {COLUMNS})
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (id) do nothing"
    );
    let rows = exec(
        &**tx,
        &sql,
        [
            government_id.into(),
            row.id.into(),
            row.employee_id.into(),
            row.captured_at.into(),
            row.received_at.into(),
            row.punched_on.into(),
            row.second_of_day.into(),
            row.latitude_micro.into(),
            row.longitude_micro.into(),
            row.accuracy_metres.into(),
            row.distance_metres.into(),
            row.flag.clone().into(),
            row.note.as_str().into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

/// Returns a check-in by its id.
pub(crate) async fn by_id(
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<CheckinRow>, DbError> {
    maybe(connection, &format!("select {COLUMNS} from attendance_checkin where id = $1"), [id.into()]).await
}

/// Returns the check-ins of an employee from a day on, newest first.
pub(crate) async fn of_employee(
    connection: &impl ConnectionTrait,
    employee_id: i64,
    from: NaiveDate,
    limit: i64,
) -> Result<Vec<CheckinRow>, DbError> {
    let sql = format!(
        "select {COLUMNS} from attendance_checkin where employee_id = $1 and punched_on >= $2
         order by captured_at desc, id limit $3"
    );
    all(connection, &sql, [employee_id.into(), from.into(), limit.into()]).await
}
