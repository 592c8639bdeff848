//! The signing keys of a government.

use super::signers::ED25519_NAME;
use crate::letterhead::SigningKey;
use crate::rules::public_key::ed25519_pem;
use crate::store::keys::{self as store, KeyRow};
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde_json::json;
use siaga_access::Action;
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// Returns the place that the private half of a key is sealed for.
pub(crate) fn place(id: Uuid) -> String {
    format!("documents_signing_key/private_sealed/{id}")
}

/// Returns the key in use; the first signature of a government makes it.
pub(crate) async fn in_use(ctx: &Ctx) -> Result<KeyRow, Problem> {
    if let Some(key) = store::in_use(ctx.db().reader(), ctx.government.id).await? {
        return Ok(key);
    }
    let tx = ctx.db().begin().await?;
    tx.lock("documents.signing_key").await?;
    if let Some(key) = store::in_use(&*tx, ctx.government.id).await? {
        return Ok(key);
    }
    let key = make(ctx, &tx).await?;
    let entry = Entry::new("letterhead.edit", format!("documents/key/{}", key.id));
    audit::write(ctx, &tx, entry.detail(json!({ "made": true }))).await?;
    tx.commit().await?;
    Ok(key)
}

/// Retires the key in use and makes a new one. What was signed stays valid with the old one.
///
/// # Errors
/// `platform.forbidden`.
pub async fn rotate_key(ctx: &Ctx) -> Result<Uuid, Problem> {
    let verdict = ctx.require(Action::LetterheadEdit, &ctx.whole_government())?;
    let tx = ctx.db().begin().await?;
    tx.lock("documents.signing_key").await?;
    store::retire(ctx, &tx).await?;
    let key = make(ctx, &tx).await?;
    let entry = Entry::new("letterhead.edit", format!("documents/key/{}", key.id)).by(&verdict);
    audit::write(ctx, &tx, entry.detail(json!({ "rotated": true }))).await?;
    tx.commit().await?;
    Ok(key.id)
}

async fn make(ctx: &Ctx, tx: &Tx) -> Result<KeyRow, Problem> {
    let seed: [u8; 32] = ctx.app.ids.secret();
    let pair =
        Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|error| Problem::broken(error.to_string()))?;
    let id = ctx.new_id();
    let key = KeyRow {
        id,
        algorithm: ED25519_NAME.to_owned(),
        public_key: pair.public_key().as_ref().to_vec(),
        private_sealed: ctx.app.secrets.seal(ctx.app.ids, &place(id), &seed),
        made_at: ctx.now(),
        retired_at: None,
    };
    store::insert(ctx, tx, &key).await?;
    Ok(key)
}

/// Returns the keys of the government, newest first.
///
/// # Errors
/// `platform.forbidden`.
pub async fn signing_keys(ctx: &Ctx) -> Result<Vec<SigningKey>, Problem> {
    ctx.require(Action::LetterheadEdit, &ctx.whole_government())?;
    Ok(store::all(ctx).await?.into_iter().map(shown).collect())
}

/// Returns a key without its private half.
pub(crate) fn shown(row: KeyRow) -> SigningKey {
    SigningKey {
        id: row.id,
        pem: ed25519_pem(&row.public_key),
        algorithm: row.algorithm,
        made_at: row.made_at,
        retired_at: row.retired_at,
    }
}
