//! Who works where today, and whose roster of next week is missing.

use crate::ops::arranged::arranged_between;
use crate::ops::roster_list::{Coverage, monday_of, roster_list, seen_agencies, week_coverage};
use chrono::Days;
use siaga_platform::tile::{TileFigure, TileItem, TileQuestion, TileView};
use siaga_platform::web::Page;
use siaga_platform::{Ctx, Problem};
use std::collections::HashSet;

const ITEMS_MAX: usize = 6;

/// People in the office and from home on the day, as signed rosters say.
pub(super) async fn today(ctx: &Ctx, question: &TileQuestion) -> Result<Option<TileView>, Problem> {
    let agencies: HashSet<i64> = seen_agencies(ctx).await?.into_iter().map(|agency| agency.id).collect();
    if agencies.is_empty() {
        return Ok(None);
    }
    let days = arranged_between(ctx, question.on, question.on, question.known_at).await?;
    let [office, home, elsewhere, _] = days.counts(question.on, &agencies);
    if office + home + elsewhere == 0 {
        return Ok(None);
    }
    let page = Page::new(ctx, "rosters-title");
    let figure = |people: usize, label: &str, tone| TileFigure {
        value: page.number(people),
        label: page.t(label),
        tone,
        subject: None,
    };
    let mut figures =
        vec![figure(home, "arranged-place-home", "info"), figure(office, "arranged-place-office", "quiet")];
    if elsewhere > 0 {
        figures.push(figure(elsewhere, "arranged-place-elsewhere", "quiet"));
    }
    Ok(Some(TileView {
        heading: page.t1("rosters-tile-today", "people", page.number(home)),
        figures,
        definition: page.t("rosters-tile-today-definition"),
        as_of: Some(question.known_at.unwrap_or(ctx.now())),
        link: Some(("/jadwal-kerja".to_owned(), page.t("rosters-title"))),
        ..TileView::default()
    }))
}

/// Agencies without a signed roster for next week, and signed ones that law no longer allows.
pub(super) async fn next_week(ctx: &Ctx, question: &TileQuestion) -> Result<Option<TileView>, Problem> {
    if question.known_at.is_some() || question.on < ctx.today() {
        return Ok(None);
    }
    let monday = monday_of(ctx.today()) + Days::new(7);
    let weeks = week_coverage(ctx, monday).await?;
    let open: Vec<_> =
        weeks.iter().filter(|week| matches!(week.coverage, Coverage::Missing | Coverage::Draft)).collect();
    let broken: Vec<_> = roster_list(ctx, ctx.today(), monday + Days::new(60))
        .await?
        .into_iter()
        .filter(|listed| listed.broken.is_some())
        .collect();
    if open.is_empty() && broken.is_empty() {
        return Ok(None);
    }
    let page = Page::new(ctx, "rosters-title");
    let mut items: Vec<TileItem> = broken
        .iter()
        .map(|listed| TileItem {
            text: listed.agency.name.clone(),
            note: page.t2(
                "rosters-period",
                "from",
                page.date(listed.roster.from_on),
                "until",
                page.date(listed.roster.until_on),
            ),
            tone: "bad",
            badge: page.t("rosters-to-plan-again"),
            link: Some(format!("/jadwal-kerja/{}", listed.roster.uid)),
        })
        .collect();
    items.extend(open.iter().map(|week| {
        let (tone, badge) = match week.coverage {
            Coverage::Draft => ("info", "rosters-coverage-draft"),
            _ => ("warn", "rosters-coverage-missing"),
        };
        TileItem {
            text: week.agency.name.clone(),
            note: page.t1("rosters-week-of", "day", page.date(monday)),
            tone,
            badge: page.t(badge),
            link: Some("/jadwal-kerja".to_owned()),
        }
    }));
    let unshown = items.len().saturating_sub(ITEMS_MAX);
    items.truncate(ITEMS_MAX);
    Ok(Some(TileView {
        heading: page.t2("rosters-tile-week", "open", open.len(), "broken", broken.len()),
        items,
        items_unshown: i64::try_from(unshown).unwrap_or(0),
        definition: page.t("rosters-tile-week-definition"),
        as_of: Some(ctx.now()),
        link: Some(("/jadwal-kerja".to_owned(), page.t("rosters-title"))),
        ..TileView::default()
    }))
}
