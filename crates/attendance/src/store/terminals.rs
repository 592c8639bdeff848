//! Rows of terminals as the listener needs them.

use crate::ops::ingest::Heard;
use crate::terminal::{TerminalState, ZoneForm};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ConnectionTrait;
use siaga_iclock::Serial;
use siaga_platform::db::{DbError, FromQueryResult, Tx, all, exec, maybe, scalar};

/// Name of the counter that rises whenever an officer changes a terminal or its commands.
const VERSION: &str = "terminals";
/// Government of a terminal that nobody has accepted, where several governments share the database.
pub(crate) const NO_GOVERNMENT: i64 = 0;

/// What the listener must know of a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) id: i64,
    pub(crate) serial: Serial,
    pub(crate) government_id: i64,
    pub(crate) state: TerminalState,
    pub(crate) offset_minutes: i32,
    pub(crate) zone_form: ZoneForm,
    pub(crate) secret_prefix: Option<String>,
    pub(crate) device_records: Option<i64>,
    pub(crate) drift_seconds: Option<i64>,
    pub(crate) has_held: bool,
    pub(crate) has_commands: bool,
}

impl Known {
    /// Returns whether a terminal that was given a path of its own speaks through it.
    ///
    /// The time it takes tells nothing about where the paths differ.
    pub(crate) fn is_by_its_path(&self, prefix: Option<&str>) -> bool {
        let Some(secret) = self.secret_prefix.as_deref() else { return true };
        let given = prefix.unwrap_or_default().as_bytes();
        let differs = given.iter().zip(secret.as_bytes()).fold(0, |seen, (one, other)| seen | (one ^ other));
        std::hint::black_box(differs) == 0 && given.len() == secret.len()
    }
}

#[derive(FromQueryResult)]
struct KnownRow {
    id: i64,
    serial_key: String,
    government_id: i64,
    state: String,
    utc_offset_minutes: i32,
    zone_spelling: String,
    secret_prefix: Option<String>,
    device_records: Option<i64>,
    drift_seconds: Option<i64>,
    has_held: bool,
    has_commands: bool,
}

const SELECT_KNOWN: &str = "select id, serial_key, government_id, state, utc_offset_minutes, zone_spelling,
    secret_prefix, device_records, drift_seconds,
    id in (select terminal_id from attendance_punch_held) as has_held,
    id in (select terminal_id from attendance_terminal_command where finished_at is null) as has_commands
    from attendance_terminal";

impl KnownRow {
    fn known(self) -> Result<Known, DbError> {
        let serial = self.serial_key.parse().map_err(|_| DbError::Corrupt("serial_key".to_owned()))?;
        Ok(Known {
            id: self.id,
            serial,
            government_id: self.government_id,
            state: TerminalState::parse(&self.state),
            offset_minutes: self.utc_offset_minutes,
            zone_form: ZoneForm::parse(&self.zone_spelling).unwrap_or(ZoneForm::Hours),
            secret_prefix: self.secret_prefix.filter(|prefix| !prefix.is_empty()),
            device_records: self.device_records,
            drift_seconds: self.drift_seconds,
            has_held: self.has_held,
            has_commands: self.has_commands,
        })
    }
}

/// Returns the counter of changes.
pub(crate) async fn version(connection: &impl ConnectionTrait) -> Result<i64, DbError> {
    let sql = "select coalesce(max(value), 0) from attendance_watermark where name = $1";
    scalar(connection, sql, [VERSION.into()]).await
}

/// Raises the counter of changes: listeners read the terminals again before they book anything.
pub(crate) async fn raise_version(tx: &Tx) -> Result<(), DbError> {
    exec(
        &**tx,
        "insert into attendance_watermark (name, value) values ($1, 1)
         on conflict (name) do update set value = attendance_watermark.value + 1",
        [VERSION.into()],
    )
    .await
    .map(drop)
}

/// Returns every terminal of every government.
pub(crate) async fn all_known(connection: &impl ConnectionTrait) -> Result<Vec<Known>, DbError> {
    let rows: Vec<KnownRow> = all(connection, SELECT_KNOWN, []).await?;
    rows.into_iter().map(KnownRow::known).collect()
}

