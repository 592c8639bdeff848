//! Work reports, their decisions, and the state of a month in one row a person.

use crate::model::{Mark, ReportDecision, ReportState, UNSAID, WorkReport};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx, Value};
use uuid::Uuid;

/// Letters of a month row; months with fewer days leave the last ones unsaid.
const MONTH_LETTERS: usize = 31;

#[derive(FromQueryResult)]
struct Row {
    uid: Uuid,
    employee_id: i64,
    agency_id: i64,
    on_day: NaiveDate,
    version: i32,
    text: String,
    work_minutes: Option<i32>,
    links: String,
    made_by: String,
    made_name: String,
    made_at: DateTime<Utc>,
    is_accepted: Option<bool>,
    words: Option<String>,
    decided_by: Option<String>,
    decided_name: Option<String>,
    decided_at: Option<DateTime<Utc>>,
}

impl Row {
    fn read(self) -> WorkReport {
        let made = self.decided_by.zip(self.decided_name).zip(self.decided_at);
        let decision = self.is_accepted.zip(made).map(|(is_accepted, ((by, name), at))| ReportDecision {
            is_accepted,
            words: self.words.unwrap_or_default(),
            made: Mark { by, name, at },
        });
        WorkReport {
            uid: self.uid,
            employee_id: self.employee_id,
            agency_id: self.agency_id,
            on: self.on_day,
            version: self.version,
            text: self.text,
            work_minutes: self.work_minutes,
            links: self.links,
            handed_in: Mark { by: self.made_by, name: self.made_name, at: self.made_at },
            decision,
        }
    }
}

async fn read_all(
    connection: &impl ConnectionTrait,
    condition: &str,
    parameters: Vec<Value>,
) -> Result<Vec<WorkReport>, DbError> {
    let sql = format!(
        "select r.uid, r.employee_id, r.agency_id, r.on_day, r.version, r.text, r.work_minutes, r.links, r.made_by,
            r.made_name, r.made_at, d.is_accepted, d.words, d.made_by as decided_by, d.made_name as decided_name,
            d.made_at as decided_at
         from arrangements_report r left join arrangements_report_decision d on d.report_id = r.id
         where {condition}"
    );
    let rows: Vec<Row> = db::all(connection, &sql, parameters).await?;
    Ok(rows.into_iter().map(Row::read).collect())
}

/// Returns a version of a report.
pub(crate) async fn one(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    uid: Uuid,
) -> Result<Option<WorkReport>, DbError> {
    let parameters = vec![ctx.government.id.into(), uid.into()];
    Ok(read_all(connection, "r.government_id = $1 and r.uid = $2", parameters).await?.pop())
}

/// Returns every version of the reports of a person in a period, by day, then the newest version first.
pub(crate) async fn of_employee(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    employee_id: i64,
    (from_on, until_on): (NaiveDate, NaiveDate),
) -> Result<Vec<WorkReport>, DbError> {
    let condition = "r.government_id = $1 and r.employee_id = $2 and r.on_day between $3 and $4
        order by r.on_day desc, r.version desc";
    let parameters = vec![ctx.government.id.into(), employee_id.into(), from_on.into(), until_on.into()];
    read_all(connection, condition, parameters).await
}

/// Returns the newest version of each report of a period, the oldest day first.
pub(crate) async fn newest_between(
    ctx: &Ctx,
    (from_on, until_on): (NaiveDate, NaiveDate),
    agencies: Option<&[i64]>,
) -> Result<Vec<WorkReport>, DbError> {
    let mut condition = "r.government_id = $1 and r.on_day between $2 and $3 and not exists (
            select 1 from arrangements_report n
            where n.employee_id = r.employee_id and n.on_day = r.on_day and n.version > r.version)"
        .to_owned();
    let mut parameters: Vec<Value> = vec![ctx.government.id.into(), from_on.into(), until_on.into()];
    if let Some(agencies) = agencies {
        let places: Vec<String> = (0..agencies.len()).map(|index| format!("${}", index + 4)).collect();
        condition.push_str(&format!(" and r.agency_id in ({})", places.join(", ")));
        parameters.extend(agencies.iter().map(|id| Value::from(*id)));
    }
    condition.push_str(" order by r.on_day, r.employee_id");
    read_all(ctx.db().reader(), &condition, parameters).await
}

/// A version to write.
pub(crate) struct NewVersion<'a> {
    pub(crate) uid: Uuid,
    pub(crate) employee_id: i64,
    pub(crate) agency_id: i64,
    pub(crate) on: NaiveDate,
    pub(crate) version: i32,
    pub(crate) text: &'a str,
    pub(crate) work_minutes: Option<i32>,
    pub(crate) links: &'a str,
}

