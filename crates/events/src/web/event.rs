//! One event: what law says, how it stands, and what its organiser and who decides may do.

use super::fields::{self, again, is_shown, time_value};
use super::form::said;
use super::texts::{self, ShownLaw};
use super::{LIST, event_path};
use crate::explain::limit_subject;
use crate::model::{Change, EventState};
use crate::ops::change::{change_event, refuse_closed};
use crate::ops::decide::{cancel_event, decide_event};
use crate::ops::reads::{EventSheet, event_sheet};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use siaga_platform::web::{FormPairs, Page, render, see_other};
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "events/event.html")]
struct EventPage {
    page: Page,
    path: String,
    version: i64,
    tone: &'static str,
    state: String,
    needs_change: bool,
    facts: Vec<(String, String)>,
    meeting_link: String,
    law: ShownLaw,
    explain: String,
    shrink_to: Option<i64>,
    is_physical: bool,
    steps: Vec<StepRow>,
    may_change: bool,
    may_cancel: bool,
    may_decide: bool,
    is_allowed_by_law: bool,
    may_record: bool,
    has_minutes: bool,
    typed: FormPairs,
}

struct StepRow {
    what: String,
    note: String,
    grounds: Vec<String>,
    who: String,
}

impl EventPage {
    fn value(&self, field: &str) -> &str {
        self.typed.text(field)
    }
}

pub(super) async fn show(ctx: Ctx, Path(uid): Path<Uuid>) -> Result<Response, Problem> {
    render(&event_page(&ctx, uid, None).await?)
}

async fn event_page(
    ctx: &Ctx,
    uid: Uuid,
    unsaved: Option<(&Problem, &FormPairs)>,
) -> Result<EventPage, Problem> {
    let sheet = event_sheet(ctx, uid).await?;
    let (event, judged) = (&sheet.event, &sheet.judged.value);
    let mut page = Page::new(ctx, "events-event")
        .titled(event.plan.title.clone())
        .under(LIST, ctx.text("events-title", &[]));
    if let Some((problem, _)) = unsaved {
        page.add_problem(problem);
    }
    let (tone, state) = texts::event_badge(&page, event.state);
    let may_change = sheet.may_request && refuse_closed(ctx, event).is_ok();
    let shrink_to = judged.ceiling.filter(|most| (1..event.plan.people).contains(most));
    Ok(EventPage {
        path: event_path(uid),
        version: event.version,
        tone,
        state,
        needs_change: event.state == EventState::NeedsChange,
        facts: facts(&page, &sheet),
        meeting_link: event.plan.meeting_link.clone(),
        law: ShownLaw::new(&page, &sheet.judged),
        explain: limit_subject(uid).path(),
        shrink_to,
        is_physical: !event.plan.is_virtual(),
        steps: steps(&page, &sheet),
        may_change,
        may_cancel: sheet.may_request && !matches!(event.state, EventState::Held | EventState::Cancelled),
        may_decide: sheet.may_decide && event.state.is_planned() && refuse_closed(ctx, event).is_ok(),
        is_allowed_by_law: judged.is_allowed(),
        may_record: sheet.may_record && matches!(event.state, EventState::Allowed | EventState::Held),
        has_minutes: event.state == EventState::Held,
        typed: typed(&sheet, shrink_to, unsaved.map(|(_, form)| form)),
        page,
    })
}

/// What was typed before a problem, else what is planned.
fn typed(sheet: &EventSheet, shrink_to: Option<i64>, unsaved: Option<&FormPairs>) -> FormPairs {
    let plan = &sheet.event.plan;
    let next = sheet.judged.value.free_days.first().copied().unwrap_or(plan.held_on);
    let mut pairs: Vec<(String, String)> = unsaved.map_or_else(Vec::new, |form| {
        form.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    });
    let stored = [
        ("people", shrink_to.unwrap_or(plan.people).to_string()),
        ("meeting_link", plan.meeting_link.clone()),
        ("held_on", next.to_string()),
        ("start", time_value(plan.start_minute)),
        ("end", time_value(plan.end_minute)),
    ];
    pairs.extend(stored.map(|(name, value)| (name.to_owned(), value)));
    FormPairs::from_pairs(pairs)
}

