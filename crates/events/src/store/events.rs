//! Events: the head with its version, and what is planned.

use super::places;
use crate::model::{Event, EventKind, EventPlan, EventState, PlacePlan};
use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx, Value};
use uuid::Uuid;

const COLUMNS: &str = "e.id, e.uid, e.agency_id, e.version, e.state, e.title, e.purpose, e.kind, e.people, e.held_on,
    e.start_minute, e.end_minute, e.contact, e.meeting_link, e.organiser_id, e.organiser_name, e.code, e.made_by,
    e.made_name, e.made_at, e.changed_by, e.changed_name, e.changed_at, e.place_id,
    coalesce(p.name, '') as place_name, coalesce(p.address, '') as place_address,
    coalesce(p.region_code, '') as place_region, coalesce(p.capacity, 0) as place_capacity";

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    uid: Uuid,
    agency_id: i64,
    version: i64,
    state: String,
    title: String,
    purpose: String,
    kind: String,
    people: i64,
    held_on: NaiveDate,
    start_minute: i32,
    end_minute: i32,
    contact: String,
    meeting_link: String,
    organiser_id: i64,
    organiser_name: String,
    code: String,
    made_by: String,
    made_name: String,
    made_at: DateTime<Utc>,
    changed_by: String,
    changed_name: String,
    changed_at: DateTime<Utc>,
    place_id: Option<i64>,
    place_name: String,
    place_address: String,
    place_region: String,
    place_capacity: i64,
}

impl Row {
    fn read(self) -> Result<Event, DbError> {
        let place = self.place_id.is_some().then(|| PlacePlan {
            name: self.place_name,
            address: self.place_address,
            region: self.place_region.parse().ok(),
            capacity: self.place_capacity,
        });
        Ok(Event {
            id: self.id,
            uid: self.uid,
            agency_id: self.agency_id,
            version: self.version,
            state: EventState::parse(&self.state).ok_or(DbError::Corrupt(self.state))?,
            plan: EventPlan {
                title: self.title,
                purpose: self.purpose,
                kind: EventKind::parse(&self.kind).ok_or(DbError::Corrupt(self.kind))?,
                people: self.people,
                held_on: self.held_on,
                start_minute: self.start_minute,
                end_minute: self.end_minute,
                place,
                contact: self.contact,
                meeting_link: self.meeting_link,
            },
            organiser_id: self.organiser_id,
            organiser_name: self.organiser_name,
            code: self.code,
            made_by: self.made_by,
            made_name: self.made_name,
            made_at: self.made_at,
            changed_by: self.changed_by,
            changed_name: self.changed_name,
            changed_at: self.changed_at,
        })
    }
}

async fn read_all(
    connection: &impl ConnectionTrait,
    condition: &str,
    parameters: Vec<Value>,
) -> Result<Vec<Event>, DbError> {
    let sql = format!(
        "select {COLUMNS} from events_event e left join events_place p on p.id = e.place_id where {condition}"
    );
    let rows: Vec<Row> = db::all(connection, &sql, parameters).await?;
    rows.into_iter().map(Row::read).collect()
}

/// Returns an event of the government.
pub(crate) async fn one(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    uid: Uuid,
) -> Result<Option<Event>, DbError> {
    let parameters = vec![ctx.government.id.into(), uid.into()];
    Ok(read_all(connection, "e.government_id = $1 and e.uid = $2", parameters).await?.pop())
}

/// Returns the event of the code of an attendance list.
pub(crate) async fn of_code(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    code: &str,
) -> Result<Option<Event>, DbError> {
    let parameters = vec![ctx.government.id.into(), code.into()];
    Ok(read_all(connection, "e.government_id = $1 and e.code = $2", parameters).await?.pop())
}

/// Returns the events of some days in their order.
pub(crate) async fn between(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    from_on: NaiveDate,
    until_on: NaiveDate,
) -> Result<Vec<Event>, DbError> {
    let condition = "e.government_id = $1 and e.held_on >= $2 and e.held_on <= $3
        order by e.held_on, e.start_minute, e.id";
    read_all(connection, condition, vec![ctx.government.id.into(), from_on.into(), until_on.into()]).await
}

/// Returns the planned events from a day on that law limits.
pub(crate) async fn planned_from(ctx: &Ctx, from_on: NaiveDate) -> Result<Vec<Event>, DbError> {
    let condition = "e.government_id = $1 and e.held_on >= $2
          and e.state in ('requested', 'needs_change', 'allowed')
        order by e.held_on, e.start_minute, e.id";
    read_all(ctx.db().reader(), condition, vec![ctx.government.id.into(), from_on.into()]).await
}

