//! Circulars of the government.

use crate::model::{CircularState, Ending, OwnCircular, Signing};
use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx, Value};
use uuid::Uuid;

const COLUMNS: &str = "id, circular, title, state, version, dated_on, law, cases, letter, made_by, made_name,
    made_at, changed_name, changed_at, signed_name, signed_at, known_from, law_sha256, document_id,
    ended_from, ended_known_from, ended_reason, ended_name, ended_at";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    circular: String,
    title: String,
    state: String,
    version: i64,
    dated_on: NaiveDate,
    law: String,
    cases: String,
    letter: String,
    made_by: String,
    made_name: String,
    made_at: DateTime<Utc>,
    changed_name: String,
    changed_at: DateTime<Utc>,
    signed_name: Option<String>,
    signed_at: Option<DateTime<Utc>>,
    known_from: Option<NaiveDate>,
    law_sha256: Option<String>,
    document_id: Option<Uuid>,
    ended_from: Option<NaiveDate>,
    ended_known_from: Option<NaiveDate>,
    ended_reason: Option<String>,
    ended_name: Option<String>,
    ended_at: Option<DateTime<Utc>>,
}

impl Row {
    fn read(self) -> Result<OwnCircular, DbError> {
        let signing = self.signing();
        let ending = self.ending();
        let corrupt = |error: serde_json::Error| DbError::Corrupt(error.to_string());
        Ok(OwnCircular {
            id: self.id,
            circular: self.circular,
            title: self.title,
            state: CircularState::parse(&self.state).ok_or(DbError::Corrupt(self.state))?,
            version: self.version,
            dated_on: self.dated_on,
            law: self.law,
            cases: self.cases,
            letter: serde_json::from_str(&self.letter).map_err(corrupt)?,
            made_by: self.made_by,
            made_name: self.made_name,
            made_at: self.made_at,
            changed_name: self.changed_name,
            changed_at: self.changed_at,
            signing,
            ending,
        })
    }

    fn signing(&self) -> Option<Signing> {
        Some(Signing {
            name: self.signed_name.clone()?,
            at: self.signed_at?,
            known_from: self.known_from?,
            law_sha256: self.law_sha256.clone()?,
            document: self.document_id?,
        })
    }

    fn ending(&self) -> Option<Ending> {
        Some(Ending {
            from: self.ended_from?,
            known_from: self.ended_known_from?,
            reason: self.ended_reason.clone()?,
            name: self.ended_name.clone()?,
            at: self.ended_at?,
        })
    }
}

async fn read_all(
    connection: &impl ConnectionTrait,
    condition: &str,
    parameters: Vec<Value>,
) -> Result<Vec<OwnCircular>, DbError> {
    let sql = format!("select {COLUMNS} from directives_circular where {condition}");
    let rows: Vec<Row> = db::all(connection, &sql, parameters).await?;
    rows.into_iter().map(Row::read).collect()
}

/// Returns a circular of the government.
pub(crate) async fn one(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<OwnCircular>, DbError> {
    let parameters = vec![ctx.government.id.into(), id.into()];
    Ok(read_all(connection, "government_id = $1 and id = $2", parameters).await?.pop())
}

/// Returns all circulars of the government, the newest first.
pub(crate) async fn list(ctx: &Ctx) -> Result<Vec<OwnCircular>, DbError> {
    let condition = "government_id = $1 order by made_at desc, id desc";
    read_all(ctx.db().reader(), condition, vec![ctx.government.id.into()]).await
}

/// Returns what is or was law, of every government of the database, in the order of signing.
pub(crate) async fn signed(connection: &impl ConnectionTrait) -> Result<Vec<OwnCircular>, DbError> {
    let condition = "state in ('signed', 'revoked') order by signed_at, circular";
    read_all(connection, condition, Vec::new()).await
}

/// Returns the circular of this name that was not refused, whoever made it.
pub(crate) async fn named(
    connection: &impl ConnectionTrait,
    circular: &str,
) -> Result<Option<OwnCircular>, DbError> {
    let condition = "circular = $1 and state <> 'refused'";
    Ok(read_all(connection, condition, vec![circular.into()]).await?.pop())
}

/// Writes a new draft and its first version.
pub(crate) async fn insert(ctx: &Ctx, tx: &Tx, new: &OwnCircular) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "insert into directives_circular (id, government_id, circular, title, state, version, dated_on, law,
            cases, letter, made_by, made_name, made_at, changed_name, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $12, $13)",
        [
            new.id.into(),
            ctx.government.id.into(),
            new.circular.clone().into(),
            new.title.clone().into(),
            new.state.as_str().into(),
            new.version.into(),
            new.dated_on.into(),
            new.law.clone().into(),
            new.cases.clone().into(),
            letter(new).into(),
            new.made_by.clone().into(),
            new.made_name.clone().into(),
            new.made_at.into(),
        ],
    )
    .await?;
    add_version(ctx, tx, new).await
}

