//! The signature under a draft: by the person who holds the post on its day, with a fresh password.

use super::drafts::{Draft, give_number, lock, tell};
use super::signatories::needed_signatory;
use super::{reads, resource, seal};
use crate::model::{Document, DocumentState, Signatory};
use crate::store::documents as store;
use siaga_access::Action;
use siaga_directory::Capacity;
use siaga_platform::{Ctx, Problem, accounts};
use uuid::Uuid;

/// Signs a draft: it gets its number, then its file is set and signed.
///
/// # Shape
/// `seen` is the content hash of the draft that the signer looked at. When setting the file fails, the document
/// stays issued and the job `documents.seal` goes on; that is no failure of the signature.
///
/// # Errors
/// `platform.forbidden`; `documents.not_the_signatory` naming who can sign; `documents.signatory_missing`;
/// `documents.draft_changed`; `documents.already_signed`; `platform.password_wrong`.
pub async fn sign(ctx: &Ctx, uid: Uuid, seen: &str, password: String) -> Result<Document, Problem> {
    let draft = reads::needed(ctx, uid).await?;
    let verdict = ctx.require(Action::DocumentSign, &resource(ctx, draft.agency).await?)?;
    check(&draft, seen)?;
    let signatory = needed_signatory(ctx, draft.signed_by, draft.agency, draft.dated_on).await?;
    if ctx.actor.employee != Some(signatory.employee_id) {
        return Err(not_the_signatory(&draft, &signatory));
    }
    accounts::check_own_password(ctx, password).await?;
    let tx = ctx.db().begin().await?;
    lock(&tx).await?;
    let newest = store::find(&*tx, ctx.government.id, uid).await?;
    check(&newest.ok_or_else(|| Problem::missing("documents.missing"))?, seen)?;
    let known = Draft { uid, code: draft.code.clone(), signatory };
    give_number(ctx, &tx, &known, &draft.as_new(), ctx.now(), &verdict).await?;
    tx.commit().await?;
    tell(ctx, uid);
    if let Err(problem) = seal::seal(ctx, uid).await {
        tracing::warn!(document = %uid, problem = %problem, "the file of a signed document waits for the job");
    }
    reads::needed(ctx, uid).await
}

fn check(draft: &Document, seen: &str) -> Result<(), Problem> {
    if draft.state != DocumentState::Draft {
        return Err(Problem::conflict("documents.already_signed"));
    }
    if draft.content_sha256 != seen {
        return Err(Problem::conflict("documents.draft_changed"));
    }
    Ok(())
}

fn not_the_signatory(draft: &Document, signatory: &Signatory) -> Problem {
    Problem::conflict("documents.not_the_signatory")
        .with("name", &signatory.name)
        .with("post", titled(signatory))
        .with("date", siaga_civil::date_short(draft.dated_on))
}

/// Returns the post with its capacity: `Plt. Kepala Dinas`.
pub(crate) fn titled(signatory: &Signatory) -> String {
    match signatory.capacity {
        Capacity::Definitive => signatory.post.clone(),
        capacity => format!("{} {}", capacity.prefix(), signatory.post),
    }
}
