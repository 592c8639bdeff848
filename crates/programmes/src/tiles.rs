//! Tiles of leaders' boards: how far programmes are, which reports are missing, innovations.

use crate::explain::{innovations_subject, progress_subject, reports_subject, state_subject};
use crate::innovation::{Innovation, InnovationState};
use crate::model::{AsOf, ProgrammeProgress};
use crate::ops::innovation_reads::{as_known, innovations, reviews};
use crate::ops::reads::progress_of_all;
use crate::ops::{told, words};
use crate::rules::{ProgrammeState, Timing};
use chrono::{Datelike, Days, NaiveDate};
use siaga_access::Role;
use siaga_chart::{About, Language, Progress, ProgressRow, Tone};
use siaga_platform::tile::{Picture, Tile, TileFigure, TileItem, TileQuestion, TileView, TileWidth};
use siaga_platform::{Ctx, Locale, Problem, ProblemKind};
use std::sync::Arc;

/// Bars of the picture, and rows of a list.
const SHOWN: usize = 10;
/// An accepted innovation is new for so many days.
const NEW_DAYS: u64 = 30;

/// Every tile of programmes.
pub(crate) const ALL: &[Tile] = &[
    Tile {
        name: "programmes.progress",
        order: 300,
        roles: &[Role::RegionalLeader, Role::AgencyHead, Role::Inspectorate],
        load: |ctx, question| Box::pin(progress(ctx, question)),
    },
    Tile {
        name: "programmes.reports",
        order: 310,
        roles: &[Role::RegionalLeader, Role::AgencyHead, Role::Inspectorate],
        load: |ctx, question| Box::pin(reports(ctx, question)),
    },
    Tile {
        name: "programmes.innovations",
        order: 320,
        roles: &[Role::RegionalLeader, Role::PersonnelAgency],
        load: |ctx, question| Box::pin(innovation_tile(ctx, question)),
    },
];

/// The programmes that an actor sees on a board.
struct Visible(Vec<ProgrammeProgress>);

/// Returns the visible programmes, read once for all tiles of a board; nothing for somebody who may see none.
async fn visible(ctx: &Ctx, question: &TileQuestion) -> Result<Option<Arc<Visible>>, Problem> {
    let read = async { Ok(Visible(progress_of_all(ctx, question.on, question.known_at).await?)) };
    match question.shared.once(read).await {
        Ok(all) => Ok(Some(all)),
        Err(problem) if problem.kind == ProblemKind::Forbidden => Ok(None),
        Err(problem) => Err(problem),
    }
}

async fn progress(ctx: Ctx, question: TileQuestion) -> Result<Option<TileView>, Problem> {
    let Some(visible) = visible(&ctx, &question).await? else { return Ok(None) };
    let all = &visible.0;
    let as_of = AsOf { on: question.on, known_at: question.known_at };
    if all.is_empty() {
        return Ok(Some(nothing(&ctx, question.on)));
    }
    let figure = |state: ProgrammeState| TileFigure {
        value: words::number(&ctx, told::count(all, state)),
        label: told::state(&ctx, state),
        tone: told::tone(state),
        subject: Some(state_subject(state, "", as_of)),
    };
    Ok(Some(TileView {
        heading: heading(&ctx, all),
        width: TileWidth::Wide,
        figures: [ProgrammeState::Behind, ProgrammeState::NotReported, ProgrammeState::Finished]
            .map(figure)
            .to_vec(),
        pictures: vec![Picture::Progress(picture(&ctx, all, as_of))],
        definition: ctx.text("programmes-explain-behind-definition", &[]),
        as_of: Some(ctx.now()),
        completeness: completeness(&ctx, all),
        link: Some(link(&ctx, question.on)),
        ..TileView::default()
    }))
}

