//! Derived days: rebuilt from the facts, or refreshed where facts changed. Both give the same rows.

mod apart;
mod changes;
mod facts;
mod follow;
mod judged;
mod law_asker;
mod laws;
mod mark;
mod news;
mod roster;

pub(crate) use apart::refresh_apart;
pub(crate) use facts::{DAY_SECONDS, Facts};
pub(crate) use follow::follow;
pub(crate) use judged::{PersonDays, Task, elapsed_minutes};
pub(crate) use mark::note_rebuild;
pub(crate) use news::{fact_changed, law_changed, people_changed, report_changed, roster_signed};
pub(crate) use roster::{Roster, Worker};

use crate::finding::NewFinding;
use crate::rules::encode_month;
use crate::store::day_facts::Period;
use crate::store::derived::{self, MonthRow};
use crate::store::findings;
use changes::Changes;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use laws::Laws;
use siaga_arrangements::WorkReports;
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem};
use std::sync::Arc;

/// Longer spans are left to the job: terminals that upload wait for the transaction of a refresh.
const MOST_DAYS_AT_ONCE: i64 = 62;

/// How much a rebuild wrote.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// People with days in the month.
    pub people: usize,
    /// Days that somebody should look at.
    pub exceptions: usize,
    /// Findings that are open.
    pub findings: usize,
}

/// Deletes and rebuilds the derived rows of the month of a day, in one transaction.
///
/// # Shape
/// Days after today get no entry. Rebuilding twice gives the same rows byte for byte. The tables know
/// no government: a database serves one.
///
/// # Errors
/// As the store says.
pub async fn rebuild_month(ctx: &Ctx, month: NaiveDate) -> Result<Rebuilt, Problem> {
    let tx = ctx.db().begin().await?;
    let rebuilt = rebuild_month_in(ctx, &tx, first_of(month)).await?;
    tx.commit().await?;
    ctx.app.live.tell("board", ctx.government.id);
    Ok(rebuilt)
}

/// Refreshes the derived rows of people (of everybody for `None`) in a span of days, both ends inside.
///
/// # Shape
/// Sees what the transaction wrote. A person without any derived row in a month gets the whole month.
/// A span of more than two months is noted instead, and rebuilt by the next run of the job.
///
/// # Errors
/// As the store says.
pub async fn refresh_days(
    ctx: &Ctx,
    tx: &Tx,
    employees: Option<&[i64]>,
    from_on: NaiveDate,
    until_on: NaiveDate,
) -> Result<(), Problem> {
    let until_on = until_on.min(ctx.today());
    if (until_on - from_on).num_days() >= MOST_DAYS_AT_ONCE {
        return note_rebuild(ctx, tx, from_on).await;
    }
    tx.lock("attendance.derived").await?;
    derived::raise_generation(tx).await?;
    let mut month = first_of(from_on);
    while month <= until_on {
        let span = (from_on.max(month), until_on.min(last_of(month)));
        refresh_month(ctx, tx, employees, month, span).await?;
        month = month + Months::new(1);
    }
    Ok(())
}

pub(crate) async fn rebuild_month_in(ctx: &Ctx, tx: &Tx, month: NaiveDate) -> Result<Rebuilt, Problem> {
    tx.lock("attendance.derived").await?;
    let span = (month, last_of(month));
    derived::raise_generation(tx).await?;
    let (task, judged) = judge(ctx, tx, None, span).await?;
    derived::clear_month(tx, month).await?;
    let mut changes = Changes::default();
    let mut months = Vec::with_capacity(judged.len());
    for (worker, person) in task.roster.workers.iter().zip(&judged) {
        if person.days.iter().all(Option::is_none) {
            continue;
        }
        months.push(MonthRow { employee_id: worker.employee_id, days: encode_month(&person.days) });
        changes.add_person(worker, month, &[], &person.days);
    }
    derived::write_months(tx, month, &months).await?;
    derived::add_counts(tx, &changes.counts).await?;
    derived::write_exceptions(tx, &changes.exceptions).await?;
    let found = found(&task.roster.workers, &judged);
    findings::replace_open(ctx, tx, None, span, &found).await?;
    Ok(Rebuilt { people: months.len(), exceptions: changes.exceptions.len(), findings: found.len() })
}

