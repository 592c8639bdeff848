//! Instructions that are tracked until they are done.

use super::words;
use crate::model::{Task, TaskState, TaskStep};
use crate::store::tasks as store;
use siaga_access::{Action, Resource};
use siaga_directory::{self as directory, Agency};
use siaga_platform::audit::{self, Entry};
use siaga_platform::blobs::{self, Blob};
use siaga_platform::web::{MediaType, UploadedFile};
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// A task with what the actor may do.
#[derive(Debug, Clone)]
pub struct ListedTask {
    /// The task.
    pub task: Task,
    /// Name of the agency, empty for none.
    pub agency_name: String,
    /// Whether it is late.
    pub is_overdue: bool,
    /// Whether the actor may report on it now.
    pub may_report: bool,
    /// Whether the actor may accept it or send it back now.
    pub may_decide: bool,
}

const TASKS_READ: i64 = 2_000;
/// Largest evidence that is taken.
pub(crate) const EVIDENCE_MAX_BYTES: usize = 10 * 1024 * 1024;

fn resource(ctx: &Ctx, task: &Task, agencies: &[Agency]) -> Resource {
    let agency = task.agency_id.and_then(|id| agencies.iter().find(|agency| agency.id == id));
    let path = agency.map(|agency| agency.path.clone()).unwrap_or_default();
    Resource { employee: task.employee_id, ..ctx.in_agency(&path) }
}

fn listed(ctx: &Ctx, task: Task, agencies: &[Agency]) -> Option<ListedTask> {
    let resource = resource(ctx, &task, agencies);
    if !ctx.may(Action::TaskView, &resource).permit {
        return None;
    }
    let agency = task.agency_id.and_then(|id| agencies.iter().find(|agency| agency.id == id));
    let is_reportable = matches!(task.state, TaskState::Open | TaskState::SentBack);
    Some(ListedTask {
        agency_name: agency.map(|agency| agency.name.clone()).unwrap_or_default(),
        is_overdue: task.is_overdue(ctx.today()),
        may_report: is_reportable && ctx.may(Action::TaskReport, &resource).permit,
        may_decide: task.state == TaskState::Reported && ctx.may(Action::TaskDecide, &resource).permit,
        task,
    })
}

/// Returns the tasks that the actor may see: those not done first, then by the day they are due.
///
/// # Errors
/// As the store says.
pub async fn task_list(ctx: &Ctx) -> Result<Vec<ListedTask>, Problem> {
    let agencies = directory::agencies(ctx).await?;
    let tasks = store::all(ctx, TASKS_READ).await?;
    Ok(tasks.into_iter().filter_map(|task| listed(ctx, task, &agencies)).collect())
}

/// Returns a task with its steps.
///
/// # Errors
/// `inspection.task_missing`, also for whoever may not see it.
pub async fn task(ctx: &Ctx, id: Uuid) -> Result<(ListedTask, Vec<TaskStep>), Problem> {
    let agencies = directory::agencies(ctx).await?;
    let task = store::one(ctx, ctx.db().reader(), id).await?;
    let listed = task.and_then(|task| listed(ctx, task, &agencies));
    let mut listed = listed.ok_or_else(|| Problem::missing("inspection.task_missing"))?;
    let steps = store::steps(ctx.db().reader(), id).await?;
    listed.may_decide = listed.may_decide && !is_own_report(ctx, &steps);
    Ok((listed, steps))
}

/// Nobody accepts what the same account or person reported.
fn is_own_report(ctx: &Ctx, steps: &[TaskStep]) -> bool {
    steps.iter().rfind(|step| step.state == TaskState::Reported).is_some_and(|report| {
        report.made_by == ctx.actor.reference()
            || (ctx.actor.employee.is_some() && report.made_employee == ctx.actor.employee)
    })
}

