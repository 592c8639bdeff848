//! Drafts, and documents whose deed was signed elsewhere in the program.

use super::registers::{Taken, take_number};
use super::signatories::needed_signatory;
use super::{LIVE, resource};
use crate::model::{Document, DocumentState, NewDocument, Signatory};
use crate::rules::code;
use crate::rules::content::content_sha256;
use crate::store::documents::{self as store, DraftRow, GivenNumber};
use chrono::{DateTime, Utc};
use serde_json::json;
use siaga_access::{Action, Verdict};
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// Longest subject: it stands in lists and in the head of the letter.
const ABOUT_LETTERS: usize = 300;
/// Longest reference.
const REFERENCE_BYTES: usize = 200;

/// Writes a draft and returns its key. A draft has no number and is marked as one on every page.
///
/// # Shape
/// The same reference again replaces the draft, its key stays. It may stand before or after the audit entry of the
/// own deed: it takes the lock of the audit log first, so that locks are always taken in one order.
///
/// # Errors
/// `platform.forbidden`; `documents.signatory_missing` when nobody holds the post on that day;
/// `documents.already_signed` when the reference is no draft any more; `documents.about`.
pub async fn prepare(ctx: &Ctx, tx: &Tx, new: &NewDocument) -> Result<Uuid, Problem> {
    prepare_from_form(ctx, tx, new, "", None).await
}

/// The same for a document that was composed on our own pages: the form is kept for corrections, and of two people
/// who correct at the same time the second is refused. `seen` is the content hash of the draft that was corrected.
///
/// # Errors
/// `documents.draft_corrected` when the draft is no longer the one that was seen; as [`prepare`].
pub(crate) async fn prepare_from_form(
    ctx: &Ctx,
    tx: &Tx,
    new: &NewDocument,
    form: &str,
    seen: Option<&str>,
) -> Result<Uuid, Problem> {
    let verdict = ctx.require(Action::DocumentPrepare, &resource(ctx, new.agency).await?)?;
    lock(tx).await?;
    let found = store::by_reference(&**tx, ctx.government.id, &new.reference).await?;
    if let Some(found) = &found {
        // Whoever takes a draft over must be allowed to where it was, too.
        ctx.require(Action::DocumentPrepare, &resource(ctx, found.agency).await?)?;
        if found.state != DocumentState::Draft {
            return Err(Problem::conflict("documents.already_signed"));
        }
        if seen.is_some_and(|seen| seen != found.content_sha256) {
            return Err(Problem::conflict("documents.draft_corrected"));
        }
    }
    Ok(write_draft(ctx, tx, new, found, form, &verdict).await?.uid)
}

/// Gives a document its number in the transaction of a deed that was signed inside the program (a recap was
/// countersigned, an inspection closed), and returns its key. Call [`crate::seal`] after the commit.
///
/// # Shape
/// The same reference again returns the same document; a draft of it becomes the document.
///
/// # Errors
/// `platform.forbidden`; `documents.signatory_missing` when nobody holds the post on that day.
pub async fn issue(ctx: &Ctx, tx: &Tx, new: &NewDocument, signed_at: DateTime<Utc>) -> Result<Uuid, Problem> {
    let verdict = ctx.require(Action::DocumentPrepare, &resource(ctx, new.agency).await?)?;
    lock(tx).await?;
    let found = store::by_reference(&**tx, ctx.government.id, &new.reference).await?;
    if let Some(found) = found.as_ref().filter(|found| found.state != DocumentState::Draft) {
        return Ok(found.uid);
    }
    let draft = write_draft(ctx, tx, new, found, "", &verdict).await?;
    give_number(ctx, tx, &draft, new, signed_at, &verdict).await?;
    Ok(draft.uid)
}

/// Locks are taken in the order audit log, register: so that a deed that writes its audit entry before or after
/// never waits for one that does it the other way round.
pub(crate) async fn lock(tx: &Tx) -> Result<(), Problem> {
    Ok(tx.lock("platform.audit").await?)
}

