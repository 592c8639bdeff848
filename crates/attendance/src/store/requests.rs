//! Requests of employees.

use super::within;
use crate::model::LeaveKind;
use crate::recap::Paper;
use crate::request::{Request, RequestKind, RequestState, Wish};
use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx, Value};
use uuid::Uuid;

const COLUMNS: &str =
    "id, employee_id, agency_id, kind, leave_kind, from_on, until_on, start_minute, end_minute,
    reason, paper_sha256, paper_name, made_by, made_at, state, decided_name, decided_at, decision_note";

#[derive(FromQueryResult)]
struct RequestRow {
    id: Uuid,
    employee_id: i64,
    agency_id: i64,
    kind: String,
    leave_kind: Option<String>,
    from_on: NaiveDate,
    until_on: NaiveDate,
    start_minute: Option<i32>,
    end_minute: Option<i32>,
    reason: String,
    paper_sha256: Option<String>,
    paper_name: Option<String>,
    made_by: String,
    made_at: DateTime<Utc>,
    state: String,
    decided_name: Option<String>,
    decided_at: Option<DateTime<Utc>>,
    decision_note: Option<String>,
}

impl RequestRow {
    fn read(self) -> Result<Request, DbError> {
        let leave_kind = match self.leave_kind {
            None => None,
            Some(name) => Some(LeaveKind::parse(&name).ok_or(DbError::Corrupt(name))?),
        };
        Ok(Request {
            id: self.id,
            employee_id: self.employee_id,
            agency_id: self.agency_id,
            wish: Wish {
                kind: RequestKind::parse(&self.kind).ok_or(DbError::Corrupt(self.kind))?,
                leave_kind,
                from_on: self.from_on,
                until_on: self.until_on,
                start_minute: self.start_minute,
                end_minute: self.end_minute,
                reason: self.reason,
            },
            paper: self.paper_sha256.zip(self.paper_name).map(|(sha256, name)| Paper { sha256, name }),
            made_by: self.made_by,
            made_at: self.made_at,
            state: RequestState::parse(&self.state).ok_or(DbError::Corrupt(self.state))?,
            decided_name: self.decided_name,
            decided_at: self.decided_at,
            decision_note: self.decision_note,
        })
    }
}

async fn read_all(
    connection: &impl ConnectionTrait,
    condition: &str,
    parameters: Vec<Value>,
) -> Result<Vec<Request>, DbError> {
    let sql = format!("select {COLUMNS} from attendance_request where {condition}");
    let rows: Vec<RequestRow> = db::all(connection, &sql, parameters).await?;
    rows.into_iter().map(RequestRow::read).collect()
}

/// Writes a new open request.
pub(crate) async fn insert(ctx: &Ctx, tx: &Tx, request: &Request) -> Result<(), DbError> {
    let wish = &request.wish;
    let paper = request.paper.as_ref();
    db::exec(
        &**tx,
        "insert into attendance_request (id, government_id, employee_id, agency_id, kind, leave_kind, from_on,
            until_on, start_minute, end_minute, reason, paper_sha256, paper_name, made_by, made_at, state)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        [
            request.id.into(),
            ctx.government.id.into(),
            request.employee_id.into(),
            request.agency_id.into(),
            wish.kind.as_str().into(),
            wish.leave_kind.map(LeaveKind::as_str).into(),
            wish.from_on.into(),
            wish.until_on.into(),
            wish.start_minute.into(),
            wish.end_minute.into(),
            wish.reason.clone().into(),
            paper.map(|paper| paper.sha256.clone()).into(),
            paper.map(|paper| paper.name.clone()).into(),
            request.made_by.clone().into(),
            request.made_at.into(),
            request.state.as_str().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Returns a request of the government.
pub(crate) async fn one(ctx: &Ctx, id: Uuid) -> Result<Option<Request>, DbError> {
    let parameters = vec![ctx.government.id.into(), id.into()];
    let found = read_all(ctx.db().reader(), "government_id = $1 and id = $2", parameters).await?;
    Ok(found.into_iter().next())
}

/// Returns the requests of a person, newest first.
pub(crate) async fn of_employee(ctx: &Ctx, employee_id: i64, limit: i64) -> Result<Vec<Request>, DbError> {
    let condition = "government_id = $1 and employee_id = $2 order by made_at desc, id desc limit $3";
    let parameters = vec![ctx.government.id.into(), employee_id.into(), limit.into()];
    read_all(ctx.db().reader(), condition, parameters).await
}

/// Returns the part after `offset` of the open requests in the given agencies (in the whole government for
/// `None`), those that begin first before others.
pub(crate) async fn open(
    ctx: &Ctx,
    agencies: Option<&[i64]>,
    (offset, limit): (i64, i64),
) -> Result<Vec<Request>, DbError> {
    let condition = format!(
        "government_id = $1 and state = 'open'{} order by from_on, made_at, id limit $2 offset $3",
        within("agency_id", agencies)
    );
    let parameters = vec![ctx.government.id.into(), limit.into(), offset.into()];
    read_all(ctx.db().reader(), &condition, parameters).await
}

/// Returns the approved requests of a person that touch a span of days, by first day.
pub(crate) async fn approved_of(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    employee_id: i64,
    (from_on, until_on): (NaiveDate, NaiveDate),
) -> Result<Vec<Request>, DbError> {
    let condition = "government_id = $1 and employee_id = $2 and state = 'approved'
        and from_on <= $4 and until_on >= $3 order by from_on, id";
    let parameters = vec![ctx.government.id.into(), employee_id.into(), from_on.into(), until_on.into()];
    read_all(connection, condition, parameters).await
}

/// Moves an open request to its last state and returns whether it still was open.
pub(crate) async fn close(
    ctx: &Ctx,
    tx: &Tx,
    id: Uuid,
    state: RequestState,
    note: &str,
) -> Result<bool, DbError> {
    let changed = db::exec(
        &**tx,
        "update attendance_request
         set state = $1, decided_by = $2, decided_name = $3, decided_at = $4, decision_note = $5
         where id = $6 and government_id = $7 and state = 'open'",
        [
            state.as_str().into(),
            ctx.actor.reference().into(),
            ctx.actor.name.clone().into(),
            ctx.now().into(),
            note.into(),
            id.into(),
            ctx.government.id.into(),
        ],
    )
    .await?;
    Ok(changed == 1)
}
