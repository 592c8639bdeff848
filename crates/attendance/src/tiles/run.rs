//! The rate over thirty days, with the circulars that came into force.

use super::{about, figures_link, goal_of, language, visible_of};
use crate::ops::day_law::day_params;
use crate::ops::figures::{self, DayRate, RunQuestion};
use crate::params;
use crate::web::no_data_text;
use chrono::{Days, NaiveDate};
use siaga_chart::{Axis, Note, RunChart, RunPoint};
use siaga_civil::{CalendarDay, Ratio};
use siaga_platform::tile::{Picture, TileQuestion, TileView, TileWidth};
use siaga_platform::web::Page;
use siaga_platform::{Ctx, Problem};
use siaga_policy::Question;
use std::collections::BTreeMap;

/// Days of the chart, the last one is the day of the board.
const DAYS: u64 = 30;
/// Days with data from which the mean says something.
const DAYS_LEAST: usize = 5;
/// Letters of a note; the chart itself cuts what has no room.
const NOTE_LETTERS: usize = 60;

/// Returns the run of a month.
pub(super) async fn load(ctx: Ctx, question: TileQuestion) -> Result<Option<TileView>, Problem> {
    let Some(visible) = visible_of(&ctx, &question).await? else { return Ok(None) };
    let page = Page::new(&ctx, "figure-title");
    let first = question.on.checked_sub_days(Days::new(DAYS - 1)).unwrap_or(question.on);
    let asked = RunQuestion { from_on: first, until_on: question.on, known_at: question.known_at };
    let rates = figures::run_of_days(&ctx, &visible.0, asked).await?;
    let known: Vec<&DayRate> = rates.iter().filter(|rate| rate.no_data.is_none()).collect();
    let heading = heading(&page, &known);
    let target = super::target(&page, goal_of(&ctx, &question).await?);
    let chart = RunChart {
        about: about(&page, "attendance-run", heading.clone(), page.t("attendance-tile-run-what")),
        language: language(&ctx),
        head: [page.t("day-date"), page.t("figure-rate"), page.t("attendance-tile-note")],
        axis: Axis::Share { floor_permille: floor(&known, target.value) },
        points: rates.iter().map(|rate| point(&ctx, &page, rate)).collect(),
        mean_label: Some(page.t("attendance-tile-mean")),
        target: Some(target),
        notes: notes(&ctx, (first, question.on)),
    };
    Ok(Some(TileView {
        heading,
        width: TileWidth::Half,
        pictures: vec![Picture::Run(chart)],
        definition: page.t(figures::definition_on(&ctx, question.on)),
        as_of: Some(question.known_at.unwrap_or(ctx.now())),
        link: figures_link(&page, &question),
        ..TileView::default()
    }))
}

fn heading(page: &Page, known: &[&DayRate]) -> String {
    let Some((last, before)) = known.split_last() else { return page.t("attendance-tile-no-data") };
    let all =
        before.iter().fold((0, 0), |sum, day| (sum.0 + day.rate.numerator, sum.1 + day.rate.denominator));
    let hundredths = |ratio: Ratio| ratio.percent_hundredths().unwrap_or(0);
    if known.len() < DAYS_LEAST {
        return page.t2("attendance-tile-run-few", "rate", page.ratio(last.rate), "days", known.len());
    }
    let change = hundredths(last.rate) - hundredths(Ratio::new(all.0, all.1));
    // Half a point is more than the noise of a single day in an office of usual size.
    let key = match change {
        51.. => "attendance-tile-run-above",
        -50..=50 => "attendance-tile-run-same",
        _ => "attendance-tile-run-below",
    };
    page.t1(key, "rate", page.ratio(last.rate))
}

/// Returns where the axis begins: low enough for every value, high enough to see them apart.
fn floor(known: &[&DayRate], target_permille: u32) -> u32 {
    let rates = known.iter().filter_map(|day| day.rate.percent_hundredths());
    match rates.chain([i64::from(target_permille) * 10]).min().unwrap_or(0) {
        9_000.. => 800,
        7_000..9_000 => 500,
        _ => 0,
    }
}

fn point(ctx: &Ctx, page: &Page, day: &DayRate) -> RunPoint {
    let hundredths = day.rate.percent_hundredths().filter(|_| day.no_data.is_none());
    let text = match day.no_data {
        None => page.ratio(day.rate),
        Some(why) => day_off(ctx, day.on).unwrap_or_else(|| no_data_text(page, why)),
    };
    RunPoint { on: day.on, value: hundredths.and_then(|value| u32::try_from(value / 10).ok()), text }
}

fn day_off(ctx: &Ctx, on: NaiveDate) -> Option<String> {
    let week = day_params(ctx.law(), &ctx.government.region, on).week;
    match ctx.law().calendar.day(on, None, week) {
        CalendarDay::PublicHoliday { name, .. } | CalendarDay::CollectiveLeave { name, .. } => Some(name),
        CalendarDay::Weekend => Some(ctx.text("figure-weekend", &[])),
        CalendarDay::Working => None,
    }
}

/// Returns the circulars about attendance that came into force here in the span, each once.
fn notes(ctx: &Ctx, (first, last): (NaiveDate, NaiveDate)) -> Vec<Note> {
    let book = &ctx.law().book;
    let mut found: BTreeMap<(NaiveDate, String), String> = BTreeMap::new();
    for decl in params::ATTENDANCE_PARAMS {
        for (provision, _) in book.provisions(decl.name) {
            let is_new = first <= provision.from && provision.from <= last && !provision.is_default;
            let question = Question::on(provision.from).at(&ctx.government.region);
            // Only what holds in this place is in the answer of its first day.
            let holds = || {
                let ruling = book.ruling(decl.name, &question);
                ruling.is_some_and(|ruling| ruling.provision.circular == provision.circular)
            };
            if is_new && holds() {
                let key = (provision.from, provision.circular.to_string());
                found.entry(key).or_insert_with(|| short(&provision.title));
            }
        }
    }
    found.into_iter().map(|((on, _), label)| Note { on, label }).collect()
}

/// Returns a title in a few words: what stands before its first comma or bracket.
fn short(title: &str) -> String {
    let title = title.split([',', '(']).next().unwrap_or(title).trim_end();
    if title.chars().count() <= NOTE_LETTERS {
        return title.to_owned();
    }
    let mut short = String::new();
    for word in title.split_whitespace() {
        if short.chars().count() + word.chars().count() + 2 > NOTE_LETTERS {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short + "…"
}
