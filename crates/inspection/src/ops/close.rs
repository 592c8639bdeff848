//! Closing with minutes, and opening again with a reason.

use super::minutes::{Closing, Snapshot, snapshot};
use super::moderate::OPEN;
use super::plan::reason_of;
use super::step::{Step, expect_state, missing};
use super::{document, room, words};
use crate::model::{InspectionState, Minutes, Note, NoteKind};
use crate::store::{inspections as store, minutes as minutes_store, notes as note_store, tasks};
use siaga_access::Action;
use siaga_directory as directory;
use siaga_platform::{Ctx, Problem, accounts, topics};
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// News of a closed inspection: `inspection`, `version`, `day`, `sha256`.
pub const INSPECTION_CLOSED: &str = "inspection.closed";

/// Closes an inspection: minutes, official document, tasks, all in one transaction. Returns the version
/// of the minutes.
///
/// # Errors
/// `platform.password_wrong`, `inspection.only_leader` for an account that is not the leader's own,
/// `inspection.text_long`, `inspection.changed`, `inspection.not_open`, `platform.forbidden`.
pub async fn close_inspection(
    ctx: &Ctx,
    id: Uuid,
    seen_version: i64,
    closing: &str,
    password: String,
) -> Result<i32, Problem> {
    ctx.require(Action::InspectionClose, &ctx.whole_government())?;
    let inspection = store::one(ctx, ctx.db().reader(), id).await?.ok_or_else(missing)?;
    expect_state(&inspection, OPEN)?;
    if ctx.actor.employee != Some(inspection.leader_id) {
        return Err(Problem::forbidden("inspection.only_leader").with("name", inspection.leader_name));
    }
    if inspection.version != seen_version {
        return Err(Problem::conflict("inspection.changed"));
    }
    accounts::check_own_password(ctx, password).await?;
    let closing = words::lines_within(closing, 2_000, "closing")?;
    let numbers = numbers(ctx).await?;
    let step = Step::of_moderator(ctx, id, seen_version, Action::InspectionClose, OPEN).await?;
    // The row is locked: whoever writes into the room waits, and readers see all that came before. What is
    // kept for watchers may be some seconds old, so that it is read anew.
    let room = room::read(ctx, id, Arc::new(room::day_facts(ctx, id).await?)).await?;
    let version = step.inspection.minutes_version + 1;
    let reason = room.events.iter().rfind(|event| event.kind == "reopened");
    let reason = reason.map(|event| event.detail.clone()).unwrap_or_default();
    let closed_at = ctx.now();
    let facts = Closing { version, reason: &reason, words: &closing, closed_at, numbers: &numbers };
    let held = snapshot(&room, &facts);
    let leader_id = step.inspection.leader_id;
    let new = document::document(ctx, &held, leader_id, ctx.today());
    let document_id = siaga_documents::issue(ctx, &step.tx, &new, closed_at).await?;
    let sha256 = write(ctx, &step, &held, document_id).await?;
    let news = serde_json::json!({
        "inspection": id, "version": version, "day": held.held_on, "sha256": sha256,
    });
    topics::publish(ctx, &step.tx, INSPECTION_CLOSED, &news).await?;
    let detail = serde_json::json!({ "version": version, "sha256": sha256, "document": document_id });
    step.finish(ctx, "inspection.close", detail).await?;
    // The deed is done; should setting the file fail now, a job sets it later.
    if let Err(problem) = siaga_documents::seal(ctx, document_id).await {
        tracing::warn!(%problem, "the file of the minutes could not be set yet");
    }
    Ok(version)
}

/// Writes the minutes and what follows from them, and returns the hash of the snapshot.
async fn write(ctx: &Ctx, step: &Step, held: &Snapshot, document_id: Uuid) -> Result<String, Problem> {
    let (tx, id) = (&step.tx, step.inspection.id);
    let (json, sha256) = held.sealed();
    let minutes = Minutes {
        version: held.version,
        snapshot: json,
        sha256: sha256.clone(),
        document_id: Some(document_id),
        reason: held.reason.clone(),
        closed_name: ctx.actor.name.clone(),
        closed_at: held.closed_at,
    };
    minutes_store::insert(ctx, tx, id, &minutes).await?;
    store::set_state(tx, id, InspectionState::Closed).await?;
    store::set_closed(ctx, tx, id, held.version).await?;
    store::add_event(ctx, tx, id, "closed", &held.closing).await?;
    for note in note_store::of(&**tx, id).await? {
        if note.kind == NoteKind::Instruction {
            tasks::insert(ctx, tx, id, &Note { agency_id: answering(ctx, &note).await?, ..note }).await?;
        }
    }
    Ok(sha256)
}

/// Returns the agency that answers for an instruction: where only a person is named, the agency of that
/// person, so that the task does not hang in the air when the person leaves.
async fn answering(ctx: &Ctx, note: &Note) -> Result<Option<i64>, Problem> {
    match (note.agency_id, note.person_id) {
        (None, Some(person)) => {
            let person = directory::person_by_id(ctx, person, ctx.today()).await?;
            Ok(person.map(|person| person.agency_id))
        }
        (agency_id, _) => Ok(agency_id),
    }
}

/// Returns NIP or staff number by employee.
async fn numbers(ctx: &Ctx) -> Result<HashMap<i64, String>, Problem> {
    let identities = directory::identities(ctx).await?;
    let number = |one: directory::Identity| one.nip.or(one.staff_number).unwrap_or_default();
    Ok(identities.into_iter().map(|(id, identity)| (id, number(identity))).collect())
}

/// Opens a closed inspection again; the next close makes a new version of the minutes.
///
/// # Errors
/// `inspection.reason_missing`, `inspection.changed`, `inspection.not_closed`, `platform.forbidden`.
pub async fn reopen_inspection(ctx: &Ctx, id: Uuid, seen_version: i64, reason: &str) -> Result<(), Problem> {
    ctx.require(Action::InspectionClose, &ctx.whole_government())?;
    let reason = reason_of(reason)?;
    let closed = &[InspectionState::Closed];
    let step = Step::of_moderator(ctx, id, seen_version, Action::InspectionClose, closed).await?;
    store::set_state(&step.tx, id, InspectionState::Open).await?;
    store::add_event(ctx, &step.tx, id, "reopened", &reason).await?;
    step.finish(ctx, "inspection.reopen", serde_json::json!({ "reason": reason })).await
}

/// Returns the closed versions of the minutes with what they hold.
///
/// # Errors
/// `inspection.missing`.
pub(crate) async fn minutes_of(ctx: &Ctx, id: Uuid) -> Result<Vec<(Minutes, Snapshot)>, Problem> {
    store::one(ctx, ctx.db().reader(), id).await?.ok_or_else(missing)?;
    let versions = minutes_store::of(ctx.db().reader(), id).await?;
    let read = |minutes: Minutes| {
        let held = serde_json::from_str(&minutes.snapshot).map_err(Problem::broken)?;
        Ok((minutes, held))
    };
    versions.into_iter().map(read).collect()
}
