//! Rosters, their rows, and what was changed by hand.

use crate::model::{HandChange, Mark, Roster, RosterException, RosterRow, RosterState};
use crate::rules::roster_text::packed;
use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, Bulk, ConnectionTrait, DbError, FromQueryResult, Insert, Tx, Value};
use uuid::Uuid;

const COLUMNS: &str = "id, uid, agency_id, from_on, until_on, state, version, order_uid, elsewhere, wishes, grounds,
    outcome, made_by, made_name, made_at, changed_by, changed_name, changed_at, signed_by, signed_name, signed_at,
    holds_from_on, document_uid";

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    uid: Uuid,
    agency_id: i64,
    from_on: NaiveDate,
    until_on: NaiveDate,
    state: String,
    version: i64,
    order_uid: Option<Uuid>,
    elsewhere: String,
    wishes: String,
    grounds: String,
    outcome: String,
    made_by: String,
    made_name: String,
    made_at: DateTime<Utc>,
    changed_by: String,
    changed_name: String,
    changed_at: DateTime<Utc>,
    signed_by: Option<String>,
    signed_name: Option<String>,
    signed_at: Option<DateTime<Utc>>,
    holds_from_on: Option<NaiveDate>,
    document_uid: Option<Uuid>,
}

impl Row {
    fn read(self) -> Result<Roster, DbError> {
        let signed = self.signed_by.zip(self.signed_name).zip(self.signed_at);
        Ok(Roster {
            id: self.id,
            uid: self.uid,
            agency_id: self.agency_id,
            from_on: self.from_on,
            until_on: self.until_on,
            state: RosterState::parse(&self.state).ok_or(DbError::Corrupt(self.state))?,
            version: self.version,
            order: self.order_uid,
            elsewhere: self.elsewhere,
            wishes: parsed(&self.wishes)?,
            grounds: parsed(&self.grounds)?,
            outcome: parsed(&self.outcome)?,
            made: Mark { by: self.made_by, name: self.made_name, at: self.made_at },
            changed: Mark { by: self.changed_by, name: self.changed_name, at: self.changed_at },
            signed: signed.map(|((by, name), at)| Mark { by, name, at }),
            holds_from_on: self.holds_from_on,
            document: self.document_uid,
        })
    }
}

fn parsed<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, DbError> {
    serde_json::from_str(text).map_err(|error| DbError::Corrupt(error.to_string()))
}

fn json<T: serde::Serialize>(value: &T) -> Value {
    serde_json::to_string(value).expect("values of rosters are always JSON").into()
}

async fn read_all(
    connection: &impl ConnectionTrait,
    condition: &str,
    parameters: Vec<Value>,
) -> Result<Vec<Roster>, DbError> {
    let sql = format!("select {COLUMNS} from arrangements_roster where {condition}");
    let rows: Vec<Row> = db::all(connection, &sql, parameters).await?;
    rows.into_iter().map(Row::read).collect()
}

/// Returns a roster of the government.
pub(crate) async fn one(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    uid: Uuid,
) -> Result<Option<Roster>, DbError> {
    let parameters = vec![ctx.government.id.into(), uid.into()];
    Ok(read_all(connection, "government_id = $1 and uid = $2", parameters).await?.pop())
}

/// Returns the rosters that touch a period and are not put away: newest period first, then newest first.
pub(crate) async fn touching(
    ctx: &Ctx,
    from_on: NaiveDate,
    until_on: NaiveDate,
) -> Result<Vec<Roster>, DbError> {
    let condition = "government_id = $1 and state in ('draft', 'signed') and from_on <= $3 and until_on >= $2
        order by from_on desc, agency_id, id desc";
    let parameters = vec![ctx.government.id.into(), from_on.into(), until_on.into()];
    read_all(ctx.db().reader(), condition, parameters).await
}