async fn refresh_month(
    ctx: &Ctx,
    tx: &Tx,
    employees: Option<&[i64]>,
    month: NaiveDate,
    span: (NaiveDate, NaiveDate),
) -> Result<(), Problem> {
    let prepared = prepare_month(ctx, &**tx, employees, month, span).await?;
    let everybody = 0..prepared.task.roster.workers.len();
    write_prepared(ctx, tx, &prepared, everybody).await
}

/// People of a month whose days are judged and not yet written.
#[derive(Debug)]
pub(crate) struct Prepared {
    month: NaiveDate,
    span: (NaiveDate, NaiveDate),
    task: Arc<Task>,
    judged: Vec<PersonDays>,
}

/// Judges people in a span of days of one month; one who has no derived row gets the whole month.
async fn prepare_month(
    ctx: &Ctx,
    connection: &impl siaga_platform::db::ConnectionTrait,
    employees: Option<&[i64]>,
    month: NaiveDate,
    span: (NaiveDate, NaiveDate),
) -> Result<Prepared, Problem> {
    let old = changes::OldMonths::read(connection, month, employees).await?;
    let roster = Roster::read(ctx, employees, month, last_of(month)).await?;
    let last = last_of(month).min(ctx.today());
    let is_new = |worker: &Worker| worker.serves_between(month, last) && !old.has(worker.employee_id);
    let is_new = roster.workers.iter().any(is_new);
    let span = if is_new { (month, last_of(month)) } else { span };
    let (task, judged) = judge_roster(ctx, connection, roster, span).await?;
    Ok(Prepared { month, span, task, judged })
}

/// Writes what differs from the stored rows for some of the prepared people, by their places.
async fn write_prepared(
    ctx: &Ctx,
    tx: &Tx,
    prepared: &Prepared,
    part: std::ops::Range<usize>,
) -> Result<(), Problem> {
    let Prepared { month, span, task, judged } = prepared;
    let workers = &task.roster.workers[part.clone()];
    let judged = &judged[part];
    let people: Vec<i64> = workers.iter().map(|worker| worker.employee_id).collect();
    let old = changes::OldMonths::read(&**tx, *month, Some(&people)).await?;
    let mut changes = Changes::default();
    let mut months = Vec::new();
    let mut changed = Vec::new();
    for (worker, person) in workers.iter().zip(judged) {
        let before = old.days_of(worker.employee_id, *month);
        let mut after = before.clone();
        let first = usize::try_from((span.0 - *month).num_days()).expect("the span lies in the month");
        after[first..first + person.days.len()].copy_from_slice(&person.days);
        if after == before {
            continue;
        }
        changed.push(worker.employee_id);
        let cut = first..first + person.days.len();
        changes.add_person(worker, span.0, &before[cut.clone()], &after[cut]);
        months.push(MonthRow { employee_id: worker.employee_id, days: encode_month(&after) });
    }
    derived::write_months(tx, *month, &months).await?;
    derived::add_counts(tx, &changes.counts).await?;
    derived::clear_exceptions(tx, &changed, *span).await?;
    derived::write_exceptions(tx, &changes.exceptions).await?;
    findings::replace_open(ctx, tx, Some(&people), *span, &found(workers, judged)).await?;
    Ok(())
}

async fn judge(
    ctx: &Ctx,
    tx: &Tx,
    employees: Option<&[i64]>,
    span: (NaiveDate, NaiveDate),
) -> Result<(Arc<Task>, Vec<PersonDays>), Problem> {
    let roster = Roster::read(ctx, employees, span.0, span.1).await?;
    judge_roster(ctx, &**tx, roster, span).await
}

