//! The signing step: an interface, the signer that comes with the program, and the one place that chooses.

use super::keys;
use crate::store::keys::KeyRow;
use ring::signature::{ED25519, Ed25519KeyPair, UnparsedPublicKey};
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// Name of the algorithm of the shipped signer.
pub(crate) const ED25519_NAME: &str = "Ed25519";

/// A signature over the hash of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealOfFile {
    /// Algorithm: `Ed25519`.
    pub algorithm: &'static str,
    /// The signature.
    pub signature: Vec<u8>,
    /// The key that signed, a row of `documents_signing_key`.
    pub key: Uuid,
}

/// Why a file could not be signed.
#[derive(Debug, thiserror::Error)]
pub enum SignerError {
    /// The key of the installation does not open the sealed signing key.
    #[error("the signing key cannot be opened")]
    Key,
    /// A signing service did not answer or refused.
    #[error("the signing service failed: {0}")]
    Service(String),
}

/// Signs files. It runs on the blocking pool, outside of any transaction, so that it may ask a service over the
/// network; the national service of BSrE would be a second implementation.
pub trait Signer: Send + Sync {
    /// Returns the name that stands in the audit log.
    fn name(&self) -> &'static str;

    /// Returns the signature over the SHA-256 of a file.
    ///
    /// # Errors
    /// [`SignerError`]; the document then stays issued and is tried again.
    fn sign(&self, digest: &[u8; 32]) -> Result<SealOfFile, SignerError>;
}

/// Returns the signer of this installation. This is the one place that chooses: another signer is put in here.
pub(crate) async fn signer(ctx: &Ctx) -> Result<Box<dyn Signer>, Problem> {
    let key = keys::in_use(ctx).await?;
    Ok(Box::new(OwnKey::open(ctx, &key)?))
}

/// Signs with the Ed25519 key of the government.
struct OwnKey {
    key: Uuid,
    pair: Ed25519KeyPair,
}

impl OwnKey {
    fn open(ctx: &Ctx, row: &KeyRow) -> Result<Self, Problem> {
        let seed = ctx.app.secrets.open(&keys::place(row.id), &row.private_sealed);
        let seed = seed.map_err(|_| Problem::conflict("documents.key_closed"))?;
        let pair = Ed25519KeyPair::from_seed_and_public_key(&seed, &row.public_key);
        Ok(Self { key: row.id, pair: pair.map_err(|_| Problem::conflict("documents.key_closed"))? })
    }
}

impl Signer for OwnKey {
    fn name(&self) -> &'static str {
        "own-key"
    }

    fn sign(&self, digest: &[u8; 32]) -> Result<SealOfFile, SignerError> {
        let signature = self.pair.sign(digest).as_ref().to_vec();
        Ok(SealOfFile { algorithm: ED25519_NAME, signature, key: self.key })
    }
}

/// Returns whether a signature over a hash was made with a public key.
pub(crate) fn is_valid(key: &KeyRow, digest: &[u8], signature: &[u8]) -> bool {
    key.algorithm == ED25519_NAME
        && UnparsedPublicKey::new(&ED25519, &key.public_key).verify(digest, signature).is_ok()
}
