//! The form of a new event, which shows what law says before anything is saved, and changes of one.

use super::fields::{self, again, is_shown, time_value};
use super::texts::{self, ShownLaw};
use super::{LIST, event_path};
use crate::model::{Change, EventKind, EventPlan, EventState, NewEvent, PlacePlan};
use crate::ops::change::change_event;
use crate::ops::reads::{agencies_for, event_sheet, places, seen};
use crate::ops::requests::{check_request, request_event};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use siaga_access::Action;
use siaga_directory as directory;
use siaga_platform::web::{FormPairs, Page, render, see_other};
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "events/form.html")]
struct FormPage {
    page: Page,
    target: String,
    is_new: bool,
    agencies: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    venues: Vec<(&'static str, String)>,
    places: Vec<(String, String)>,
    typed: FormPairs,
    law: Option<ShownLaw>,
}

impl FormPage {
    fn value(&self, field: &str) -> &str {
        self.typed.text(field)
    }
}

async fn form_page(
    ctx: &Ctx,
    mut page: Page,
    target: String,
    typed: FormPairs,
    problem: Option<&Problem>,
) -> Result<FormPage, Problem> {
    if let Some(problem) = problem {
        page.add_problem(problem);
    }
    let agencies = agencies_for(ctx, Action::EventRequest).await?;
    let mut known = vec![(String::new(), page.t("events-place-new"))];
    known.extend(places(ctx).await?.into_iter().map(|place| {
        let people = page.number(place.capacity);
        let label = page.t2("events-place-choice", "name", &place.name, "people", people);
        (place.name, label)
    }));
    Ok(FormPage {
        is_new: target == NEW,
        target,
        agencies: agencies.into_iter().map(|agency| (agency.code, agency.name)).collect(),
        kinds: EventKind::ALL.iter().map(|kind| (kind.to_string(), texts::kind(&page, *kind))).collect(),
        venues: vec![("place", page.t("events-venue-place")), ("virtual", page.t("events-virtual"))],
        places: known,
        typed,
        law: None,
        page,
    })
}

const NEW: &str = "/kegiatan/baru";

fn new_head(ctx: &Ctx) -> Page {
    Page::new(ctx, "events-new").under(LIST, ctx.text("events-title", &[]))
}

pub(super) async fn new(ctx: Ctx) -> Result<Response, Problem> {
    let mut pairs = vec![
        ("venue".to_owned(), "place".to_owned()),
        ("start".to_owned(), "09:00".to_owned()),
        ("end".to_owned(), "11:00".to_owned()),
    ];
    if let Some(employee) = ctx.actor.employee
        && let Some(own) = directory::person_by_id(&ctx, employee, ctx.today()).await?
    {
        pairs.push(("organiser".to_owned(), own.name));
    }
    let typed = FormPairs::from_pairs(pairs);
    render(&form_page(&ctx, new_head(&ctx), NEW.to_owned(), typed, None).await?)
}

pub(super) async fn create(ctx: Ctx, form: FormPairs) -> Result<Response, Problem> {
    let is_check = form.text("aksi") == "periksa";
    let result = async {
        let new = read_new(&ctx, &form).await?;
        if is_check {
            return Ok(Err(check_request(&ctx, &new).await?));
        }
        Ok(Ok(request_event(&ctx, &new).await?))
    };
    match result.await {
        Ok(Ok(uid)) => {
            let said = ctx.text("events-said-requested", &[]);
            Ok(see_other(event_path(uid)).saying(said).into_response())
        }
        Ok(Err(decision)) => {
            let mut shown = form_page(&ctx, new_head(&ctx), NEW.to_owned(), form, None).await?;
            shown.law = Some(ShownLaw::new(&shown.page, &decision));
            render(&shown)
        }
        Err(problem) if is_shown(&problem) => {
            again(&form_page(&ctx, new_head(&ctx), NEW.to_owned(), form, Some(&problem)).await?, &problem)
        }
        Err(problem) => Err(problem),
    }
}

async fn read_new(ctx: &Ctx, form: &FormPairs) -> Result<NewEvent, Problem> {
    let code = form.text("agency");
    if code.is_empty() {
        return Err(Problem::invalid("events.agency_missing").on_field("agency"));
    }
    let agency_id = directory::agency_by_code(ctx, code).await?.id;
    let organiser = form.text("organiser").to_owned();
    Ok(NewEvent { agency_id, organiser, plan: read_plan(ctx, form).await? })
}

async fn read_plan(ctx: &Ctx, form: &FormPairs) -> Result<EventPlan, Problem> {
    let kind = EventKind::parse(form.text("kind"));
    Ok(EventPlan {
        title: form.text("title").to_owned(),
        purpose: form.text("purpose").to_owned(),
        kind: kind.ok_or_else(|| Problem::invalid("events.kind").on_field("kind"))?,
        people: fields::whole(form, "people")?,
        held_on: fields::date(form, "held_on")?,
        start_minute: fields::minute(form, "start")?,
        end_minute: fields::minute(form, "end")?,
        place: if form.text("venue") == "virtual" { None } else { Some(read_place(ctx, form).await?) },
        contact: form.text("contact").to_owned(),
        meeting_link: form.text("meeting_link").to_owned(),
    })
}

/// A remembered place goes as it is remembered; else what was typed is a new one.
async fn read_place(ctx: &Ctx, form: &FormPairs) -> Result<PlacePlan, Problem> {
    let chosen = form.text("known_place");
    if !chosen.is_empty() {
        let found = places(ctx).await?.into_iter().find(|place| place.name == chosen);
        return found.ok_or_else(|| Problem::invalid("events.place_missing").on_field("known_place"));
    }
    if form.text("capacity").is_empty() {
        let problem = Problem::invalid("events.capacity_missing").on_field("capacity");
        return Err(problem.with("most", 100_000));
    }
    let region = match form.text("region") {
        "" => None,
        text => Some(text.parse().map_err(|_| Problem::invalid("events.region").on_field("region"))?),
    };
    Ok(PlacePlan {
        name: form.text("place").to_owned(),
        address: form.text("address").to_owned(),
        region,
        capacity: fields::whole(form, "capacity")?,
    })
}

fn edit_head(ctx: &Ctx, uid: Uuid, title: &str) -> Page {
    Page::new(ctx, "events-change").under(LIST, ctx.text("events-title", &[])).under(event_path(uid), title)
}

pub(super) async fn edit(ctx: Ctx, Path(uid): Path<Uuid>) -> Result<Response, Problem> {
    let known = seen(&ctx, uid, Action::EventRequest).await?;
    let sheet = event_sheet(&ctx, uid).await?;
    let head = edit_head(&ctx, uid, &known.event.plan.title);
    let typed = FormPairs::from_pairs(stored(&known.event.plan, known.event.version));
    let mut shown = form_page(&ctx, head, format!("{}/ubah", event_path(uid)), typed, None).await?;
    shown.law = Some(ShownLaw::new(&shown.page, &sheet.judged));
    render(&shown)
}

fn stored(plan: &EventPlan, version: i64) -> Vec<(String, String)> {
    let place = plan.place.as_ref();
    let pairs = [
        ("title", plan.title.clone()),
        ("purpose", plan.purpose.clone()),
        ("kind", plan.kind.to_string()),
        ("people", plan.people.to_string()),
        ("held_on", plan.held_on.to_string()),
        ("start", time_value(plan.start_minute)),
        ("end", time_value(plan.end_minute)),
        ("venue", if place.is_some() { "place" } else { "virtual" }.to_owned()),
        ("known_place", place.map(|place| place.name.clone()).unwrap_or_default()),
        ("contact", plan.contact.clone()),
        ("meeting_link", plan.meeting_link.clone()),
        ("version", version.to_string()),
    ];
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

pub(super) async fn change(ctx: Ctx, Path(uid): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let version = fields::key(&form, "version")?;
    let result = match read_plan(&ctx, &form).await {
        Ok(plan) => change_event(&ctx, uid, version, &Change::Plan(Box::new(plan))).await,
        Err(problem) => Err(problem),
    };
    match result {
        Ok(state) => Ok(see_other(event_path(uid)).saying(said(&ctx, state)).into_response()),
        Err(problem) if is_shown(&problem) => {
            let known = seen(&ctx, uid, Action::EventRequest).await?;
            let head = edit_head(&ctx, uid, &known.event.plan.title);
            // After a conflict the typed texts stay and the version is the newest: sending again means it.
            let pairs = form.pairs().filter(|(name, _)| *name != "version");
            let mut pairs: Vec<(String, String)> =
                pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            pairs.push(("version".to_owned(), known.event.version.to_string()));
            let typed = FormPairs::from_pairs(pairs);
            let target = format!("{}/ubah", event_path(uid));
            again(&form_page(&ctx, head, target, typed, Some(&problem)).await?, &problem)
        }
        Err(problem) => Err(problem),
    }
}

/// Returns what the next page says after a change.
pub(super) fn said(ctx: &Ctx, state: EventState) -> String {
    let id = if state == EventState::NeedsChange { "events-said-still-over" } else { "events-said-changed" };
    ctx.text(id, &[])
}
