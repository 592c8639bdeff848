//! Withdrawing a document: it stays readable, and everybody who verifies it sees that it holds no more.

use super::drafts::tell;
use super::{reads, resource, seal};
use crate::model::{Document, DocumentState};
use crate::store::documents as store;
use serde_json::json;
use siaga_access::Action;
use siaga_platform::audit::{self, Entry};
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

const REASON_LETTERS: usize = 500;

/// Withdraws a signed document with a reason.
///
/// # Errors
/// `platform.forbidden`; `documents.reason` on `reason`; `documents.not_signed`; `documents.already_withdrawn`.
pub async fn withdraw(ctx: &Ctx, uid: Uuid, reason: &str) -> Result<Document, Problem> {
    let document = reads::needed(ctx, uid).await?;
    let verdict = ctx.require(Action::DocumentWithdraw, &resource(ctx, document.agency).await?)?;
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if reason.is_empty() || reason.chars().count() > REASON_LETTERS {
        return Err(Problem::invalid("documents.reason").on_field("reason").with("maximum", REASON_LETTERS));
    }
    match document.state {
        DocumentState::Draft => return Err(Problem::conflict("documents.not_signed")),
        DocumentState::Withdrawn => return Err(Problem::conflict("documents.already_withdrawn")),
        // What was numbered must be there to be verified, also after it was withdrawn.
        DocumentState::Issued => seal::seal(ctx, uid).await?,
        DocumentState::Signed => {}
    }
    let tx = ctx.db().begin().await?;
    if !store::note_withdrawn(ctx, &tx, uid, &reason).await? {
        return Err(Problem::conflict("documents.already_withdrawn"));
    }
    let detail = json!({ "reason": reason, "number": document.number });
    let entry = Entry::new("document.withdraw", format!("document/{uid}")).detail(detail).by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    tx.commit().await?;
    tell(ctx, uid);
    reads::needed(ctx, uid).await
}
