//! Files that people attach, stored by the hash of their content inside the database, so that a
//! backup of the database holds them too.

use crate::ctx::Ctx;
use crate::db::{self, FromQueryResult, Tx};
use crate::problem::Problem;
use sha2::{Digest, Sha256};

/// A stored file. Who may read it, the owner of the reference decides.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Blob {
    /// Content hash, 64 hexadecimal digits.
    pub sha256: String,
    /// Media type found in the content, never the one that was claimed.
    pub media_type: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// Stores a file and returns its content hash; the same content is stored once.
///
/// # Errors
/// As the store says.
pub async fn put(ctx: &Ctx, tx: &Tx, media_type: &str, bytes: Vec<u8>) -> Result<String, Problem> {
    let sha256 = hex::encode(Sha256::digest(&bytes));
    db::exec(
        &**tx,
        "insert into platform_blob (sha256, media_type, size, bytes, created_at) values ($1, $2, $3, $4, $5)
         on conflict do nothing",
        [
            sha256.clone().into(),
            media_type.into(),
            i64::try_from(bytes.len()).unwrap_or(i64::MAX).into(),
            bytes.into(),
            ctx.now().into(),
        ],
    )
    .await?;
    Ok(sha256)
}

/// Returns a file by its content hash.
///
/// # Errors
/// `platform.not_found`.
pub async fn get(ctx: &Ctx, sha256: &str) -> Result<Blob, Problem> {
    Ok(db::one(
        ctx.db().reader(),
        "select sha256, media_type, bytes from platform_blob where sha256 = $1",
        [sha256.into()],
    )
    .await?)
}

#[derive(FromQueryResult)]
struct HashRow {
    sha256: String,
}

/// Returns the content hashes of all stored files, for the check of everything.
///
/// # Errors
/// As the store says.
pub async fn hashes(ctx: &Ctx) -> Result<Vec<String>, Problem> {
    let rows: Vec<HashRow> =
        db::all(ctx.db().reader(), "select sha256 from platform_blob order by sha256", []).await?;
    Ok(rows.into_iter().map(|row| row.sha256).collect())
}
