//! Inspections and what happened to them.

use crate::model::{Event, Inspection, InspectionState};
use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx, Value};
use uuid::Uuid;

const COLUMNS: &str = "id, title, held_on, start_minute, leader_id, leader_name, leader_post, meeting_link,
    state, version, pulse, facts, current_agency_id, minutes_version, started_at, closed_at, planned_name";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    title: String,
    held_on: NaiveDate,
    start_minute: i32,
    leader_id: i64,
    leader_name: String,
    leader_post: String,
    meeting_link: String,
    state: String,
    version: i64,
    pulse: i64,
    facts: i64,
    current_agency_id: Option<i64>,
    minutes_version: i32,
    started_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
    planned_name: String,
}

impl Row {
    fn read(self) -> Result<Inspection, DbError> {
        Ok(Inspection {
            id: self.id,
            title: self.title,
            held_on: self.held_on,
            start_minute: self.start_minute,
            leader_id: self.leader_id,
            leader_name: self.leader_name,
            leader_post: self.leader_post,
            meeting_link: self.meeting_link,
            state: InspectionState::parse(&self.state).ok_or(DbError::Corrupt(self.state))?,
            version: self.version,
            pulse: self.pulse,
            facts: self.facts,
            current_agency_id: self.current_agency_id,
            minutes_version: self.minutes_version,
            started_at: self.started_at,
            closed_at: self.closed_at,
            planned_name: self.planned_name,
        })
    }
}

async fn read_all(
    connection: &impl ConnectionTrait,
    condition: &str,
    parameters: Vec<Value>,
) -> Result<Vec<Inspection>, DbError> {
    let sql = format!("select {COLUMNS} from inspection_inspection where {condition}");
    let rows: Vec<Row> = db::all(connection, &sql, parameters).await?;
    rows.into_iter().map(Row::read).collect()
}

