//! The journal of what terminals sent, and what is booked from it.

use crate::ops::ingest::{BadLine, Kept};
use crate::terminal::{HeldReason, PunchKey, second_of_day};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ConnectionTrait;
use siaga_iclock::Pin;
use siaga_iclock::tables::{OperationEntry, PunchLine, UserLine};
use siaga_platform::db::{Bulk, DbError, FromQueryResult, Insert, Tx, Value, all, exec, scalar};
use std::collections::{HashMap, HashSet};

/// The columns of a punch, held or booked, before the reason.
const PUNCH_COLUMNS: [&str; 11] = [
    "terminal_id",
    "pin",
    "punched_on",
    "second_of_day",
    "status",
    "verify",
    "work_code",
    "journal_id",
    "line_offset",
    "line_length",
    "reason",
];

/// Takes the lock under which journal rows get their ids and punches are booked.
///
/// Whoever reads rows by rising id therefore never misses one that is committed later.
pub(crate) async fn lock(tx: &Tx) -> Result<(), DbError> {
    tx.lock("attendance.journal").await
}

/// Returns the highest id of the journal; the caller holds the lock.
pub(crate) async fn last_id(tx: &Tx) -> Result<i64, DbError> {
    scalar(&**tx, "select coalesce(max(id), 0) from attendance_journal", []).await
}

/// A journal row to be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'a> {
    pub(crate) id: i64,
    pub(crate) terminal_id: i64,
    pub(crate) received_at: DateTime<Utc>,
    pub(crate) address: &'a str,
    pub(crate) kept: &'a Kept,
}

