//! Bars by agency, the lowest rate first.

use super::{about, figures_link, figures_of, goal_of};
use crate::explain::{Measure, subject_of};
use crate::ops::figures::{RecapAnswer, RecapRow};
use crate::settings::Goal;
use crate::web::no_data_text;
use siaga_access::Action;
use siaga_chart::{Bar, Bars, Tone};
use siaga_platform::tile::{Picture, TileQuestion, TileView, TileWidth};
use siaga_platform::web::Page;
use siaga_platform::{Ctx, Problem};

/// Returns the rates of agencies on a day.
pub(super) async fn load(ctx: Ctx, question: TileQuestion) -> Result<Option<TileView>, Problem> {
    let Some(answer) = figures_of(&ctx, &question).await? else { return Ok(None) };
    // One agency alone is what the figure above it says already.
    if answer.rows.len() == 1 {
        return Ok(None);
    }
    let page = Page::new(&ctx, "figure-title");
    let (reported, agencies) = answer.completeness();
    let mut view = TileView {
        width: TileWidth::Wide,
        definition: page.t(answer.definition),
        as_of: Some(answer.as_of),
        completeness: page.t2("attendance-tile-complete", "reported", reported, "agencies", agencies),
        link: figures_link(&page, &question),
        ..TileView::default()
    };
    if let Some(why) = answer.no_data {
        view.heading = page.t("attendance-tile-no-data");
        view.empty = no_data_text(&page, why);
        return Ok(Some(view));
    }
    let goal = goal_of(&ctx, &question).await?;
    let mut rows: Vec<&RecapRow> = answer.rows.iter().collect();
    rows.sort_by_key(|row| (rate(row), row.agency_code.clone()));
    let below = rows.iter().filter(|row| goal.is_reached(row.figure.attendance()) == Some(false)).count();
    view.heading = match below {
        0 => page.t1("attendance-tile-agencies-good", "target", goal.text(&page)),
        below => page.t2("attendance-tile-agencies-below", "agencies", below, "target", goal.text(&page)),
    };
    view.pictures = vec![Picture::Bars(bars(&ctx, &page, goal, (&answer, &rows), &view.heading))];
    Ok(Some(view))
}

fn rate(row: &RecapRow) -> i64 {
    row.figure.attendance().percent_hundredths().unwrap_or(i64::MAX)
}

fn bars(
    ctx: &Ctx,
    page: &Page,
    goal: Goal,
    (answer, rows): (&RecapAnswer, &[&RecapRow]),
    title: &str,
) -> Bars {
    let sees_people = ctx.may_ever(Action::RecapView);
    let bar = |row: &RecapRow| {
        let value = row.figure.attendance();
        let link = if sees_people && answer.question.known_at.is_none() {
            format!("/opd/{}/hadir?tanggal={}", row.agency_code, answer.span.0)
        } else {
            subject_of(Measure::Rate, &answer.question, Some(row)).path()
        };
        let tone = match goal.is_reached(value) {
            None => Tone::Quiet,
            Some(_) if row.figure.without_record() == row.figure.tally.expected() => Tone::Quiet,
            Some(true) => Tone::Good,
            Some(false) => Tone::Warn,
        };
        Bar { label: row.agency_name.clone(), value, text: page.ratio(value), tone, link: Some(link) }
    };
    Bars {
        about: about(page, "attendance-agencies", title.to_owned(), page.t("attendance-tile-agencies-what")),
        head: [page.t("figure-agency"), page.t("figure-rate")],
        rows: rows.iter().copied().map(bar).collect(),
        target: Some(super::target(page, goal)),
    }
}