/// Writes a version; a conflict when somebody wrote the same one first.
pub(crate) async fn insert(ctx: &Ctx, tx: &Tx, new: &NewVersion<'_>) -> Result<(), DbError> {
    let sql =
        "insert into arrangements_report (uid, government_id, employee_id, agency_id, on_day, version, text,
            work_minutes, links, made_by, made_name, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let parameters = [
        new.uid.into(),
        ctx.government.id.into(),
        new.employee_id.into(),
        new.agency_id.into(),
        new.on.into(),
        new.version.into(),
        new.text.into(),
        new.work_minutes.into(),
        new.links.into(),
        ctx.actor.reference().into(),
        ctx.actor.name.clone().into(),
        ctx.now().into(),
    ];
    db::exec(&**tx, sql, parameters).await?;
    Ok(())
}

/// Writes a decision and returns whether there was none before.
pub(crate) async fn decide(
    ctx: &Ctx,
    tx: &Tx,
    uid: Uuid,
    is_accepted: bool,
    words: &str,
) -> Result<bool, DbError> {
    let sql = "insert into arrangements_report_decision (report_id, is_accepted, words, made_by, made_name, made_at)
         select id, $1, $2, $3, $4, $5 from arrangements_report where uid = $6 and government_id = $7
         on conflict do nothing";
    let parameters = [
        is_accepted.into(),
        words.into(),
        ctx.actor.reference().into(),
        ctx.actor.name.clone().into(),
        ctx.now().into(),
        uid.into(),
        ctx.government.id.into(),
    ];
    Ok(db::exec(&**tx, sql, parameters).await? == 1)
}

/// Notes the state of a day in the month of a person.
pub(crate) async fn note_state(
    ctx: &Ctx,
    tx: &Tx,
    employee_id: i64,
    on: NaiveDate,
    state: ReportState,
) -> Result<(), DbError> {
    let month = on.with_day(1).expect("every month has a first day");
    let unsaid = UNSAID.to_string().repeat(MONTH_LETTERS);
    let key: [Value; 3] = [ctx.government.id.into(), month.into(), employee_id.into()];
    let sql = "insert into arrangements_report_month_derived (government_id, month_on, employee_id, letters)
        values ($1, $2, $3, $4) on conflict do nothing";
    db::exec(&**tx, sql, key.clone().into_iter().chain([unsaid.into()])).await?;
    let sql = format!(
        "update arrangements_report_month_derived
         set letters = substr(letters, 1, {before}) || '{letter}' || substr(letters, {after})
         where government_id = $1 and month_on = $2 and employee_id = $3",
        before = on.day() - 1,
        letter = state.letter(),
        after = on.day() + 1
    );
    db::exec(&**tx, &sql, key).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct MonthRow {
    month_on: NaiveDate,
    employee_id: i64,
    letters: String,
}

/// Returns the months of people that touch a period: month, employee, letters.
pub(crate) async fn months(
    ctx: &Ctx,
    from_on: NaiveDate,
    until_on: NaiveDate,
) -> Result<Vec<(NaiveDate, i64, String)>, DbError> {
    let sql = "select month_on, employee_id, letters from arrangements_report_month_derived
        where government_id = $1 and month_on between $2 and $3";
    let first = from_on.with_day(1).expect("every month has a first day");
    let parameters = [ctx.government.id.into(), first.into(), until_on.into()];
    let rows: Vec<MonthRow> = db::all(ctx.db().reader(), sql, parameters).await?;
    Ok(rows.into_iter().map(|row| (row.month_on, row.employee_id, row.letters)).collect())
}

#[derive(FromQueryResult)]
struct StateRow {
    employee_id: i64,
    on_day: NaiveDate,
    is_accepted: Option<bool>,
}

/// Returns the states of a period from the facts, as known at an instant (now for none).
pub(crate) async fn states_known(
    ctx: &Ctx,
    (from_on, until_on): (NaiveDate, NaiveDate),
    known_at: Option<DateTime<Utc>>,
) -> Result<Vec<(i64, NaiveDate, ReportState)>, DbError> {
    let mut parameters: Vec<Value> = vec![ctx.government.id.into(), from_on.into(), until_on.into()];
    let (mut decided, mut handed_in) = ("", "");
    if let Some(at) = known_at {
        decided = " and d.made_at <= $4";
        handed_in = " and r.made_at <= $4";
        parameters.push(at.into());
    }
    let sql = format!(
        "select r.employee_id, r.on_day, d.is_accepted from arrangements_report r
         left join arrangements_report_decision d on d.report_id = r.id{decided}
         where r.government_id = $1 and r.on_day between $2 and $3{handed_in}
         order by r.employee_id, r.on_day, r.version"
    );
    let rows: Vec<StateRow> = db::all(ctx.db().reader(), &sql, parameters).await?;
    let state = |row: StateRow| {
        let state = match row.is_accepted {
            None => ReportState::HandedIn,
            Some(true) => ReportState::Accepted,
            Some(false) => ReportState::SentBack,
        };
        (row.employee_id, row.on_day, state)
    };
    Ok(rows.into_iter().map(state).collect())
}

/// Forgets the derived months of the government.
pub(crate) async fn clear_months(ctx: &Ctx, tx: &Tx) -> Result<(), DbError> {
    let sql = "delete from arrangements_report_month_derived where government_id = $1";
    db::exec(&**tx, sql, [ctx.government.id.into()]).await?;
    Ok(())
}
