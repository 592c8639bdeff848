//! Signing keys. One of a government is in use; those that are retired stay to verify old signatures.

use chrono::{DateTime, Utc};
use siaga_platform::db::{self, ConnectionTrait, FromQueryResult, Tx};
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// A key as stored; the private half stays sealed.
#[derive(Clone, FromQueryResult)]
pub(crate) struct KeyRow {
    pub(crate) id: Uuid,
    pub(crate) algorithm: String,
    pub(crate) public_key: Vec<u8>,
    pub(crate) private_sealed: Vec<u8>,
    pub(crate) made_at: DateTime<Utc>,
    pub(crate) retired_at: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for KeyRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyRow").field("id", &self.id).finish_non_exhaustive()
    }
}

const COLUMNS: &str =
    "select id, algorithm, public_key, private_sealed, made_at, retired_at from documents_signing_key";

/// Returns the key in use.
pub(crate) async fn in_use(
    connection: &impl ConnectionTrait,
    government_id: i64,
) -> Result<Option<KeyRow>, Problem> {
    let sql = format!(
        "{COLUMNS} where government_id = $1 and retired_at is null order by made_at desc, id desc limit 1"
    );
    Ok(db::maybe(connection, &sql, [government_id.into()]).await?)
}

/// Returns a key of any government of this installation.
pub(crate) async fn find(ctx: &Ctx, id: Uuid) -> Result<KeyRow, Problem> {
    Ok(db::one(ctx.db().reader(), &format!("{COLUMNS} where id = $1"), [id.into()]).await?)
}

/// Returns every key of the government, newest first.
pub(crate) async fn all(ctx: &Ctx) -> Result<Vec<KeyRow>, Problem> {
    let sql = format!("{COLUMNS} where government_id = $1 order by made_at desc, id desc");
    Ok(db::all(ctx.db().reader(), &sql, [ctx.government.id.into()]).await?)
}

pub(crate) async fn insert(ctx: &Ctx, tx: &Tx, key: &KeyRow) -> Result<(), Problem> {
    db::exec(
        &**tx,
        "insert into documents_signing_key (id, government_id, algorithm, public_key, private_sealed, made_at, made_by)
         values ($1, $2, $3, $4, $5, $6, $7)",
        [
            key.id.into(),
            ctx.government.id.into(),
            key.algorithm.clone().into(),
            key.public_key.clone().into(),
            key.private_sealed.clone().into(),
            key.made_at.into(),
            ctx.actor.reference().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Retires the keys in use.
pub(crate) async fn retire(ctx: &Ctx, tx: &Tx) -> Result<(), Problem> {
    db::exec(
        &**tx,
        "update documents_signing_key set retired_at = $2 where government_id = $1 and retired_at is null",
        [ctx.government.id.into(), ctx.now().into()],
    )
    .await?;
    Ok(())
}
