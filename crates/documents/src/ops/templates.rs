//! Letter templates that a government puts in place of the shipped ones.

use super::press;
use crate::letterhead::TemplateState;
use crate::model::DocumentKind;
use crate::store::templates as store;
use serde_json::json;
use sha2::{Digest, Sha256};
use siaga_access::Action;
use siaga_platform::audit::{self, Entry};
use siaga_platform::{Ctx, Problem};
use siaga_typeset::template;

/// Largest template; the shipped ones have a few kilobytes.
pub(crate) const TEMPLATE_BYTES: usize = 256 * 1024;

/// Returns the template in force, and whether a government replaced it.
pub(crate) async fn in_force(ctx: &Ctx, kind: DocumentKind) -> Result<(String, bool), Problem> {
    let row = store::newest(ctx, kind.as_str()).await?;
    Ok(match row.and_then(|row| row.source) {
        Some(source) => (source, true),
        None => (template(kind.letter_kind()).to_owned(), false),
    })
}

/// Returns every kind with who replaced its template, if anybody did.
///
/// # Errors
/// `platform.forbidden`.
pub async fn templates(ctx: &Ctx) -> Result<Vec<TemplateState>, Problem> {
    ctx.require(Action::LetterheadEdit, &ctx.whole_government())?;
    let rows = store::all(ctx).await?;
    let state = |kind: DocumentKind| {
        let row = rows.iter().find(|row| row.kind == kind.as_str() && row.source.is_some());
        TemplateState { kind, replaced: row.map(|row| (row.made_name.clone(), row.from_at)) }
    };
    Ok(DocumentKind::ALL.into_iter().map(state).collect())
}

/// Returns the source of the template in force, or of the shipped one.
///
/// # Errors
/// `platform.forbidden`.
pub async fn template_source(ctx: &Ctx, kind: DocumentKind, shipped: bool) -> Result<String, Problem> {
    ctx.require(Action::LetterheadEdit, &ctx.whole_government())?;
    if shipped { Ok(template(kind.letter_kind()).to_owned()) } else { Ok(in_force(ctx, kind).await?.0) }
}

/// Replaces a template, after it has set sample data twice: with everything, and with all that may be missing.
///
/// # Errors
/// `platform.forbidden`; `documents.template_text`; `documents.template_error` with the line; on `template`.
pub async fn replace_template(ctx: &Ctx, kind: DocumentKind, source: &[u8]) -> Result<(), Problem> {
    let verdict = ctx.require(Action::LetterheadEdit, &ctx.whole_government())?;
    let text = std::str::from_utf8(source).ok().filter(|text| !text.contains('\0'));
    let text = text.map(|text| text.trim_start_matches('\u{feff}')).filter(|text| !text.trim().is_empty());
    let Some(text) = text.filter(|text| text.len() <= TEMPLATE_BYTES) else {
        return Err(Problem::invalid("documents.template_text").on_field("template"));
    };
    let source = text.to_owned();
    let tried =
        press::REPLACED.run(move || siaga_typeset::check(kind.letter_kind(), &source, "").map(|_| source));
    let tried = tried.await.map_err(|problem| problem.on_field("template"))?;
    let source = tried.map_err(|error| {
        Problem::invalid("documents.template_error")
            .on_field("template")
            .with("line", error.line)
            .with("detail", error.message)
    })?;
    let sha256 = hex::encode(Sha256::digest(source.as_bytes()));
    write(ctx, kind, Some(&source), &sha256, &verdict).await
}

/// Goes back to the shipped template.
///
/// # Errors
/// `platform.forbidden`.
pub async fn reset_template(ctx: &Ctx, kind: DocumentKind) -> Result<(), Problem> {
    let verdict = ctx.require(Action::LetterheadEdit, &ctx.whole_government())?;
    write(ctx, kind, None, "", &verdict).await
}

async fn write(
    ctx: &Ctx,
    kind: DocumentKind,
    source: Option<&str>,
    sha256: &str,
    verdict: &siaga_access::Verdict,
) -> Result<(), Problem> {
    let tx = ctx.db().begin().await?;
    store::insert(ctx, &tx, kind.as_str(), source, sha256).await?;
    let detail = json!({ "kind": kind.as_str(), "sha256": sha256, "shipped": source.is_none() });
    let entry = Entry::new("letterhead.edit", format!("documents/template/{}", kind.as_str()));
    audit::write(ctx, &tx, entry.by(verdict).detail(detail)).await?;
    Ok(tx.commit().await?)
}