/// Reports a task as done, with a file as evidence or without.
///
/// # Errors
/// `inspection.text_missing`, `inspection.text_long`, `inspection.evidence_form`, `inspection.evidence_large`,
/// `inspection.task_not_open`, `inspection.task_missing`, `platform.forbidden`.
pub async fn report_task(
    ctx: &Ctx,
    id: Uuid,
    text: &str,
    file: Option<&UploadedFile>,
) -> Result<(), Problem> {
    let text = text_of(text)?;
    let media_type = file.map(check).transpose()?;
    let (listed, _) = task(ctx, id).await?;
    let agencies = directory::agencies(ctx).await?;
    let verdict = ctx.require(Action::TaskReport, &resource(ctx, &listed.task, &agencies))?;
    let tx = ctx.db().begin().await?;
    let from = listed.task.state;
    let is_reportable = matches!(from, TaskState::Open | TaskState::SentBack);
    if !is_reportable || !store::advance(&tx, id, from, TaskState::Reported).await? {
        return Err(Problem::conflict("inspection.task_not_open"));
    }
    let mut kept = None;
    if let (Some(file), Some(media_type)) = (file, media_type) {
        let sha256 = blobs::put(ctx, &tx, media_type.as_str(), file.bytes.clone()).await?;
        kept = Some((sha256, file.file_name.clone()));
    }
    let detail = serde_json::json!({ "file_sha256": kept.as_ref().map(|(sha256, _)| sha256) });
    store::add_step(ctx, &tx, id, (TaskState::Reported, &text), kept).await?;
    let entry = Entry::new("task.report", format!("task/{id}")).detail(detail).by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    Ok(tx.commit().await?)
}

fn text_of(text: &str) -> Result<String, Problem> {
    let text = words::lines_within(text, 2_000, "text")?;
    if text.is_empty() { Err(Problem::invalid("inspection.text_missing").on_field("text")) } else { Ok(text) }
}

fn check(file: &UploadedFile) -> Result<MediaType, Problem> {
    if file.bytes.len() > EVIDENCE_MAX_BYTES {
        return Err(Problem::invalid("inspection.evidence_large")
            .on_field("file")
            .with("megabytes", EVIDENCE_MAX_BYTES / 1024 / 1024));
    }
    match file.media_type {
        Some(kind @ (MediaType::Pdf | MediaType::Jpeg | MediaType::Png)) => Ok(kind),
        _ => Err(Problem::invalid("inspection.evidence_form").on_field("file")),
    }
}

/// Accepts a reported task as done, or sends it back with a reason.
///
/// # Errors
/// `inspection.reason_missing` when it is sent back without one, `inspection.task_not_reported`,
/// `inspection.own_report`, `inspection.task_missing`, `platform.forbidden`.
pub async fn decide_task(ctx: &Ctx, id: Uuid, is_done: bool, text: &str) -> Result<(), Problem> {
    let (listed, steps) = task(ctx, id).await?;
    let agencies = directory::agencies(ctx).await?;
    let verdict = ctx.require(Action::TaskDecide, &resource(ctx, &listed.task, &agencies))?;
    if is_own_report(ctx, &steps) {
        return Err(Problem::forbidden("inspection.own_report"));
    }
    let text =
        if is_done { words::lines_within(text, 2_000, "reason")? } else { super::plan::reason_of(text)? };
    let state = if is_done { TaskState::Done } else { TaskState::SentBack };
    let tx = ctx.db().begin().await?;
    if !store::advance(&tx, id, TaskState::Reported, state).await? {
        return Err(Problem::conflict("inspection.task_not_reported"));
    }
    store::add_step(ctx, &tx, id, (state, &text), None).await?;
    let detail = serde_json::json!({ "state": state.as_str() });
    let entry = Entry::new("task.decide", format!("task/{id}")).detail(detail).by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    Ok(tx.commit().await?)
}

/// Returns the evidence of a step.
///
/// # Errors
/// `inspection.task_missing`, `platform.not_found` without a file.
pub async fn task_evidence(ctx: &Ctx, id: Uuid, step_id: i64) -> Result<(String, Blob), Problem> {
    let (_, steps) = task(ctx, id).await?;
    let step = steps.into_iter().find(|step| step.id == step_id);
    let file = step.and_then(|step| step.file).ok_or_else(|| Problem::missing("platform.not_found"))?;
    Ok((file.1, blobs::get(ctx, &file.0).await?))
}
