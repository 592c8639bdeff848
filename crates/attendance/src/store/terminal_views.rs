//! What officers and auditors see of terminals.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ConnectionTrait;
use siaga_platform::db::{DbError, FromQueryResult, all, maybe, scalar};

/// A terminal with its counts, as stored.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct TerminalRow {
    pub(crate) id: i64,
    pub(crate) serial: String,
    pub(crate) name: String,
    pub(crate) state: String,
    pub(crate) agency_id: Option<i64>,
    pub(crate) pin_group: String,
    pub(crate) utc_offset_minutes: i32,
    pub(crate) zone_spelling: String,
    pub(crate) push_version: Option<String>,
    pub(crate) firmware: Option<String>,
    pub(crate) first_seen_at: DateTime<Utc>,
    pub(crate) seen_at: DateTime<Utc>,
    pub(crate) seen_address: String,
    pub(crate) drift_seconds: Option<i64>,
    pub(crate) device_records: Option<i64>,
    pub(crate) refused_biometrics: i64,
    pub(crate) held: i64,
    pub(crate) bad_lines: i64,
    pub(crate) oddities: i64,
}

const SELECT_ROW: &str =
    "select t.id, t.serial, t.name, t.state, t.agency_id, t.pin_group, t.utc_offset_minutes,
    t.zone_spelling, t.push_version, t.firmware, t.first_seen_at, t.seen_at, t.seen_address,
    t.drift_seconds, t.device_records, t.refused_biometrics,
    coalesce(h.rows, 0) as held, coalesce(q.rows, 0) as bad_lines, coalesce(o.rows, 0) as oddities
    from attendance_terminal t
    left join (select terminal_id, cast(count(*) as bigint) as rows from attendance_punch_held
        where decided_at is null group by terminal_id) h on h.terminal_id = t.id
    left join (select terminal_id, cast(count(*) as bigint) as rows from attendance_line_quarantine
        group by terminal_id) q on q.terminal_id = t.id
    left join (select terminal_id, cast(count(*) as bigint) as rows from attendance_terminal_event
        where operation in (-1, -2) group by terminal_id) o on o.terminal_id = t.id
    where (t.government_id = $1 or t.government_id = 0)";

/// Returns the terminals of a government and those nobody owns: waiting ones first, then by name.
pub(crate) async fn terminals(
    connection: &impl ConnectionTrait,
    government_id: i64,
) -> Result<Vec<TerminalRow>, DbError> {
    let sql = format!(
        "{SELECT_ROW} order by case t.state when 'pending' then 0 when 'accepted' then 1 else 2 end,
         t.name, t.serial"
    );
    all(connection, &sql, [government_id.into()]).await
}

/// Returns one terminal.
pub(crate) async fn terminal(
    connection: &impl ConnectionTrait,
    government_id: i64,
    id: i64,
) -> Result<Option<TerminalRow>, DbError> {
    let sql = format!("{SELECT_ROW} and t.id = $2");
    maybe(connection, &sql, [government_id.into(), id.into()]).await
}

/// An upload without its bytes.
#[derive(Debug, Clone, FromQueryResult)]
pub struct UploadRow {
    /// Key.
    pub id: i64,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// From where.
    pub address: String,
    /// Which table or route.
    pub route: String,
    /// Lines.
    pub lines: i32,
    /// Templates and pictures that were dropped from it.
    pub refused: i32,
    /// SHA-256 of the kept bytes.
    pub sha256: String,
}

/// Returns the last uploads, newest first.
pub(crate) async fn uploads(
    connection: &impl ConnectionTrait,
    terminal_id: i64,
    limit: i64,
) -> Result<Vec<UploadRow>, DbError> {
    all(
        connection,
        "select id, received_at, address, route, lines, refused, sha256 from attendance_journal
         where terminal_id = $1 order by id desc limit $2",
        [terminal_id.into(), limit.into()],
    )
    .await
}

/// The place of a line that could not be read.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct BadLineRow {
    pub(crate) journal_id: i64,
    pub(crate) line_offset: i32,
    pub(crate) line_length: i32,
    pub(crate) reason: String,
}

/// Returns unreadable lines, newest first.
pub(crate) async fn bad_lines(
    connection: &impl ConnectionTrait,
    terminal_id: i64,
    limit: i64,
) -> Result<Vec<BadLineRow>, DbError> {
    all(
        connection,
        "select journal_id, line_offset, line_length, reason from attendance_line_quarantine
         where terminal_id = $1 order by journal_id desc, line_offset limit $2",
        [terminal_id.into(), limit.into()],
    )
    .await
}

/// Something that happened at a terminal.
#[derive(Debug, Clone, FromQueryResult)]
pub struct EventRow {
    /// Number of the operation; negative ones were noticed by us.
    pub operation: i32,
    /// Who did it at the keypad.
    pub operator: String,
    /// When, by the terminal's clock; empty when it gave no readable time.
    pub happened_local: String,
    /// To what.
    pub detail: String,
}

