//! Pages of tasks.

use super::{TASKS, room_path, texts};
use crate::ops::tasks::{ListedTask, decide_task, report_task, task, task_evidence, task_list};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, header};
use siaga_platform::web::{FormPairs, Page, Upload, render, see_other};
use siaga_platform::{Ctx, Problem, ProblemKind};
use uuid::Uuid;

/// Bodies with evidence: ten megabytes and the other fields.
pub(super) const EVIDENCE_LIMIT: usize = 11 * 1024 * 1024;

#[derive(Template)]
#[template(path = "inspection/tasks.html")]
struct ListPage {
    page: Page,
    rows: Vec<Row>,
    overdue: usize,
}

struct Row {
    path: String,
    text: String,
    who: String,
    due: String,
    tone: &'static str,
    state: String,
}

#[derive(Template)]
#[template(path = "inspection/task.html")]
struct TaskPage {
    page: Page,
    path: String,
    text: String,
    who: String,
    agency: String,
    due: String,
    tone: &'static str,
    state: String,
    inspection: String,
    steps: Vec<StepRow>,
    may_report: bool,
    may_decide: bool,
    typed: String,
}

struct StepRow {
    id: i64,
    what: String,
    text: String,
    who: String,
    file: Option<String>,
}

fn row(page: &Page, one: ListedTask) -> Row {
    let (tone, state) = texts::task_badge(page, one.task.state, one.is_overdue);
    Row {
        path: format!("{TASKS}/{}", one.task.id),
        who: if one.agency_name.is_empty() { one.task.person_name } else { one.agency_name },
        due: one.task.due_on.map(|on| page.date(on)).unwrap_or_default(),
        text: one.task.text,
        tone,
        state,
    }
}

pub(super) async fn list(ctx: Ctx) -> Result<Response, Problem> {
    let page = Page::new(&ctx, "inspection-tasks");
    let tasks = task_list(&ctx).await?;
    let overdue = tasks.iter().filter(|one| one.is_overdue).count();
    let rows = tasks.into_iter().map(|one| row(&page, one)).collect();
    render(&ListPage { rows, overdue, page })
}

pub(super) async fn show(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    render(&task_page(&ctx, id, None, "").await?)
}

async fn task_page(ctx: &Ctx, id: Uuid, problem: Option<&Problem>, typed: &str) -> Result<TaskPage, Problem> {
    let (listed, steps) = task(ctx, id).await?;
    let mut page = Page::new(ctx, "inspection-task").under(TASKS, ctx.text("inspection-tasks", &[]));
    if let Some(problem) = problem {
        page.add_problem(problem);
    }
    let (tone, state) = texts::task_badge(&page, listed.task.state, listed.is_overdue);
    let steps = steps.into_iter().map(|step| StepRow {
        id: step.id,
        what: page.t(format!("inspection-task-{}", step.state.as_str())),
        text: step.text,
        who: format!("{}, {}", step.made_name, page.time(step.made_at)),
        file: step.file.map(|(_, name)| name),
    });
    Ok(TaskPage {
        path: format!("{TASKS}/{id}"),
        steps: steps.collect(),
        inspection: room_path(listed.task.inspection_id),
        due: listed.task.due_on.map(|on| page.date_long(on)).unwrap_or_default(),
        text: listed.task.text,
        who: listed.task.person_name,
        agency: listed.agency_name,
        tone,
        state,
        may_report: listed.may_report,
        may_decide: listed.may_decide,
        typed: typed.to_owned(),
        page,
    })
}

async fn done(
    ctx: &Ctx,
    id: Uuid,
    result: Result<(), Problem>,
    said: &str,
    typed: &str,
) -> Result<Response, Problem> {
    match result {
        Ok(()) => Ok(see_other(format!("{TASKS}/{id}")).saying(ctx.text(said, &[])).into_response()),
        Err(problem) if matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict) => {
            let mut response = render(&task_page(ctx, id, Some(&problem), typed).await?)?;
            *response.status_mut() = problem.kind.status();
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}

pub(super) async fn report(ctx: Ctx, Path(id): Path<Uuid>, upload: Upload) -> Result<Response, Problem> {
    let text = upload.fields.first("text").unwrap_or_default();
    let result = report_task(&ctx, id, text, upload.maybe_file("file")).await;
    done(&ctx, id, result, "inspection-said-reported", text).await
}

pub(super) async fn decide(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let text = form.first("reason").unwrap_or_default();
    let result = decide_task(&ctx, id, form.text("decision") == "done", text).await;
    done(&ctx, id, result, "inspection-said-decided", text).await
}

pub(super) async fn evidence(ctx: Ctx, Path((id, step)): Path<(Uuid, i64)>) -> Result<Response, Problem> {
    let (name, blob) = task_evidence(&ctx, id, step).await?;
    let plain: String = name
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() || "-_.".contains(letter) { letter } else { '_' })
        .collect();
    let mut response = blob.bytes.into_response();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, &blob.media_type);
    set(header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{plain}\""));
    set(header::CACHE_CONTROL, "private, no-store");
    Ok(response)
}
