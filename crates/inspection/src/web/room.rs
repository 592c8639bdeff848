//! The room: one page for the projector and for every phone. Living parts, and forms beside them.

use super::{LIST, parts, room_path, texts};
use crate::model::{AnswerKind, AnswerValue, InspectionState, Question};
use crate::ops::report::join_inspection;
use crate::ops::room::Room;
use crate::ops::shared;
use crate::ops::viewer::{Sight, Viewer, viewer};
use crate::rules::answers::TEXT_MAX;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use serde::Deserialize;
use siaga_access::Action;
use siaga_attendance::{StatusKind, day_off};
use siaga_directory::Agency;
use siaga_platform::web::{FormPairs, Page, Query, render, watch};
use siaga_platform::{Ctx, Problem, ProblemKind, WatchedKey};
use std::sync::Arc;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "inspection/room.html")]
struct RoomPage {
    page: Page,
    path: String,
    version: i64,
    when: String,
    leader: String,
    link: String,
    events: Vec<(String, String)>,
    parts: Vec<parts::Part>,
    own: Vec<OwnAgency>,
    desk: Option<Desk>,
    /// Why offices do not work on the day, where they do not.
    day_off: Option<String>,
    typed: Typed,
    is_planned: bool,
    is_open: bool,
    is_closed: bool,
    has_minutes: bool,
    may_close: bool,
    may_correct: bool,
    may_evaluate: bool,
}

/// The room on a projector: everybody looks at it, so that it names nobody and holds no form.
#[derive(Template)]
#[template(path = "inspection/wall.html")]
struct WallPage {
    page: Page,
    path: String,
    parts: Vec<parts::Part>,
}

/// What a head does for an agency.
struct OwnAgency {
    id: i64,
    name: String,
    code: String,
    tone: &'static str,
    state: String,
    recap: Option<(Uuid, i32)>,
    is_confirmed: bool,
    is_correcting: bool,
    day: String,
    questions: Vec<AnswerField>,
}

struct AnswerField {
    name: String,
    label: String,
    kind: &'static str,
    first: String,
    second: String,
    is_late: bool,
}

/// What a moderator needs.
struct Desk {
    agencies: Vec<(String, String)>,
    chosen: String,
    unexcused: Vec<(Uuid, String, bool)>,
    absent_agency: i64,
    objections: Vec<(i64, String, String)>,
    programmes: Vec<(Uuid, String)>,
}

/// What the forms of the room held that could not be taken.
#[derive(Default)]
struct Typed {
    agency: String,
    finding: String,
    instruction: String,
    person: String,
    due_on: String,
    closing: String,
    reason: String,
    programme: String,
    decision: String,
    follow_up: String,
    evaluation_due: String,
}

impl Typed {
    fn of(fields: &FormPairs) -> Self {
        let text = |name: &str| fields.first(name).unwrap_or_default().to_owned();
        Self {
            agency: text("agency"),
            finding: text("finding"),
            instruction: text("instruction"),
            person: text("person"),
            due_on: text("due_on"),
            closing: text("closing"),
            reason: text("reason"),
            programme: text("programme"),
            decision: text("decision"),
            follow_up: text("follow_up"),
            evaluation_due: text("evaluation_due"),
        }
    }
}

/// A form that could not be taken, with what is wrong.
#[derive(Debug, Default)]
pub(super) struct Unsaved {
    pub(super) problem: Option<Problem>,
    pub(super) fields: FormPairs,
}

#[derive(Debug, Deserialize)]
pub(super) struct Screen {
    layar: Option<String>,
}

pub(super) async fn show(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Query(screen): Query<Screen>,
) -> Result<Response, Problem> {
    let viewer = viewer(&ctx, id).await?;
    if screen.layar.is_some() {
        return wall(&ctx, id).await;
    }
    let own: Vec<i64> = viewer.answers_for.iter().map(|agency| agency.id).collect();
    if !own.is_empty() {
        join_inspection(&ctx, id, &own).await?;
    }
    render(&page(&ctx, id, &viewer, &Unsaved::default()).await?)
}

