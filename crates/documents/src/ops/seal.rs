//! Setting and signing the file of an issued document, outside of any transaction.

use super::drafts::tell;
use super::sheet::{self, ReadySheet};
use super::signers::{self, SealOfFile};
use super::{DOCUMENT_SIGNED, reads};
use crate::model::{Document, DocumentState, Sealed};
use crate::rules::content::content_sha256;
use crate::store::documents as store;
use serde_json::json;
use sha2::{Digest, Sha256};
use siaga_platform::audit::{self, Entry};
use siaga_platform::{Ctx, Problem, ProblemKind, blobs, topics};
use siaga_typeset::Set;
use std::sync::Arc;
use uuid::Uuid;

/// Sets and signs the file of an issued document; call it after the commit of the deed.
///
/// # Shape
/// A document that is signed already stays as it is, so that it may run twice. It asks no permission: the deed
/// is done, this only makes its file.
///
/// # Errors
/// `documents.not_signed` for a draft; `documents.content_altered` when the row is not what was signed;
/// `documents.key_closed`; `documents.template_failed`, `documents.setting_slow`, `documents.setting_busy`.
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
    let (set, template_sha256) = set(sheet::final_sheet(ctx, &document).await?).await?;
    let signer = signers::signer(ctx).await?;
    let signer_name = signer.name();
    let digest: [u8; 32] = Sha256::digest(&set.bytes).into();
    let signed = tokio::task::spawn_blocking(move || signer.sign(&digest)).await.map_err(Problem::broken)?;
    let made = Made { bytes: set.bytes, seal: signed.map_err(Problem::broken)?, template_sha256 };
    store_file(ctx, &document, made, signer_name).await
}

/// A file with its signature.
struct Made {
    bytes: Vec<u8>,
    seal: SealOfFile,
    template_sha256: String,
}

/// A replaced template was tried before it was accepted; should it fail all the same or not come to an end, the
/// shipped one sets what was signed.
async fn set(ready: ReadySheet) -> Result<(Set, String), Problem> {
    let ready = Arc::new(ready);
    match ready.set().await {
        Err(problem) if ready.is_replaced() && problem.kind == ProblemKind::Invalid => {
            tracing::warn!(kind = ready.kind().as_str(), problem = %problem, "a replaced template failed");
            let shipped = Arc::new(ready.with_shipped_template());
            Ok((shipped.set().await?, shipped.template_sha256().to_owned()))
        }
        set => Ok((set?, ready.template_sha256().to_owned())),
    }
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
