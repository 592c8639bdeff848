//! Desks of today that lack people.

use crate::ops::desk_cover::{AgencyDesks, DeskCover, desk_cover};
use crate::rules::CoverState;
use crate::web::desk_state_view;
use siaga_platform::tile::{TileItem, TileQuestion, TileView, TileWidth};
use siaga_platform::web::Page;
use siaga_platform::{Ctx, Problem};

/// Desks that the tile names.
const NAMED: usize = 8;

/// Returns the desks that lack people now; nothing for other days than today and where there are no desks.
pub(super) async fn load(ctx: Ctx, question: TileQuestion) -> Result<Option<TileView>, Problem> {
    if question.on != ctx.today() || question.known_at.is_some() {
        return Ok(None);
    }
    let Some(agencies) = super::unless_forbidden(desk_cover(&ctx).await)? else { return Ok(None) };
    if agencies.is_empty() {
        return Ok(None);
    }
    let page = Page::new(&ctx, "desks-title");
    let mut behind: Vec<(&AgencyDesks, &DeskCover)> = agencies
        .iter()
        .flat_map(|agency| agency.desks.iter().map(move |desk| (agency, desk)))
        .filter(|(_, desk)| desk.state() <= CoverState::AtRisk)
        .collect();
    behind.sort_by_key(|(agency, desk)| (desk.state(), agency.agency.code.clone()));
    let short = behind.iter().filter(|(_, desk)| desk.state() == CoverState::Short).count();
    let heading = match (short, behind.len()) {
        (0, 0) => page.t("desks-tile-covered"),
        (0, at_risk) => page.t1("desks-tile-at-risk", "desks", at_risk),
        (short, _) => page.t1("desks-tile-short", "desks", short),
    };
    let items: Vec<TileItem> =
        behind.iter().take(NAMED).map(|(agency, desk)| item(&page, agency, desk)).collect();
    Ok(Some(TileView {
        heading,
        width: TileWidth::Half,
        items_unshown: i64::try_from(behind.len() - items.len()).unwrap_or(0),
        items,
        definition: page.t("desks-lead"),
        as_of: Some(ctx.now()),
        link: Some((crate::web::DESKS_PATH.to_owned(), page.t("desks-nav"))),
        ..TileView::default()
    }))
}

fn item(page: &Page, agency: &AgencyDesks, desk: &DeskCover) -> TileItem {
    let view = desk_state_view(page, desk.state());
    TileItem {
        text: format!("{}, {}", desk.name, desk.service),
        note: agency.agency.name.clone(),
        tone: view.tone,
        badge: view.text,
        link: Some(crate::web::DESKS_PATH.to_owned()),
    }
}
