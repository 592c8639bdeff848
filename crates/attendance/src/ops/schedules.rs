//! Schedules of units and people, kept by the personnel agency.

use crate::ops::rebuild::refresh_days;
use crate::ops::words;
use crate::rules::schedule_form::check_schedule;
use crate::schedule::{NewSchedule, Schedule, ScheduleOf};
use crate::store::schedules as store;
use chrono::NaiveDate;
use siaga_access::Action;
use siaga_directory::{self as directory, PeopleFilter};
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem};

const NOTE_LETTERS: usize = 120;

/// Records a schedule and refreshes the days it is about.
///
/// # Errors
/// `attendance.schedule_too_far_back`, `attendance.schedule_reversed`, `attendance.schedule_weekdays`,
/// `attendance.schedule_hours`, `attendance.schedule_nobody`, `platform.forbidden`.
pub async fn add_schedule(ctx: &Ctx, new: NewSchedule) -> Result<i64, Problem> {
    let verdict = ctx.require(Action::EmployeeEdit, &ctx.whole_government())?;
    let new = NewSchedule { note: words::one_line(&new.note, NOTE_LETTERS), ..new };
    check_schedule(&new, ctx.today()).map_err(|fault| {
        let (code, field) = fault.code();
        Problem::invalid(code).on_field(field)
    })?;
    check_exists(ctx, new.is_of).await?;
    let tx = ctx.db().begin().await?;
    let id = store::insert(ctx, &tx, &new).await?;
    refresh(ctx, &tx, new.is_of, new.from_on, new.until_on).await?;
    let detail = serde_json::json!({
        "of": of_text(new.is_of), "from_on": new.from_on, "until_on": new.until_on, "weekdays": new.weekdays,
        "start_minute": new.start_minute, "end_minute": new.end_minute,
    });
    let entry = Entry::new("schedule.record", format!("schedule/{id}")).detail(detail).by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    tx.commit().await?;
    ctx.app.live.tell("board", ctx.government.id);
    Ok(id)
}

/// Lets a schedule end on a day; days after it follow the hours of law again.
///
/// # Errors
/// `platform.not_found`, `attendance.schedule_reversed`, `platform.forbidden`.
pub async fn end_schedule(ctx: &Ctx, id: i64, until_on: NaiveDate) -> Result<(), Problem> {
    let verdict = ctx.require(Action::EmployeeEdit, &ctx.whole_government())?;
    let tx = ctx.db().begin().await?;
    let found = store::one(ctx, &*tx, id).await?;
    let schedule = found.ok_or_else(|| Problem::missing("platform.not_found"))?;
    if until_on < schedule.from_on {
        return Err(Problem::invalid("attendance.schedule_reversed").on_field("until_on"));
    }
    store::end(ctx, &tx, id, until_on).await?;
    let last = schedule.until_on.map(|before| before.max(until_on));
    refresh(ctx, &tx, schedule.is_of, schedule.from_on.max(until_on.min(ctx.today())), last).await?;
    let detail = serde_json::json!({ "until_on": until_on, "before": schedule.until_on });
    let entry = Entry::new("schedule.end", format!("schedule/{id}")).detail(detail).by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    tx.commit().await?;
    ctx.app.live.tell("board", ctx.government.id);
    Ok(())
}

/// Returns the schedules that hold today or later, newest recorded first.
///
/// # Errors
/// `platform.forbidden`.
pub async fn schedules(ctx: &Ctx) -> Result<Vec<Schedule>, Problem> {
    ctx.require(Action::EmployeeEdit, &ctx.whole_government())?;
    Ok(store::live(ctx, ctx.today()).await?)
}

async fn check_exists(ctx: &Ctx, of: ScheduleOf) -> Result<(), Problem> {
    let exists = match of {
        ScheduleOf::Unit(unit) => directory::units(ctx, None).await?.iter().any(|known| known.id == unit),
        ScheduleOf::Employee(employee) => directory::identities(ctx).await?.contains_key(&employee),
    };
    if exists { Ok(()) } else { Err(Problem::invalid("attendance.schedule_nobody").on_field("of")) }
}

fn of_text(of: ScheduleOf) -> String {
    match of {
        ScheduleOf::Unit(unit) => format!("unit/{unit}"),
        ScheduleOf::Employee(employee) => format!("employee/{employee}"),
    }
}

/// Days that have not come are judged when they come.
async fn refresh(
    ctx: &Ctx,
    tx: &Tx,
    of: ScheduleOf,
    from_on: NaiveDate,
    until_on: Option<NaiveDate>,
) -> Result<(), Problem> {
    let until_on = until_on.unwrap_or(ctx.today()).min(ctx.today());
    if from_on > until_on {
        return Ok(());
    }
    let employees = match of {
        ScheduleOf::Employee(employee) => vec![employee],
        ScheduleOf::Unit(unit) => {
            let filter = PeopleFilter { unit_id: Some(unit), ..PeopleFilter::default() };
            let mut people = directory::people_on(ctx, until_on, filter).await?;
            people.extend(directory::people_on(ctx, from_on, filter).await?);
            people.into_iter().map(|person| person.id).collect()
        }
    };
    refresh_days(ctx, tx, Some(&employees), from_on, until_on).await
}
