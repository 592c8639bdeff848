//! Who is absent without explanation, and of whom nothing is on record.

use super::figures_of;
use crate::explain::{Measure, subject_of};
use crate::model::StatusKind;
use crate::ops::figures::{RecapAnswer, UnknownPerson};
use crate::web::{no_data_text, status_key};
use siaga_platform::tile::{TileFigure, TileItem, TileQuestion, TileView, TileWidth};
use siaga_platform::web::Page;
use siaga_platform::{Ctx, Problem};

/// Returns those without record or explanation, by name where the actor may see it.
pub(super) async fn load(ctx: Ctx, question: TileQuestion) -> Result<Option<TileView>, Problem> {
    let Some(answer) = figures_of(&ctx, &question).await? else { return Ok(None) };
    let page = Page::new(&ctx, "figure-title");
    let tally = &answer.total.tally;
    let unexcused = tally.of(StatusKind::Unexcused);
    let all = unexcused + tally.of(StatusKind::NoRecord);
    let mut view = TileView {
        width: TileWidth::Half,
        definition: page.t("attendance-tile-unexplained-what"),
        as_of: Some(answer.as_of),
        link: Some(("/temuan".to_owned(), page.t("finding-nav"))),
        ..TileView::default()
    };
    if answer.no_data.is_some() && unexcused == 0 {
        let why = answer.no_data.map(|why| no_data_text(&page, why));
        view.heading = page.t("attendance-tile-no-data");
        view.empty = why.unwrap_or_default();
        return Ok(Some(view));
    }
    view.heading = match (unexcused, all) {
        (_, 0) => page.t("attendance-tile-unexplained-none"),
        (0, _) => page.t1("attendance-tile-unrecorded", "people", page.number(all)),
        _ => page.t1("attendance-tile-unexplained", "people", page.number(unexcused)),
    };
    view.figures = [(StatusKind::Unexcused, "bad"), (StatusKind::NoRecord, "warn")]
        .map(|(kind, tone)| figure(&page, &answer, kind, tone))
        .to_vec();
    view.items = answer.unknown.iter().map(|person| item(&page, &answer, person)).collect();
    view.items_unshown = all - i64::try_from(view.items.len()).unwrap_or(all);
    Ok(Some(view))
}

fn figure(page: &Page, answer: &RecapAnswer, kind: StatusKind, tone: &'static str) -> TileFigure {
    let people = answer.total.tally.of(kind);
    TileFigure {
        value: page.number(people),
        label: page.t(status_key(kind)),
        tone: if people == 0 { "good" } else { tone },
        subject: Some(subject_of(Measure::Status(kind), &answer.question, None)),
    }
}

fn item(page: &Page, answer: &RecapAnswer, person: &UnknownPerson) -> TileItem {
    let kind = StatusKind::parse(&person.status).unwrap_or(StatusKind::NoRecord);
    TileItem {
        text: person.name.clone(),
        note: person.agency_name.clone(),
        tone: if kind == StatusKind::Unexcused { "bad" } else { "warn" },
        badge: page.t(status_key(kind)),
        link: Some(format!("/pegawai/{}/hari/{}", person.uid, answer.span.0)),
    }
}
