//! What heads do in the room: join, confirm the recap or object to it, answer.

use super::step::{Step, expect_state, missing};
use super::words;
use crate::model::{Answer, AnswerValue, Confirmed, Inspection, InspectionState, Objection};
use crate::ops::plan::reason_of;
use crate::store::{agencies as invited_store, answers as answer_store, inspections as store, questions};
use siaga_access::{Action, Verdict};
use siaga_attendance::{
    AgencyDaySummary, RecapOf, SignedRecap, agency_day_summary, correct_recap, correct_recap_inspected,
};
use siaga_directory::{self as directory, Agency};
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// Notes that heads who open the room are there: the first time, and only while it is open.
///
/// # Errors
/// `inspection.missing`, `platform.forbidden`.
pub async fn join_inspection(ctx: &Ctx, id: Uuid, agency_ids: &[i64]) -> Result<(), Problem> {
    let inspection = store::one(ctx, ctx.db().reader(), id).await?.ok_or_else(missing)?;
    let invited = invited_store::of(ctx.db().reader(), id).await?;
    let is_new = |id: &&i64| invited.iter().any(|one| one.agency_id == **id && one.joined.is_none());
    let joining: Vec<i64> = agency_ids.iter().filter(is_new).copied().collect();
    let (Some(first), InspectionState::Open) = (joining.first(), inspection.state) else { return Ok(()) };
    let (_, verdict) = may_answer(ctx, *first).await?;
    let step = Step::of_agency(ctx, id, verdict).await?;
    if step.inspection.state != InspectionState::Open {
        return Ok(());
    }
    for agency_id in &joining {
        may_answer(ctx, *agency_id).await?;
        invited_store::join(ctx, &step.tx, id, *agency_id, &ctx.actor.name).await?;
    }
    step.finish(ctx, "inspection.join", serde_json::json!({ "agencies": joining })).await
}

async fn may_answer(ctx: &Ctx, agency_id: i64) -> Result<(Agency, Verdict), Problem> {
    let agency = directory::agency(ctx, agency_id).await?;
    let verdict = ctx.require(Action::InspectionAnswer, &ctx.in_agency(&agency.path))?;
    Ok((agency, verdict))
}

/// Returns the agency after checking that it is invited and that the actor answers for it.
async fn invited_agency(
    ctx: &Ctx,
    id: Uuid,
    agency_id: i64,
) -> Result<(Inspection, Agency, Verdict), Problem> {
    let inspection = store::one(ctx, ctx.db().reader(), id).await?.ok_or_else(missing)?;
    let invited = invited_store::of(ctx.db().reader(), id).await?;
    if !invited.iter().any(|one| one.agency_id == agency_id) {
        return Err(Problem::missing("inspection.agency_not_invited").with("agency", agency_id));
    }
    let (agency, verdict) = may_answer(ctx, agency_id).await?;
    Ok((inspection, agency, verdict))
}

/// Confirms the recap of the day as signed; exactly the version that the head looked at.
///
/// # Errors
/// `inspection.recap_not_signed`, `inspection.recap_changed`, `inspection.not_open`,
/// `inspection.agency_not_invited`, `platform.forbidden`.
pub async fn confirm_recap(ctx: &Ctx, id: Uuid, agency_id: i64, seen_recap: Uuid) -> Result<(), Problem> {
    let (inspection, _, verdict) = invited_agency(ctx, id, agency_id).await?;
    expect_state(&inspection, &[InspectionState::Open])?;
    let recap = in_force(ctx, &inspection, agency_id).await?;
    if recap.id != seen_recap {
        return Err(Problem::conflict("inspection.recap_changed").with("version", recap.version));
    }
    let step = Step::of_agency(ctx, id, verdict).await?;
    expect_state(&step.inspection, &[InspectionState::Open])?;
    let confirmed = Confirmed {
        at: ctx.now(),
        name: ctx.actor.name.clone(),
        recap_id: recap.id,
        version: recap.version,
        sha256: recap.lines_sha256.clone(),
    };
    invited_store::join(ctx, &step.tx, id, agency_id, &ctx.actor.name).await?;
    invited_store::confirm(&step.tx, id, agency_id, &confirmed).await?;
    let detail = serde_json::json!({
        "agency": agency_id, "recap": recap.id, "version": recap.version, "seal": recap.lines_sha256,
    });
    step.finish(ctx, "inspection.confirm", detail).await
}

async fn in_force(ctx: &Ctx, inspection: &Inspection, agency_id: i64) -> Result<SignedRecap, Problem> {
    let summary = day_of(ctx, inspection, agency_id).await?;
    summary.recap.ok_or_else(|| Problem::conflict("inspection.recap_not_signed"))
}

async fn day_of(ctx: &Ctx, inspection: &Inspection, agency_id: i64) -> Result<AgencyDaySummary, Problem> {
    let system = ctx.app.system_ctx("inspection.recap", &ctx.government);
    agency_day_summary(&system, agency_id, inspection.held_on).await
}