async fn wall(ctx: &Ctx, id: Uuid) -> Result<Response, Problem> {
    let room = shared::room(ctx, id).await?;
    let parts = parts::make(ctx, &room, &Sight::Nobody)?;
    let page = Page::new(ctx, "inspection-title").titled(room.inspection.title.clone());
    render(&WallPage { page, path: room_path(id), parts })
}

/// Shows the room as it is now, with what was typed and what was wrong.
pub(super) async fn show_again(ctx: &Ctx, id: Uuid, unsaved: Unsaved) -> Result<Response, Problem> {
    let status = unsaved.problem.as_ref().map_or(ProblemKind::Invalid, |problem| problem.kind).status();
    let viewer = viewer(ctx, id).await?;
    let mut response = render(&page(ctx, id, &viewer, &unsaved).await?)?;
    *response.status_mut() = status;
    Ok(response)
}

#[derive(Debug, Deserialize)]
pub(super) struct Since {
    #[serde(default)]
    sejak: u64,
    layar: Option<String>,
}

pub(super) async fn watched(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Query(since): Query<Since>,
    headers: http::HeaderMap,
) -> Result<Response, Problem> {
    let viewer = viewer(&ctx, id).await?;
    let sight = if since.layar.is_some() { Sight::Nobody } else { viewer.sight };
    let key = WatchedKey { topic: "inspection", thing: id, form: sight.form(), locale: ctx.locale };
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
    let make = move |ctx: Ctx| -> futures_util::future::BoxFuture<'static, _> {
        Box::pin(parts::watched(ctx, id, sight.clone()))
    };
    Ok(watch(ctx, key, last.unwrap_or(since.sejak), Arc::new(make)))
}

async fn page(ctx: &Ctx, id: Uuid, viewer: &Viewer, unsaved: &Unsaved) -> Result<RoomPage, Problem> {
    let room = shared::room(ctx, id).await?;
    let inspection = &room.inspection;
    let mut page = Page::new(ctx, "inspection-title")
        .titled(inspection.title.clone())
        .under(LIST, ctx.text("inspection-title", &[]));
    if let Some(problem) = &unsaved.problem {
        page.add_problem(problem);
    }
    let is = |state| inspection.state == state;
    let own = viewer.answers_for.iter().map(|agency| own_agency(&page, &room, agency, &unsaved.fields));
    let may = |action| ctx.may(action, &ctx.whole_government()).permit;
    let when = page.t2(
        "inspection-when",
        "day",
        page.date_long(inspection.held_on),
        "time",
        texts::clock(&page, inspection.start_minute),
    );
    Ok(RoomPage {
        path: room_path(id),
        version: inspection.version,
        when,
        leader: format!("{}, {}", inspection.leader_name, inspection.leader_post),
        link: inspection.meeting_link.clone(),
        events: events(&page, &room),
        parts: parts::make(ctx, &room, &viewer.sight)?,
        own: own.collect(),
        day_off: day_off(ctx, inspection.held_on).map(|problem| page.problem_text(&problem)),
        desk: viewer.may_moderate.then(|| desk(&page, &room)),
        typed: Typed::of(&unsaved.fields),
        is_planned: is(InspectionState::Planned),
        is_open: is(InspectionState::Open),
        is_closed: is(InspectionState::Closed),
        has_minutes: inspection.minutes_version > 0,
        may_close: viewer.may_close,
        may_correct: may(Action::RecapCorrect),
        may_evaluate: may(Action::ProgrammeEvaluate),
        page,
    })
}

/// What happened for a reason. Who did it stands in the minutes: names of people do not reach every reader.
fn events(page: &Page, room: &Room) -> Vec<(String, String)> {
    let told = room.events.iter().filter(|event| matches!(event.kind.as_str(), "cancelled" | "reopened"));
    let text = |kind: &str, at| page.t1(format!("inspection-event-{kind}"), "time", page.time(at));
    told.map(|event| (text(&event.kind, event.made_at), event.detail.clone())).collect()
}