/// Returns the signed rosters that speak about a day of the period, first signed first.
pub(crate) async fn signed_between(
    ctx: &Ctx,
    from_on: NaiveDate,
    until_on: NaiveDate,
    known_at: Option<DateTime<Utc>>,
) -> Result<Vec<Roster>, DbError> {
    let mut parameters: Vec<Value> = vec![ctx.government.id.into(), from_on.into(), until_on.into()];
    let mut condition =
        "government_id = $1 and state = 'signed' and holds_from_on <= $3 and until_on >= $2".to_owned();
    if let Some(at) = known_at {
        condition.push_str(" and signed_at <= $4");
        parameters.push(at.into());
    }
    condition.push_str(" order by signed_at, id");
    read_all(ctx.db().reader(), &condition, parameters).await
}

/// Returns the open drafts of an agency that touch a period.
pub(crate) async fn drafts_of(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    agency_id: i64,
    from_on: NaiveDate,
    until_on: NaiveDate,
) -> Result<Vec<Roster>, DbError> {
    let condition =
        "government_id = $1 and agency_id = $2 and state = 'draft' and from_on <= $4 and until_on >= $3
        order by id";
    let parameters = vec![ctx.government.id.into(), agency_id.into(), from_on.into(), until_on.into()];
    read_all(connection, condition, parameters).await
}

#[derive(FromQueryResult)]
pub(super) struct LetterRow {
    pub(super) roster_id: i64,
    employee_id: i64,
    unit_id: i64,
    letters: String,
}

impl LetterRow {
    pub(super) fn read(self) -> RosterRow {
        RosterRow { employee_id: self.employee_id, unit_id: self.unit_id, letters: self.letters }
    }
}

/// Returns the rows of one roster, by employee.
pub(crate) async fn rows(
    connection: &impl ConnectionTrait,
    roster_id: i64,
) -> Result<Vec<RosterRow>, DbError> {
    let sql = "select roster_id, employee_id, unit_id, letters from arrangements_roster_row
        where roster_id = $1 order by employee_id";
    let rows: Vec<LetterRow> = db::all(connection, sql, [roster_id.into()]).await?;
    Ok(rows.into_iter().map(LetterRow::read).collect())
}

/// Writes a new draft with its rows and returns its key.
pub(crate) async fn insert(ctx: &Ctx, tx: &Tx, new: &Roster, rows: &[RosterRow]) -> Result<i64, DbError> {
    let id: i64 = db::scalar(
        &**tx,
        "insert into arrangements_roster (uid, government_id, agency_id, from_on, until_on, state, version,
            order_uid, elsewhere, wishes, grounds, outcome, made_by, made_name, made_at, changed_by, changed_name,
            changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) returning id",
        [
            new.uid.into(),
            ctx.government.id.into(),
            new.agency_id.into(),
            new.from_on.into(),
            new.until_on.into(),
            new.state.as_str().into(),
            new.version.into(),
            new.order.into(),
            new.elsewhere.clone().into(),
            json(&new.wishes),
            json(&new.grounds),
            json(&new.outcome),
            new.made.by.clone().into(),
            new.made.name.clone().into(),
            new.made.at.into(),
            new.changed.by.clone().into(),
            new.changed.name.clone().into(),
            new.changed.at.into(),
        ],
    )
    .await?;
    insert_rows(tx, id, rows).await?;
    Ok(id)
}

async fn insert_rows(tx: &Tx, id: i64, rows: &[RosterRow]) -> Result<(), DbError> {
    let columns = ["roster_id", "employee_id", "unit_id", "letters"];
    let mut bulk = Bulk::new(Insert { table: "arrangements_roster_row", columns: &columns, tail: "" });
    for row in rows {
        let values = [id.into(), row.employee_id.into(), row.unit_id.into(), row.letters.clone().into()];
        bulk.push(tx, values).await?;
    }
    bulk.finish(tx).await?;
    Ok(())
}

