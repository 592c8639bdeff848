//! The facts of days, folded by SQL: rows are dear, text is cheap.
//!
//! A month of 7,600 people has a third of a million punches. The database joins those of one terminal
//! and day into one text, and Rust takes it apart again.

use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult};

/// Facts of several rows in one text.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Folded {
    /// The day.
    pub(crate) day: NaiveDate,
    /// Terminal or agency.
    pub(crate) owner_id: i64,
    /// Entries joined by `;`.
    pub(crate) entries: String,
}

/// An approved request.
#[derive(Debug, FromQueryResult)]
pub(crate) struct ApprovedRequest {
    pub(crate) employee_id: i64,
    pub(crate) kind: String,
    pub(crate) from_on: NaiveDate,
    pub(crate) until_on: NaiveDate,
    pub(crate) start_minute: Option<i32>,
    pub(crate) end_minute: Option<i32>,
}

/// What somebody decided about a finding.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Resolved {
    pub(crate) employee_id: i64,
    pub(crate) day: NaiveDate,
    pub(crate) resolution: String,
}

/// A schedule of a unit or a person.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Schedule {
    pub(crate) unit_id: Option<i64>,
    pub(crate) employee_id: Option<i64>,
    pub(crate) from_on: NaiveDate,
    pub(crate) until_on: Option<NaiveDate>,
    pub(crate) weekdays: String,
    pub(crate) start_minute: i32,
    pub(crate) end_minute: i32,
}

/// A terminal with its group of PINs.
#[derive(Debug, FromQueryResult)]
pub(crate) struct TerminalGroup {
    pub(crate) id: i64,
    pub(crate) pin_group: String,
}

/// Which days of which government, and the facts recorded until when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Period {
    pub(crate) government_id: i64,
    pub(crate) from_on: NaiveDate,
    pub(crate) until_on: NaiveDate,
    /// Facts recorded later are left out; nothing takes all.
    pub(crate) known_at: Option<DateTime<Utc>>,
}

/// Returns the terminals of a government.
pub(crate) async fn terminal_groups(
    connection: &impl ConnectionTrait,
    government_id: i64,
) -> Result<Vec<TerminalGroup>, DbError> {
    let sql = "select id, pin_group from attendance_terminal where government_id = $1 order by id";
    db::all(connection, sql, [government_id.into()]).await
}

/// Returns punches by day and terminal, each entry `second pin`; of some PINs only, when given.
pub(crate) async fn punches(
    connection: &impl ConnectionTrait,
    period: Period,
    pins: Option<&[&str]>,
) -> Result<Vec<Folded>, DbError> {
    let mut values = vec![period.from_on.into(), period.until_on.into()];
    let mut narrowed = String::new();
    if let Some(pins) = pins {
        let places: Vec<String> = (0..pins.len()).map(|index| format!("${}", index + 3)).collect();
        narrowed = format!(" and pin in ({})", places.join(","));
        values.extend(pins.iter().map(|pin| (*pin).into()));
    }
    let known = period.known_at.map(|at| {
        values.push(at.into());
        booked_by(values.len())
    });
    let sql = format!(
        "select punched_on as day, terminal_id as owner_id,
                string_agg(cast(second_of_day as text) || ' ' || pin, ';') as entries
         from attendance_punch p where punched_on between $1 and $2{narrowed}{}
         group by punched_on, terminal_id",
        known.unwrap_or_default()
    );
    db::all(connection, &sql, values).await
}

/// Returns the condition that a punch was booked by an instant: received then, by a terminal accepted then,
/// and not waiting for a decision then. What carries no such time counts as known.
fn booked_by(place: usize) -> String {
    format!(
        " and not exists (select 1 from attendance_journal j
                where j.id = p.journal_id and j.received_at > ${place})
          and not exists (select 1 from attendance_terminal t
                where t.id = p.terminal_id and t.accepted_at > ${place})
          and not exists (select 1 from attendance_punch_held h
                where h.terminal_id = p.terminal_id and h.pin = p.pin and h.punched_on = p.punched_on
                  and h.second_of_day = p.second_of_day and h.status = p.status and h.decided_at > ${place})"
    )
}

/// Returns check-ins by day, each entry `second employee metres`, `-` where the distance is unknown.
pub(crate) async fn checkins(
    connection: &impl ConnectionTrait,
    period: Period,
) -> Result<Vec<Folded>, DbError> {
    let (known, values) = period.known_by("received_at");
    let sql = format!(
        "select punched_on as day, cast(0 as bigint) as owner_id,
            string_agg(cast(second_of_day as text) || ' ' || cast(employee_id as text) || ' '
                || coalesce(cast(distance_metres as text), '-'), ';') as entries
         from attendance_checkin where government_id = $1 and punched_on between $2 and $3{known}
         group by punched_on"
    );
    db::all(connection, &sql, values).await
}