/// Judges people in a span of days as they were known at an instant, without writing anything.
///
/// # Errors
/// As the store says.
pub(crate) async fn judge_known(
    ctx: &Ctx,
    employees: &[i64],
    span: (NaiveDate, NaiveDate),
    known_at: DateTime<Utc>,
) -> Result<(Arc<Task>, Vec<PersonDays>), Problem> {
    let roster = Roster::read(ctx, Some(employees), span.0, span.1).await?;
    judge_task(gather_known(ctx, ctx.db().reader(), roster, span, Some(known_at)).await?).await
}

/// Gathers the facts and judges.
async fn judge_roster(
    ctx: &Ctx,
    connection: &impl siaga_platform::db::ConnectionTrait,
    roster: Roster,
    (from_on, until_on): (NaiveDate, NaiveDate),
) -> Result<(Arc<Task>, Vec<PersonDays>), Problem> {
    judge_task(gather(ctx, connection, roster, (from_on, until_on)).await?).await
}

/// Judges on the blocking threads, where long work does not stop the server.
async fn judge_task(task: Task) -> Result<(Arc<Task>, Vec<PersonDays>), Problem> {
    let task = Arc::new(task);
    let running = Arc::clone(&task);
    let judged = tokio::task::spawn_blocking(move || running.run()).await.map_err(Problem::broken)?;
    Ok((task, judged))
}

/// Reads law and facts of a span of days for a roster.
pub(crate) async fn gather(
    ctx: &Ctx,
    connection: &impl siaga_platform::db::ConnectionTrait,
    roster: Roster,
    span: (NaiveDate, NaiveDate),
) -> Result<Task, Problem> {
    gather_known(ctx, connection, roster, span, None).await
}

/// Reads the same as it was known at an instant; nothing takes all that is known now.
///
/// # Shape
/// Facts and circulars that came later are left out, and the clock stands at the instant. Places, PINs and
/// holidays are those that are known now: they carry the day from which they hold.
pub(crate) async fn gather_known(
    ctx: &Ctx,
    connection: &impl siaga_platform::db::ConnectionTrait,
    roster: Roster,
    (from_on, until_on): (NaiveDate, NaiveDate),
    known_at: Option<DateTime<Utc>>,
) -> Result<Task, Problem> {
    // A night shift of the day before has scans on the first day: its facts are read too.
    let period = Period { known_at, ..Period::new(ctx.government.id, from_on - Days::new(1), until_on) };
    let facts = Facts::read(ctx, connection, &roster, period).await?;
    let laws = Laws::read(ctx, &roster, (from_on, until_on), known_at).await?;
    let arranged = siaga_arrangements::arranged_between(ctx, from_on, until_on, known_at).await?;
    let reports = match arranged.is_empty() {
        true => WorkReports::default(),
        false => siaga_arrangements::work_reports_between(ctx, from_on, until_on, known_at).await?,
    };
    let now = known_at.map_or(ctx.now(), |at| at.min(ctx.now()));
    let now = ctx.government.zone.local(now);
    Ok(Task { roster, facts, laws, arranged, reports, from_on, until_on, now })
}

/// Returns the civil day of an instant until which facts are known.
pub(crate) fn known_on(ctx: &Ctx, known_at: Option<DateTime<Utc>>) -> Option<NaiveDate> {
    known_at.map(|at| ctx.government.zone.local(at).date())
}

fn found(workers: &[Worker], judged: &[PersonDays]) -> Vec<NewFinding> {
    let people = workers.iter().zip(judged);
    people
        .flat_map(|(worker, person)| {
            person.findings.iter().filter_map(|(day, code)| {
                Some(NewFinding {
                    employee_id: worker.employee_id,
                    agency_id: worker.place_on(*day)?.agency_id,
                    day: *day,
                    code: code.as_str(),
                    detail: String::new(),
                })
            })
        })
        .collect()
}

/// Returns the first day of the month of a day.
pub(crate) fn first_of(on: NaiveDate) -> NaiveDate {
    on.with_day(1).expect("every month has a first day")
}

/// Returns the last day of a month given by its first.
pub(crate) fn last_of(month: NaiveDate) -> NaiveDate {
    month + Months::new(1) - Days::new(1)
}
