//! Schedules of units and people: facts that hold instead of the hours of law.

use crate::schedule::{NewSchedule, Schedule, ScheduleOf};
use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx};

const COLUMNS: &str =
    "id, unit_id, employee_id, from_on, until_on, weekdays, start_minute, end_minute, note, recorded_at";

#[derive(FromQueryResult)]
struct ScheduleRow {
    id: i64,
    unit_id: Option<i64>,
    employee_id: Option<i64>,
    from_on: NaiveDate,
    until_on: Option<NaiveDate>,
    weekdays: String,
    start_minute: i32,
    end_minute: i32,
    note: String,
    recorded_at: DateTime<Utc>,
}

impl ScheduleRow {
    fn read(self) -> Result<Schedule, DbError> {
        let of = match (self.unit_id, self.employee_id) {
            (_, Some(employee)) => ScheduleOf::Employee(employee),
            (Some(unit), None) => ScheduleOf::Unit(unit),
            (None, None) => return Err(DbError::Corrupt(format!("schedule {} is nobody's", self.id))),
        };
        Ok(Schedule {
            id: self.id,
            is_of: of,
            from_on: self.from_on,
            until_on: self.until_on,
            weekdays: self.weekdays,
            start_minute: self.start_minute,
            end_minute: self.end_minute,
            note: self.note,
            recorded_at: self.recorded_at,
        })
    }
}

/// Writes a schedule and returns its key.
pub(crate) async fn insert(ctx: &Ctx, tx: &Tx, new: &NewSchedule) -> Result<i64, DbError> {
    let (unit, employee) = match new.is_of {
        ScheduleOf::Unit(unit) => (Some(unit), None),
        ScheduleOf::Employee(employee) => (None, Some(employee)),
    };
    db::scalar(
        &**tx,
        "insert into attendance_schedule (government_id, unit_id, employee_id, from_on, until_on, weekdays,
            start_minute, end_minute, note, recorded_by, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id",
        [
            ctx.government.id.into(),
            unit.into(),
            employee.into(),
            new.from_on.into(),
            new.until_on.into(),
            new.weekdays.clone().into(),
            new.start_minute.into(),
            new.end_minute.into(),
            new.note.clone().into(),
            ctx.actor.reference().into(),
            ctx.now().into(),
        ],
    )
    .await
}

/// Returns the schedules of the government that hold on a day or later, newest recorded first.
pub(crate) async fn live(ctx: &Ctx, on: NaiveDate) -> Result<Vec<Schedule>, DbError> {
    let sql = format!(
        "select {COLUMNS} from attendance_schedule
         where government_id = $1 and (until_on is null or until_on >= $2) order by recorded_at desc, id desc"
    );
    let rows: Vec<ScheduleRow> =
        db::all(ctx.db().reader(), &sql, [ctx.government.id.into(), on.into()]).await?;
    rows.into_iter().map(ScheduleRow::read).collect()
}

/// Returns a schedule of the government.
pub(crate) async fn one(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    id: i64,
) -> Result<Option<Schedule>, DbError> {
    let sql = format!("select {COLUMNS} from attendance_schedule where government_id = $1 and id = $2");
    let row: Option<ScheduleRow> = db::maybe(connection, &sql, [ctx.government.id.into(), id.into()]).await?;
    row.map(ScheduleRow::read).transpose()
}

/// Lets a schedule end on a day.
pub(crate) async fn end(ctx: &Ctx, tx: &Tx, id: i64, until_on: NaiveDate) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "update attendance_schedule set until_on = $1 where id = $2 and government_id = $3",
        [until_on.into(), id.into(), ctx.government.id.into()],
    )
    .await?;
    Ok(())
}
