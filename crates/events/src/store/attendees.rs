//! Attendance lists.

use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx, Value};
use uuid::Uuid;

/// A line of an attendance list.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub(crate) struct AttendeeRow {
    pub(crate) uid: Uuid,
    pub(crate) employee_id: Option<i64>,
    pub(crate) name: String,
    pub(crate) institution: String,
    pub(crate) way: String,
    pub(crate) reason: String,
    pub(crate) made_at: DateTime<Utc>,
    pub(crate) struck_reason: String,
    pub(crate) struck_at: Option<DateTime<Utc>>,
    pub(crate) forgotten_at: Option<DateTime<Utc>>,
}

const COLUMNS: &str = "uid, employee_id, name, institution, way, reason, made_at, struck_reason, struck_at,
    forgotten_at";

/// Returns the list of an event in the order in which people came.
pub(crate) async fn of(
    connection: &impl ConnectionTrait,
    event_id: i64,
) -> Result<Vec<AttendeeRow>, DbError> {
    let sql = format!("select {COLUMNS} from events_attendee where event_id = $1 order by id");
    db::all(connection, &sql, [event_id.into()]).await
}

/// Returns how many people are on the list.
pub(crate) async fn count(connection: &impl ConnectionTrait, event_id: i64) -> Result<i64, DbError> {
    let sql =
        "select cast(count(*) as bigint) from events_attendee where event_id = $1 and struck_at is null";
    db::scalar(connection, sql, [event_id.into()]).await
}

/// Returns the newest line of an employee, or of somebody without an account, by name.
pub(crate) async fn known(
    connection: &impl ConnectionTrait,
    event_id: i64,
    employee_id: Option<i64>,
    name_key: &str,
) -> Result<Option<AttendeeRow>, DbError> {
    let (condition, parameter): (&str, Value) = match employee_id {
        Some(id) => ("employee_id = $2", id.into()),
        None => ("employee_id is null and name_key = $2", name_key.into()),
    };
    let sql = format!(
        "select {COLUMNS} from events_attendee where event_id = $1 and {condition} order by id desc limit 1"
    );
    db::maybe(connection, &sql, [event_id.into(), parameter]).await
}

/// A person who is to be written into a list.
#[derive(Debug, Clone)]
pub(crate) struct NewAttendee {
    pub(crate) uid: Uuid,
    pub(crate) event_id: i64,
    pub(crate) employee_id: Option<i64>,
    pub(crate) name: String,
    pub(crate) institution: String,
    pub(crate) way: &'static str,
    pub(crate) reason: String,
}

/// Returns the name under which a guest is known again: of one institution, in any letters.
pub(crate) fn name_key(name: &str, institution: &str) -> String {
    format!("{} / {}", name.to_lowercase(), institution.to_lowercase())
}

/// Writes a person into a list while fewer than `seats` are on it, and tells whether there was a seat. The
/// transaction holds the lock of the list, so that nobody comes between counting and writing.
pub(crate) async fn insert(ctx: &Ctx, tx: &Tx, new: &NewAttendee, seats: i64) -> Result<bool, DbError> {
    tx.lock(&format!("events.list/{}", new.event_id)).await?;
    let written = db::exec(
        &**tx,
        "insert into events_attendee (uid, event_id, employee_id, name_key, name, institution, way, reason, made_by,
            made_at, struck_reason, struck_by)
         select $1, e.id, $2, $3, $4, $5, $6, $7, $8, $9, '', '' from events_event e
         where e.id = $10 and (select count(*) from events_attendee a
            where a.event_id = e.id and a.struck_at is null) < $11",
        [
            new.uid.into(),
            new.employee_id.into(),
            name_key(&new.name, &new.institution).into(),
            new.name.clone().into(),
            new.institution.clone().into(),
            new.way.into(),
            new.reason.clone().into(),
            ctx.actor.reference().into(),
            ctx.now().into(),
            new.event_id.into(),
            seats.into(),
        ],
    )
    .await?;
    Ok(written == 1)
}

/// Strikes a person from a list and tells whether there was one.
pub(crate) async fn strike(
    ctx: &Ctx,
    tx: &Tx,
    event_id: i64,
    uid: Uuid,
    reason: &str,
) -> Result<bool, DbError> {
    let struck = db::exec(
        &**tx,
        "update events_attendee set struck_reason = $1, struck_by = $2, struck_at = $3
         where event_id = $4 and uid = $5 and struck_at is null",
        [reason.into(), ctx.actor.reference().into(), ctx.now().into(), event_id.into(), uid.into()],
    )
    .await?;
    Ok(struck == 1)
}

/// Empties every line of events before a day and returns how many there were; how many came stays known.
pub(crate) async fn forget(ctx: &Ctx, tx: &Tx, before_on: NaiveDate) -> Result<u64, DbError> {
    db::exec(
        &**tx,
        "update events_attendee set name = '', name_key = '', institution = '', reason = '', struck_reason = '',
            employee_id = null, made_by = '', struck_by = '', forgotten_at = $1
         where forgotten_at is null
           and event_id in (select id from events_event where government_id = $2 and held_on < $3)",
        [ctx.now().into(), ctx.government.id.into(), before_on.into()],
    )
    .await
}
