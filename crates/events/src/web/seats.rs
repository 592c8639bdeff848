//! The attendance list for its officer, and the page with the QR code that is printed.

use super::fields::{self, again, is_shown};
use super::{LIST, event_path, texts};
use crate::model::Event;
use crate::ops::reads::seen;
use crate::ops::seats::{Attendee, add_attendee, attendees, strike_attendee};
use crate::rules::code;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};
use qrcode::QrCode;
use qrcode::render::svg;
use siaga_access::Action;
use siaga_documents::PUBLIC_ADDRESS;
use siaga_platform::web::{FormPairs, Page, render, see_other};
use siaga_platform::{Ctx, Problem, settings};
use uuid::Uuid;

/// Side of the QR code in units of its drawing.
const QR_UNITS: u32 = 320;

#[derive(Template)]
#[template(path = "events/seats.html")]
struct SeatsPage {
    page: Page,
    path: String,
    head: String,
    present: usize,
    seats: String,
    rows: Vec<Row>,
    typed: FormPairs,
}

impl SeatsPage {
    fn value(&self, field: &str) -> &str {
        self.typed.text(field)
    }
}

struct Row {
    uid: Uuid,
    name: String,
    institution: String,
    way: String,
    at: String,
    is_struck: bool,
    reason: String,
}

#[derive(Template)]
#[template(path = "events/print.html")]
struct PrintPage {
    page: Page,
    picture: String,
    when: String,
    place: String,
    seats: String,
    address: String,
    code: String,
}

async fn seats_page(
    ctx: &Ctx,
    uid: Uuid,
    unsaved: Option<(&Problem, &FormPairs)>,
) -> Result<SeatsPage, Problem> {
    let event = seen(ctx, uid, Action::EventRecord).await?.event;
    let mut page = under(ctx, "events-list", &event);
    if let Some((problem, _)) = unsaved {
        page.add_problem(problem);
    }
    let lines = attendees(ctx, uid).await?;
    Ok(SeatsPage {
        path: format!("{}/daftar-hadir", event_path(uid)),
        head: texts::when(&page, &event.plan),
        present: lines.iter().filter(|line| line.struck_at.is_none()).count(),
        seats: page.number(event.plan.people),
        rows: lines.into_iter().map(|line| row(&page, line)).collect(),
        typed: unsaved.map(|(_, form)| form.clone()).unwrap_or_default(),
        page,
    })
}

fn under(ctx: &Ctx, title: &str, event: &Event) -> Page {
    Page::new(ctx, title)
        .under(LIST, ctx.text("events-title", &[]))
        .under(event_path(event.uid), event.plan.title.clone())
}

fn row(page: &Page, line: Attendee) -> Row {
    let reasons = [line.reason, line.struck_reason].into_iter().filter(|reason| !reason.is_empty());
    Row {
        uid: line.uid,
        name: if line.is_forgotten { page.t("events-forgotten") } else { line.name },
        institution: line.institution,
        way: page.t(format!("events-way-{}", line.way)),
        at: page.clock(line.made_at),
        is_struck: line.struck_at.is_some(),
        reason: reasons.collect::<Vec<_>>().join("; "),
    }
}

pub(super) async fn show(ctx: Ctx, Path(uid): Path<Uuid>) -> Result<Response, Problem> {
    render(&seats_page(&ctx, uid, None).await?)
}

async fn done(
    ctx: &Ctx,
    uid: Uuid,
    result: Result<(), Problem>,
    said: &str,
    form: &FormPairs,
) -> Result<Response, Problem> {
    match result {
        Ok(()) => {
            let path = format!("{}/daftar-hadir", event_path(uid));
            Ok(see_other(path).saying(ctx.text(said, &[])).into_response())
        }
        Err(problem) if is_shown(&problem) => {
            again(&seats_page(ctx, uid, Some((&problem, form))).await?, &problem)
        }
        Err(problem) => Err(problem),
    }
}

pub(super) async fn add(ctx: Ctx, Path(uid): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let (name, institution) = (form.text("name"), form.text("institution"));
    let result = add_attendee(&ctx, uid, name, institution, form.text("reason")).await;
    done(&ctx, uid, result, "events-said-added", &form).await
}

pub(super) async fn strike(ctx: Ctx, Path(uid): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let line: Uuid = fields::key(&form, "line")?;
    let mut result = strike_attendee(&ctx, uid, line, form.text("strike_reason")).await;
    if let Err(problem) = &mut result
        && problem.field.is_some()
    {
        problem.field = Some("strike_reason".to_owned());
    }
    done(&ctx, uid, result, "events-said-struck", &form).await
}

/// Returns the address that the QR code leads to.
async fn address(ctx: &Ctx, event: &Event) -> Result<String, Problem> {
    let base = settings::value(ctx, &PUBLIC_ADDRESS).await?;
    Ok(format!("{}/kegiatan/hadir/{}", base.trim_end_matches('/'), event.code))
}

pub(super) async fn print(ctx: Ctx, Path(uid): Path<Uuid>) -> Result<Response, Problem> {
    let event = seen(&ctx, uid, Action::EventRecord).await?.event;
    let page = under(&ctx, "events-print", &event);
    render(&PrintPage {
        picture: format!("{}/daftar-hadir/kode.svg", event_path(uid)),
        when: texts::when(&page, &event.plan),
        place: texts::place(&page, &event.plan),
        seats: page.number(event.plan.people),
        address: address(&ctx, &event).await?,
        code: code::printed(&event.code),
        page,
    })
}

pub(super) async fn picture(ctx: Ctx, Path(uid): Path<Uuid>) -> Result<Response, Problem> {
    let event = seen(&ctx, uid, Action::EventRecord).await?.event;
    let code = QrCode::new(address(&ctx, &event).await?).map_err(Problem::broken)?;
    let picture = code.render::<svg::Color<'_>>().min_dimensions(QR_UNITS, QR_UNITS).quiet_zone(true).build();
    let mut response = picture.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml"));
    Ok(response)
}
