//! Page and JSON of the desks of today.

use crate::ops::desk_cover::{AgencyDesks, DeskCover, desk_cover};
use crate::rules::{CoverState, HalfCover};
use crate::web::StatusView;
use askama::Template;
use axum::response::Response;
use serde::Serialize;
use siaga_access::Action;
use siaga_platform::web::{Json, Page, render};
use siaga_platform::{Ctx, NavEntry, Permit, Problem, Route};
use utoipa::{OpenApi, ToSchema};
use uuid::Uuid;

/// Where the page is.
pub(crate) const PATH: &str = "/layanan-hari-ini";

pub(crate) const NAV: NavEntry =
    NavEntry { order: 345, path: PATH, label: "desks-nav", permit: Permit::May(Action::ServiceView) };

pub(crate) fn routes() -> Vec<Route> {
    let view = Permit::May(Action::ServiceView);
    vec![Route::get(PATH, view, show), Route::get("/api/v1/desk-cover", view, list)]
}

#[derive(OpenApi)]
#[openapi(paths(list), components(schemas(DeskEntry, HalfEntry)))]
struct Document;

/// Returns the description of these routes.
pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// Returns how a half-day looks.
pub(crate) fn state_view(page: &Page, state: CoverState) -> StatusView {
    let tone = match state {
        CoverState::Short => "bad",
        CoverState::AtRisk => "warn",
        CoverState::Covered => "good",
        CoverState::NotNeeded => "quiet",
    };
    StatusView { tone, text: page.t(format!("desks-state-{}", state.as_str().replace('_', "-"))) }
}

#[derive(Template)]
#[template(path = "attendance/desk_cover.html")]
struct DesksPage {
    page: Page,
    agencies: Vec<AgencyDesks>,
    counts: Vec<(usize, String)>,
}

impl DesksPage {
    fn state(&self, half: &HalfCover) -> StatusView {
        state_view(&self.page, half.state())
    }

    fn people(&self, half: &HalfCover) -> String {
        let numbers = [("here", half.here), ("awaited", half.awaited), ("need", half.need)];
        self.page.tn("desks-people", &numbers.map(|(name, number)| (name, self.page.number(number))))
    }

    fn at(&self, is_at_home: &bool) -> String {
        self.page.t(if *is_at_home { "day-place-home" } else { "day-place-elsewhere" })
    }
}

async fn show(ctx: Ctx) -> Result<Response, Problem> {
    let agencies = desk_cover(&ctx).await?;
    let page = Page::new(&ctx, "desks-title");
    let desks = || agencies.iter().flat_map(|agency| &agency.desks);
    let count = |state| desks().filter(|desk| desk.state() == state).count();
    let shown = [CoverState::Short, CoverState::AtRisk, CoverState::Covered];
    let counts = shown.map(|state| (count(state), state_view(&page, state).text)).to_vec();
    render(&DesksPage { page, agencies, counts })
}

/// A desk today.
#[derive(Serialize, ToSchema)]
struct DeskEntry {
    /// Code of the agency.
    agency: String,
    /// Name of the agency.
    agency_name: String,
    /// Key of the desk.
    desk: Uuid,
    /// Name on its sign.
    name: String,
    /// The service.
    service: String,
    /// `short`, `at_risk`, `covered` or `not_needed`: the worse one of both half-days.
    state: &'static str,
    /// Before noon.
    morning: HalfEntry,
    /// After noon.
    afternoon: HalfEntry,
    /// How many people could step in.
    could_step_in: usize,
    /// Who they are, for those who may see names.
    step_in: Vec<String>,
}

/// A half-day of a desk.
#[derive(Serialize, ToSchema)]
struct HalfEntry {
    /// People needed.
    need: u16,
    /// People there.
    here: u16,
    /// People awaited.
    awaited: u16,
    /// `short`, `at_risk`, `covered` or `not_needed`.
    state: &'static str,
}

#[utoipa::path(
    get,
    path = "/api/v1/desk-cover",
    summary = "Desks of today: people needed, there and awaited",
    tag = "attendance",
    responses((status = 200, description = "Desks of agencies that the actor may see", body = [DeskEntry]))
)]
async fn list(ctx: Ctx) -> Result<Json<Vec<DeskEntry>>, Problem> {
    let mut entries = Vec::new();
    for of_agency in desk_cover(&ctx).await? {
        for desk in of_agency.desks {
            entries.push(entry(&of_agency.agency, desk));
        }
    }
    Ok(Json(entries))
}

fn entry(agency: &siaga_directory::Agency, desk: DeskCover) -> DeskEntry {
    let half = |half: HalfCover| HalfEntry {
        need: half.need,
        here: half.here,
        awaited: half.awaited,
        state: half.state().as_str(),
    };
    DeskEntry {
        agency: agency.code.clone(),
        agency_name: agency.name.clone(),
        desk: desk.uid,
        state: desk.state().as_str(),
        name: desk.name,
        service: desk.service,
        morning: half(desk.halves[0]),
        afternoon: half(desk.halves[1]),
        could_step_in: desk.could_step_in,
        step_in: desk.step_in.into_iter().map(|person| person.name).collect(),
    }
}
