//! The signature that makes a draft law.

use super::drafts::{changed, expect_draft};
use super::reads::missing;
use super::{check, law, letter};
use crate::model::{CircularState, OwnCircular, Signature, Signing};
use crate::rules::fitness;
use crate::store::{changes, circulars};
use serde_json::json;
use siaga_access::{Action, Verdict};
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem, accounts, topics};
use siaga_policy::Document;
use std::collections::BTreeSet;
use uuid::Uuid;

/// News that the law has changed: `circular`, `from_on`, `until_on` (`null`: without end), `parameters`.
pub const LAW_CHANGED: &str = "directives.law_changed";

/// Signs a draft: it is law from the days that it names, known from today, and a letter with a number.
///
/// # Errors
/// `directives.circular_missing`, `directives.not_a_draft`, `directives.draft_changed`,
/// `directives.maker_signs`, `directives.signer_without_post`, `directives.draft_has_faults`,
/// `directives.retroactive`, `platform.password_wrong`, `platform.forbidden`, those of the letter.
pub async fn sign_circular(ctx: &Ctx, id: Uuid, signature: Signature) -> Result<OwnCircular, Problem> {
    let seen = circulars::one(ctx, ctx.db().reader(), id).await?.ok_or_else(missing)?;
    let verdict = permitted(ctx, &seen).await?;
    expect_draft(&seen, signature.seen_version)?;
    let signer = ctx.actor.employee.ok_or_else(|| Problem::conflict("directives.signer_without_post"))?;
    accounts::check_own_password(ctx, signature.password.clone()).await?;
    let tx = ctx.db().begin().await?;
    tx.lock("directives.law").await?;
    let row = circulars::one(ctx, &*tx, id).await?.ok_or_else(missing)?;
    expect_draft(&row, signature.seen_version)?;
    let document = fit(ctx, &tx, &row, &signature).await?;
    let letter = letter::letter(ctx, &row, &document, signer);
    let letter_id = siaga_documents::issue(ctx, &tx, &letter, ctx.now()).await?;
    let signing = Signing {
        name: ctx.actor.name.clone(),
        at: ctx.now(),
        known_from: ctx.today(),
        law_sha256: sha256(&row.law),
        document: letter_id,
    };
    if !circulars::set_signed(ctx, &tx, id, signature.seen_version, &signing).await? {
        return Err(changed(&row));
    }
    note(ctx, &tx, &row, &document, &signing, &verdict).await?;
    tx.commit().await?;
    after_change(ctx).await;
    // The deed is done; should setting the file fail now, a job sets it later.
    if let Err(problem) = siaga_documents::seal(ctx, letter_id).await {
        tracing::warn!(%problem, "the letter of a circular could not be set yet");
    }
    super::reads::circular(ctx, id).await
}

/// Whoever wrote any version of a draft is its maker.
async fn permitted(ctx: &Ctx, row: &OwnCircular) -> Result<Verdict, Problem> {
    let reference = ctx.actor.reference();
    let is_maker =
        row.made_by == reference || circulars::wrote(ctx.db().reader(), row.id, &reference).await?;
    let may_sign_others = ctx.may(Action::DirectiveSign, &ctx.whole_government()).permit;
    if is_maker && may_sign_others {
        return Err(Problem::forbidden("directives.maker_signs"));
    }
    let made_by = if is_maker { reference } else { row.made_by.clone() };
    let resource = siaga_access::Resource { made_by: Some(made_by), ..ctx.whole_government() };
    ctx.require(Action::DirectiveSign, &resource)
}

/// Returns the circular when it has no fault among what was signed until now, and when the signer knows
/// which days before today change.
async fn fit(ctx: &Ctx, tx: &Tx, row: &OwnCircular, signature: &Signature) -> Result<Document, Problem> {
    let others = law::signed(&**tx).await?;
    let examined = check::examine(ctx, row, &others)?;
    if let Some(first) = examined.retroactive.iter().map(|one| one.from).min()
        && examined.faults.is_empty()
        && !signature.is_retroactive_confirmed
    {
        let date = siaga_civil::date_short(first);
        return Err(Problem::invalid("directives.retroactive").on_field("retroactive").with("date", date));
    }
    match examined.becomes {
        Some((document, _)) if examined.faults.is_empty() => Ok(document),
        _ => Err(law::has_faults(ctx, &examined.faults)),
    }
}

async fn note(
    ctx: &Ctx,
    tx: &Tx,
    row: &OwnCircular,
    document: &Document,
    signing: &Signing,
    verdict: &Verdict,
) -> Result<(), Problem> {
    changes::add(ctx, tx, row.id, "signed", "").await?;
    let detail = json!({
        "circular": row.circular, "version": row.version, "law_sha256": signing.law_sha256,
        "document": signing.document,
        "retroactive": !fitness::retroactive(document, signing.known_from).is_empty(),
    });
    let entry = Entry::new("directive.sign", format!("circular/{}", row.id)).detail(detail).by(verdict);
    audit::write(ctx, tx, entry).await?;
    let mut parameters: BTreeSet<String> = document.sets.iter().map(|line| line.parameter.clone()).collect();
    for ended in &document.revokes {
        parameters.extend(parameters_of(tx, &ended.circular).await?);
    }
    let (from_on, until_on) = fitness::span(document).unwrap_or((ctx.today(), None));
    let news = json!({
        "circular": row.circular, "from_on": from_on, "until_on": until_on, "parameters": parameters,
    });
    topics::publish(ctx, tx, LAW_CHANGED, &news).await
}

/// A region may also end a circular of its own that came with the program.
async fn parameters_of(tx: &Tx, circular: &str) -> Result<Vec<String>, Problem> {
    let signed = law::signed(&**tx).await?;
    let all = law::shipped().iter().chain(signed.iter().map(|other| &other.document));
    let lines = all.filter(|other| other.circular.id == circular).flat_map(|other| &other.sets);
    Ok(lines.map(|line| line.parameter.clone()).collect())
}

/// Puts the law in force in this program and tells open pages; others follow by themselves.
pub(crate) async fn after_change(ctx: &Ctx) {
    if let Err(problem) = law::follow(&ctx.app).await {
        tracing::error!(%problem, "a signed circular could not be put in force; the next run tries again");
    }
    ctx.app.live.tell("directives", ctx.government.id);
}

pub(crate) fn sha256(text: &str) -> String {
    use sha2::{Digest, Sha256};
    hex::encode(Sha256::digest(text.as_bytes()))
}

/// Says that only what is law can be ended.
pub(crate) fn expect_signed(row: &OwnCircular) -> Result<(), Problem> {
    match row.state {
        CircularState::Signed => Ok(()),
        CircularState::Revoked => {
            let name = row.ending.as_ref().map(|ending| ending.name.clone()).unwrap_or_default();
            Err(Problem::conflict("directives.revoked_already").with("name", name))
        }
        CircularState::Draft | CircularState::Refused => {
            Err(Problem::conflict("directives.not_signed").with("circular", &row.circular))
        }
    }
}