/// Returns events, the latest stored first.
pub(crate) async fn events(
    connection: &impl ConnectionTrait,
    terminal_id: i64,
    limit: i64,
) -> Result<Vec<EventRow>, DbError> {
    all(
        connection,
        "select operation, operator, happened_local, detail from attendance_terminal_event
         where terminal_id = $1 order by id desc limit $2",
        [terminal_id.into(), limit.into()],
    )
    .await
}

/// A user that a terminal reported.
#[derive(Clone, FromQueryResult)]
pub struct UserRow {
    /// User number.
    pub pin: String,
    /// Name at the terminal.
    pub name: String,
    /// Code of what the user may do at the keypad.
    pub privilege: i32,
    /// When it was last reported.
    pub seen_at: DateTime<Utc>,
}

impl std::fmt::Debug for UserRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UserRow").field("privilege", &self.privilege).finish_non_exhaustive()
    }
}

/// Returns the users of a terminal: those with rights at the keypad first, then by number.
pub(crate) async fn users(
    connection: &impl ConnectionTrait,
    terminal_id: i64,
    limit: i64,
) -> Result<Vec<UserRow>, DbError> {
    all(
        connection,
        "select pin, name, privilege, seen_at from attendance_terminal_user
         where terminal_id = $1 order by privilege desc, pin limit $2",
        [terminal_id.into(), limit.into()],
    )
    .await
}

/// A queued, sent or finished command.
#[derive(Debug, Clone, FromQueryResult)]
pub struct CommandRow {
    /// Id under which the result comes back.
    pub code: String,
    /// The command as stored.
    pub command: String,
    /// When it was queued.
    pub queued_at: DateTime<Utc>,
    /// When it was last sent.
    pub sent_at: Option<DateTime<Utc>>,
    /// How often it was sent.
    pub tries: i32,
    /// When the result came, or when it was given up.
    pub finished_at: Option<DateTime<Utc>>,
    /// 0 for done; none when there was no answer.
    pub return_code: Option<i32>,
}

/// Returns the commands of a terminal, newest first.
pub(crate) async fn commands(
    connection: &impl ConnectionTrait,
    terminal_id: i64,
    limit: i64,
) -> Result<Vec<CommandRow>, DbError> {
    all(
        connection,
        "select code, command, queued_at, sent_at, tries, finished_at, return_code
         from attendance_terminal_command where terminal_id = $1 order by id desc limit $2",
        [terminal_id.into(), limit.into()],
    )
    .await
}

/// A punch with the place of its raw line.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct PunchRow {
    pub(crate) id: i64,
    pub(crate) pin: String,
    pub(crate) punched_on: NaiveDate,
    pub(crate) second_of_day: i32,
    pub(crate) status: i16,
    pub(crate) verify: i16,
    pub(crate) work_code: Option<String>,
    pub(crate) journal_id: i64,
    pub(crate) line_offset: i32,
    pub(crate) line_length: i32,
}

/// Returns the punches of a terminal on one day, by second, PIN and status.
pub(crate) async fn punches_of_day(
    connection: &impl ConnectionTrait,
    terminal_id: i64,
    on: NaiveDate,
) -> Result<Vec<PunchRow>, DbError> {
    all(
        connection,
        "select id, pin, punched_on, second_of_day, status, verify, work_code, journal_id, line_offset,
            line_length from attendance_punch where punched_on = $1 and terminal_id = $2
         order by second_of_day, pin, status",
        [on.into(), terminal_id.into()],
    )
    .await
}

#[derive(FromQueryResult)]
struct BodyRow {
    body: Vec<u8>,
}

/// Returns the kept bytes of an upload.
pub(crate) async fn body(connection: &impl ConnectionTrait, journal_id: i64) -> Result<Vec<u8>, DbError> {
    let sql = "select body from attendance_journal where id = $1";
    let row: Option<BodyRow> = maybe(connection, sql, [journal_id.into()]).await?;
    row.map(|row| row.body).ok_or(DbError::NotFound)
}

/// Returns how many punches a terminal has.
pub(crate) async fn punch_count(connection: &impl ConnectionTrait, terminal_id: i64) -> Result<i64, DbError> {
    scalar(
        connection,
        "select cast(count(*) as bigint) from attendance_punch where terminal_id = $1",
        [terminal_id.into()],
    )
    .await
}

#[derive(FromQueryResult)]
struct PunchDay {
    punched_on: NaiveDate,
}

/// Returns the days on which a terminal has punches, earliest first.
pub(crate) async fn punch_days(
    connection: &impl ConnectionTrait,
    terminal_id: i64,
) -> Result<Vec<NaiveDate>, DbError> {
    let days: Vec<PunchDay> = all(
        connection,
        "select distinct punched_on from attendance_punch where terminal_id = $1 order by punched_on",
        [terminal_id.into()],
    )
    .await?;
    Ok(days.into_iter().map(|day| day.punched_on).collect())
}