/// What a draft is known by.
pub(crate) struct Draft {
    pub(crate) uid: Uuid,
    pub(crate) code: String,
    pub(crate) signatory: Signatory,
}

async fn write_draft(
    ctx: &Ctx,
    tx: &Tx,
    new: &NewDocument,
    found: Option<Document>,
    form: &str,
    verdict: &Verdict,
) -> Result<Draft, Problem> {
    check(new)?;
    let new = &tidy(new);
    let signatory = needed_signatory(ctx, new.signed_by, new.agency, new.dated_on).await?;
    let (uid, code) = match &found {
        Some(found) => (found.uid, found.code.clone()),
        None => (ctx.new_id(), code::code(ctx.app.ids.secret())),
    };
    let content = content_sha256(new, &signatory, "", &code);
    let row = DraftRow { uid, code: &code, new, signatory: &signatory, content_sha256: &content, form };
    match found {
        None => store::insert_draft(ctx, tx, &row).await?,
        Some(_) => {
            if !store::replace_draft(ctx, tx, &row).await? {
                return Err(Problem::conflict("documents.already_signed"));
            }
        }
    }
    let detail = json!({ "kind": new.kind.as_str(), "agency": new.agency, "content": content });
    let entry = Entry::new("document.prepare", format!("document/{uid}")).detail(detail).by(verdict);
    audit::write(ctx, tx, entry).await?;
    Ok(Draft { uid, code, signatory })
}

/// Gives a draft its number, writes the audit entry, and tells nobody yet: that is for the seal.
pub(crate) async fn give_number(
    ctx: &Ctx,
    tx: &Tx,
    draft: &Draft,
    new: &NewDocument,
    signed_at: DateTime<Utc>,
    verdict: &Verdict,
) -> Result<(), Problem> {
    let new = &tidy(new);
    let Taken { register_id, year, place, text } = take_number(ctx, tx, new).await?;
    let content = content_sha256(new, &draft.signatory, &text, &draft.code);
    let number = GivenNumber { register_id, year, place, text: &text };
    if !store::number_draft(ctx, tx, draft.uid, &number, &draft.signatory, &content, signed_at).await? {
        return Err(Problem::conflict("documents.already_signed"));
    }
    let detail = json!({ "kind": new.kind.as_str(), "number": text, "content": content });
    let entry = Entry::new("document.sign", format!("document/{}", draft.uid)).detail(detail).by(verdict);
    audit::write(ctx, tx, entry).await
}

/// Tells open pages after a commit.
pub(crate) fn tell(ctx: &Ctx, uid: Uuid) {
    ctx.app.live.tell(LIVE, ctx.government.id);
    ctx.app.live.tell_of(LIVE, ctx.government.id, uid);
}

fn check(new: &NewDocument) -> Result<(), Problem> {
    let letters = new.about.trim().chars().count();
    if letters == 0 || letters > ABOUT_LETTERS {
        return Err(Problem::invalid("documents.about").on_field("about").with("maximum", ABOUT_LETTERS));
    }
    if new.reference.is_empty() || new.reference.len() > REFERENCE_BYTES {
        return Err(Problem::broken("a document needs a short reference"));
    }
    Ok(())
}

/// Returns the document as it is stored and hashed: one line is one line.
fn tidy(new: &NewDocument) -> NewDocument {
    let lines = |lines: &[String]| store::joined(lines).lines().map(str::to_owned).collect();
    NewDocument {
        about: new.about.split_whitespace().collect::<Vec<_>>().join(" "),
        carbon_copies: lines(&new.carbon_copies),
        recipients: lines(&new.recipients),
        ..new.clone()
    }
}

impl Document {
    /// Returns what it was made from, as it would be prepared again.
    pub(crate) fn as_new(&self) -> NewDocument {
        NewDocument {
            kind: self.kind,
            agency: self.agency,
            dated_on: self.dated_on,
            about: self.about.clone(),
            signed_by: self.signed_by,
            body: self.body.clone(),
            carbon_copies: self.carbon_copies.clone(),
            recipients: self.recipients.clone(),
            reference: self.reference.clone(),
        }
    }
}
