//! Planning: the form of a new inspection, and the page on which order and agenda are kept.

use super::{LIST, fields, room_path};
use crate::model::{AnswerKind, InspectionState};
use crate::ops::plan::{
    NewInspection, Reorder, cancel_inspection, plan_inspection, reorder_agencies, replan_inspection,
};
use crate::ops::questions::{NewQuestion, add_question, remove_question};
use crate::ops::room::Room;
use crate::ops::shared;
use crate::ops::viewer::viewer;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use siaga_directory::{self as directory};
use siaga_platform::web::{FormPairs, Page, render, see_other};
use siaga_platform::{Ctx, Problem, ProblemKind};
use uuid::Uuid;

/// The fields of a plan as they stand in a form.
#[derive(Default)]
struct PlanForm {
    title: String,
    held_on: String,
    start: String,
    leader: String,
    meeting_link: String,
    which: String,
    agencies: Vec<Choice>,
}

struct Choice {
    code: String,
    name: String,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "inspection/new.html")]
struct NewPage {
    page: Page,
    form: PlanForm,
    ways: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "inspection/plan.html")]
struct EditPage {
    page: Page,
    path: String,
    version: i64,
    form: PlanForm,
    ways: Vec<(&'static str, String)>,
    kinds: Vec<(&'static str, String)>,
    order: Vec<(i64, i32, String)>,
    questions: Vec<QuestionRow>,
    typed_question: String,
    typed_kind: String,
    typed_reason: String,
    is_planned: bool,
}

struct QuestionRow {
    id: Uuid,
    text: String,
    kind: String,
    asked: String,
}

fn ways(page: &Page) -> Vec<(&'static str, String)> {
    vec![("all", page.t("inspection-agencies-all")), ("some", page.t("inspection-agencies-some"))]
}

async fn choices(ctx: &Ctx, is_chosen: impl Fn(&str, i64) -> bool) -> Result<Vec<Choice>, Problem> {
    let agencies = directory::agencies(ctx).await?;
    let choice = |agency: directory::Agency| Choice {
        is_chosen: is_chosen(&agency.code, agency.id),
        code: agency.code,
        name: agency.name,
    };
    Ok(agencies.into_iter().map(choice).collect())
}

async fn typed(ctx: &Ctx, form: &FormPairs) -> Result<PlanForm, Problem> {
    let text = |name: &str| form.text(name).to_owned();
    Ok(PlanForm {
        title: text("title"),
        held_on: text("held_on"),
        start: text("start"),
        leader: text("leader"),
        meeting_link: text("meeting_link"),
        which: text("which"),
        agencies: choices(ctx, |code, _| form.all("agency").any(|chosen| chosen == code)).await?,
    })
}

fn read(form: &FormPairs) -> Result<NewInspection, Problem> {
    let agencies: Vec<String> = match form.text("which") {
        "some" => form.all("agency").map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    if form.text("which") == "some" && agencies.is_empty() {
        return Err(Problem::invalid("inspection.no_agencies").on_field("which"));
    }
    Ok(NewInspection {
        title: form.text("title").to_owned(),
        held_on: fields::date(form, "held_on")?,
        start_minute: fields::minute(form, "start")?,
        leader: form.text("leader").to_owned(),
        agencies,
        meeting_link: form.text("meeting_link").to_owned(),
    })
}

pub(super) async fn new(ctx: Ctx) -> Result<Response, Problem> {
    let page = new_page(&ctx);
    let mut form = PlanForm {
        held_on: ctx.today().to_string(),
        start: "08:30".to_owned(),
        which: "all".to_owned(),
        agencies: choices(&ctx, |_, _| false).await?,
        ..PlanForm::default()
    };
    if let Some(employee) = ctx.actor.employee {
        let own = directory::person_by_id(&ctx, employee, ctx.today()).await?;
        form.leader = own.map(|own| own.name).unwrap_or_default();
    }
    render(&NewPage { form, ways: ways(&page), page })
}

fn new_page(ctx: &Ctx) -> Page {
    Page::new(ctx, "inspection-new").under(LIST, ctx.text("inspection-title", &[]))
}

pub(super) async fn create(ctx: Ctx, form: FormPairs) -> Result<Response, Problem> {
    let result = match read(&form) {
        Ok(new) => plan_inspection(&ctx, &new).await,
        Err(problem) => Err(problem),
    };
    match result {
        Ok(id) => {
            let path = format!("{}/rencana", room_path(id));
            Ok(see_other(path).saying(ctx.text("inspection-said-planned", &[])).into_response())
        }
        Err(problem) if is_shown(&problem) => {
            let page = new_page(&ctx).with_problem(&problem);
            let form = typed(&ctx, &form).await?;
            let mut response = render(&NewPage { form, ways: ways(&page), page })?;
            *response.status_mut() = problem.kind.status();
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}

fn is_shown(problem: &Problem) -> bool {
    matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict)
}

pub(super) async fn edit(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    render(&edit_page(&ctx, id, None).await?)
}

async fn edit_page(
    ctx: &Ctx,
    id: Uuid,
    unsaved: Option<(&Problem, &FormPairs)>,
) -> Result<EditPage, Problem> {
    viewer(ctx, id).await?;
    let room = shared::room(ctx, id).await?;
    let mut page = Page::new(ctx, "inspection-plan")
        .under(LIST, ctx.text("inspection-title", &[]))
        .under(room_path(id), room.inspection.title.clone());
    let mut form = plan_form(ctx, &room).await?;
    let mut typed_fields = FormPairs::default();
    if let Some((problem, fields)) = unsaved {
        page.add_problem(problem);
        typed_fields = fields.clone();
        if fields.first("title").is_some() {
            form = typed(ctx, fields).await?;
        }
    }
    let kinds = AnswerKind::ALL.iter();
    let kinds = kinds.map(|kind| (kind.as_str(), page.t(format!("inspection-kind-{}", kind.as_str()))));
    Ok(EditPage {
        path: room_path(id),
        version: room.inspection.version,
        form,
        ways: ways(&page),
        kinds: kinds.collect(),
        order: room
            .agencies
            .iter()
            .map(|one| (one.agency.id, one.invited.place, one.agency.name.clone()))
            .collect(),
        questions: question_rows(&page, &room),
        typed_question: typed_fields.text("question").to_owned(),
        typed_kind: typed_fields.text("kind").to_owned(),
        typed_reason: typed_fields.text("reason").to_owned(),
        is_planned: room.inspection.state == InspectionState::Planned,
        page,
    })
}

async fn plan_form(ctx: &Ctx, room: &Room) -> Result<PlanForm, Problem> {
    let inspection = &room.inspection;
    let agencies = choices(ctx, |_, id| room.agency(id).is_some()).await?;
    let is_all = agencies.iter().all(|choice| choice.is_chosen);
    Ok(PlanForm {
        title: inspection.title.clone(),
        held_on: inspection.held_on.to_string(),
        start: format!("{:02}:{:02}", inspection.start_minute / 60, inspection.start_minute % 60),
        leader: inspection.leader_name.clone(),
        meeting_link: inspection.meeting_link.clone(),
        which: if is_all { "all" } else { "some" }.to_owned(),
        agencies,
    })
}

fn question_rows(page: &Page, room: &Room) -> Vec<QuestionRow> {
    let name = |id: &i64| room.agency(*id).map(|one| one.agency.name.clone());
    let row = |question: &crate::model::Question| QuestionRow {
        id: question.id,
        text: question.text.clone(),
        kind: page.t(format!("inspection-kind-{}", question.kind.as_str())),
        asked: match question.agencies.as_slice() {
            [] => page.t("inspection-all-agencies"),
            ids => ids.iter().filter_map(name).collect::<Vec<_>>().join("; "),
        },
    };
    room.questions.iter().map(row).collect()
}

async fn done<T>(
    ctx: &Ctx,
    id: Uuid,
    result: Result<T, Problem>,
    said: &str,
    form: &FormPairs,
) -> Result<Response, Problem> {
    match result {
        Ok(_) => {
            let path = format!("{}/rencana", room_path(id));
            Ok(see_other(path).saying(ctx.text(said, &[])).into_response())
        }
        Err(problem) if is_shown(&problem) => {
            let mut response = render(&edit_page(ctx, id, Some((&problem, form))).await?)?;
            *response.status_mut() = problem.kind.status();
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}

pub(super) async fn replan(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let seen = fields::key(&form, "version")?;
    let result = match read(&form) {
        Ok(new) => replan_inspection(&ctx, id, seen, &new).await,
        Err(problem) => Err(problem),
    };
    done(&ctx, id, result, "inspection-said-saved", &form).await
}

pub(super) async fn reorder(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let seen = fields::key(&form, "version")?;
    let reorder = match (fields::maybe_key(&form, "up")?, fields::maybe_key(&form, "down")?) {
        (Some(agency_id), _) => Reorder::Move { agency_id, is_up: true },
        (None, Some(agency_id)) => Reorder::Move { agency_id, is_up: false },
        (None, None) => {
            let numbers = form.pairs().filter_map(|(name, value)| {
                Some((name.strip_prefix("n_")?.parse().ok()?, value.trim().parse().ok()?))
            });
            Reorder::Numbers(numbers.collect())
        }
    };
    let result = reorder_agencies(&ctx, id, seen, &reorder).await;
    done(&ctx, id, result, "inspection-said-saved", &form).await
}

pub(super) async fn ask(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let seen = fields::key(&form, "version")?;
    let kind = AnswerKind::parse(form.text("kind")).ok_or_else(|| Problem::invalid("inspection.form"))?;
    let agencies = form.all("asked").filter_map(|id| id.parse().ok()).collect();
    let new = NewQuestion { text: form.text("question").to_owned(), kind, agencies };
    let result = add_question(&ctx, id, seen, &new).await;
    done(&ctx, id, result, "inspection-said-saved", &form).await
}

pub(super) async fn unask(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let question = fields::key(&form, "question_id")?;
    let result = remove_question(&ctx, id, fields::key(&form, "version")?, question).await;
    done(&ctx, id, result, "inspection-said-saved", &form).await
}

pub(super) async fn cancel(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let seen = fields::key(&form, "version")?;
    match cancel_inspection(&ctx, id, seen, form.text("reason")).await {
        Ok(()) => Ok(see_other(LIST).saying(ctx.text("inspection-said-cancelled", &[])).into_response()),
        Err(problem) => done(&ctx, id, Err::<(), _>(problem), "", &form).await,
    }
}
