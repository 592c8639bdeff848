//! Setting and signing the file of an issued document, outside of any transaction.

use super::drafts::tell;
use super::sheet::{self, ReadySheet};
use super::signers::{self, SealOfFile, Signer};
use super::{DOCUMENT_SIGNED, reads};
use crate::model::{Document, DocumentState, Sealed};
use crate::rules::content::content_sha256;
use crate::store::documents as store;
use serde_json::json;
use sha2::{Digest, Sha256};
use siaga_platform::audit::{self, Entry};
use siaga_platform::{Ctx, Problem, blobs, topics};
use uuid::Uuid;

/// Sets and signs the file of an issued document; call it after the commit of the deed.
///
/// # Shape
/// A document that is signed already stays as it is, so that it may run twice. It asks no permission: the deed
/// is done, this only makes its file.
///
/// # Errors
/// `documents.not_signed` for a draft; `documents.content_altered` when the row is not what was signed;
/// `documents.key_closed`; `documents.template_failed`.
pub async fn seal(ctx: &Ctx, uid: Uuid) -> Result<(), Problem> {
    let document = reads::needed(ctx, uid).await?;
    match document.state {
        DocumentState::Draft => return Err(Problem::conflict("documents.not_signed")),
        DocumentState::Signed | DocumentState::Withdrawn => return Ok(()),
        DocumentState::Issued => {}
    }
    let number = document.number.clone().unwrap_or_default();
    if content_sha256(&document.as_new(), &document.signatory, &number, &document.code)
        != document.content_sha256
    {
        return Err(Problem::conflict("documents.content_altered"));
    }
    let ready = sheet::final_sheet(ctx, &document).await?;
    let signer = signers::signer(ctx).await?;
    let signer_name = signer.name();
    let made = tokio::task::spawn_blocking(move || set_and_sign(ready, signer.as_ref())).await;
    let made = made.map_err(Problem::broken)??;
    store_file(ctx, &document, made, signer_name).await
}

/// A file with its signature.
struct Made {
    bytes: Vec<u8>,
    seal: SealOfFile,
    template_sha256: String,
}

/// A replaced template was tried before it was accepted; should it fail all the same, the shipped one sets what
/// was signed.
fn set_and_sign(ready: ReadySheet, signer: &dyn Signer) -> Result<Made, Problem> {
    let (set, template_sha256) = match ready.set() {
        Ok(set) => (set, ready.template_sha256().to_owned()),
        Err(error) if ready.is_replaced() => {
            tracing::warn!(kind = ready.kind().as_str(), error = %error, "a replaced template failed");
            let shipped = ready.with_shipped_template();
            (shipped.set().map_err(|error| sheet::failed(&error))?, shipped.template_sha256().to_owned())
        }
        Err(error) => return Err(sheet::failed(&error)),
    };
    let digest: [u8; 32] = Sha256::digest(&set.bytes).into();
    let seal = signer.sign(&digest).map_err(Problem::broken)?;
    Ok(Made { bytes: set.bytes, seal, template_sha256 })
}

async fn store_file(ctx: &Ctx, document: &Document, made: Made, signer: &str) -> Result<(), Problem> {
    let uid = document.uid;
    let tx = ctx.db().begin().await?;
    let pdf_sha256 = blobs::put(ctx, &tx, "application/pdf", made.bytes).await?;
    let sealed = Sealed {
        pdf_sha256,
        signature: hex::encode(&made.seal.signature),
        key: made.seal.key,
        template_sha256: made.template_sha256,
        at: ctx.now(),
    };
    if !store::note_sealed(ctx, &tx, uid, &sealed).await? {
        // Somebody else was faster; that file holds.
        return Ok(tx.rollback().await?);
    }
    let news = json!({
        "uid": uid, "kind": document.kind.as_str(), "reference": document.reference, "number": document.number,
    });
    topics::publish(ctx, &tx, DOCUMENT_SIGNED, &news).await?;
    let detail = json!({
        "file": sealed.pdf_sha256, "key": sealed.key, "signer": signer, "algorithm": made.seal.algorithm,
    });
    audit::write(ctx, &tx, Entry::new("document.seal", format!("document/{uid}")).detail(detail)).await?;
    tx.commit().await?;
    tell(ctx, uid);
    Ok(())
}

/// Seals what a crash or a failing signer left behind; one that fails does not hold up the others.
///
/// # Errors
/// Of the first that failed, after all had their turn.
pub async fn seal_left_behind(ctx: Ctx) -> Result<(), Problem> {
    let mut first_failure = None;
    for uid in store::waiting(&ctx).await? {
        if let Err(problem) = seal(&ctx, uid).await {
            tracing::warn!(document = %uid, problem = %problem, "a document could not be sealed");
            first_failure.get_or_insert(problem);
        }
    }
    first_failure.map_or(Ok(()), Err)
}
