//! The agenda: questions for all agencies or for some.

use super::step::Step;
use super::words;
use crate::model::{AnswerKind, InspectionState, Question};
use crate::store::{agencies as invited_store, questions as store};
use siaga_access::Action;
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// A question to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewQuestion {
    /// The question.
    pub text: String,
    /// What an answer looks like.
    pub kind: AnswerKind,
    /// Who is asked; nobody named means all.
    pub agencies: Vec<i64>,
}

const QUESTIONS_MAX: usize = 60;
const STATES: &[InspectionState] = &[InspectionState::Open, InspectionState::Planned];

/// Adds a question, before an inspection or during it.
///
/// # Errors
/// `inspection.text_missing`, `inspection.questions_too_many`, `inspection.agency_not_invited`,
/// `inspection.changed`, `inspection.not_open`, `platform.forbidden`.
pub async fn add_question(
    ctx: &Ctx,
    id: Uuid,
    seen_version: i64,
    new: &NewQuestion,
) -> Result<Uuid, Problem> {
    let text = words::line_within(&new.text, 300, "question")?;
    if text.is_empty() {
        return Err(Problem::invalid("inspection.text_missing").on_field("question"));
    }
    let step = Step::of_moderator(ctx, id, seen_version, Action::InspectionModerate, STATES).await?;
    let invited = invited_store::of(&*step.tx, id).await?;
    if let Some(stranger) = new.agencies.iter().find(|id| !invited.iter().any(|one| one.agency_id == **id)) {
        return Err(Problem::invalid("inspection.agency_not_invited").with("agency", stranger));
    }
    let known = store::of(&*step.tx, id).await?;
    if known.len() >= QUESTIONS_MAX {
        return Err(Problem::conflict("inspection.questions_too_many").with("most", QUESTIONS_MAX));
    }
    let place = known.last().map_or(1, |last| last.place.saturating_add(1));
    let question = Question { id: ctx.new_id(), place, text, kind: new.kind, agencies: new.agencies.clone() };
    store::insert(&step.tx, id, &question).await?;
    step.finish(ctx, "inspection.plan", serde_json::json!({ "question": question.id })).await?;
    Ok(question.id)
}

/// Takes a question away that nobody has answered.
///
/// # Errors
/// `inspection.question_answered`, `inspection.changed`, `inspection.not_open`, `platform.forbidden`.
pub async fn remove_question(
    ctx: &Ctx,
    id: Uuid,
    seen_version: i64,
    question_id: Uuid,
) -> Result<(), Problem> {
    let step = Step::of_moderator(ctx, id, seen_version, Action::InspectionModerate, STATES).await?;
    if !store::remove(&step.tx, id, question_id).await? {
        return Err(Problem::conflict("inspection.question_answered"));
    }
    step.finish(ctx, "inspection.plan", serde_json::json!({ "removed": question_id })).await
}