/// Returns the lines of signed recaps by day and agency, each entry `employee:status`.
pub(crate) async fn recap_lines(
    connection: &impl ConnectionTrait,
    period: Period,
) -> Result<Vec<Folded>, DbError> {
    let (_, values) = period.known_by("signed_at");
    // A version that was replaced since was in force then.
    let in_force = if period.known_at.is_some() {
        "r.signed_at <= $4 and r.version = (select max(v.version) from attendance_recap v
            where v.agency_id = r.agency_id and v.day = r.day and v.signed_at <= $4)"
    } else {
        "r.state in ('signed', 'countersigned')"
    };
    let sql = format!(
        "select r.day as day, r.agency_id as owner_id,
            string_agg(cast(l.employee_id as text) || ':' || l.status, ';') as entries
         from attendance_recap r join attendance_recap_line l on l.recap_id = r.id
         where r.government_id = $1 and r.day between $2 and $3 and {in_force}
         group by r.day, r.agency_id order by r.day, r.agency_id"
    );
    db::all(connection, &sql, values).await
}

/// Returns approved requests that touch the period, in the order of their decision.
pub(crate) async fn approved_requests(
    connection: &impl ConnectionTrait,
    period: Period,
) -> Result<Vec<ApprovedRequest>, DbError> {
    let (known, values) = period.known_by("decided_at");
    let sql = format!(
        "select employee_id, kind, from_on, until_on, start_minute, end_minute
         from attendance_request
         where government_id = $1 and until_on >= $2 and from_on <= $3 and state = 'approved'{known}
         order by decided_at, id"
    );
    db::all(connection, &sql, values).await
}

/// Returns resolved findings in the order in which they were resolved.
pub(crate) async fn resolved_findings(
    connection: &impl ConnectionTrait,
    period: Period,
) -> Result<Vec<Resolved>, DbError> {
    let (known, values) = period.known_by("resolved_at");
    let sql = format!(
        "select employee_id, day, coalesce(resolution, '') as resolution from attendance_finding
         where government_id = $1 and day between $2 and $3 and resolved_at is not null{known}
         order by resolved_at, id"
    );
    db::all(connection, &sql, values).await
}

/// Returns schedules that touch the period, in the order in which they were recorded.
pub(crate) async fn schedules(
    connection: &impl ConnectionTrait,
    period: Period,
) -> Result<Vec<Schedule>, DbError> {
    let (known, values) = period.known_by("recorded_at");
    let sql = format!(
        "select unit_id, employee_id, from_on, until_on, weekdays, start_minute, end_minute
         from attendance_schedule
         where government_id = $1 and (until_on is null or until_on >= $2) and from_on <= $3{known}
         order by recorded_at, id"
    );
    db::all(connection, &sql, values).await
}

/// A check-in that arrived.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Arrived {
    pub(crate) employee_id: i64,
    pub(crate) day: NaiveDate,
    pub(crate) received_at: DateTime<Utc>,
}

/// Returns the check-ins of some days that arrived after an instant.
pub(crate) async fn arrived_checkins(
    connection: &impl ConnectionTrait,
    period: Period,
    after: DateTime<Utc>,
) -> Result<Vec<Arrived>, DbError> {
    let sql = "select employee_id, punched_on as day, received_at from attendance_checkin
         where government_id = $1 and punched_on between $2 and $3 and received_at > $4";
    let [government_id, from_on, until_on] = period.values();
    db::all(connection, sql, [government_id, from_on, until_on, after.into()]).await
}

/// Returns the key of the newest punch, 0 when there is none.
pub(crate) async fn last_punch_id(connection: &impl ConnectionTrait) -> Result<i64, DbError> {
    db::scalar(connection, "select cast(coalesce(max(id), 0) as bigint) from attendance_punch", []).await
}

/// Returns the PINs of punches by day and terminal whose key lies after the first and up to the second.
pub(crate) async fn punched_between(
    connection: &impl ConnectionTrait,
    (after, until): (i64, i64),
) -> Result<Vec<Folded>, DbError> {
    let sql = "select day, owner_id, string_agg(pin, ';') as entries
         from (select distinct punched_on as day, terminal_id as owner_id, pin
               from attendance_punch where id > $1 and id <= $2) as touched
         group by day, owner_id order by day, owner_id";
    db::all(connection, sql, [after.into(), until.into()]).await
}

/// Returns the first day of which anything is known.
pub(crate) async fn first_day(
    connection: &impl ConnectionTrait,
    government_id: i64,
) -> Result<Option<NaiveDate>, DbError> {
    #[derive(FromQueryResult)]
    struct Row {
        day: Option<NaiveDate>,
    }
    let sql = "select min(day) as day from (
            select min(punched_on) as day from attendance_punch
            union all select min(punched_on) from attendance_checkin where government_id = $1
            union all select min(day) from attendance_recap where government_id = $1
            union all select min(from_on) from attendance_request where government_id = $1
            union all select min(month) from attendance_month_derived
        ) as known";
    Ok(db::maybe::<Row>(connection, sql, [government_id.into()]).await?.and_then(|row| row.day))
}

impl Period {
    /// Returns the days of a government with all that is known now.
    pub(crate) fn new(government_id: i64, from_on: NaiveDate, until_on: NaiveDate) -> Self {
        Self { government_id, from_on, until_on, known_at: None }
    }

    /// Returns the values of the period, and the condition that a fact was recorded by the instant asked
    /// for, which is then the fourth value.
    fn known_by(self, column: &str) -> (String, Vec<db::Value>) {
        let mut values = self.values().to_vec();
        let condition = self.known_at.map(|at| {
            values.push(at.into());
            format!(" and {column} <= $4")
        });
        (condition.unwrap_or_default(), values)
    }

    fn values(self) -> [db::Value; 3] {
        [self.government_id.into(), self.from_on.into(), self.until_on.into()]
    }
}
