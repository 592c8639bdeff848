//! The rate day by day, from one aggregated query.

use super::source::Source;
use super::sums::{self, Span, leave_is_obliged};
use super::{Figure, NoData, no_data};
use crate::model::StatusKind;
use crate::ops::rebuild::known_on;
use crate::store::figures as store;
use chrono::{DateTime, NaiveDate, Utc};
use siaga_access::Action;
use siaga_civil::Ratio;
use siaga_directory::Agency;
use siaga_platform::{Ctx, Problem};
use std::collections::BTreeMap;

/// Which days, known until when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RunQuestion {
    pub(crate) from_on: NaiveDate,
    pub(crate) until_on: NaiveDate,
    pub(crate) known_at: Option<DateTime<Utc>>,
}

/// The rate of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DayRate {
    pub(crate) on: NaiveDate,
    pub(crate) rate: Ratio,
    pub(crate) no_data: Option<NoData>,
}

/// Returns the rate of each day of a span for some agencies together.
pub(crate) async fn run_of_days(
    ctx: &Ctx,
    agencies: &[Agency],
    question: RunQuestion,
) -> Result<Vec<DayRate>, Problem> {
    let known_at = question.known_at.filter(|at| *at < ctx.now());
    let known_on = known_on(ctx, known_at);
    let span = (question.from_on, question.until_on);
    let mut figures: BTreeMap<NaiveDate, Figure> = BTreeMap::new();
    match Source::open(ctx, agencies, span, known_at).await? {
        Source::Stored => {
            let all = ctx.may(Action::BoardView, &ctx.whole_government()).permit;
            let ids: Vec<i64> = agencies.iter().map(|agency| agency.id).collect();
            for row in store::by_day(ctx.db().reader(), span, (!all).then_some(ids.as_slice())).await? {
                let Some(kind) = StatusKind::parse(&row.status) else { continue };
                let figure = figures.entry(row.day).or_default();
                figure.tally.add(kind, row.people);
                let is_obliged = sums::is_obliged(kind, leave_is_obliged(ctx, row.day, known_on));
                figure.obliged += if is_obliged { row.people } else { 0 };
            }
        }
        Source::Known(months) => {
            for month in &months {
                month.each(|worker, on, day| {
                    let place = worker.place_on(on).filter(|_| day.kind != StatusKind::Off);
                    if place.is_some_and(|place| agencies.iter().any(|agency| agency.id == place.agency_id)) {
                        let figure = figures.entry(on).or_default();
                        sums::add_day(figure, day, leave_is_obliged(ctx, on, known_on));
                    }
                });
            }
        }
    }
    let rate = |on: NaiveDate| {
        let figure = figures.get(&on).copied().unwrap_or_default();
        let span = Span { from_on: on, until_on: on, known_on };
        DayRate { on, rate: figure.attendance(), no_data: no_data(ctx, span, &figure) }
    };
    Ok(question.from_on.iter_days().take_while(|on| *on <= question.until_on).map(rate).collect())
}
