//! The queue of commands, and the cursors that terminals sent.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;
use siaga_platform::db::{DbError, FromQueryResult, Tx, all, exec, maybe, scalar};

/// Commands sent with one answer.
const AT_ONCE: i64 = 5;
/// A command without a result is sent again after this long.
const RESEND_MINUTES: i64 = 5;
/// So often a command is sent before it is given up.
pub(crate) const TRIES: i32 = 5;

#[derive(FromQueryResult)]
struct StampRow {
    stamp: Option<String>,
}

/// Returns the cursor of the last journalled upload of a table.
pub(crate) async fn last_stamp(
    connection: &impl ConnectionTrait,
    terminal_id: i64,
    route: &str,
) -> Result<Option<String>, DbError> {
    let row: Option<StampRow> = maybe(
        connection,
        "select stamp from attendance_journal where terminal_id = $1 and route = $2 and stamp is not null
         order by id desc limit 1",
        [terminal_id.into(), route.into()],
    )
    .await?;
    Ok(row.and_then(|row| row.stamp))
}

#[derive(FromQueryResult)]
struct DueRow {
    id: i64,
    code: String,
    command: String,
}

/// Returns the commands that are due, oldest first, marked as sent; gives up those sent too often.
pub(crate) async fn take_due(
    tx: &Tx,
    terminal_id: i64,
    now: DateTime<Utc>,
) -> Result<Vec<(String, String)>, DbError> {
    let resend_before = now - TimeDelta::minutes(RESEND_MINUTES);
    exec(
        &**tx,
        "update attendance_terminal_command set finished_at = $2
         where terminal_id = $1 and finished_at is null and tries >= $3 and sent_at < $4",
        [terminal_id.into(), now.into(), TRIES.into(), resend_before.into()],
    )
    .await?;
    let rows: Vec<DueRow> = all(
        &**tx,
        "select id, code, command from attendance_terminal_command
         where terminal_id = $1 and finished_at is null and (sent_at is null or sent_at < $2)
         order by id limit $3",
        [terminal_id.into(), resend_before.into(), AT_ONCE.into()],
    )
    .await?;
    for row in &rows {
        exec(
            &**tx,
            "update attendance_terminal_command set sent_at = $2, tries = tries + 1 where id = $1",
            [row.id.into(), now.into()],
        )
        .await?;
    }
    Ok(rows.into_iter().map(|row| (row.code, row.command)).collect())
}

/// Returns how many commands wait or have no result yet.
pub(crate) async fn open_count(connection: &impl ConnectionTrait, terminal_id: i64) -> Result<i64, DbError> {
    scalar(
        connection,
        "select cast(count(*) as bigint) from attendance_terminal_command
         where terminal_id = $1 and finished_at is null",
        [terminal_id.into()],
    )
    .await
}

/// Commands that may wait for one terminal.
pub(crate) const QUEUED: i64 = 50;

/// Queues a command.
pub(crate) async fn insert(
    tx: &Tx,
    terminal_id: i64,
    code: &str,
    command: &str,
    at: DateTime<Utc>,
    by: &str,
) -> Result<(), DbError> {
    exec(
        &**tx,
        "insert into attendance_terminal_command (terminal_id, code, command, queued_at, queued_by, tries)
         values ($1, $2, $3, $4, $5, 0)",
        [terminal_id.into(), code.into(), command.into(), at.into(), by.into()],
    )
    .await
    .map(drop)
}
