//! What pages and other capabilities ask about documents.

use super::{resource, seal, sheet};
use crate::model::{Document, DocumentFilter, DocumentState, IssuedFile};
use crate::store::documents as store;
use crate::store::listing::{self, Visible};
use sha2::{Digest, Sha256};
use siaga_access::Action;
use siaga_platform::web::Pagination;
use siaga_platform::{Ctx, Problem, blobs};
use uuid::Uuid;

/// Returns a document.
///
/// # Errors
/// `documents.missing`, `platform.forbidden`.
pub async fn find(ctx: &Ctx, uid: Uuid) -> Result<Document, Problem> {
    let document = needed(ctx, uid).await?;
    ctx.require(Action::DocumentView, &resource(ctx, document.agency).await?)?;
    Ok(document)
}

/// Returns a document without asking whether the actor may see it.
pub(crate) async fn needed(ctx: &Ctx, uid: Uuid) -> Result<Document, Problem> {
    let found = store::find(ctx.db().reader(), ctx.government.id, uid).await?;
    found.ok_or_else(|| Problem::missing("documents.missing"))
}

/// Returns the document of a reference; nothing when there is none, or none that the actor may see.
///
/// # Errors
/// As the store says.
pub async fn by_reference(ctx: &Ctx, reference: &str) -> Result<Option<Document>, Problem> {
    let found = store::by_reference(ctx.db().reader(), ctx.government.id, reference).await?;
    match found {
        Some(document) => {
            let place = resource(ctx, document.agency).await?;
            Ok(ctx.may(Action::DocumentView, &place).permit.then_some(document))
        }
        None => Ok(None),
    }
}

/// Returns a cut of the documents that the actor may see, newest first.
///
/// # Errors
/// As the store says.
pub async fn list(
    ctx: &Ctx,
    filter: &DocumentFilter,
    page: Option<u32>,
) -> Result<(Vec<Document>, Pagination), Problem> {
    let visible = visible(ctx).await?;
    let cut = Pagination::new(page, listing::count(ctx, filter, &visible).await?);
    let rows = listing::page(ctx, filter, &visible, cut.offset(), Pagination::ROWS).await?;
    Ok((rows, cut))
}

async fn visible(ctx: &Ctx) -> Result<Visible, Problem> {
    if ctx.may(Action::DocumentView, &ctx.whole_government()).permit {
        return Ok(Visible::All);
    }
    let mut agencies = siaga_directory::agencies(ctx).await?;
    agencies.retain(|agency| ctx.may(Action::DocumentView, &ctx.in_agency(&agency.path)).permit);
    Ok(Visible::Keys(agencies.iter().map(|agency| agency.id).collect()))
}

/// Returns the PDF of a document: a draft as it stands now, anything else as it was signed.
///
/// # Errors
/// `documents.missing`, `platform.forbidden`; `documents.template_failed` for a draft whose template cannot set
/// it; `documents.file_altered` when the stored file is not the one that was signed.
pub async fn pdf(ctx: &Ctx, uid: Uuid) -> Result<IssuedFile, Problem> {
    let mut document = find(ctx, uid).await?;
    if document.state == DocumentState::Draft {
        let set = sheet::set_draft(ctx, &document).await?;
        return Ok(IssuedFile { bytes: set.bytes, file_name: file_name(&document) });
    }
    if document.state == DocumentState::Issued {
        seal::seal(ctx, uid).await?;
        document = needed(ctx, uid).await?;
    }
    let sealed = document.sealed.as_ref().ok_or_else(|| Problem::broken("a sealed document has a file"))?;
    let blob = blobs::get(ctx, &sealed.pdf_sha256).await?;
    if hex::encode(Sha256::digest(&blob.bytes)) != sealed.pdf_sha256 {
        return Err(Problem::conflict("documents.file_altered"));
    }
    Ok(IssuedFile { bytes: blob.bytes, file_name: file_name(&document) })
}

/// Returns a name to save the PDF under: kind and number, or day for a draft.
fn file_name(document: &Document) -> String {
    let number = document.number.clone().unwrap_or_else(|| format!("konsep-{}", document.dated_on));
    let plain: String =
        number.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
    format!("{}-{plain}.pdf", document.kind.as_str())
}
