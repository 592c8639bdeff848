//! Tiles on the boards of leaders: cases, and who works from home.

mod rosters;

use crate::ops::overview::{AgencyDay, has_cases, overview};
use crate::store::orders;
use siaga_access::{Action, Role};
use siaga_platform::tile::{Tile, TileFigure, TileItem, TileQuestion, TileView};
use siaga_platform::web::Page;
use siaga_platform::{Ctx, Problem};

const ROLES: &[Role] = &[Role::RegionalLeader, Role::AgencyHead, Role::PersonnelAgency];
/// On whose boards rosters are shown.
const ROSTER_ROLES: &[Role] =
    &[Role::RegionalLeader, Role::AgencyHead, Role::PersonnelAgency, Role::Inspectorate, Role::UnitOfficer];
const ITEMS_MAX: usize = 6;

/// The tiles of arrangements.
pub(crate) const TILES: &[Tile] = &[
    Tile {
        name: "arrangements.today",
        order: 150,
        roles: ROLES,
        load: |ctx, question| Box::pin(async move { today(&ctx, &question).await }),
    },
    Tile {
        name: "arrangements.places",
        order: 160,
        roles: ROSTER_ROLES,
        load: |ctx, question| Box::pin(async move { rosters::today(&ctx, &question).await }),
    },
    Tile {
        name: "arrangements.next_week",
        order: 165,
        roles: ROSTER_ROLES,
        load: |ctx, question| Box::pin(async move { rosters::next_week(&ctx, &question).await }),
    },
];

/// Agencies with a case or cluster and people from home; nothing where no agency has one.
async fn today(ctx: &Ctx, question: &TileQuestion) -> Result<Option<TileView>, Problem> {
    if question.known_at.is_some() || !ctx.may_ever(Action::ArrangementView) {
        return Ok(None);
    }
    // On most days there is no case, and nobody needs to be counted.
    if !has_cases(ctx, question.on).await? {
        return Ok(None);
    }
    let days = overview(ctx, question.on).await?;
    let home: u32 = days.iter().map(from_home).sum();
    let flagged: Vec<&AgencyDay> = days.iter().filter(|day| day.look.case_state() != "none").collect();
    if flagged.is_empty() {
        return Ok(None);
    }
    let page = Page::new(ctx, "arrangements-title");
    let waiting = orders::live(ctx, ctx.db().reader(), None).await?;
    let is_seen = |agency_id: i64| days.iter().any(|day| day.agency.id == agency_id);
    let waiting = waiting.iter().filter(|one| one.signed_at.is_none() && is_seen(one.agency_id)).count();
    let figure = |number: usize, label: &str, tone| TileFigure {
        value: page.number(number),
        label: page.t(label),
        tone,
        subject: None,
    };
    let cases = flagged.len();
    Ok(Some(TileView {
        heading: page.t1("arrangements-tile-cases", "count", cases),
        figures: vec![
            figure(cases, "arrangements-with-cases", "warn"),
            figure(usize::try_from(home).unwrap_or(0), "arrangements-home-today", "info"),
            figure(waiting, "arrangements-orders-waiting", if waiting > 0 { "warn" } else { "good" }),
        ],
        items: flagged.iter().take(ITEMS_MAX).map(|day| item(&page, day, question)).collect(),
        items_unshown: i64::try_from(cases.saturating_sub(ITEMS_MAX)).unwrap_or(0),
        definition: page.t("arrangements-tile-definition"),
        as_of: Some(ctx.now()),
        link: Some((format!("/pengaturan-kerja?hari={}", question.on), page.t("arrangements-title"))),
        ..TileView::default()
    }))
}

/// By the signed roster where there is one, else at least so many as the quota asks for.
fn from_home(day: &AgencyDay) -> u32 {
    let load = day.look.fullest();
    match day.planned {
        Some(planned) => (load.staff - load.away).saturating_sub(planned),
        None => load.home,
    }
}

fn item(page: &Page, day: &AgencyDay, question: &TileQuestion) -> TileItem {
    let state = day.look.case_state();
    let load = day.look.fullest();
    let note = page.t2(
        "arrangements-of-staff",
        "people",
        page.number(load.office),
        "staff",
        page.number(load.staff),
    );
    TileItem {
        text: day.agency.name.clone(),
        note,
        tone: if state == "cluster" { "bad" } else { "warn" },
        badge: page.t(format!("arrangements-case-{state}")),
        link: Some(format!("/pengaturan-kerja/{}?hari={}", day.agency.code, question.on)),
    }
}
