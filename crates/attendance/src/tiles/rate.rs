//! Who is at work today: one figure, and what it is made of.

use super::{figures_link, figures_of, goal_of};
use crate::explain::{Measure, subject_of};
use crate::model::StatusKind;
use crate::ops::figures::{RecapAnswer, RecapQuestion};
use crate::settings::Goal;
use crate::web::{group_text, no_data_text};
use siaga_civil::Ratio;
use siaga_platform::tile::{TileFigure, TileQuestion, TileView, TileWidth};
use siaga_platform::web::Page;
use siaga_platform::{Ctx, Problem};

/// Returns the rate of a day with its parts.
pub(super) async fn load(ctx: Ctx, question: TileQuestion) -> Result<Option<TileView>, Problem> {
    let Some(answer) = figures_of(&ctx, &question).await? else { return Ok(None) };
    let page = Page::new(&ctx, "figure-title");
    let (reported, agencies) = answer.completeness();
    let mut view = TileView {
        width: TileWidth::Half,
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
    let rate = answer.total.attendance();
    view.heading = page.t1("attendance-tile-rate", "rate", page.ratio(rate));
    view.figures = parts(&page, goal_of(&ctx, &question).await?, &answer);
    Ok(Some(view))
}

fn parts(page: &Page, goal: Goal, answer: &RecapAnswer) -> Vec<TileFigure> {
    let question = &answer.question;
    let of = |ratio: Ratio| {
        let (attended, obliged) = (page.number(ratio.numerator), page.number(ratio.denominator));
        page.t2("figure-attended-of", "attended", attended, "obliged", obliged)
    };
    let rate = answer.total.attendance();
    let mut parts = vec![TileFigure {
        value: page.ratio(rate),
        label: of(rate),
        tone: tone(goal, rate),
        subject: Some(subject_of(Measure::Rate, question, None)),
    }];
    for (group, figure) in answer.groups.iter().filter(|(_, figure)| figure.obliged > 0) {
        let of_group = RecapQuestion { group: Some(*group), ..question.clone() };
        let rate = figure.attendance();
        parts.push(TileFigure {
            value: page.ratio(rate),
            label: group_text(page, *group),
            tone: tone(goal, rate),
            subject: Some(subject_of(Measure::Rate, &of_group, None)),
        });
    }
    let strict = answer.total.strict();
    parts.push(TileFigure {
        value: page.ratio(strict),
        label: page.t("figure-strict"),
        tone: "quiet",
        subject: Some(subject_of(Measure::Status(StatusKind::Present), question, None)),
    });
    parts
}

fn tone(goal: Goal, rate: Ratio) -> &'static str {
    match goal.is_reached(rate) {
        Some(true) => "good",
        Some(false) => "warn",
        None => "quiet",
    }
}