/// Changes a draft if it is still the version that was seen.
pub(crate) async fn change(
    ctx: &Ctx,
    tx: &Tx,
    new: &OwnCircular,
    seen_version: i64,
) -> Result<bool, DbError> {
    let changed = db::exec(
        &**tx,
        "update directives_circular set circular = $1, title = $2, dated_on = $3, law = $4, cases = $5,
            letter = $6, version = $7, changed_name = $8, changed_at = $9
         where id = $10 and government_id = $11 and version = $12 and state = 'draft'",
        [
            new.circular.clone().into(),
            new.title.clone().into(),
            new.dated_on.into(),
            new.law.clone().into(),
            new.cases.clone().into(),
            letter(new).into(),
            new.version.into(),
            ctx.actor.name.clone().into(),
            ctx.now().into(),
            new.id.into(),
            ctx.government.id.into(),
            seen_version.into(),
        ],
    )
    .await?;
    if changed == 1 {
        add_version(ctx, tx, new).await?;
    }
    Ok(changed == 1)
}

async fn add_version(ctx: &Ctx, tx: &Tx, new: &OwnCircular) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "insert into directives_version (circular_id, version, circular, title, dated_on, law, cases, letter,
            made_by, made_name, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        [
            new.id.into(),
            new.version.into(),
            new.circular.clone().into(),
            new.title.clone().into(),
            new.dated_on.into(),
            new.law.clone().into(),
            new.cases.clone().into(),
            letter(new).into(),
            ctx.actor.reference().into(),
            ctx.actor.name.clone().into(),
            ctx.now().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Returns whether an account wrote any version of a circular.
pub(crate) async fn wrote(
    connection: &impl ConnectionTrait,
    id: Uuid,
    account: &str,
) -> Result<bool, DbError> {
    let sql =
        "select cast(count(*) as bigint) from directives_version where circular_id = $1 and made_by = $2";
    Ok(db::scalar::<i64>(connection, sql, [id.into(), account.into()]).await? > 0)
}

/// Notes the signature of a draft that is still the version that was seen.
pub(crate) async fn set_signed(
    ctx: &Ctx,
    tx: &Tx,
    id: Uuid,
    seen_version: i64,
    signing: &Signing,
) -> Result<bool, DbError> {
    let changed = db::exec(
        &**tx,
        "update directives_circular set state = 'signed', signed_by = $1, signed_name = $2, signed_at = $3,
            known_from = $4, law_sha256 = $5, document_id = $6
         where id = $7 and government_id = $8 and version = $9 and state = 'draft'",
        [
            ctx.actor.reference().into(),
            signing.name.clone().into(),
            signing.at.into(),
            signing.known_from.into(),
            signing.law_sha256.clone().into(),
            signing.document.into(),
            id.into(),
            ctx.government.id.into(),
            seen_version.into(),
        ],
    )
    .await?;
    Ok(changed == 1)
}

/// Notes the revocation of a circular that is law.
pub(crate) async fn set_revoked(ctx: &Ctx, tx: &Tx, id: Uuid, ending: &Ending) -> Result<bool, DbError> {
    let changed = db::exec(
        &**tx,
        "update directives_circular set state = 'revoked', ended_from = $1, ended_known_from = $2,
            ended_reason = $3, ended_name = $4, ended_at = $5
         where id = $6 and government_id = $7 and state = 'signed'",
        [
            ending.from.into(),
            ending.known_from.into(),
            ending.reason.clone().into(),
            ending.name.clone().into(),
            ending.at.into(),
            id.into(),
            ctx.government.id.into(),
        ],
    )
    .await?;
    Ok(changed == 1)
}

/// Notes that a draft will not be signed.
pub(crate) async fn set_refused(ctx: &Ctx, tx: &Tx, id: Uuid, seen_version: i64) -> Result<bool, DbError> {
    let changed = db::exec(
        &**tx,
        "update directives_circular set state = 'refused', changed_name = $1, changed_at = $2
         where id = $3 and government_id = $4 and version = $5 and state = 'draft'",
        [
            ctx.actor.name.clone().into(),
            ctx.now().into(),
            id.into(),
            ctx.government.id.into(),
            seen_version.into(),
        ],
    )
    .await?;
    Ok(changed == 1)
}

fn letter(circular: &OwnCircular) -> String {
    serde_json::to_string(&circular.letter).expect("texts are always JSON")
}