/// Writes the rows of a draft anew; what was changed by hand stays in its own table.
pub(crate) async fn replace_rows(tx: &Tx, id: i64, rows: &[RosterRow]) -> Result<(), DbError> {
    db::exec(&**tx, "delete from arrangements_roster_row where roster_id = $1", [id.into()]).await?;
    insert_rows(tx, id, rows).await
}

/// Raises the version of a draft if it is still the one that was seen; locks the row.
pub(crate) async fn step(ctx: &Ctx, tx: &Tx, uid: Uuid, seen_version: i64) -> Result<bool, DbError> {
    let sql = "update arrangements_roster set version = version + 1, changed_by = $1, changed_name = $2,
            changed_at = $3
         where uid = $4 and government_id = $5 and version = $6 and state = 'draft'";
    let parameters = [
        ctx.actor.reference().into(),
        ctx.actor.name.clone().into(),
        ctx.now().into(),
        uid.into(),
        ctx.government.id.into(),
        seen_version.into(),
    ];
    Ok(db::exec(&**tx, sql, parameters).await? == 1)
}

/// Writes what the grounds, the outcome and the place elsewhere are now.
pub(crate) async fn set_plan(tx: &Tx, roster: &Roster) -> Result<(), DbError> {
    let sql = "update arrangements_roster set elsewhere = $1, wishes = $2, grounds = $3, outcome = $4 where id = $5";
    let parameters = [
        roster.elsewhere.clone().into(),
        json(&roster.wishes),
        json(&roster.grounds),
        json(&roster.outcome),
        roster.id.into(),
    ];
    db::exec(&**tx, sql, parameters).await?;
    Ok(())
}

/// Replaces the letters of a person.
pub(crate) async fn set_letters(tx: &Tx, roster_id: i64, row: &RosterRow) -> Result<(), DbError> {
    let sql = "update arrangements_roster_row set letters = $1 where roster_id = $2 and employee_id = $3";
    let parameters = [row.letters.clone().into(), roster_id.into(), row.employee_id.into()];
    db::exec(&**tx, sql, parameters).await?;
    Ok(())
}

