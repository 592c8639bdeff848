//! The tile of events: what comes in the next days, and what needs a change.

use crate::model::{EventFilter, ListedEvent};
use crate::ops::reads::{event_list, needing_change};
use crate::web::{event_badge, event_path};
use chrono::Days;
use siaga_access::Role;
use siaga_platform::tile::{Tile, TileFigure, TileItem, TileQuestion, TileView};
use siaga_platform::web::Page;
use siaga_platform::{Ctx, Problem, ProblemKind};

const ROLES: &[Role] =
    &[Role::RegionalLeader, Role::AgencyHead, Role::PersonnelAgency, Role::Inspectorate, Role::UnitOfficer];
const ITEMS_MAX: usize = 6;
/// Today and the days after it.
const DAYS: u64 = 7;

/// The tiles of events.
pub(crate) const TILES: &[Tile] = &[Tile {
    name: "events.coming",
    order: 230,
    roles: ROLES,
    load: |ctx, question| Box::pin(async move { coming(&ctx, &question).await }),
}];

async fn coming(ctx: &Ctx, question: &TileQuestion) -> Result<Option<TileView>, Problem> {
    // A board of an earlier day or of earlier knowledge tells nothing of what is planned now.
    if question.known_at.is_some() || question.on < ctx.today() {
        return Ok(None);
    }
    let until_on = question.on.checked_add_days(Days::new(DAYS)).unwrap_or(question.on);
    let filter = EventFilter { from_on: question.on, until_on, agency_code: String::new(), state: None };
    let (week, to_change) = match event_list(ctx, &filter).await {
        Ok(week) => (week, needing_change(ctx, question.on).await?),
        Err(problem) if problem.kind == ProblemKind::Forbidden => return Ok(None),
        Err(problem) => return Err(problem),
    };
    let week: Vec<ListedEvent> = week.into_iter().filter(|one| one.event.state.is_planned()).collect();
    if week.is_empty() && to_change.is_empty() {
        return Ok(None);
    }
    let page = Page::new(ctx, "events-title");
    let figure = |number: usize, label: &str, tone: &'static str| TileFigure {
        value: page.number(i64::try_from(number).unwrap_or(i64::MAX)),
        label: page.t(label),
        tone,
        subject: None,
    };
    let in_week = |one: &&ListedEvent| !week.iter().any(|other| other.event.uid == one.event.uid);
    let shown: Vec<&ListedEvent> = to_change.iter().filter(in_week).chain(&week).collect();
    let heading = if to_change.is_empty() {
        page.t1("events-tile-coming", "count", week.len())
    } else {
        page.t1("events-tile-change", "count", to_change.len())
    };
    let change_tone = if to_change.is_empty() { "quiet" } else { "warn" };
    Ok(Some(TileView {
        heading,
        figures: vec![
            figure(week.len(), "events-tile-week", "info"),
            figure(to_change.len(), "events-tile-to-change", change_tone),
        ],
        items: shown.iter().take(ITEMS_MAX).map(|one| item(&page, one)).collect(),
        items_unshown: i64::try_from(shown.len().saturating_sub(ITEMS_MAX)).unwrap_or(0),
        definition: page.t("events-tile-definition"),
        as_of: Some(ctx.now()),
        link: Some((crate::web::LIST.to_owned(), page.t("events-title"))),
        ..TileView::default()
    }))
}

fn item(page: &Page, one: &ListedEvent) -> TileItem {
    let (tone, badge) = event_badge(page, one.event.state);
    TileItem {
        text: one.event.plan.title.clone(),
        note: format!("{}, {}", page.date(one.event.plan.held_on), one.agency_name),
        tone,
        badge,
        link: Some(event_path(one.event.uid)),
    }
}