fn nothing(ctx: &Ctx, on: NaiveDate) -> TileView {
    let year = on.year().to_string();
    TileView {
        heading: ctx.text("programmes-tile-none", &[("year", year)]),
        empty: ctx.text("programmes-none-hint", &[]),
        as_of: Some(ctx.now()),
        link: Some(link(ctx, on)),
        ..TileView::default()
    }
}

fn link(ctx: &Ctx, on: NaiveDate) -> (String, String) {
    (format!("/program?hari={on}"), ctx.text("programmes-tile-link", &[]))
}

/// Says the finding: who is behind, else who has not reported, else that all is well.
fn heading(ctx: &Ctx, all: &[ProgrammeProgress]) -> String {
    let behind = told::count(all, ProgrammeState::Behind);
    let silent = told::count(all, ProgrammeState::NotReported);
    let (id, count) = match (behind, silent) {
        (0, 0) => ("programmes-tile-well", 0),
        (0, silent) => ("programmes-tile-silent", silent),
        (behind, _) => ("programmes-tile-behind", behind),
    };
    ctx.text(id, &[("count", count.to_string()), ("all", all.len().to_string())])
}

fn completeness(ctx: &Ctx, all: &[ProgrammeProgress]) -> String {
    let (reported, of) = told::completeness(all);
    ctx.text("programmes-completeness", &[("reported", reported.to_string()), ("all", of.to_string())])
}

/// Draws those that are furthest behind; finished ones are not among them.
fn picture(ctx: &Ctx, all: &[ProgrammeProgress], as_of: AsOf) -> Progress {
    let mut open: Vec<&ProgrammeProgress> =
        all.iter().filter(|one| one.standing.state != ProgrammeState::Finished).collect();
    open.sort_by_key(|one| (one.standing.distance_permille(), one.plan.name.clone()));
    let row = |one: &&ProgrammeProgress| ProgressRow {
        label: one.plan.name.clone(),
        real: one.standing.real,
        planned_by_now: one.standing.planned,
        target: one.plan.target,
        text: told::of_target(ctx, one),
        tone: match one.standing.state {
            ProgrammeState::Behind => Tone::Bad,
            ProgrammeState::NotReported => Tone::Quiet,
            _ => Tone::Good,
        },
        link: Some(progress_subject(one.uid, as_of).path()),
    };
    let text = |id: &str| ctx.text(id, &[]);
    Progress {
        about: About {
            id_prefix: "program".to_owned(),
            title: heading(ctx, all),
            description: text("programmes-picture-description"),
            nothing: text("programmes-picture-nothing"),
        },
        language: match ctx.locale {
            Locale::Indonesian => Language::Indonesian,
            Locale::English => Language::English,
        },
        head: [
            "programmes-name",
            "programmes-real",
            "programmes-planned",
            "programmes-target",
            "programmes-of-target",
        ]
        .map(text),
        rows: open.iter().take(SHOWN).map(row).collect(),
    }
}

async fn reports(ctx: Ctx, question: TileQuestion) -> Result<Option<TileView>, Problem> {
    let Some(visible) = visible(&ctx, &question).await? else { return Ok(None) };
    let all = &visible.0;
    let as_of = AsOf { on: question.on, known_at: question.known_at };
    if all.is_empty() {
        return Ok(None);
    }
    let items: Vec<TileItem> = all.iter().flat_map(|one| overdue(&ctx, one)).collect();
    let missing: usize = all.iter().map(|one| one.standing.missing().count()).sum();
    let late: usize = all.iter().map(|one| one.standing.late().count()).sum();
    let figure = |count: usize, is_late: bool| TileFigure {
        value: words::number(&ctx, i64::try_from(count).unwrap_or(i64::MAX)),
        label: ctx.text(if is_late { "programmes-late-reports" } else { "programmes-missing-reports" }, &[]),
        tone: if count == 0 { "quiet" } else { "warn" },
        subject: Some(reports_subject(is_late, "", as_of)),
    };
    let id = if missing == 0 { "programmes-tile-reports-all" } else { "programmes-tile-reports-missing" };
    Ok(Some(TileView {
        heading: ctx.text(id, &[("count", missing.to_string())]),
        figures: vec![figure(missing, false), figure(late, true)],
        items_unshown: i64::try_from(items.len().saturating_sub(SHOWN)).unwrap_or(i64::MAX),
        items: items.into_iter().take(SHOWN).collect(),
        definition: ctx.text("programmes-explain-reports-definition", &[]),
        as_of: Some(ctx.now()),
        completeness: completeness(&ctx, all),
        link: Some(link(&ctx, question.on)),
        ..TileView::default()
    }))
}

