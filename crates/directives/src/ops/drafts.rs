//! Drafts of circulars: made, changed, refused. A draft may have faults; a signed circular has none.

use super::law::shipped;
use super::reads::missing;
use super::words;
use crate::model::{CircularState, Letter, NewCircular, OwnCircular};
use crate::rules::fault_words;
use crate::rules::law_head::{self, LawHead};
use crate::store::{changes, circulars};
use serde_json::json;
use siaga_access::Action;
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

const LAW_BYTES: usize = 128 * 1024;
const LETTER_LETTERS: usize = 20_000;
const TITLE_LETTERS: usize = 300;

/// Drafts a circular and returns its key.
///
/// # Errors
/// `directives.law_unreadable`, `directives.law_long`, `directives.letter_long`, `directives.title_long`,
/// `directives.id_taken`, `platform.forbidden`.
pub async fn draft_circular(ctx: &Ctx, new: NewCircular) -> Result<Uuid, Problem> {
    let verdict = ctx.require(Action::DirectiveDraft, &ctx.whole_government())?;
    let head = read(ctx, &new)?;
    let row = OwnCircular {
        id: ctx.new_id(),
        circular: head.id,
        title: head.title,
        state: CircularState::Draft,
        version: 1,
        dated_on: head.issued_on.unwrap_or_else(|| ctx.today()),
        law: new.law,
        cases: new.cases,
        letter: tidy(new.letter),
        made_by: ctx.actor.reference(),
        made_name: ctx.actor.name.clone(),
        made_at: ctx.now(),
        changed_name: ctx.actor.name.clone(),
        changed_at: ctx.now(),
        signing: None,
        ending: None,
    };
    let tx = ctx.db().begin().await?;
    tx.lock("directives.law").await?;
    expect_free(&tx, &row).await?;
    circulars::insert(ctx, &tx, &row).await?;
    changes::add(ctx, &tx, row.id, "drafted", "").await?;
    let entry = Entry::new("directive.draft", format!("circular/{}", row.id)).detail(detail(&row));
    audit::write(ctx, &tx, entry.by(&verdict)).await?;
    tx.commit().await?;
    Ok(row.id)
}

/// Changes a draft.
///
/// # Errors
/// `directives.draft_changed` naming who was faster, `directives.not_a_draft`; as [`draft_circular`].
pub async fn change_draft(ctx: &Ctx, id: Uuid, seen_version: i64, new: NewCircular) -> Result<(), Problem> {
    let verdict = ctx.require(Action::DirectiveDraft, &ctx.whole_government())?;
    let head = read(ctx, &new)?;
    let tx = ctx.db().begin().await?;
    tx.lock("directives.law").await?;
    let old = circulars::one(ctx, &*tx, id).await?.ok_or_else(missing)?;
    expect_draft(&old, seen_version)?;
    let row = OwnCircular {
        circular: head.id,
        title: head.title,
        dated_on: head.issued_on.unwrap_or(old.dated_on),
        law: new.law,
        cases: new.cases,
        letter: tidy(new.letter),
        version: seen_version + 1,
        ..old
    };
    expect_free(&tx, &row).await?;
    if !circulars::change(ctx, &tx, &row, seen_version).await? {
        return Err(changed(&row));
    }
    changes::add(ctx, &tx, id, "changed", "").await?;
    let entry = Entry::new("directive.draft", format!("circular/{id}")).detail(detail(&row));
    audit::write(ctx, &tx, entry.by(&verdict)).await?;
    Ok(tx.commit().await?)
}

/// Ends a draft that will not be signed, for a reason. Its id is free again.
///
/// # Errors
/// `directives.text_missing`, `directives.draft_changed`, `directives.not_a_draft`, `platform.forbidden`.
pub async fn refuse_draft(ctx: &Ctx, id: Uuid, seen_version: i64, reason: &str) -> Result<(), Problem> {
    let verdict = ctx.require(Action::DirectiveDraft, &ctx.whole_government())?;
    let reason = words::line(reason, 500, "reason")?;
    let tx = ctx.db().begin().await?;
    tx.lock("directives.law").await?;
    let old = circulars::one(ctx, &*tx, id).await?.ok_or_else(missing)?;
    expect_draft(&old, seen_version)?;
    if !circulars::set_refused(ctx, &tx, id, seen_version).await? {
        return Err(changed(&old));
    }
    changes::add(ctx, &tx, id, "refused", &reason).await?;
    let detail = json!({ "circular": old.circular, "reason": reason });
    let entry = Entry::new("directive.refuse", format!("circular/{id}")).detail(detail);
    audit::write(ctx, &tx, entry.by(&verdict)).await?;
    Ok(tx.commit().await?)
}

/// Says who was faster, or that the circular is no draft any more.
pub(crate) fn expect_draft(row: &OwnCircular, seen_version: i64) -> Result<(), Problem> {
    if row.state != CircularState::Draft {
        return Err(Problem::conflict("directives.not_a_draft").with("circular", &row.circular));
    }
    if row.version == seen_version { Ok(()) } else { Err(changed(row)) }
}

pub(crate) fn changed(row: &OwnCircular) -> Problem {
    Problem::conflict("directives.draft_changed").with("name", &row.changed_name)
}

/// Returns the head of a law text that can be kept as a draft.
pub(crate) fn read(ctx: &Ctx, new: &NewCircular) -> Result<LawHead, Problem> {
    if new.law.len() > LAW_BYTES || new.cases.len() > LAW_BYTES {
        return Err(Problem::invalid("directives.law_long").on_field("law"));
    }
    let letter = &new.letter;
    let texts =
        [&letter.background, &letter.body, &letter.closing, &letter.recipients, &letter.carbon_copies];
    if texts.iter().any(|text| text.chars().count() > LETTER_LETTERS) {
        return Err(Problem::invalid("directives.letter_long").on_field("body"));
    }
    let head = law_head::read(&new.law, &ctx.government.region).map_err(|fault| {
        let fault = fault_words::of_head(&fault);
        let text = ctx.text(fault.message, &fault.values);
        Problem::invalid("directives.law_unreadable").on_field("law").with("fault", text)
    })?;
    if head.title.chars().count() > TITLE_LETTERS {
        return Err(Problem::invalid("directives.title_long").on_field("title"));
    }
    Ok(head)
}

async fn expect_free(tx: &Tx, row: &OwnCircular) -> Result<(), Problem> {
    let own = circulars::named(&**tx, &row.circular).await?.filter(|other| other.id != row.id);
    if own.is_some() || shipped().iter().any(|other| other.circular.id == row.circular) {
        return Err(Problem::conflict("directives.id_taken").on_field("id").with("circular", &row.circular));
    }
    Ok(())
}

/// Lines without blanks around them, and no empty ones.
fn tidy(letter: Letter) -> Letter {
    let lines = |text: &str| {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    };
    Letter {
        background: lines(&letter.background),
        body: lines(&letter.body),
        closing: letter.closing.split_whitespace().collect::<Vec<_>>().join(" "),
        recipients: lines(&letter.recipients),
        carbon_copies: lines(&letter.carbon_copies),
    }
}

fn detail(row: &OwnCircular) -> serde_json::Value {
    json!({ "circular": row.circular, "version": row.version, "dated_on": row.dated_on })
}
