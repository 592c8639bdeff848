//! The page behind the QR code: people who are there write themselves in. No account is needed.

use super::fields::{again, is_shown};
use super::texts;
use crate::ops::attend::{OpenList, attend_guest, attend_own, open_list};
use crate::rules::attendance::ListState;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use siaga_platform::web::{FormPairs, Page, render, see_other};
use siaga_platform::{Ctx, Problem};

/// A name and an institution are short.
pub(super) const BODY_LIMIT: usize = 16 * 1024;

#[derive(Template)]
#[template(path = "events/guest.html")]
struct GuestPage {
    page: Page,
    path: String,
    title: String,
    agency: String,
    when: String,
    place: String,
    seats: String,
    tone: &'static str,
    state: String,
    is_open: bool,
    is_full: bool,
    may_tap: bool,
    own_at: String,
    name: String,
    institution: String,
}

fn guest_page(ctx: &Ctx, typed_code: &str, list: OpenList, form: &FormPairs) -> GuestPage {
    let page = Page::new(ctx, "events-guest");
    let is_full = list.present >= list.seats;
    let (tone, state) = match list.state {
        ListState::Open if is_full => ("bad", page.t1("events-list-full", "seats", page.number(list.seats))),
        ListState::Open => {
            ("good", page.t1("events-list-open", "free", page.number(list.seats - list.present)))
        }
        ListState::NotYet { opens_at } => ("info", page.t1("events-list-later", "time", page.time(opens_at))),
        ListState::Over => ("quiet", page.t("events-list-over")),
        ListState::NotAllowed => ("bad", page.t("events-list-not-allowed")),
    };
    GuestPage {
        path: format!("/kegiatan/hadir/{typed_code}"),
        title: list.event.plan.title.clone(),
        agency: list.agency_name,
        when: texts::when(&page, &list.event.plan),
        place: texts::place(&page, &list.event.plan),
        seats: page.number(list.seats),
        tone,
        state,
        is_open: list.state == ListState::Open,
        is_full,
        may_tap: list.may_tap,
        own_at: list.own_at.map(|at| page.time(at)).unwrap_or_default(),
        name: form.text("name").to_owned(),
        institution: form.text("institution").to_owned(),
        page,
    }
}

pub(super) async fn show(ctx: Ctx, Path(code): Path<String>) -> Result<Response, Problem> {
    let list = open_list(&ctx, &code).await?;
    let code = list.event.code.clone();
    render(&guest_page(&ctx, &code, list, &FormPairs::default()))
}

pub(super) async fn enter(ctx: Ctx, Path(code): Path<String>, form: FormPairs) -> Result<Response, Problem> {
    let result = if form.text("aksi") == "saya" {
        attend_own(&ctx, &code).await
    } else {
        attend_guest(&ctx, &code, form.text("name"), form.text("institution")).await
    };
    let problem = match result {
        Ok(()) => None,
        Err(problem) if is_shown(&problem) => Some(problem),
        Err(problem) => return Err(problem),
    };
    let list = open_list(&ctx, &code).await?;
    let code = list.event.code.clone();
    match problem {
        None => {
            let said = ctx.text("events-said-present", &[]);
            Ok(see_other(format!("/kegiatan/hadir/{code}")).saying(said).into_response())
        }
        Some(problem) => {
            let mut shown = guest_page(&ctx, &code, list, &form);
            shown.page.add_problem(&problem);
            again(&shown, &problem)
        }
    }
}
