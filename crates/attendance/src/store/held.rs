//! Punches that wait for a person.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ConnectionTrait;
use siaga_platform::db::{DbError, FromQueryResult, Tx, all, exec, maybe};

/// A held punch with its terminal.
#[derive(Debug, Clone, FromQueryResult)]
pub struct HeldRow {
    /// Key.
    pub id: i64,
    /// Terminal.
    pub terminal_id: i64,
    /// Serial number of the terminal.
    pub serial: String,
    /// User number.
    pub pin: String,
    /// Day as the terminal sent it.
    pub punched_on: NaiveDate,
    /// Second of that day.
    pub second_of_day: i32,
    /// Status as sent.
    pub status: i16,
    /// Why it waits: `future`, `before_start`, `zone_unknown`.
    pub reason: String,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// `booked` or `dropped`, once decided.
    pub decision: Option<String>,
    /// Agency of the terminal.
    pub agency_id: Option<i64>,
}

const SELECT: &str = "select h.id, h.terminal_id, t.serial, h.pin, h.punched_on, h.second_of_day, h.status,
    h.reason, j.received_at, h.decision, t.agency_id
    from attendance_punch_held h
    join attendance_terminal t on t.id = h.terminal_id
    join attendance_journal j on j.id = h.journal_id
    where t.government_id = $1";

/// Returns the punches that wait, oldest arrival first; of one terminal or of all.
pub(crate) async fn open(
    connection: &impl ConnectionTrait,
    government_id: i64,
    terminal_id: Option<i64>,
    limit: i64,
) -> Result<Vec<HeldRow>, DbError> {
    let sql = format!(
        "{SELECT} and h.decided_at is null and ($2 = 0 or h.terminal_id = $2) order by h.id limit $3"
    );
    all(connection, &sql, [government_id.into(), terminal_id.unwrap_or(0).into(), limit.into()]).await
}

/// Returns one held punch.
pub(crate) async fn one(
    connection: &impl ConnectionTrait,
    government_id: i64,
    id: i64,
) -> Result<Option<HeldRow>, DbError> {
    maybe(connection, &format!("{SELECT} and h.id = $2"), [government_id.into(), id.into()]).await
}

/// Notes a decision; returns whether the punch still waited.
pub(crate) async fn decide(
    tx: &Tx,
    id: i64,
    decision: &str,
    by: &str,
    at: DateTime<Utc>,
) -> Result<bool, DbError> {
    let rows = exec(
        &**tx,
        "update attendance_punch_held set decision = $2, decided_by = $3, decided_at = $4
         where id = $1 and decided_at is null",
        [id.into(), decision.into(), by.into(), at.into()],
    )
    .await?;
    Ok(rows == 1)
}

/// Books a held punch as it was sent.
pub(crate) async fn book(tx: &Tx, id: i64) -> Result<(), DbError> {
    exec(
        &**tx,
        "insert into attendance_punch (terminal_id, pin, punched_on, second_of_day, status, verify, work_code,
            journal_id, line_offset, line_length)
         select terminal_id, pin, punched_on, second_of_day, status, verify, work_code, journal_id,
            line_offset, line_length
         from attendance_punch_held where id = $1
         on conflict do nothing",
        [id.into()],
    )
    .await
    .map(drop)
}
