//! Orders and what happened to them.

use crate::model::order::{Order, OrderEvent, OrderKind, OrderState};
use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx, Value};
use uuid::Uuid;

const COLUMNS: &str = "id, kind, agency_id, unit_id, fact_key, state, from_on, until_on, follows, content,
    roster_id, document_id, version, note, made_by, made_name, made_at, signed_name, signed_at";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    kind: String,
    agency_id: i64,
    unit_id: Option<i64>,
    fact_key: String,
    state: String,
    from_on: NaiveDate,
    until_on: NaiveDate,
    follows: Option<Uuid>,
    content: String,
    roster_id: Option<Uuid>,
    document_id: Option<Uuid>,
    version: i64,
    note: String,
    made_by: String,
    made_name: String,
    made_at: DateTime<Utc>,
    signed_name: Option<String>,
    signed_at: Option<DateTime<Utc>>,
}

impl Row {
    fn read(self) -> Result<Order, DbError> {
        let content = serde_json::from_str(&self.content);
        Ok(Order {
            id: self.id,
            kind: OrderKind::parse(&self.kind).ok_or(DbError::Corrupt(self.kind))?,
            agency_id: self.agency_id,
            unit_id: self.unit_id,
            fact_key: self.fact_key,
            state: OrderState::parse(&self.state).ok_or(DbError::Corrupt(self.state))?,
            from_on: self.from_on,
            until_on: self.until_on,
            follows: self.follows,
            content: content.map_err(|error| DbError::Corrupt(error.to_string()))?,
            roster_id: self.roster_id,
            document_id: self.document_id,
            version: self.version,
            note: self.note,
            made_by: self.made_by,
            made_name: self.made_name,
            made_at: self.made_at,
            signed_name: self.signed_name,
            signed_at: self.signed_at,
        })
    }
}

async fn read_all(
    connection: &impl ConnectionTrait,
    condition: &str,
    parameters: Vec<Value>,
) -> Result<Vec<Order>, DbError> {
    let sql = format!("select {COLUMNS} from arrangements_order where government_id = $1 and {condition}");
    let rows: Vec<Row> = db::all(connection, &sql, parameters).await?;
    rows.into_iter().map(Row::read).collect()
}

