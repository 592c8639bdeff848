//! What everybody may know about a document: whether it is genuine, and whether it still holds.

use super::{keys, sheet, signers};
use crate::letterhead::SigningKey;
use crate::model::{Document, DocumentKind, DocumentState};
use crate::rules::code;
use crate::store::documents as store;
use crate::store::keys as key_store;
use chrono::{DateTime, NaiveDate, Utc};
use sha2::{Digest, Sha256};
use siaga_platform::{Ctx, Problem, ProblemKind, blobs, session};

/// What a look at the stored file said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileCheck {
    /// It is the file that was signed, and the signature is right.
    Valid,
    /// It is being set and signed.
    NotYet,
    /// The stored file is missing or is not the one that was signed.
    Altered,
    /// The file is whole, but the signature is not right.
    SignatureWrong,
}

/// What the verification page shows: no subject, no body, no person but the signatory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Code as it is printed.
    pub code: String,
    /// Kind.
    pub kind: DocumentKind,
    /// State.
    pub state: DocumentState,
    /// Number.
    pub number: String,
    /// Day of the document.
    pub dated_on: NaiveDate,
    /// Office that sent it.
    pub office: String,
    /// Who signed, with post and capacity.
    pub signatory: String,
    /// When.
    pub signed_at: Option<DateTime<Utc>>,
    /// SHA-256 of the PDF; empty until it is set.
    pub file_sha256: String,
    /// Detached signature over that hash, hexadecimal; empty until it is set.
    pub signature: String,
    /// The key that signed.
    pub key: Option<SigningKey>,
    /// What a look at the stored file said.
    pub file: FileCheck,
    /// Reason and time of the withdrawal.
    pub withdrawn: Option<(String, DateTime<Utc>)>,
}

/// Returns what is to be known about the document of a code, as people type it. Asks no permission.
///
/// # Errors
/// `documents.code_form`, `documents.code_unknown` on `kode`.
pub async fn verify_code(ctx: &Ctx, typed: &str) -> Result<Verified, Problem> {
    let code = code::typed(typed).ok_or_else(|| Problem::invalid("documents.code_form").on_field("kode"))?;
    let found = store::by_code(ctx.db().reader(), &code).await?;
    match found.filter(|document| document.state != DocumentState::Draft) {
        Some(document) => verified(ctx, document).await,
        None => Err(Problem::missing("documents.code_unknown").on_field("kode")),
    }
}

/// Returns what is to be known about a PDF that somebody holds. Asks no permission; nothing is kept.
///
/// # Errors
/// `documents.file_unknown` on `berkas` when no document has exactly this file.
pub async fn verify_file(ctx: &Ctx, bytes: &[u8]) -> Result<Verified, Problem> {
    let sha256 = hex::encode(Sha256::digest(bytes));
    match store::by_file(ctx.db().reader(), &sha256).await? {
        Some(document) => verified(ctx, document).await,
        None => Err(Problem::missing("documents.file_unknown").on_field("berkas")),
    }
}

async fn verified(ctx: &Ctx, document: Document) -> Result<Verified, Problem> {
    let key = match &document.sealed {
        Some(sealed) => Some(key_store::find(ctx, sealed.key).await?),
        None => None,
    };
    let file = match (&document.sealed, &key) {
        (Some(sealed), Some(key)) => {
            let digest = stored_digest(ctx, &sealed.pdf_sha256).await?;
            let is_whole = digest.is_some_and(|digest| hex::encode(digest) == sealed.pdf_sha256);
            let signature = hex::decode(&sealed.signature).unwrap_or_default();
            match digest {
                Some(digest) if is_whole && signers::is_valid(key, &digest, &signature) => FileCheck::Valid,
                Some(_) if is_whole => FileCheck::SignatureWrong,
                _ => FileCheck::Altered,
            }
        }
        _ => FileCheck::NotYet,
    };
    let sealed = document.sealed.as_ref();
    Ok(Verified {
        code: code::printed(&document.code),
        office: office(ctx, &document).await?,
        signatory: sheet::signatory_line(&document.signatory),
        file_sha256: sealed.map(|sealed| sealed.pdf_sha256.clone()).unwrap_or_default(),
        signature: sealed.map(|sealed| sealed.signature.clone()).unwrap_or_default(),
        key: key.map(keys::shown),
        file,
        withdrawn: document.withdrawal.map(|withdrawal| (withdrawal.reason, withdrawal.at)),
        kind: document.kind,
        state: document.state,
        number: document.number.unwrap_or_default(),
        dated_on: document.dated_on,
        signed_at: document.signed_at,
    })
}

async fn stored_digest(ctx: &Ctx, sha256: &str) -> Result<Option<[u8; 32]>, Problem> {
    match blobs::get(ctx, sha256).await {
        Ok(blob) => Ok(Some(Sha256::digest(&blob.bytes).into())),
        Err(problem) if problem.kind == ProblemKind::Missing => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// The document may be of another government of this installation than the one that the page shows.
async fn office(ctx: &Ctx, document: &Document) -> Result<String, Problem> {
    let government = store::government_of(ctx.db().reader(), document.uid).await?;
    let governments = session::governments(&ctx.app).await?;
    let government = governments.into_iter().find(|other| other.id == government);
    let government = government.ok_or_else(|| Problem::broken("a document belongs to a government"))?;
    let there = Ctx { government, ..ctx.clone() };
    let (letterhead, _) = super::letterheads::letterhead(&there, document.agency, document.dated_on).await?;
    let lines = [letterhead.agency, letterhead.government];
    Ok(lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", "))
}
