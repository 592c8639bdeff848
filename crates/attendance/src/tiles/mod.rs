//! Tiles of the leader's board about attendance.

mod agencies;
mod desk_cover;
mod rate;
mod reports;
mod run;
mod unexplained;

use crate::ops::figures::{self, RecapAnswer, RecapQuestion};
use crate::settings::Goal;
use siaga_access::{Action, Role};
use siaga_chart::{About, Language, Target};
use siaga_directory::Agency;
use siaga_platform::tile::{Tile, TileQuestion};
use siaga_platform::web::Page;
use siaga_platform::{Ctx, Locale, Problem, ProblemKind};
use std::sync::Arc;

/// Those who lead, keep or oversee attendance.
const ALL_TILES: &[Role] =
    &[Role::RegionalLeader, Role::AgencyHead, Role::PersonnelAgency, Role::Inspectorate, Role::UnitOfficer];

/// The same and the offices that work with the figures of all.
const FIGURE_TILES: &[Role] = &[
    Role::RegionalLeader,
    Role::AgencyHead,
    Role::PersonnelAgency,
    Role::Inspectorate,
    Role::UnitOfficer,
    Role::HealthOffice,
    Role::SocialOffice,
    Role::VillageOffice,
];

/// The tiles of attendance.
pub(crate) const TILES: &[Tile] = &[
    Tile {
        name: "attendance.rate",
        order: 100,
        roles: FIGURE_TILES,
        load: |ctx, question| Box::pin(rate::load(ctx, question)),
    },
    Tile {
        name: "attendance.unexplained",
        order: 110,
        roles: ALL_TILES,
        load: |ctx, question| Box::pin(unexplained::load(ctx, question)),
    },
    Tile {
        name: "attendance.run",
        order: 120,
        roles: FIGURE_TILES,
        load: |ctx, question| Box::pin(run::load(ctx, question)),
    },
    Tile {
        name: "attendance.reports",
        order: 130,
        roles: ALL_TILES,
        load: |ctx, question| Box::pin(reports::load(ctx, question)),
    },
    Tile {
        name: "attendance.agencies",
        order: 140,
        roles: ALL_TILES,
        load: |ctx, question| Box::pin(agencies::load(ctx, question)),
    },
    Tile {
        name: "attendance.desk_cover",
        order: 150,
        roles: ALL_TILES,
        load: |ctx, question| Box::pin(desk_cover::load(ctx, question)),
    },
];

/// Returns the figures of the day by agency, read once for all tiles of a board; nothing for an actor who
/// may see no agency.
async fn figures_of(ctx: &Ctx, question: &TileQuestion) -> Result<Option<Arc<RecapAnswer>>, Problem> {
    let asked = RecapQuestion { known_at: question.known_at, ..RecapQuestion::day(question.on) };
    let Some(visible) = visible_of(ctx, question).await? else { return Ok(None) };
    Ok(Some(question.shared.once(figures::recap_of(ctx, &asked, &visible.0)).await?))
}

/// The agencies that an actor sees on a board.
struct Visible(Vec<Agency>);

/// Returns the agencies of a board, found once for all its tiles; nothing for an actor who may see none.
async fn visible_of(ctx: &Ctx, question: &TileQuestion) -> Result<Option<Arc<Visible>>, Problem> {
    let find = async { Ok(Visible(figures::visible_agencies(ctx, Action::BoardView, None).await?)) };
    unless_forbidden(question.shared.once(find).await)
}

/// Returns what the government aims at, read once for all tiles of a board.
async fn goal_of(ctx: &Ctx, question: &TileQuestion) -> Result<Goal, Problem> {
    Ok(*question.shared.once(Goal::read(ctx)).await?)
}

/// Returns nothing for an actor who may see no agency.
fn unless_forbidden<T>(result: Result<T, Problem>) -> Result<Option<T>, Problem> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(problem) if problem.kind == ProblemKind::Forbidden => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// Returns the words about a picture.
fn about(page: &Page, id_prefix: &str, title: String, description: String) -> About {
    About { id_prefix: id_prefix.to_owned(), title, description, nothing: page.t("attendance-tile-nothing") }
}

/// Returns the line of what the government aims at; its words name its source.
fn target(page: &Page, goal: Goal) -> Target {
    Target { value: goal.permille, label: page.t1("attendance-tile-target", "target", goal.text(page)) }
}

fn language(ctx: &Ctx) -> Language {
    match ctx.locale {
        Locale::Indonesian => Language::Indonesian,
        Locale::English => Language::English,
    }
}

/// Returns the page of figures of the question, and what it is called.
fn figures_link(page: &Page, question: &TileQuestion) -> Option<(String, String)> {
    let known = figures::known_text(question.known_at);
    let path = format!("/rekap-kehadiran?periode={}&diketahui={known}", question.on);
    Some((path, page.t("attendance-tile-figures")))
}