/// Stores the raw bytes of uploads.
pub(crate) async fn insert_entries(tx: &Tx, entries: &[Entry<'_>]) -> Result<(), DbError> {
    let mut bulk = Bulk::new(Insert {
        table: "attendance_journal",
        columns: &[
            "id",
            "terminal_id",
            "received_at",
            "address",
            "route",
            "stamp",
            "body",
            "sha256",
            "lines",
            "refused",
        ],
        tail: "",
    });
    for entry in entries {
        let kept = entry.kept;
        bulk.push(
            tx,
            [
                entry.id.into(),
                entry.terminal_id.into(),
                entry.received_at.into(),
                entry.address.into(),
                kept.route.as_str().into(),
                kept.stamp.clone().into(),
                kept.body.clone().into(),
                kept.sha256.as_str().into(),
                count(kept.lines).into(),
                count(kept.refused).into(),
            ],
        )
        .await?;
    }
    bulk.finish(tx).await.map(drop)
}

/// A collection of punches to be booked.
#[derive(Debug)]
pub(crate) struct Booking(Bulk<'static>);

impl Booking {
    pub(crate) fn new() -> Self {
        Self(Bulk::new(Insert {
            table: "attendance_punch",
            columns: &PUNCH_COLUMNS[..10],
            tail: "on conflict do nothing",
        }))
    }

    pub(crate) async fn push(
        &mut self,
        tx: &Tx,
        terminal_id: i64,
        journal_id: i64,
        punch: &PunchLine,
    ) -> Result<(), DbError> {
        self.0.push(tx, punch_values(terminal_id, journal_id, punch)).await
    }

    /// Returns how many punches were new.
    pub(crate) async fn finish(self, tx: &Tx) -> Result<u64, DbError> {
        self.0.finish(tx).await
    }
}

/// Keeps punches apart until a person decides.
pub(crate) async fn insert_held(tx: &Tx, held: &[(i64, i64, &PunchLine, HeldReason)]) -> Result<(), DbError> {
    let mut bulk = Bulk::new(Insert {
        table: "attendance_punch_held",
        columns: &PUNCH_COLUMNS,
        tail: "on conflict do nothing",
    });
    for (terminal_id, journal_id, punch, reason) in held {
        let [a, b, c, d, e, f, g, h, i, j] = punch_values(*terminal_id, *journal_id, punch);
        bulk.push(tx, [a, b, c, d, e, f, g, h, i, j, reason.as_str().into()]).await?;
    }
    bulk.finish(tx).await.map(drop)
}

fn punch_values(terminal_id: i64, journal_id: i64, punch: &PunchLine) -> [Value; 10] {
    [
        terminal_id.into(),
        punch.pin.as_str().into(),
        punch.wall_at.date().into(),
        second_of_day(punch.wall_at).into(),
        punch.status.into(),
        punch.verify.into(),
        punch.work_code.clone().into(),
        journal_id.into(),
        count(punch.line_offset).into(),
        count(punch.line_len).into(),
    ]
}

#[derive(FromQueryResult)]
struct KeyRow {
    pin: String,
    punched_on: NaiveDate,
    second_of_day: i32,
    status: i16,
}

/// Returns the punches of a terminal that a person decides or decided about.
pub(crate) async fn held_keys(
    connection: &impl ConnectionTrait,
    terminal_id: i64,
) -> Result<HashSet<PunchKey>, DbError> {
    let sql =
        "select pin, punched_on, second_of_day, status from attendance_punch_held where terminal_id = $1";
    keys(connection, sql, [terminal_id.into()]).await
}

/// Returns the booked punches of a terminal on one day.
pub(crate) async fn booked_keys_on(
    connection: &impl ConnectionTrait,
    terminal_id: i64,
    on: NaiveDate,
) -> Result<HashSet<PunchKey>, DbError> {
    let sql = "select pin, punched_on, second_of_day, status from attendance_punch
        where punched_on = $1 and terminal_id = $2";
    keys(connection, sql, [on.into(), terminal_id.into()]).await
}

#[derive(FromQueryResult)]
struct CountRow {
    terminal_id: i64,
    rows: i64,
}

/// Returns how many booked punches each terminal has.
pub(crate) async fn booked_counts(connection: &impl ConnectionTrait) -> Result<HashMap<i64, i64>, DbError> {
    let sql =
        "select terminal_id, cast(count(*) as bigint) as rows from attendance_punch group by terminal_id";
    let rows: Vec<CountRow> = all(connection, sql, []).await?;
    Ok(rows.into_iter().map(|row| (row.terminal_id, row.rows)).collect())
}

async fn keys(
    connection: &impl ConnectionTrait,
    sql: &str,
    parameters: impl IntoIterator<Item = Value>,
) -> Result<HashSet<PunchKey>, DbError> {
    let rows: Vec<KeyRow> = all(connection, sql, parameters).await?;
    rows.into_iter()
        .map(|row| {
            let pin = Pin::parse(row.pin.as_bytes()).map_err(|_| DbError::Corrupt("pin".to_owned()))?;
            let KeyRow { punched_on, second_of_day, status, .. } = row;
            Ok(PunchKey { punched_on, second_of_day, pin, status })
        })
        .collect()
}

/// Keeps the places of lines that could not be read.
pub(crate) async fn insert_bad_lines(tx: &Tx, lines: &[(i64, i64, BadLine)]) -> Result<(), DbError> {
    let mut bulk = Bulk::new(Insert {
        table: "attendance_line_quarantine",
        columns: &["terminal_id", "journal_id", "line_offset", "line_length", "reason"],
        tail: "on conflict do nothing",
    });
    for (terminal_id, journal_id, line) in lines {
        bulk.push(
            tx,
            [
                (*terminal_id).into(),
                (*journal_id).into(),
                count(line.offset).into(),
                count(line.length).into(),
                line.reason.into(),
            ],
        )
        .await?;
    }
    bulk.finish(tx).await.map(drop)
}

/// Something that happened at a terminal, told by itself or noticed by us.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) terminal_id: i64,
    pub(crate) journal_id: i64,
    pub(crate) line_offset: i32,
    pub(crate) operation: i32,
    pub(crate) operator: String,
    pub(crate) happened_local: String,
    pub(crate) detail: String,
}

impl Event {
    /// Returns the event of a line of the operation log.
    pub(crate) fn of_entry(terminal_id: i64, journal_id: i64, entry: &OperationEntry) -> Self {
        let cut = |text: &str| text.chars().take(64).collect::<String>();
        Self {
            terminal_id,
            journal_id,
            line_offset: count(entry.line_offset),
            operation: i32::from(entry.operation.0),
            operator: cut(&entry.operator),
            happened_local: entry.wall_at.map(|at| at.to_string()).unwrap_or_default(),
            detail: entry.values.iter().map(|value| cut(value)).collect::<Vec<_>>().join(" "),
        }
    }
}

/// Stores events and returns how many were new.
pub(crate) async fn insert_events(tx: &Tx, events: Vec<Event>) -> Result<u64, DbError> {
    let mut bulk = Bulk::new(Insert {
        table: "attendance_terminal_event",
        columns: &[
            "terminal_id",
            "journal_id",
            "line_offset",
            "operation",
            "operator",
            "happened_local",
            "detail",
        ],
        tail: "on conflict do nothing",
    });
    for event in events {
        bulk.push(
            tx,
            [
                event.terminal_id.into(),
                event.journal_id.into(),
                event.line_offset.into(),
                event.operation.into(),
                event.operator.into(),
                event.happened_local.into(),
                event.detail.into(),
            ],
        )
        .await?;
    }
    bulk.finish(tx).await
}

/// Stores users that terminals reported; a later report replaces an earlier one.
pub(crate) async fn upsert_users(tx: &Tx, users: &[(i64, &UserLine, DateTime<Utc>)]) -> Result<(), DbError> {
    let mut bulk = Bulk::new(Insert {
        table: "attendance_terminal_user",
        columns: &["terminal_id", "pin", "name", "privilege", "seen_at"],
        tail: "on conflict (terminal_id, pin) do update set name = excluded.name,
               privilege = excluded.privilege, seen_at = excluded.seen_at",
    });
    let mut seen = HashSet::new();
    // One statement may not touch a row twice: of several reports the last one counts.
    for (terminal_id, user, at) in users.iter().rev() {
        if !seen.insert((*terminal_id, user.pin)) {
            continue;
        }
        let name: String = user.name.chars().take(100).collect();
        let privilege = user.privilege.map_or(0, |privilege| i32::from(privilege.code()));
        bulk.push(
            tx,
            [(*terminal_id).into(), user.pin.as_str().into(), name.into(), privilege.into(), (*at).into()],
        )
        .await?;
    }
    bulk.finish(tx).await.map(drop)
}

/// Notes what became of a command; a result for an unknown command changes nothing.
pub(crate) async fn finish_command(
    tx: &Tx,
    terminal_id: i64,
    code: &str,
    return_code: Option<i32>,
    at: DateTime<Utc>,
) -> Result<(), DbError> {
    exec(
        &**tx,
        "update attendance_terminal_command set finished_at = $3, return_code = $4
         where terminal_id = $1 and code = $2 and (finished_at is null or return_code is null)",
        [terminal_id.into(), code.into(), at.into(), return_code.into()],
    )
    .await
    .map(drop)
}

/// Returns a count or place as the tables keep it; bodies are far smaller than its end.
pub(crate) fn count(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// Journalled bytes with what is needed to read them again.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct StoredBody {
    pub(crate) id: i64,
    pub(crate) received_at: DateTime<Utc>,
    pub(crate) route: String,
    pub(crate) body: Vec<u8>,
    pub(crate) sha256: String,
    pub(crate) lines: i32,
}

/// How large a journal row is, without its bytes.
#[derive(Debug, Clone, Copy, FromQueryResult)]
pub(crate) struct BodySize {
    pub(crate) id: i64,
    pub(crate) bytes: i64,
    pub(crate) lines: i32,
}

/// Which rows of the journal of a terminal: after the first and up to the second.
#[derive(Debug, Clone, Copy)]
pub(crate) struct JournalPart {
    pub(crate) terminal_id: i64,
    pub(crate) after: i64,
    pub(crate) until: i64,
}

impl JournalPart {
    fn values(self) -> [Value; 3] {
        [self.terminal_id.into(), self.after.into(), self.until.into()]
    }
}

/// Returns the sizes of journal rows, oldest first.
pub(crate) async fn sizes(
    connection: &impl ConnectionTrait,
    part: JournalPart,
    limit: i64,
) -> Result<Vec<BodySize>, DbError> {
    let sql = "select id, cast(length(body) as bigint) as bytes, lines from attendance_journal
         where terminal_id = $1 and id > $2 and id <= $3 order by id limit $4";
    let [terminal_id, after, until] = part.values();
    all(connection, sql, [terminal_id, after, until, limit.into()]).await
}

/// Returns journal rows with their bytes, oldest first.
pub(crate) async fn bodies(
    connection: &impl ConnectionTrait,
    part: JournalPart,
) -> Result<Vec<StoredBody>, DbError> {
    let sql = "select id, received_at, route, body, sha256, lines from attendance_journal
         where terminal_id = $1 and id > $2 and id <= $3 order by id";
    all(connection, sql, part.values()).await
}