/// Says that the recap is wrong and begins its correction in the same deed: a new version that the officer
/// fills in and signs, and that the head then confirms. Where a correction is open already, the head's
/// words are noted beside it.
///
/// # Errors
/// `inspection.reason_missing`, those of [`confirm_recap`] and of the correction.
pub async fn object_to_recap(ctx: &Ctx, id: Uuid, agency_id: i64, reason: &str) -> Result<(), Problem> {
    let (inspection, agency, verdict) = invited_agency(ctx, id, agency_id).await?;
    expect_state(&inspection, &[InspectionState::Open])?;
    let reason = reason_of(reason)?;
    let day = inspection.held_on;
    let known = day_of(ctx, &inspection, agency_id).await?;
    let recap = known.recap.ok_or_else(|| Problem::conflict("inspection.recap_not_signed"))?;
    let step = Step::of_agency(ctx, id, verdict).await?;
    expect_state(&step.inspection, &[InspectionState::Open])?;
    let name = ctx.actor.name.clone();
    let objection = Objection { at: ctx.now(), name, reason: reason.clone(), version: recap.version };
    invited_store::join(ctx, &step.tx, id, agency_id, &ctx.actor.name).await?;
    invited_store::object(&step.tx, id, agency_id, &objection).await?;
    let mut detail = serde_json::json!({ "agency": agency_id, "version": recap.version, "reason": reason });
    if known.draft_version.is_none() {
        let (of, origin) = (RecapOf { agency_code: &agency.code, day }, format!("inspection/{id}"));
        let opened = correct_recap_inspected(ctx, &step.tx, of, &reason, &origin).await?;
        detail["correction"] = opened.version.into();
    }
    step.finish(ctx, "inspection.object", detail).await?;
    ctx.app.live.tell("recap", ctx.government.id);
    Ok(())
}

/// Begins the correction of a recap against which a head spoke, in the name of whoever may correct recaps,
/// unless it is open already. Returns the code of the agency, on whose sheet the work goes on.
///
/// # Errors
/// `inspection.nothing_objected`, `inspection.not_open`, and those of the correction.
pub async fn open_correction(ctx: &Ctx, id: Uuid, agency_id: i64) -> Result<String, Problem> {
    ctx.require(Action::InspectionModerate, &ctx.whole_government())?;
    let inspection = store::one(ctx, ctx.db().reader(), id).await?.ok_or_else(missing)?;
    expect_state(&inspection, &[InspectionState::Open])?;
    let invited = invited_store::of(ctx.db().reader(), id).await?;
    let objection = invited.into_iter().find(|one| one.agency_id == agency_id).and_then(|one| one.objection);
    let objection = objection.ok_or_else(|| Problem::conflict("inspection.nothing_objected"))?;
    let agency = directory::agency(ctx, agency_id).await?;
    ctx.require(Action::RecapCorrect, &ctx.in_agency(&agency.path))?;
    if day_of(ctx, &inspection, agency_id).await?.draft_version.is_none() {
        let of = RecapOf { agency_code: &agency.code, day: inspection.held_on };
        correct_recap(ctx, of, &objection.reason).await?;
    }
    Ok(agency.code)
}

/// What became of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered {
    /// How many were new.
    pub answers: usize,
    /// Whether they came after the close: kept, but not in the minutes.
    pub is_after_close: bool,
}

/// Writes answers of an agency; those that say the same as before are left out.
///
/// # Errors
/// `inspection.question_missing`, `inspection.not_open` before it began, `inspection.agency_not_invited`,
/// `platform.forbidden`.
pub async fn answer_questions(
    ctx: &Ctx,
    id: Uuid,
    agency_id: i64,
    given: &[(Uuid, AnswerValue)],
) -> Result<Answered, Problem> {
    let (_, _, verdict) = invited_agency(ctx, id, agency_id).await?;
    let step = Step::of_agency(ctx, id, verdict).await?;
    expect_state(&step.inspection, &[InspectionState::Open, InspectionState::Closed])?;
    let is_after_close = step.inspection.state == InspectionState::Closed;
    let after_minutes = is_after_close.then_some(step.inspection.minutes_version);
    let known = questions::of(&*step.tx, id).await?;
    let before = answer_store::of(&*step.tx, id).await?;
    let mut answers = 0;
    for (question_id, value) in given {
        let asked = known.iter().any(|one| one.id == *question_id && one.asks(agency_id));
        if !asked {
            return Err(Problem::invalid("inspection.question_missing"));
        }
        let is_it = |one: &&Answer| one.question_id == *question_id && one.agency_id == agency_id;
        if before.iter().rfind(is_it).is_some_and(|last| last.value == *value) {
            continue;
        }
        let answer = Answer {
            question_id: *question_id,
            agency_id,
            value: value.clone(),
            answered_name: words::one_line(&ctx.actor.name, 200),
            answered_at: ctx.now(),
            after_minutes,
        };
        answer_store::insert(ctx, &step.tx, id, &answer).await?;
        answers += 1;
    }
    if !is_after_close {
        invited_store::join(ctx, &step.tx, id, agency_id, &ctx.actor.name).await?;
    }
    let detail =
        serde_json::json!({ "agency": agency_id, "answers": answers, "after_close": is_after_close });
    step.finish(ctx, "inspection.answer", detail).await?;
    Ok(Answered { answers, is_after_close })
}
