//! Pages of requests: own ones, a new one, those to decide.

use crate::model::LeaveKind;
use crate::ops::requests::{
    self as ops, RequestToDecide, decide_request, kind_id, make_request, own_requests, request_paper,
    requests_to_decide, withdraw_request,
};
use crate::request::{Request, RequestKind, RequestState, Wish};
use crate::web::fields::{self, PAPER_LIMIT};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use siaga_access::Action;
use siaga_platform::web::{FormPairs, Page, Upload, render, see_other};
use siaga_platform::{Ctx, NavEntry, Permit, Problem, ProblemKind, Route};
use uuid::Uuid;

const LIST: &str = "/pengajuan";
const NEW: &str = "/pengajuan/baru";

pub(crate) const NAV: NavEntry =
    NavEntry { order: 116, path: LIST, label: "request-nav", permit: Permit::May(Action::RequestView) };

pub(crate) fn routes() -> Vec<Route> {
    let view = Permit::May(Action::RequestView);
    let own = Permit::May(Action::RequestMakeOwn);
    vec![
        Route::get(LIST, view, list),
        Route::get(NEW, own, new),
        Route::post(NEW, own, create).body_limit(PAPER_LIMIT),
        // A direct superior decides without a role: the operation knows who that is.
        Route::post("/pengajuan/{id}/putusan", view, decide),
        Route::post("/pengajuan/{id}/tarik", own, withdraw),
        Route::get("/pengajuan/{id}/berkas", view, paper),
    ]
}

#[derive(Template)]
#[template(path = "attendance/requests.html")]
struct ListPage {
    page: Page,
    may_make: bool,
    own: Vec<OwnRow>,
    to_decide: Vec<DecideRow>,
}

struct OwnRow {
    id: Uuid,
    kind: String,
    when: String,
    tone: &'static str,
    state: String,
    decided: String,
    note: String,
    is_open: bool,
    has_paper: bool,
}

struct DecideRow {
    id: Uuid,
    name: String,
    agency: String,
    kind: String,
    when: String,
    reason: String,
    effect: String,
    decide_by: String,
    is_due: bool,
    has_paper: bool,
    note: String,
    error: String,
}

async fn list(ctx: Ctx) -> Result<Response, Problem> {
    render(&list_page(&ctx, None).await?)
}

/// What a decision could not do: which request, why, and the note that was typed.
struct Refused<'a> {
    id: Uuid,
    problem: &'a Problem,
    note: &'a str,
}

async fn list_page(ctx: &Ctx, refused: Option<Refused<'_>>) -> Result<ListPage, Problem> {
    let mut page = Page::new(ctx, "request-list-title");
    if let Some(refused) = &refused {
        page.add_problem(refused.problem);
    }
    let own = own_requests(ctx).await?;
    let to_decide = requests_to_decide(ctx).await?;
    Ok(ListPage {
        may_make: ctx.actor.employee.is_some(),
        own: own.iter().map(|request| own_row(&page, request)).collect(),
        to_decide: to_decide.iter().map(|item| decide_row(ctx, &page, item, refused.as_ref())).collect(),
        page,
    })
}

fn own_row(page: &Page, request: &Request) -> OwnRow {
    let tone = match request.state {
        RequestState::Open => "warn",
        RequestState::Approved => "good",
        RequestState::Refused => "bad",
        RequestState::Withdrawn => "quiet",
    };
    let decided = request.decided_name.as_ref().zip(request.decided_at);
    OwnRow {
        id: request.id,
        kind: kind_text(page, &request.wish),
        when: when(page, &request.wish),
        tone,
        state: page.t(format!("request-state-{}", request.state.as_str())),
        decided: decided.map(|(name, at)| format!("{name}, {}", page.time(at))).unwrap_or_default(),
        note: request.decision_note.clone().unwrap_or_default(),
        is_open: request.state == RequestState::Open,
        has_paper: request.paper.is_some(),
    }
}

fn decide_row(ctx: &Ctx, page: &Page, item: &RequestToDecide, refused: Option<&Refused<'_>>) -> DecideRow {
    let wish = &item.request.wish;
    let refused = refused.filter(|refused| refused.id == item.request.id);
    let effect = match wish.kind {
        RequestKind::ForgotPunch => page.t("request-effect-forgot-punch"),
        _ if wish.is_part_of_day() => page.t("request-effect-part"),
        kind => page.t2("request-effect-days", "days", item.working_days, "kind", page.t(kind_message(kind))),
    };
    DecideRow {
        id: item.request.id,
        name: item.identity.name.clone(),
        agency: item.agency.name.clone(),
        kind: kind_text(page, wish),
        when: when(page, wish),
        reason: wish.reason.clone(),
        effect,
        decide_by: page.date(item.decide_by),
        is_due: item.decide_by <= ctx.today(),
        has_paper: item.request.paper.is_some(),
        note: refused.map(|refused| refused.note.to_owned()).unwrap_or_default(),
        error: refused.map(|refused| page.problem_text(refused.problem)).unwrap_or_default(),
    }
}