fn own_agency(page: &Page, room: &Room, agency: &Agency, typed: &FormPairs) -> OwnAgency {
    let one = room.agency(agency.id);
    let (tone, state) = match one {
        Some(one) => texts::agency_badge(page, one.state),
        None => ("quiet", String::new()),
    };
    let summary = room.summary(agency.id);
    let recap = summary.and_then(|summary| summary.recap.as_ref());
    OwnAgency {
        is_correcting: recap.is_some() && summary.is_some_and(|summary| summary.draft_version.is_some()),
        id: agency.id,
        name: agency.name.clone(),
        code: agency.code.clone(),
        tone,
        state,
        recap: recap.map(|recap| (recap.id, recap.version)),
        is_confirmed: one.is_some_and(|one| one.state.is_heard()),
        day: room.inspection.held_on.to_string(),
        questions: room.asked(agency.id).map(|asked| answer_field(room, agency, asked, typed)).collect(),
    }
}

/// Returns the name of the field in which an agency answers a question.
pub(super) fn answer_name(agency_id: i64, question: Uuid) -> String {
    format!("j_{agency_id}_{question}")
}

fn answer_field(room: &Room, agency: &Agency, question: &Question, typed: &FormPairs) -> AnswerField {
    let name = answer_name(agency.id, question.id);
    let is_it = |one: &&crate::model::Answer| one.question_id == question.id && one.agency_id == agency.id;
    let last = room.answers.iter().rfind(is_it);
    let (first, second) = last.map(|last| texts::answer_fields(&last.value)).unwrap_or_default();
    let typed_first = typed.first(&name).map(str::to_owned);
    let typed_second = typed.first(&format!("{name}_w")).map(str::to_owned);
    AnswerField {
        label: question.text.clone(),
        kind: question.kind.as_str(),
        first: typed_first.unwrap_or(first),
        second: typed_second.unwrap_or(second),
        is_late: last.is_some_and(|last| room.is_after_close(last)),
        name,
    }
}

fn desk(page: &Page, room: &Room) -> Desk {
    let mut agencies = vec![(String::new(), page.t("inspection-all-agencies"))];
    agencies.extend(room.agencies.iter().map(|one| (one.agency.id.to_string(), one.agency.name.clone())));
    let current = room.current();
    let absentees = current.and_then(|one| room.summary(one.agency.id)).map(|summary| {
        let unexcused = summary.absentees.iter().filter(|one| one.status == StatusKind::Unexcused);
        let is_marked = |id: i64| room.marked.iter().any(|one| one.employee_id == id);
        unexcused.map(|one| (one.uid, one.name.clone(), is_marked(one.employee_id))).collect()
    });
    let objections = room.agencies.iter().filter_map(|one| {
        let objection = one.invited.objection.as_ref()?;
        let is_open = room.summary(one.agency.id)?.draft_version.is_none();
        is_open.then(|| (one.agency.id, one.agency.name.clone(), objection.reason.clone()))
    });
    Desk {
        agencies,
        chosen: current.map(|one| one.agency.id.to_string()).unwrap_or_default(),
        absent_agency: current.map_or(0, |one| one.agency.id),
        unexcused: absentees.unwrap_or_default(),
        objections: objections.collect(),
        programmes: room.programmes.iter().map(|one| (one.uid, one.plan.name.clone())).collect(),
    }
}

/// Returns the answers of a form and what of it cannot be read.
pub(super) fn read_answers(
    agency_id: i64,
    questions: &[Question],
    form: &FormPairs,
) -> Result<Vec<(Uuid, AnswerValue)>, Problem> {
    let mut answers = Vec::new();
    for question in questions.iter().filter(|question| question.asks(agency_id)) {
        let name = answer_name(agency_id, question.id);
        let (first, second) = (form.text(&name), form.text(&format!("{name}_w")));
        match crate::rules::answers::read(question.kind, first, second) {
            Ok(Some(value)) => answers.push((question.id, value)),
            Ok(None) => {}
            Err(code) => {
                return Err(Problem::invalid(code)
                    .on_field(name)
                    .with("question", &question.text)
                    .with("letters", TEXT_MAX));
            }
        }
    }
    Ok(answers)
}

impl AnswerField {
    fn is(&self, kind: AnswerKind) -> bool {
        self.kind == kind.as_str()
    }

    fn is_text(&self) -> bool {
        self.is(AnswerKind::Text) || self.is(AnswerKind::Programmes)
    }

    fn is_share(&self) -> bool {
        self.is(AnswerKind::Share)
    }

    fn is_yes_no(&self) -> bool {
        self.is(AnswerKind::YesNo)
    }
}