/// Returns a terminal by its serial number.
pub(crate) async fn known(
    connection: &impl ConnectionTrait,
    serial: &Serial,
) -> Result<Option<Known>, DbError> {
    let sql = format!("{SELECT_KNOWN} where serial_key = $1");
    let row: Option<KnownRow> = maybe(connection, &sql, [serial.key().as_str().into()]).await?;
    row.map(KnownRow::known).transpose()
}

/// A terminal that nobody has seen before.
#[derive(Debug, Clone)]
pub(crate) struct Stranger {
    pub(crate) serial: Serial,
    pub(crate) government_id: i64,
    pub(crate) offset_minutes: i32,
    pub(crate) seen_at: DateTime<Utc>,
    pub(crate) address: String,
    pub(crate) push_version: Option<String>,
}

/// Stores an unknown terminal as pending and returns its row; one that somebody else stored
/// meanwhile is returned as it is.
pub(crate) async fn insert_pending(tx: &Tx, stranger: &Stranger) -> Result<Known, DbError> {
    exec(
        &**tx,
        "insert into attendance_terminal (government_id, serial_key, serial, name, state, pin_group,
            utc_offset_minutes, zone_spelling, push_version, first_seen_at, seen_at, seen_address,
            refused_biometrics, replayed_to)
         values ($1, $2, $3, $3, 'pending', '', $4, 'hours', $5, $6, $6, $7, 0, 0)
         on conflict (serial_key) do nothing",
        [
            stranger.government_id.into(),
            stranger.serial.key().as_str().into(),
            stranger.serial.as_str().into(),
            stranger.offset_minutes.into(),
            stranger.push_version.clone().into(),
            stranger.seen_at.into(),
            stranger.address.as_str().into(),
        ],
    )
    .await?;
    known(&**tx, &stranger.serial).await?.ok_or(DbError::NotFound)
}

/// Writes what was last heard of a terminal; an older word never replaces a newer one.
pub(crate) async fn write_heard(tx: &Tx, id: i64, heard: &Heard) -> Result<(), DbError> {
    exec(
        &**tx,
        "update attendance_terminal set seen_at = $2, seen_address = $3,
            push_version = coalesce($4, push_version), firmware = coalesce($5, firmware),
            device_records = coalesce($6, device_records)
         where id = $1 and seen_at <= $2",
        [
            id.into(),
            heard.at.into(),
            heard.address.as_str().into(),
            heard.push_version.clone().into(),
            heard.firmware.clone().into(),
            heard.records.into(),
        ],
    )
    .await
    .map(drop)
}

/// Sets or clears the flag of a wrong clock.
pub(crate) async fn write_drift(
    tx: &Tx,
    id: i64,
    seconds: Option<i64>,
    at: DateTime<Utc>,
) -> Result<(), DbError> {
    exec(
        &**tx,
        "update attendance_terminal set drift_seconds = $2, drift_at = $3 where id = $1",
        [id.into(), seconds.into(), seconds.map(|_| at).into()],
    )
    .await
    .map(drop)
}

/// Adds to the number of refused templates and pictures.
pub(crate) async fn add_refused(tx: &Tx, id: i64, refused: i64) -> Result<(), DbError> {
    exec(
        &**tx,
        "update attendance_terminal set refused_biometrics = refused_biometrics + $2 where id = $1",
        [id.into(), refused.into()],
    )
    .await
    .map(drop)
}

/// What a replay has to do: the rows after the first and up to the second.
#[derive(Debug, Clone, Copy, FromQueryResult)]
pub(crate) struct ReplaySpan {
    pub(crate) replayed_to: i64,
    pub(crate) replay_until: i64,
}

/// Returns what a replay of a terminal has to do.
pub(crate) async fn replay_span(connection: &impl ConnectionTrait, id: i64) -> Result<ReplaySpan, DbError> {
    let sql = "select replayed_to, replay_until from attendance_terminal where id = $1";
    maybe(connection, sql, [id.into()]).await?.ok_or(DbError::NotFound)
}

