//! Findings, instructions, and people marked for discipline.

use crate::model::{MarkedAbsentee, Note, NoteKind};
use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx};
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    kind: String,
    agency_id: Option<i64>,
    text: String,
    person_id: Option<i64>,
    person_name: String,
    due_on: Option<NaiveDate>,
    noted_name: String,
    noted_at: DateTime<Utc>,
}

/// Returns the notes, first note first.
pub(crate) async fn of(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<Note>, DbError> {
    let sql = "select id, kind, agency_id, text, person_id, person_name, due_on, noted_name, noted_at
        from inspection_note where inspection_id = $1 order by noted_at, id";
    let rows: Vec<Row> = db::all(connection, sql, [id.into()]).await?;
    let read = |row: Row| {
        Ok(Note {
            id: row.id,
            kind: NoteKind::parse(&row.kind).ok_or(DbError::Corrupt(row.kind))?,
            agency_id: row.agency_id,
            text: row.text,
            person_id: row.person_id,
            person_name: row.person_name,
            due_on: row.due_on,
            noted_name: row.noted_name,
            noted_at: row.noted_at,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Writes a note.
pub(crate) async fn insert(ctx: &Ctx, tx: &Tx, inspection_id: Uuid, note: &Note) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "insert into inspection_note (id, inspection_id, kind, agency_id, text, person_id, person_name,
            due_on, noted_by, noted_name, noted_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        [
            note.id.into(),
            inspection_id.into(),
            note.kind.as_str().into(),
            note.agency_id.into(),
            note.text.clone().into(),
            note.person_id.into(),
            note.person_name.clone().into(),
            note.due_on.into(),
            ctx.actor.reference().into(),
            note.noted_name.clone().into(),
            note.noted_at.into(),
        ],
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct AbsenteeRow {
    employee_id: i64,
    name: String,
    agency_id: i64,
    recap_id: Uuid,
    recap_version: i32,
}

/// Returns who was marked for discipline, by agency and name.
pub(crate) async fn absentees(
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Vec<MarkedAbsentee>, DbError> {
    let sql = "select employee_id, name, agency_id, recap_id, recap_version from inspection_absentee
        where inspection_id = $1 order by agency_id, name, employee_id";
    let rows: Vec<AbsenteeRow> = db::all(connection, sql, [id.into()]).await?;
    let read = |row: AbsenteeRow| MarkedAbsentee {
        employee_id: row.employee_id,
        name: row.name,
        agency_id: row.agency_id,
        recap_id: row.recap_id,
        recap_version: row.recap_version,
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Marks somebody and returns whether this is the first mark.
pub(crate) async fn mark(
    ctx: &Ctx,
    tx: &Tx,
    inspection_id: Uuid,
    marked: &MarkedAbsentee,
) -> Result<bool, DbError> {
    let written = db::exec(
        &**tx,
        "insert into inspection_absentee (inspection_id, employee_id, agency_id, name, recap_id,
            recap_version, marked_by, marked_name, marked_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing",
        [
            inspection_id.into(),
            marked.employee_id.into(),
            marked.agency_id.into(),
            marked.name.clone().into(),
            marked.recap_id.into(),
            marked.recap_version.into(),
            ctx.actor.reference().into(),
            ctx.actor.name.clone().into(),
            ctx.now().into(),
        ],
    )
    .await?;
    Ok(written == 1)
}
