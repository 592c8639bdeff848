//! The evidence of one person-day, down to the raw line of the terminal.

use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult};

/// A punch with the terminal and the journal it came from.
#[derive(Debug, FromQueryResult)]
pub(crate) struct PunchRow {
    pub(crate) punched_on: NaiveDate,
    pub(crate) second_of_day: i32,
    pub(crate) pin: String,
    pub(crate) status: i16,
    pub(crate) verify: i16,
    pub(crate) terminal: String,
    pub(crate) serial: String,
    pub(crate) pin_group: String,
    pub(crate) journal_id: i64,
    pub(crate) received_at: Option<DateTime<Utc>>,
    pub(crate) sha256: Option<String>,
    /// The bytes of the line as the terminal sent it.
    pub(crate) raw: Option<Vec<u8>>,
}

/// A check-in.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct CheckinRow {
    pub(crate) second_of_day: i32,
    pub(crate) received_at: DateTime<Utc>,
    pub(crate) distance_metres: Option<i64>,
    pub(crate) flag: Option<String>,
}

/// What a recap says about a person.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct RecapRow {
    pub(crate) agency_id: i64,
    pub(crate) version: i32,
    pub(crate) state: String,
    pub(crate) status: String,
    pub(crate) note: String,
    pub(crate) signed_name: Option<String>,
    pub(crate) signed_at: Option<DateTime<Utc>>,
    pub(crate) lines_sha256: String,
}

/// A request that touches the day.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct RequestRow {
    pub(crate) kind: String,
    pub(crate) state: String,
    pub(crate) from_on: NaiveDate,
    pub(crate) until_on: NaiveDate,
    pub(crate) made_at: DateTime<Utc>,
    pub(crate) decided_name: Option<String>,
    pub(crate) decided_at: Option<DateTime<Utc>>,
}

/// A finding of the day.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct FindingRow {
    pub(crate) code: String,
    pub(crate) resolved_at: Option<DateTime<Utc>>,
}

/// Returns the punches of PINs on a day and the next, in the order of time.
pub(crate) async fn punches(
    connection: &impl ConnectionTrait,
    government_id: i64,
    pins: &[String],
    on: NaiveDate,
) -> Result<Vec<PunchRow>, DbError> {
    if pins.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (0..pins.len()).map(|index| format!("${}", index + 4)).collect();
    let sql = format!(
        "select p.punched_on, p.second_of_day, p.pin, p.status, p.verify, t.name as terminal, t.serial,
                t.pin_group, p.journal_id, j.received_at, j.sha256,
                substr(j.body, p.line_offset + 1, p.line_length) as raw
         from attendance_punch p
         join attendance_terminal t on t.id = p.terminal_id
         left join attendance_journal j on j.id = p.journal_id
         where t.government_id = $1 and p.punched_on in ($2, $3) and p.pin in ({})
         order by p.punched_on, p.second_of_day, p.id",
        places.join(",")
    );
    let mut values = vec![government_id.into(), on.into(), on.succ_opt().unwrap_or(on).into()];
    values.extend(pins.iter().map(|pin| pin.as_str().into()));
    db::all(connection, &sql, values).await
}

/// Returns the check-ins of a person on a day.
pub(crate) async fn checkins(
    connection: &impl ConnectionTrait,
    employee_id: i64,
    on: NaiveDate,
) -> Result<Vec<CheckinRow>, DbError> {
    let sql = "select second_of_day, received_at, distance_metres, flag
         from attendance_checkin where employee_id = $1 and punched_on = $2 order by second_of_day, id";
    db::all(connection, sql, [employee_id.into(), on.into()]).await
}

/// Returns what recaps of a day say about a person, the newest version first; drafts too.
pub(crate) async fn recaps(
    connection: &impl ConnectionTrait,
    employee_id: i64,
    on: NaiveDate,
) -> Result<Vec<RecapRow>, DbError> {
    let sql =
        "select r.agency_id, r.version, r.state, l.status, l.note, r.signed_name, r.signed_at, r.lines_sha256
         from attendance_recap r join attendance_recap_line l on l.recap_id = r.id
         where l.employee_id = $1 and r.day = $2 order by r.agency_id, r.version desc";
    db::all(connection, sql, [employee_id.into(), on.into()]).await
}

/// Returns the requests of a person that touch a day.
pub(crate) async fn requests(
    connection: &impl ConnectionTrait,
    employee_id: i64,
    on: NaiveDate,
) -> Result<Vec<RequestRow>, DbError> {
    let sql =
        "select kind, state, from_on, until_on, made_at, decided_name, decided_at from attendance_request
         where employee_id = $1 and from_on <= $2 and until_on >= $2 order by made_at, id";
    db::all(connection, sql, [employee_id.into(), on.into()]).await
}

/// Returns the findings of a person-day.
pub(crate) async fn findings(
    connection: &impl ConnectionTrait,
    employee_id: i64,
    on: NaiveDate,
) -> Result<Vec<FindingRow>, DbError> {
    let sql = "select code, resolved_at from attendance_finding
         where employee_id = $1 and day = $2 order by id";
    db::all(connection, sql, [employee_id.into(), on.into()]).await
}
