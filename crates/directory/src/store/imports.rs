//! Imports: what was uploaded, how its columns were read, and what came of it.

use chrono::{DateTime, Utc};
use siaga_platform::db::{self, ConnectionTrait, FromQueryResult};
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// A stored import.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct ImportRow {
    pub(crate) id: Uuid,
    pub(crate) kind: String,
    pub(crate) file_name: String,
    pub(crate) file_sha256: String,
    pub(crate) mapping: String,
    pub(crate) added: i32,
    pub(crate) changed: i32,
    pub(crate) unchanged: i32,
    pub(crate) refused: i32,
    pub(crate) made_name: String,
    pub(crate) made_at: DateTime<Utc>,
    pub(crate) confirmed_name: Option<String>,
    pub(crate) confirmed_at: Option<DateTime<Utc>>,
}

const COLUMNS: &str = "select id, kind, file_name, file_sha256, mapping, added, changed, unchanged, refused,
    made_name, made_at, confirmed_name, confirmed_at from directory_import";

pub(crate) async fn insert(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    row: &ImportRow,
) -> Result<(), Problem> {
    db::exec(
        connection,
        "insert into directory_import (id, government_id, kind, file_name, file_sha256, mapping, added, changed,
            unchanged, refused, made_by, made_name, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        [
            row.id.into(),
            ctx.government.id.into(),
            row.kind.clone().into(),
            row.file_name.clone().into(),
            row.file_sha256.clone().into(),
            row.mapping.clone().into(),
            row.added.into(),
            row.changed.into(),
            row.unchanged.into(),
            row.refused.into(),
            ctx.actor.reference().into(),
            row.made_name.clone().into(),
            row.made_at.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Writes the mapping and the counts anew while the import is open, and returns whether it was.
pub(crate) async fn update_open(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    row: &ImportRow,
) -> Result<bool, Problem> {
    let changed = db::exec(
        connection,
        "update directory_import set mapping = $1, added = $2, changed = $3, unchanged = $4, refused = $5
         where id = $6 and government_id = $7 and confirmed_at is null",
        [
            row.mapping.clone().into(),
            row.added.into(),
            row.changed.into(),
            row.unchanged.into(),
            row.refused.into(),
            row.id.into(),
            ctx.government.id.into(),
        ],
    )
    .await?;
    Ok(changed == 1)
}

/// Closes the import and returns whether it was open.
pub(crate) async fn confirm(ctx: &Ctx, connection: &impl ConnectionTrait, id: Uuid) -> Result<bool, Problem> {
    let changed = db::exec(
        connection,
        "update directory_import set confirmed_by = $1, confirmed_name = $2, confirmed_at = $3
         where id = $4 and government_id = $5 and confirmed_at is null",
        [
            ctx.actor.reference().into(),
            ctx.actor.name.clone().into(),
            ctx.now().into(),
            id.into(),
            ctx.government.id.into(),
        ],
    )
    .await?;
    Ok(changed == 1)
}

pub(crate) async fn by_id(
    connection: &impl ConnectionTrait,
    government_id: i64,
    id: Uuid,
) -> Result<ImportRow, Problem> {
    let sql = format!("{COLUMNS} where government_id = $1 and id = $2");
    Ok(db::one(connection, &sql, [government_id.into(), id.into()]).await?)
}

/// Returns the newest imports.
pub(crate) async fn newest(
    connection: &impl ConnectionTrait,
    government_id: i64,
    limit: i64,
) -> Result<Vec<ImportRow>, Problem> {
    let sql = format!("{COLUMNS} where government_id = $1 order by made_at desc, id desc limit $2");
    Ok(db::all(connection, &sql, [government_id.into(), limit.into()]).await?)
}

/// Stores the sealed file of an import.
pub(crate) async fn put_file(
    connection: &impl ConnectionTrait,
    import: Uuid,
    sealed: Vec<u8>,
) -> Result<(), Problem> {
    let sql = "insert into directory_import_file (import_id, sealed) values ($1, $2)";
    db::exec(connection, sql, [import.into(), sealed.into()]).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct FileRow {
    sealed: Vec<u8>,
}

/// Returns the sealed file of an import while it is there.
pub(crate) async fn file(
    connection: &impl ConnectionTrait,
    import: Uuid,
) -> Result<Option<Vec<u8>>, Problem> {
    let sql = "select sealed from directory_import_file where import_id = $1";
    let row: Option<FileRow> = db::maybe(connection, sql, [import.into()]).await?;
    Ok(row.map(|row| row.sealed))
}

/// Takes the file of an import away.
pub(crate) async fn delete_file(connection: &impl ConnectionTrait, import: Uuid) -> Result<(), Problem> {
    db::exec(connection, "delete from directory_import_file where import_id = $1", [import.into()]).await?;
    Ok(())
}

/// Takes away open imports made before an instant, with their files, and returns how many there were.
pub(crate) async fn delete_open_before(
    connection: &impl ConnectionTrait,
    government_id: i64,
    before: DateTime<Utc>,
) -> Result<u64, Problem> {
    let stale = "from directory_import where government_id = $1 and confirmed_at is null and made_at < $2";
    let files = format!("delete from directory_import_file where import_id in (select id {stale})");
    db::exec(connection, &files, [government_id.into(), before.into()]).await?;
    let imports = format!("delete {stale}");
    Ok(db::exec(connection, &imports, [government_id.into(), before.into()]).await?)
}