/// Notes a change by hand.
pub(crate) async fn add_change(tx: &Tx, roster_id: i64, change: &HandChange) -> Result<(), DbError> {
    let sql =
        "insert into arrangements_roster_change (roster_id, version, employee_id, on_day, before_letter,
            after_letter, made_by, made_name, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let parameters = [
        roster_id.into(),
        change.version.into(),
        change.employee_id.into(),
        change.on.into(),
        change.before.to_string().into(),
        change.after.to_string().into(),
        change.made.by.clone().into(),
        change.made.name.clone().into(),
        change.made.at.into(),
    ];
    db::exec(&**tx, sql, parameters).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct ChangeRow {
    version: i64,
    employee_id: i64,
    on_day: NaiveDate,
    before_letter: String,
    after_letter: String,
    made_by: String,
    made_name: String,
    made_at: DateTime<Utc>,
}

/// Returns what was changed by hand, the newest change first.
pub(crate) async fn changes(
    connection: &impl ConnectionTrait,
    roster_id: i64,
) -> Result<Vec<HandChange>, DbError> {
    let sql = "select version, employee_id, on_day, before_letter, after_letter, made_by, made_name, made_at
        from arrangements_roster_change where roster_id = $1 order by id desc";
    let rows: Vec<ChangeRow> = db::all(connection, sql, [roster_id.into()]).await?;
    let letter = |text: String| text.chars().next().ok_or_else(|| DbError::Corrupt("no letter".to_owned()));
    let read = |row: ChangeRow| {
        Ok(HandChange {
            employee_id: row.employee_id,
            on: row.on_day,
            before: letter(row.before_letter)?,
            after: letter(row.after_letter)?,
            version: row.version,
            made: Mark { by: row.made_by, name: row.made_name, at: row.made_at },
        })
    };
    rows.into_iter().map(read).collect()
}

#[derive(FromQueryResult)]
struct MakerRow {
    made_by: String,
}

/// Returns everybody who changed days of a roster by hand or wrote a reason for a broken rule.
pub(crate) async fn makers(
    connection: &impl ConnectionTrait,
    roster_id: i64,
) -> Result<Vec<String>, DbError> {
    let sql = "select made_by from arrangements_roster_change where roster_id = $1
        union select made_by from arrangements_roster_exception where roster_id = $1";
    let rows: Vec<MakerRow> = db::all(connection, sql, [roster_id.into()]).await?;
    Ok(rows.into_iter().map(|row| row.made_by).collect())
}

/// Notes why a broken rule is allowed; the newest reason about the same rule holds, an empty one ends it.
pub(crate) async fn add_exception(tx: &Tx, roster_id: i64, new: &RosterException) -> Result<(), DbError> {
    let sql =
        "insert into arrangements_roster_exception (roster_id, rule, subject_id, on_day, reason, made_by,
            made_name, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let parameters = [
        roster_id.into(),
        new.rule.clone().into(),
        new.subject_id.into(),
        new.on.into(),
        new.reason.clone().into(),
        new.made.by.clone().into(),
        new.made.name.clone().into(),
        new.made.at.into(),
    ];
    db::exec(&**tx, sql, parameters).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct ExceptionRow {
    rule: String,
    subject_id: i64,
    on_day: Option<NaiveDate>,
    reason: String,
    made_by: String,
    made_name: String,
    made_at: DateTime<Utc>,
}

/// Returns the reasons that hold, each rule once.
pub(crate) async fn exceptions(
    connection: &impl ConnectionTrait,
    roster_id: i64,
) -> Result<Vec<RosterException>, DbError> {
    let sql = "select rule, subject_id, on_day, reason, made_by, made_name, made_at
        from arrangements_roster_exception where roster_id = $1 order by id";
    let rows: Vec<ExceptionRow> = db::all(connection, sql, [roster_id.into()]).await?;
    let mut held: Vec<RosterException> = Vec::new();
    for row in rows {
        let new = RosterException {
            rule: row.rule,
            subject_id: row.subject_id,
            on: row.on_day,
            reason: row.reason,
            made: Mark { by: row.made_by, name: row.made_name, at: row.made_at },
        };
        held.retain(|old| (&old.rule, old.subject_id, old.on) != (&new.rule, new.subject_id, new.on));
        held.push(new);
    }
    held.retain(|one| !one.reason.is_empty());
    Ok(held)
}

/// Notes a signature; the step before has locked the row.
pub(crate) async fn sign(tx: &Tx, id: i64, signed: &Mark, holds_from_on: NaiveDate) -> Result<(), DbError> {
    let sql =
        "update arrangements_roster set state = 'signed', signed_by = $1, signed_name = $2, signed_at = $3,
            holds_from_on = $4
         where id = $5";
    let parameters = [
        signed.by.clone().into(),
        signed.name.clone().into(),
        signed.at.into(),
        holds_from_on.into(),
        id.into(),
    ];
    db::exec(&**tx, sql, parameters).await?;
    let people = packed(&rows(&**tx, id).await?);
    let sql = "insert into arrangements_roster_packed_derived (roster_id, people) values ($1, $2)";
    db::exec(&**tx, sql, [id.into(), people.into()]).await?;
    Ok(())
}

/// Puts a draft away.
pub(crate) async fn discard(tx: &Tx, id: i64) -> Result<(), DbError> {
    db::exec(&**tx, "update arrangements_roster set state = 'discarded' where id = $1", [id.into()]).await?;
    Ok(())
}

/// Notes the assignment letter.
pub(crate) async fn set_document(tx: &Tx, id: i64, document: Uuid) -> Result<(), DbError> {
    let sql = "update arrangements_roster set document_uid = $1 where id = $2";
    db::exec(&**tx, sql, [document.into(), id.into()]).await?;
    Ok(())
}