/// Who has a place at some time.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub(crate) struct Busy {
    pub(crate) event_id: i64,
    pub(crate) agency_id: i64,
    pub(crate) name_key: String,
    pub(crate) held_on: NaiveDate,
    pub(crate) start_minute: i32,
    pub(crate) end_minute: i32,
}

/// Returns who has which place on some days: events that may take place as they are planned.
pub(crate) async fn busy(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    from_on: NaiveDate,
    until_on: NaiveDate,
) -> Result<Vec<Busy>, DbError> {
    let sql = "select e.id as event_id, e.agency_id, p.name_key, e.held_on, e.start_minute, e.end_minute
         from events_event e join events_place p on p.id = e.place_id
         where e.government_id = $1 and e.held_on >= $2 and e.held_on <= $3
           and e.state in ('requested', 'allowed')
         order by e.id";
    db::all(connection, sql, [ctx.government.id.into(), from_on.into(), until_on.into()]).await
}

async fn place_id(ctx: &Ctx, tx: &Tx, plan: &EventPlan) -> Result<Option<i64>, DbError> {
    match &plan.place {
        None => Ok(None),
        Some(place) => Ok(Some(places::remember(ctx, tx, place).await?)),
    }
}

/// Writes a new event and returns its key.
pub(crate) async fn insert(ctx: &Ctx, tx: &Tx, new: &Event) -> Result<i64, DbError> {
    let place_id = place_id(ctx, tx, &new.plan).await?;
    let (by, name): (Value, Value) = (ctx.actor.reference().into(), ctx.actor.name.clone().into());
    db::scalar(
        &**tx,
        "insert into events_event (uid, government_id, agency_id, version, state, title, purpose, kind, people,
            held_on, start_minute, end_minute, place_id, contact, meeting_link, organiser_id, organiser_name, code,
            made_by, made_name, made_at, changed_by, changed_name, changed_at, planned_by)
         values ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $18,
            $19, $20, $18) returning id",
        [
            new.uid.into(),
            ctx.government.id.into(),
            new.agency_id.into(),
            new.state.as_str().into(),
            new.plan.title.clone().into(),
            new.plan.purpose.clone().into(),
            new.plan.kind.as_str().into(),
            new.plan.people.into(),
            new.plan.held_on.into(),
            new.plan.start_minute.into(),
            new.plan.end_minute.into(),
            place_id.into(),
            new.plan.contact.clone().into(),
            new.plan.meeting_link.clone().into(),
            new.organiser_id.into(),
            new.organiser_name.clone().into(),
            new.code.clone().into(),
            by,
            name,
            ctx.now().into(),
        ],
    )
    .await
}

/// Raises the version if it is still the one that was seen; locks the row and notes who did it.
pub(crate) async fn step(ctx: &Ctx, tx: &Tx, event: &Event, state: EventState) -> Result<bool, DbError> {
    let changed = db::exec(
        &**tx,
        "update events_event set version = version + 1, state = $1, changed_by = $2, changed_name = $3,
            changed_at = $4
         where id = $5 and version = $6",
        [
            state.as_str().into(),
            ctx.actor.reference().into(),
            ctx.actor.name.clone().into(),
            ctx.now().into(),
            event.id.into(),
            event.version.into(),
        ],
    )
    .await?;
    Ok(changed == 1)
}

/// Writes what is planned.
pub(crate) async fn set_plan(ctx: &Ctx, tx: &Tx, id: i64, plan: &EventPlan) -> Result<(), DbError> {
    let place_id = place_id(ctx, tx, plan).await?;
    db::exec(
        &**tx,
        "update events_event set title = $1, purpose = $2, kind = $3, people = $4, held_on = $5,
            start_minute = $6, end_minute = $7, place_id = $8, contact = $9, meeting_link = $10, planned_by = $11
         where id = $12",
        [
            plan.title.clone().into(),
            plan.purpose.clone().into(),
            plan.kind.as_str().into(),
            plan.people.into(),
            plan.held_on.into(),
            plan.start_minute.into(),
            plan.end_minute.into(),
            place_id.into(),
            plan.contact.clone().into(),
            plan.meeting_link.clone().into(),
            ctx.actor.reference().into(),
            id.into(),
        ],
    )
    .await?;
    Ok(())
}