fn facts(page: &Page, sheet: &EventSheet) -> Vec<(String, String)> {
    let (event, plan) = (&sheet.event, &sheet.event.plan);
    let capacity = plan.place.as_ref().map(|place| page.number(place.capacity));
    let mut facts = vec![
        (page.t("events-agency"), sheet.agency.name.clone()),
        (page.t("events-kind"), texts::kind(page, plan.kind)),
        (page.t("events-when"), texts::when(page, plan)),
        (page.t("events-place"), texts::place(page, plan)),
        (page.t("events-capacity"), capacity.unwrap_or_else(|| "–".to_owned())),
        (page.t("events-people"), page.number(plan.people)),
        (page.t("events-organiser"), event.organiser_name.clone()),
        (page.t("events-contact"), plan.contact.clone()),
        (page.t("events-present"), page.number(sheet.present)),
    ];
    if !plan.purpose.is_empty() {
        facts.push((page.t("events-purpose"), plan.purpose.clone()));
    }
    facts
}

fn steps(page: &Page, sheet: &EventSheet) -> Vec<StepRow> {
    let row = |step: &crate::model::EventStep| StepRow {
        what: page.t(format!("events-step-{}", step.kind.as_str().replace('_', "-"))),
        note: step.note.clone(),
        grounds: step.grounds.iter().map(texts::ground_source).filter(|text| !text.is_empty()).collect(),
        who: format!("{}, {}", maker(page, &step.made_name), page.time(step.made_at)),
    };
    sheet.steps.iter().map(row).collect()
}

/// Returns the name of who did a step; a job of this program has no name that people know.
fn maker(page: &Page, name: &str) -> String {
    if name.starts_with("events.") { page.t("events-by-program") } else { name.to_owned() }
}

async fn done(
    ctx: &Ctx,
    uid: Uuid,
    result: Result<String, Problem>,
    form: &FormPairs,
) -> Result<Response, Problem> {
    match result {
        Ok(said) => Ok(see_other(event_path(uid)).saying(said).into_response()),
        Err(problem) if is_shown(&problem) => {
            again(&event_page(ctx, uid, Some((&problem, form))).await?, &problem)
        }
        Err(problem) => Err(problem),
    }
}

async fn change(
    ctx: &Ctx,
    uid: Uuid,
    form: &FormPairs,
    change: Result<Change, Problem>,
) -> Result<Response, Problem> {
    let version = fields::key(form, "version")?;
    let result = match change {
        Ok(change) => change_event(ctx, uid, version, &change).await.map(|state| said(ctx, state)),
        Err(problem) => Err(problem),
    };
    done(ctx, uid, result, form).await
}

pub(super) async fn shrink(ctx: Ctx, Path(uid): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let fewer = fields::whole(&form, "people").map(|people| Change::Shrink { people });
    change(&ctx, uid, &form, fewer).await
}

pub(super) async fn make_virtual(
    ctx: Ctx,
    Path(uid): Path<Uuid>,
    form: FormPairs,
) -> Result<Response, Problem> {
    let meeting_link = form.text("meeting_link").to_owned();
    change(&ctx, uid, &form, Ok(Change::MakeVirtual { meeting_link })).await
}

pub(super) async fn reschedule(
    ctx: Ctx,
    Path(uid): Path<Uuid>,
    form: FormPairs,
) -> Result<Response, Problem> {
    change(&ctx, uid, &form, moved(&form)).await
}

fn moved(form: &FormPairs) -> Result<Change, Problem> {
    Ok(Change::Move {
        held_on: fields::date(form, "held_on")?,
        start_minute: fields::minute(form, "start")?,
        end_minute: fields::minute(form, "end")?,
    })
}

pub(super) async fn decide(ctx: Ctx, Path(uid): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let version = fields::key(&form, "version")?;
    let is_allowed = form.text("putusan") == "ya";
    let result = decide_event(&ctx, uid, version, is_allowed, form.text("reason")).await;
    let id = if is_allowed { "events-said-allowed" } else { "events-said-refused" };
    done(&ctx, uid, result.map(|()| ctx.text(id, &[])), &form).await
}

pub(super) async fn cancel(ctx: Ctx, Path(uid): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let version = fields::key(&form, "version")?;
    let mut result = cancel_event(&ctx, uid, version, form.text("cancel_reason")).await;
    if let Err(problem) = &mut result
        && problem.field.as_deref() == Some("reason")
    {
        problem.field = Some("cancel_reason".to_owned());
    }
    done(&ctx, uid, result.map(|()| ctx.text("events-said-cancelled", &[])), &form).await
}
