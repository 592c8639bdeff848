//! Notes of evaluations by leaders.

use super::changes::{remark, tell};
use super::words;
use crate::model::{AsOf, NewEvaluation};
use crate::ops::reads;
use crate::store::evaluations as store;
use serde_json::json;
use siaga_access::Action;
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// Notes what a leader said about a programme, in the transaction of the caller, and returns its key.
///
/// # Errors
/// `programmes.text_missing`, `programmes.text_too_long`, `programmes.evaluated_in_future`,
/// `programmes.due_before_evaluation`, `programmes.missing`, `platform.forbidden`.
pub async fn note_evaluation(
    ctx: &Ctx,
    tx: &Tx,
    programme: Uuid,
    note: &NewEvaluation,
) -> Result<Uuid, Problem> {
    let found = reads::found(ctx, programme, AsOf::day(ctx.today())).await?;
    let verdict = ctx.require(Action::ProgrammeEvaluate, &ctx.in_agency(&found.agency.path))?;
    let decision = words::lines(&note.decision, "decision", words::Length { least: 5, ..words::LONG })?;
    let follow_up = remark(&note.follow_up, "follow_up")?;
    if note.evaluated_on > ctx.today() {
        return Err(Problem::invalid("programmes.evaluated_in_future").on_field("evaluated_on"));
    }
    if note.due_on.is_some_and(|due_on| due_on < note.evaluated_on) {
        return Err(Problem::invalid("programmes.due_before_evaluation").on_field("due_on"));
    }
    let uid = ctx.new_id();
    let note = NewEvaluation { decision, follow_up, ..note.clone() };
    store::insert(ctx, tx, (found.head.id, uid), &note).await?;
    let detail = json!({ "evaluation": uid, "on": note.evaluated_on, "due_on": note.due_on });
    let entry =
        Entry::new("programme.evaluate", format!("programme/{programme}")).detail(detail).by(&verdict);
    audit::write(ctx, tx, entry).await?;
    Ok(uid)
}

/// Notes an evaluation in a transaction of its own.
pub(crate) async fn note(ctx: &Ctx, programme: Uuid, note: &NewEvaluation) -> Result<Uuid, Problem> {
    let tx = ctx.db().begin().await?;
    let uid = note_evaluation(ctx, &tx, programme, note).await?;
    tx.commit().await?;
    tell(ctx);
    Ok(uid)
}