/// Returns an order of the government.
pub(crate) async fn one(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<Order>, DbError> {
    Ok(read_all(connection, "id = $2", vec![ctx.government.id.into(), id.into()]).await?.pop())
}

/// Returns the order that answers a fact.
pub(crate) async fn of_fact(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    fact_key: &str,
) -> Result<Option<Order>, DbError> {
    let parameters = vec![ctx.government.id.into(), fact_key.into()];
    Ok(read_all(connection, "fact_key = $2", parameters).await?.pop())
}

/// Returns the orders that are drafts or in force, of one agency or of all, the oldest first.
pub(crate) async fn live(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    agency_id: Option<i64>,
) -> Result<Vec<Order>, DbError> {
    let condition = "state in ('draft', 'signed') and ($2 = 0 or agency_id = $2) order by made_at, id";
    read_all(connection, condition, vec![ctx.government.id.into(), agency_id.unwrap_or(0).into()]).await
}

/// Returns the newest orders of some agencies, or of all: what waits first, then what is in force, then the
/// others.
pub(crate) async fn newest(ctx: &Ctx, agencies: Option<&[i64]>, limit: i64) -> Result<Vec<Order>, DbError> {
    let mut parameters: Vec<Value> = vec![ctx.government.id.into(), limit.into()];
    let mut condition = "1 = 1".to_owned();
    if let Some(agencies) = agencies {
        let places: Vec<String> = (0..agencies.len()).map(|index| format!("${}", index + 3)).collect();
        condition = format!("agency_id in ({})", places.join(", "));
        parameters.extend(agencies.iter().map(|id| Value::from(*id)));
    }
    condition.push_str(
        " order by case state when 'draft' then 0 when 'signed' then 1 else 2 end, made_at desc, id desc
        limit $2",
    );
    read_all(ctx.db().reader(), &condition, parameters).await
}

/// Returns the signed lifts.
pub(crate) async fn signed_lifts(ctx: &Ctx) -> Result<Vec<Order>, DbError> {
    let condition = "kind = 'lift' and state = 'ended' order by made_at, id";
    read_all(ctx.db().reader(), condition, vec![ctx.government.id.into()]).await
}

/// Returns the signed orders of a day that are in force then or were.
pub(crate) async fn signed_on(ctx: &Ctx, on: NaiveDate) -> Result<Vec<Order>, DbError> {
    let condition = "state in ('signed', 'ended') and kind <> 'lift' and from_on <= $2 and until_on >= $2
        order by agency_id, made_at, id";
    read_all(ctx.db().reader(), condition, vec![ctx.government.id.into(), on.into()]).await
}

/// Writes a draft and returns whether it is new: the same fact makes one order.
pub(crate) async fn insert(ctx: &Ctx, tx: &Tx, new: &Order) -> Result<bool, DbError> {
    let rows = db::exec(
        &**tx,
        "insert into arrangements_order (id, government_id, kind, agency_id, unit_id, fact_key, state, from_on,
            until_on, follows, content, roster_id, version, note, made_by, made_name, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         on conflict (government_id, fact_key) do nothing",
        [
            new.id.into(),
            ctx.government.id.into(),
            new.kind.as_str().into(),
            new.agency_id.into(),
            new.unit_id.into(),
            new.fact_key.clone().into(),
            new.state.as_str().into(),
            new.from_on.into(),
            new.until_on.into(),
            new.follows.into(),
            content(new).into(),
            new.roster_id.into(),
            new.version.into(),
            new.note.clone().into(),
            new.made_by.clone().into(),
            new.made_name.clone().into(),
            new.made_at.into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

fn content(order: &Order) -> String {
    serde_json::to_string(&order.content).expect("texts and numbers are always JSON")
}

/// Raises the version if it is still the one that was seen; locks the row.
pub(crate) async fn step(ctx: &Ctx, tx: &Tx, id: Uuid, seen_version: i64) -> Result<bool, DbError> {
    let sql = "update arrangements_order set version = version + 1
        where id = $1 and government_id = $2 and version = $3";
    Ok(db::exec(&**tx, sql, [id.into(), ctx.government.id.into(), seen_version.into()]).await? == 1)
}

/// Moves an order to a state, raising its version.
pub(crate) async fn set_state(ctx: &Ctx, tx: &Tx, id: Uuid, state: OrderState) -> Result<(), DbError> {
    let sql = "update arrangements_order set state = $1, closed_at = $2, version = version + 1 where id = $3";
    db::exec(&**tx, sql, [state.as_str().into(), ctx.now().into(), id.into()]).await?;
    Ok(())
}

/// Composes a draft anew.
pub(crate) async fn recompose(tx: &Tx, order: &Order) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "update arrangements_order set from_on = $1, until_on = $2, content = $3, roster_id = null where id = $4",
        [
            order.from_on.into(),
            order.until_on.into(),
            content(order).into(),
            order.id.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Names the roster that a draft brings, and tells whether it is still a draft without one.
pub(crate) async fn set_roster(tx: &Tx, id: Uuid, roster_id: Uuid) -> Result<bool, DbError> {
    let sql = "update arrangements_order set roster_id = $1
        where id = $2 and state = 'draft' and roster_id is null";
    Ok(db::exec(&**tx, sql, [roster_id.into(), id.into()]).await? == 1)
}

/// Notes a signature and the letter.
pub(crate) async fn set_signed(ctx: &Ctx, tx: &Tx, id: Uuid, document_id: Uuid) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "update arrangements_order set state = 'signed', signed_by = $1, signed_name = $2, signed_at = $3,
            document_id = $4 where id = $5",
        [
            ctx.actor.reference().into(),
            ctx.actor.name.clone().into(),
            ctx.now().into(),
            document_id.into(),
            id.into(),
        ],
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct EventRow {
    kind: String,
    detail: String,
    made_name: String,
    made_at: DateTime<Utc>,
}

/// Writes what happened.
pub(crate) async fn add_event(ctx: &Ctx, tx: &Tx, id: Uuid, kind: &str, detail: &str) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "insert into arrangements_order_event (order_id, kind, detail, made_by, made_name, made_at)
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
pub(crate) async fn events(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<OrderEvent>, DbError> {
    let sql = "select kind, detail, made_name, made_at from arrangements_order_event
        where order_id = $1 order by id";
    let rows: Vec<EventRow> = db::all(connection, sql, [id.into()]).await?;
    let event = |row: EventRow| OrderEvent {
        kind: row.kind,
        detail: row.detail,
        made_name: row.made_name,
        made_at: row.made_at,
    };
    Ok(rows.into_iter().map(event).collect())
}