fn kind_message(kind: RequestKind) -> String {
    format!("request-kind-{}", kind_id(kind))
}

fn leave_message(kind: LeaveKind) -> String {
    format!("request-leave-{}", kind.as_str().replace('_', "-"))
}

fn kind_text(page: &Page, wish: &Wish) -> String {
    match wish.leave_kind {
        Some(leave) => page.t(leave_message(leave)),
        None => page.t(kind_message(wish.kind)),
    }
}

fn when(page: &Page, wish: &Wish) -> String {
    let days = if wish.from_on == wish.until_on {
        page.date_long(wish.from_on)
    } else {
        format!("{} – {}", page.date(wish.from_on), page.date(wish.until_on))
    };
    let time = |minute: Option<i32>| minute.map(|minute| fields::clock(page, minute));
    match (time(wish.start_minute), time(wish.end_minute)) {
        (None, None) => days,
        (Some(start), Some(end)) => format!("{days}, {start}–{end}"),
        (Some(one), None) | (None, Some(one)) => format!("{days}, {one}"),
    }
}

#[derive(Template)]
#[template(path = "attendance/request_new.html")]
struct NewPage {
    page: Page,
    kinds: Vec<(&'static str, String)>,
    leave_kinds: Vec<(&'static str, String)>,
    kind: String,
    leave_kind: String,
    from_on: String,
    until_on: String,
    start: String,
    end: String,
    reason: String,
}

fn new_page(ctx: &Ctx, typed: &FormPairs, problem: Option<&Problem>) -> NewPage {
    let mut page = Page::new(ctx, "request-new-title").under(LIST, ctx.text("request-list-title", &[]));
    if let Some(problem) = problem {
        page.add_problem(problem);
    }
    let text = |field: &str| typed.text(field).to_owned();
    let leave = LeaveKind::ALL.into_iter().map(|kind| (kind.as_str(), page.t(leave_message(kind))));
    NewPage {
        kinds: RequestKind::ALL.into_iter().map(|kind| (kind.as_str(), page.t(kind_message(kind)))).collect(),
        leave_kinds: std::iter::once(("", page.t("request-leave-none"))).chain(leave).collect(),
        kind: text("kind"),
        leave_kind: text("leave_kind"),
        from_on: text("from_on"),
        until_on: text("until_on"),
        start: text("start"),
        end: text("end"),
        reason: text("reason"),
        page,
    }
}

async fn new(ctx: Ctx) -> Result<Response, Problem> {
    render(&new_page(&ctx, &FormPairs::default(), None))
}

async fn create(ctx: Ctx, upload: Upload) -> Result<Response, Problem> {
    let made = match wish(&upload.fields) {
        Ok(wish) => make_request(&ctx, wish, fields::paper(&upload)).await,
        Err(problem) => Err(problem),
    };
    match made {
        Ok(_) => Ok(see_other(LIST).saying(ctx.text("request-said-made", &[])).into_response()),
        Err(problem) if is_shown(&problem) => {
            let mut response = render(&new_page(&ctx, &upload.fields, Some(&problem)))?;
            *response.status_mut() = problem.kind.status();
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}

fn is_shown(problem: &Problem) -> bool {
    matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict)
}

fn wish(form: &FormPairs) -> Result<Wish, Problem> {
    let kind = RequestKind::parse(form.text("kind"));
    let kind = kind.ok_or_else(|| Problem::invalid("attendance.request_kind").on_field("kind"))?;
    let from_on = fields::date(form.text("from_on"), "from_on")?;
    let until_on = match form.text("until_on") {
        "" => from_on,
        text => fields::date(text, "until_on")?,
    };
    let start_minute = fields::minute(form.text("start"), "start")?;
    let end_minute = fields::minute(form.text("end"), "end")?;
    Ok(Wish {
        kind,
        // The choice of leave is there for every kind without script; for others it means nothing.
        leave_kind: LeaveKind::parse(form.text("leave_kind")).filter(|_| kind == RequestKind::Leave),
        from_on,
        until_on,
        start_minute,
        end_minute: ops::next_morning(kind, start_minute, end_minute),
        reason: form.text("reason").to_owned(),
    })
}

async fn decide(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let (approve, said) = match form.text("decision") {
        "approve" => (true, "request-said-approved"),
        "refuse" => (false, "request-said-refused"),
        _ => return Err(Problem::invalid("attendance.request_decision").on_field("decision")),
    };
    match decide_request(&ctx, id, approve, form.text("note")).await {
        Ok(()) => Ok(see_other(LIST).saying(ctx.text(said, &[])).into_response()),
        Err(problem) if is_shown(&problem) => {
            let refused = Refused { id, problem: &problem, note: form.text("note") };
            let mut response = render(&list_page(&ctx, Some(refused)).await?)?;
            *response.status_mut() = problem.kind.status();
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}

async fn withdraw(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    withdraw_request(&ctx, id).await?;
    Ok(see_other(LIST).saying(ctx.text("request-said-withdrawn", &[])).into_response())
}

async fn paper(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    Ok(fields::download(request_paper(&ctx, id).await?))
}
