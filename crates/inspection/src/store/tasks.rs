//! Instructions that are tracked, with their steps.

use crate::model::{Note, Task, TaskState, TaskStep};
use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx, Value};
use uuid::Uuid;

const COLUMNS: &str = "id, inspection_id, text, agency_id, employee_id, person_name, due_on, state, made_at";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    inspection_id: Uuid,
    text: String,
    agency_id: Option<i64>,
    employee_id: Option<i64>,
    person_name: String,
    due_on: Option<NaiveDate>,
    state: String,
    made_at: DateTime<Utc>,
}

impl Row {
    fn read(self) -> Result<Task, DbError> {
        Ok(Task {
            id: self.id,
            inspection_id: self.inspection_id,
            text: self.text,
            agency_id: self.agency_id,
            employee_id: self.employee_id,
            person_name: self.person_name,
            due_on: self.due_on,
            state: TaskState::parse(&self.state).ok_or(DbError::Corrupt(self.state))?,
            made_at: self.made_at,
        })
    }
}

async fn read_all(
    connection: &impl ConnectionTrait,
    condition: &str,
    parameters: Vec<Value>,
) -> Result<Vec<Task>, DbError> {
    let sql = format!("select {COLUMNS} from inspection_task where {condition}");
    let rows: Vec<Row> = db::all(connection, &sql, parameters).await?;
    rows.into_iter().map(Row::read).collect()
}

/// Returns a task of the government.
pub(crate) async fn one(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<Task>, DbError> {
    let parameters = vec![ctx.government.id.into(), id.into()];
    Ok(read_all(connection, "government_id = $1 and id = $2", parameters).await?.pop())
}

/// Returns the tasks of the government: those not done first, then by day they are due.
pub(crate) async fn all(ctx: &Ctx, limit: i64) -> Result<Vec<Task>, DbError> {
    let condition = "government_id = $1
        order by case state when 'done' then 1 else 0 end, due_on, made_at, id limit $2";
    read_all(ctx.db().reader(), condition, vec![ctx.government.id.into(), limit.into()]).await
}

/// Makes a task of an instruction, once.
pub(crate) async fn insert(ctx: &Ctx, tx: &Tx, inspection_id: Uuid, note: &Note) -> Result<bool, DbError> {
    let written = db::exec(
        &**tx,
        "insert into inspection_task (id, government_id, inspection_id, note_id, text, agency_id,
            employee_id, person_name, due_on, state, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing",
        [
            ctx.new_id().into(),
            ctx.government.id.into(),
            inspection_id.into(),
            note.id.into(),
            note.text.clone().into(),
            note.agency_id.into(),
            note.person_id.into(),
            note.person_name.clone().into(),
            note.due_on.into(),
            TaskState::Open.as_str().into(),
            ctx.now().into(),
        ],
    )
    .await?;
    Ok(written == 1)
}

/// Moves a task from one state to the next and returns whether it still was there.
pub(crate) async fn advance(tx: &Tx, id: Uuid, from: TaskState, to: TaskState) -> Result<bool, DbError> {
    let sql = "update inspection_task set state = $1 where id = $2 and state = $3";
    Ok(db::exec(&**tx, sql, [to.as_str().into(), id.into(), from.as_str().into()]).await? == 1)
}

#[derive(FromQueryResult)]
struct StepRow {
    id: i64,
    kind: String,
    text: String,
    file_sha256: Option<String>,
    file_name: Option<String>,
    made_by: String,
    made_name: String,
    made_employee: Option<i64>,
    made_at: DateTime<Utc>,
}

/// Returns the steps of a task, first step first.
pub(crate) async fn steps(
    connection: &impl ConnectionTrait,
    task_id: Uuid,
) -> Result<Vec<TaskStep>, DbError> {
    let sql = "select id, kind, text, file_sha256, file_name, made_by, made_name, made_employee, made_at
        from inspection_task_step where task_id = $1 order by id";
    let rows: Vec<StepRow> = db::all(connection, sql, [task_id.into()]).await?;
    let read = |row: StepRow| {
        Ok(TaskStep {
            id: row.id,
            state: TaskState::parse(&row.kind).ok_or(DbError::Corrupt(row.kind))?,
            text: row.text,
            file: row.file_sha256.zip(row.file_name),
            made_by: row.made_by,
            made_name: row.made_name,
            made_employee: row.made_employee,
            made_at: row.made_at,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Writes a step.
pub(crate) async fn add_step(
    ctx: &Ctx,
    tx: &Tx,
    task_id: Uuid,
    (state, text): (TaskState, &str),
    file: Option<(String, String)>,
) -> Result<(), DbError> {
    let (sha256, name) = file.unzip();
    db::exec(
        &**tx,
        "insert into inspection_task_step (task_id, kind, text, file_sha256, file_name, made_by, made_name,
            made_employee, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        [
            task_id.into(),
            state.as_str().into(),
            text.into(),
            sha256.into(),
            name.into(),
            ctx.actor.reference().into(),
            ctx.actor.name.clone().into(),
            ctx.actor.employee.into(),
            ctx.now().into(),
        ],
    )
    .await?;
    Ok(())
}