/// Returns an inspection of the government.
pub(crate) async fn one(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<Inspection>, DbError> {
    let parameters = vec![ctx.government.id.into(), id.into()];
    Ok(read_all(connection, "government_id = $1 and id = $2", parameters).await?.pop())
}

/// Returns the newest inspections, the newest day first.
pub(crate) async fn newest(ctx: &Ctx, limit: i64) -> Result<Vec<Inspection>, DbError> {
    let condition = "government_id = $1 order by held_on desc, start_minute desc, id desc limit $2";
    read_all(ctx.db().reader(), condition, vec![ctx.government.id.into(), limit.into()]).await
}

/// Returns those that go on or are to come from a day on, the first before others.
pub(crate) async fn coming(ctx: &Ctx, on: NaiveDate, limit: i64) -> Result<Vec<Inspection>, DbError> {
    let condition = "government_id = $1 and (state = 'open' or (state = 'planned' and held_on >= $2))
        order by case state when 'open' then 0 else 1 end, held_on, start_minute, id limit $3";
    read_all(ctx.db().reader(), condition, vec![ctx.government.id.into(), on.into(), limit.into()]).await
}

/// Returns those of a day that have minutes, the first before others.
pub(crate) async fn held_on(ctx: &Ctx, on: NaiveDate) -> Result<Vec<Inspection>, DbError> {
    let condition = "government_id = $1 and held_on = $2 and minutes_version > 0 order by start_minute, id";
    read_all(ctx.db().reader(), condition, vec![ctx.government.id.into(), on.into()]).await
}

/// Returns the open inspections of a day.
pub(crate) async fn open_on(ctx: &Ctx, on: NaiveDate) -> Result<Vec<Inspection>, DbError> {
    let condition = "government_id = $1 and state = 'open' and held_on = $2";
    read_all(ctx.db().reader(), condition, vec![ctx.government.id.into(), on.into()]).await
}

/// Writes a new inspection.
pub(crate) async fn insert(ctx: &Ctx, tx: &Tx, new: &Inspection) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "insert into inspection_inspection (id, government_id, title, held_on, start_minute, leader_id,
            leader_name, leader_post, meeting_link, state, version, pulse, facts, minutes_version, planned_by,
            planned_name, planned_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, 1, 0, 0, $11, $12, $13)",
        [
            new.id.into(),
            ctx.government.id.into(),
            new.title.clone().into(),
            new.held_on.into(),
            new.start_minute.into(),
            new.leader_id.into(),
            new.leader_name.clone().into(),
            new.leader_post.clone().into(),
            new.meeting_link.clone().into(),
            new.state.as_str().into(),
            ctx.actor.reference().into(),
            new.planned_name.clone().into(),
            ctx.now().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Changes what was planned.
pub(crate) async fn replan(tx: &Tx, new: &Inspection) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "update inspection_inspection set title = $1, held_on = $2, start_minute = $3, leader_id = $4,
            leader_name = $5, leader_post = $6, meeting_link = $7 where id = $8",
        [
            new.title.clone().into(),
            new.held_on.into(),
            new.start_minute.into(),
            new.leader_id.into(),
            new.leader_name.clone().into(),
            new.leader_post.clone().into(),
            new.meeting_link.clone().into(),
            new.id.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Raises version and pulse if the version is still the one that was seen; locks the row.
pub(crate) async fn step(ctx: &Ctx, tx: &Tx, id: Uuid, seen_version: i64) -> Result<bool, DbError> {
    let changed = db::exec(
        &**tx,
        "update inspection_inspection set version = version + 1, pulse = pulse + 1
         where id = $1 and government_id = $2 and version = $3",
        [id.into(), ctx.government.id.into(), seen_version.into()],
    )
    .await?;
    Ok(changed == 1)
}

/// Raises the pulse, for acts that are no moderator's; locks the row.
pub(crate) async fn pulse(ctx: &Ctx, tx: &Tx, id: Uuid) -> Result<bool, DbError> {
    let sql = "update inspection_inspection set pulse = pulse + 1 where id = $1 and government_id = $2";
    Ok(db::exec(&**tx, sql, [id.into(), ctx.government.id.into()]).await? == 1)
}

/// Notes that the recaps behind an inspection changed.
pub(crate) async fn facts_changed(tx: &Tx, id: Uuid) -> Result<(), DbError> {
    let sql = "update inspection_inspection set pulse = pulse + 1, facts = facts + 1 where id = $1";
    db::exec(&**tx, sql, [id.into()]).await?;
    Ok(())
}

/// Moves an inspection to a state.
pub(crate) async fn set_state(tx: &Tx, id: Uuid, state: InspectionState) -> Result<(), DbError> {
    let sql = "update inspection_inspection set state = $1, current_agency_id = null where id = $2";
    db::exec(&**tx, sql, [state.as_str().into(), id.into()]).await?;
    Ok(())
}

/// Notes the first beginning.
pub(crate) async fn set_started(ctx: &Ctx, tx: &Tx, id: Uuid) -> Result<(), DbError> {
    let sql = "update inspection_inspection set started_at = coalesce(started_at, $1) where id = $2";
    db::exec(&**tx, sql, [ctx.now().into(), id.into()]).await?;
    Ok(())
}

/// Notes a close and its version of the minutes.
pub(crate) async fn set_closed(ctx: &Ctx, tx: &Tx, id: Uuid, minutes_version: i32) -> Result<(), DbError> {
    let sql = "update inspection_inspection set closed_at = $1, minutes_version = $2 where id = $3";
    db::exec(&**tx, sql, [ctx.now().into(), minutes_version.into(), id.into()]).await?;
    Ok(())
}

/// Gives an agency its turn.
pub(crate) async fn set_turn(ctx: &Ctx, tx: &Tx, id: Uuid, agency_id: i64) -> Result<(), DbError> {
    let sql = "update inspection_inspection set current_agency_id = $1 where id = $2";
    db::exec(&**tx, sql, [agency_id.into(), id.into()]).await?;
    let sql = "update inspection_agency set called_at = coalesce(called_at, $1)
        where inspection_id = $2 and agency_id = $3";
    db::exec(&**tx, sql, [ctx.now().into(), id.into(), agency_id.into()]).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct EventRow {
    kind: String,
    detail: String,
    made_at: DateTime<Utc>,
}

/// Writes what happened.
pub(crate) async fn add_event(ctx: &Ctx, tx: &Tx, id: Uuid, kind: &str, detail: &str) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "insert into inspection_event (inspection_id, kind, detail, made_by, made_name, made_at)
         values ($1, $2, $3, $4, $5, $6)",
        [
            id.into(),
            kind.into(),
            detail.into(),
            ctx.actor.reference().into(),
            ctx.actor.name.clone().into(),
            ctx.now().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Returns what happened, first thing first.
pub(crate) async fn events(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<Event>, DbError> {
    let sql = "select kind, detail, made_at from inspection_event where inspection_id = $1 order by id";
    let rows: Vec<EventRow> = db::all(connection, sql, [id.into()]).await?;
    let event = |row: EventRow| Event { kind: row.kind, detail: row.detail, made_at: row.made_at };
    Ok(rows.into_iter().map(event).collect())
}
