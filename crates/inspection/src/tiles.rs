//! Tiles on the boards of leaders: the next inspection, and what came of the last ones.

use crate::model::{AgencyState, Inspection, InspectionState, TaskState};
use crate::ops::close::minutes_of;
use crate::ops::minutes::{AgencyMinutes, Snapshot};
use crate::ops::reads::{coming_inspections, held_inspections};
use crate::ops::shared;
use crate::ops::tasks::{ListedTask, task_list};
use siaga_access::Role;
use siaga_civil::Ratio;
use siaga_platform::explain::Subject;
use siaga_platform::tile::{Tile, TileFigure, TileItem, TileQuestion, TileView};
use siaga_platform::web::Page;
use siaga_platform::{Ctx, Problem};

const ROLES: &[Role] = &[Role::RegionalLeader, Role::AgencyHead, Role::PersonnelAgency, Role::Inspectorate];
const ITEMS_MAX: usize = 6;

/// The tiles of inspections.
pub(crate) const TILES: &[Tile] = &[
    Tile {
        name: "inspection.next",
        order: 200,
        roles: ROLES,
        load: |ctx, question| Box::pin(async move { next(&ctx, &question).await }),
    },
    Tile {
        name: "inspection.tasks",
        order: 210,
        roles: ROLES,
        load: |ctx, question| Box::pin(async move { tasks(&ctx, &question).await }),
    },
];

/// A board of an earlier day or of earlier knowledge tells nothing of what goes on now.
fn is_present(ctx: &Ctx, question: &TileQuestion) -> bool {
    question.known_at.is_none() && question.on >= ctx.today()
}

async fn next(ctx: &Ctx, question: &TileQuestion) -> Result<Option<TileView>, Problem> {
    if !is_present(ctx, question) {
        return held(ctx, question).await;
    }
    let coming = coming_inspections(ctx, ctx.today()).await?;
    let Some(first) = coming.first() else { return Ok(None) };
    let page = Page::new(ctx, "inspection-title");
    let is_open = first.state == InspectionState::Open;
    let mut view = TileView {
        heading: if is_open {
            page.t("inspection-tile-open")
        } else {
            page.t1("inspection-tile-next", "day", page.date(first.held_on))
        },
        items: coming.iter().take(ITEMS_MAX).map(|one| item(&page, one)).collect(),
        items_unshown: unshown(coming.len()),
        definition: page.t("inspection-tile-next-definition"),
        as_of: Some(ctx.now()),
        link: Some((format!("/sidak/{}", first.id), page.t("inspection-to-room"))),
        ..TileView::default()
    };
    if is_open {
        let room = shared::room(ctx, first.id).await?;
        view.figures = vec![TileFigure {
            value: page.ratio(room.so_far.rate),
            label: page.t("inspection-rate-label"),
            tone: "info",
            subject: Some(Subject::new("inspection.rate").with("sidak", first.id)),
        }];
        let (heard, invited) = (room.so_far.heard, room.so_far.invited);
        view.completeness = page.t2("inspection-tile-reported", "heard", heard, "invited", invited);
    }
    Ok(Some(view))
}

/// The inspection of an earlier day, as the minutes tell that were known by then.
async fn held(ctx: &Ctx, question: &TileQuestion) -> Result<Option<TileView>, Problem> {
    let of_day = held_inspections(ctx, question.on).await?;
    let mut shown: Vec<(Inspection, Snapshot)> = Vec::new();
    for inspection in of_day {
        let is_known = |at| question.known_at.is_none_or(|known_at| at <= known_at);
        let versions = minutes_of(ctx, inspection.id).await?;
        let newest = versions.into_iter().rfind(|(minutes, _)| is_known(minutes.closed_at));
        shown.extend(newest.map(|(_, held)| (inspection, held)));
    }
    let Some((first, minutes)) = shown.first() else { return Ok(None) };
    let page = Page::new(ctx, "inspection-title");
    let is_heard = |one: &&AgencyMinutes| AgencyState::parse(&one.state).is_some_and(AgencyState::is_heard);
    let heard = minutes.agencies.iter().filter(is_heard).count();
    Ok(Some(TileView {
        heading: page.t1("inspection-tile-held", "day", page.date(first.held_on)),
        figures: vec![TileFigure {
            value: page.ratio(Ratio::new(minutes.attended, minutes.obliged)),
            label: page.t("inspection-rate-label"),
            tone: "info",
            subject: Some(
                Subject::new("inspection.minutes").with("sidak", first.id).with("versi", minutes.version),
            ),
        }],
        items: shown.iter().take(ITEMS_MAX).map(|(one, _)| item(&page, one)).collect(),
        items_unshown: unshown(shown.len()),
        definition: page.t("inspection-tile-held-definition"),
        completeness: page.t2("inspection-tile-reported", "heard", heard, "invited", minutes.agencies.len()),
        as_of: Some(minutes.closed_at),
        link: Some((format!("/sidak/{}/berita-acara", first.id), page.t("inspection-minutes"))),
        ..TileView::default()
    }))
}

fn unshown(rows: usize) -> i64 {
    i64::try_from(rows.saturating_sub(ITEMS_MAX)).unwrap_or(0)
}

fn item(page: &Page, one: &Inspection) -> TileItem {
    let (tone, badge) = crate::web::inspection_badge(page, one.state, one.is_reopened());
    TileItem {
        text: one.title.clone(),
        note: format!("{}, {}", page.date_long(one.held_on), one.leader_name),
        tone,
        badge,
        link: Some(format!("/sidak/{}", one.id)),
    }
}

async fn tasks(ctx: &Ctx, question: &TileQuestion) -> Result<Option<TileView>, Problem> {
    if !is_present(ctx, question) {
        return Ok(None);
    }
    let all = task_list(ctx).await?;
    let mut open: Vec<ListedTask> = all.into_iter().filter(|one| one.task.state != TaskState::Done).collect();
    if open.is_empty() {
        return Ok(None);
    }
    open.sort_by_key(|one| (!one.is_overdue, one.task.due_on));
    let page = Page::new(ctx, "inspection-tasks");
    let overdue = open.iter().filter(|one| one.is_overdue).count();
    let figure = |number: usize, label: &str, tone| TileFigure {
        value: page.number(number),
        label: page.t(label),
        tone,
        subject: None,
    };
    let heading = if overdue > 0 {
        page.t1("inspection-tasks-overdue-heading", "count", overdue)
    } else {
        page.t1("inspection-tasks-open-heading", "count", open.len())
    };
    Ok(Some(TileView {
        heading,
        figures: vec![
            figure(open.len(), "inspection-tile-open-tasks", "info"),
            figure(overdue, "inspection-tile-overdue-tasks", if overdue > 0 { "bad" } else { "good" }),
        ],
        items: open.iter().take(ITEMS_MAX).map(|one| task_item(&page, one)).collect(),
        items_unshown: unshown(open.len()),
        definition: page.t("inspection-tile-tasks-definition"),
        as_of: Some(ctx.now()),
        link: Some(("/tugas".to_owned(), page.t("inspection-tasks"))),
        ..TileView::default()
    }))
}

fn task_item(page: &Page, one: &ListedTask) -> TileItem {
    let (tone, badge) = crate::web::task_badge(page, one.task.state, one.is_overdue);
    let who = if one.agency_name.is_empty() { &one.task.person_name } else { &one.agency_name };
    let due = one.task.due_on.map(|on| page.date(on)).unwrap_or_default();
    TileItem {
        text: one.task.text.clone(),
        note: format!("{who}, {due}"),
        tone,
        badge,
        link: Some(format!("/tugas/{}", one.task.id)),
    }
}