/// Notes up to which row a replay goes: what comes after it is booked when it comes.
pub(crate) async fn set_replay_until(tx: &Tx, id: i64, journal_id: i64) -> Result<(), DbError> {
    let sql = "update attendance_terminal set replay_until = $2 where id = $1";
    exec(&**tx, sql, [id.into(), journal_id.into()]).await.map(drop)
}

/// Notes how far a replay came.
pub(crate) async fn set_replayed_to(tx: &Tx, id: i64, journal_id: i64) -> Result<(), DbError> {
    exec(
        &**tx,
        "update attendance_terminal set replayed_to = $2 where id = $1",
        [id.into(), journal_id.into()],
    )
    .await
    .map(drop)
}

/// What an officer decides about a terminal.
#[derive(Debug, Clone)]
pub(crate) struct Settlement<'a> {
    pub(crate) government_id: i64,
    pub(crate) name: &'a str,
    pub(crate) agency_id: i64,
    pub(crate) pin_group: &'a str,
    pub(crate) offset_minutes: i32,
    pub(crate) zone_form: ZoneForm,
    pub(crate) secret_prefix: Option<&'a str>,
    pub(crate) accepted_at: DateTime<Utc>,
    pub(crate) accepted_by: String,
}

/// Accepts a terminal, or settles an accepted one anew.
pub(crate) async fn accept(tx: &Tx, id: i64, settled: &Settlement<'_>) -> Result<(), DbError> {
    exec(
        &**tx,
        "update attendance_terminal set state = 'accepted', government_id = $2, name = $3, agency_id = $4,
            pin_group = $5, utc_offset_minutes = $6, zone_spelling = $7, secret_prefix = $8,
            accepted_at = $9, accepted_by = $10 where id = $1",
        [
            id.into(),
            settled.government_id.into(),
            settled.name.into(),
            settled.agency_id.into(),
            settled.pin_group.into(),
            settled.offset_minutes.into(),
            settled.zone_form.as_str().into(),
            settled.secret_prefix.map(str::to_owned).into(),
            settled.accepted_at.into(),
            settled.accepted_by.as_str().into(),
        ],
    )
    .await
    .map(drop)
}

/// Takes a terminal out of use. Its journal up to `last_journal_id` is booked, unless a replay still
/// has something to do.
pub(crate) async fn retire(tx: &Tx, id: i64, last_journal_id: i64) -> Result<(), DbError> {
    exec(
        &**tx,
        "update attendance_terminal set state = 'retired',
            replayed_to = case when replayed_to >= replay_until and state = 'accepted'
                then $2 else replayed_to end
         where id = $1",
        [id.into(), last_journal_id.into()],
    )
    .await
    .map(drop)
}

/// Whose PINs a terminal speaks of.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub(crate) struct PinsOf {
    pub(crate) agency_id: Option<i64>,
    pub(crate) pin_group: String,
}

/// Returns whose PINs a terminal speaks of.
pub(crate) async fn pins_of(connection: &impl ConnectionTrait, id: i64) -> Result<PinsOf, DbError> {
    let sql = "select agency_id, pin_group from attendance_terminal where id = $1";
    maybe(connection, sql, [id.into()]).await?.ok_or(DbError::NotFound)
}

#[derive(FromQueryResult)]
struct DayRow {
    day: NaiveDate,
}

/// Returns the first day of which a terminal has a punch.
pub(crate) async fn first_punched_on(
    connection: &impl ConnectionTrait,
    id: i64,
) -> Result<Option<NaiveDate>, DbError> {
    let sql =
        "select punched_on as day from attendance_punch where terminal_id = $1 order by punched_on limit 1";
    Ok(maybe::<DayRow>(connection, sql, [id.into()]).await?.map(|row| row.day))
}

#[derive(FromQueryResult)]
struct AgencyRow {
    agency_id: Option<i64>,
}

/// Returns the agency at whose door a terminal hangs.
pub(crate) async fn agency_of(connection: &impl ConnectionTrait, id: i64) -> Result<Option<i64>, DbError> {
    let sql = "select agency_id from attendance_terminal where id = $1";
    let row: Option<AgencyRow> = maybe(connection, sql, [id.into()]).await?;
    Ok(row.and_then(|row| row.agency_id))
}