/// Returns one row for each report of a programme that is missing now; late ones are in the figure.
fn overdue(ctx: &Ctx, one: &ProgrammeProgress) -> Vec<TileItem> {
    let months = one.standing.months.iter();
    let missing = months.filter_map(|month| match month.timing {
        Timing::Missing { days } => Some((month.month, days)),
        _ => None,
    });
    missing
        .map(|(month, days)| TileItem {
            text: format!("{}, {}", one.plan.name, one.agency_name),
            note: words::month(ctx, one.year, month),
            tone: "warn",
            badge: ctx.text("programmes-days-over", &[("days", days.to_string())]),
            link: Some(format!("/program/{}", one.uid)),
        })
        .collect()
}

async fn innovation_tile(ctx: Ctx, question: TileQuestion) -> Result<Option<TileView>, Problem> {
    if !reviews(&ctx) {
        return Ok(None);
    }
    let all = as_known(innovations(&ctx).await?, question.known_at);
    let civil =
        |one: &Innovation| one.review.as_ref().map(|review| ctx.government.zone.local(review.made_at).date());
    let since = question.on.checked_sub_days(Days::new(NEW_DAYS)).unwrap_or(question.on);
    let is_new = |one: &&Innovation| {
        one.state == InnovationState::Accepted
            && civil(one).is_some_and(|on| since <= on && on <= question.on)
    };
    let count = |state: InnovationState| all.iter().filter(|one| one.state == state).count();
    let waiting = count(InnovationState::Waiting);
    let figure = |state: InnovationState, tone: &'static str| TileFigure {
        value: words::number(&ctx, i64::try_from(count(state)).unwrap_or(i64::MAX)),
        label: ctx.text(&format!("innovations-state-{}", state.as_str()), &[]),
        tone,
        subject: Some(innovations_subject(state, "", question.known_at)),
    };
    let shown: Vec<&Innovation> = all
        .iter()
        .filter(|one| one.state == InnovationState::Waiting)
        .chain(all.iter().filter(is_new))
        .collect();
    let id = if waiting == 0 { "innovations-tile-accepted" } else { "innovations-tile-waiting" };
    let heading_count = if waiting == 0 { count(InnovationState::Accepted) } else { waiting };
    Ok(Some(TileView {
        heading: ctx.text(id, &[("count", heading_count.to_string())]),
        figures: vec![figure(InnovationState::Waiting, "warn"), figure(InnovationState::Accepted, "good")],
        items: shown.iter().take(SHOWN).map(|one| item(&ctx, one)).collect(),
        items_unshown: i64::try_from(shown.len().saturating_sub(SHOWN)).unwrap_or(i64::MAX),
        definition: ctx.text("innovations-explain-definition", &[]),
        as_of: Some(ctx.now()),
        link: Some(("/inovasi".to_owned(), ctx.text("innovations-nav", &[]))),
        ..TileView::default()
    }))
}

fn item(ctx: &Ctx, one: &Innovation) -> TileItem {
    let is_waiting = one.state == InnovationState::Waiting;
    TileItem {
        text: one.text.title.clone(),
        note: one.agency_name.clone(),
        tone: if is_waiting { "warn" } else { "good" },
        badge: ctx.text(&format!("innovations-state-{}", one.state.as_str()), &[]),
        link: Some(format!("/inovasi/{}", one.uid)),
    }
}
