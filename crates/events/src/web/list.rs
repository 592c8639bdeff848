//! The events of a month.

use super::{LIST, event_path, texts};
use crate::model::{EventFilter, EventState, ListedEvent};
use crate::ops::reads::{agencies_for, event_list, needing_change};
use askama::Template;
use axum::response::Response;
use chrono::{Datelike, Months, NaiveDate};
use serde::Deserialize;
use siaga_access::Action;
use siaga_platform::web::{Page, Query, render};
use siaga_platform::{Ctx, Problem};

#[derive(Template)]
#[template(path = "events/list.html")]
struct ListPage {
    page: Page,
    month: String,
    month_name: String,
    previous: String,
    next: String,
    agency: String,
    agencies: Vec<(String, String)>,
    state: String,
    states: Vec<(String, String)>,
    rows: Vec<Row>,
    to_change: Vec<Row>,
    may_request: bool,
}

struct Row {
    path: String,
    title: String,
    day: String,
    hours: String,
    agency: String,
    organiser: String,
    place: String,
    people: String,
    tone: &'static str,
    state: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct ListQuery {
    bulan: Option<String>,
    opd: Option<String>,
    keadaan: Option<String>,
}

pub(super) async fn show(ctx: Ctx, Query(query): Query<ListQuery>) -> Result<Response, Problem> {
    let page = Page::new(&ctx, "events-title");
    let first = month(query.bulan.as_deref().unwrap_or_default(), ctx.today());
    let after = first.checked_add_months(Months::new(1)).unwrap_or(first);
    let agency: String = plain(query.opd.as_deref().unwrap_or_default());
    let state = query.keadaan.as_deref().and_then(EventState::parse);
    let filter = EventFilter {
        from_on: first,
        until_on: after.pred_opt().unwrap_or(first),
        agency_code: agency.clone(),
        state,
    };
    let rows = event_list(&ctx, &filter).await?;
    let to_change = needing_change(&ctx, ctx.today()).await?;
    let mut agencies = vec![(String::new(), page.t("events-all-agencies"))];
    let visible = agencies_for(&ctx, Action::EventView).await?;
    agencies.extend(visible.into_iter().map(|agency| (agency.code, agency.name)));
    let mut states = vec![(String::new(), page.t("events-all-states"))];
    states
        .extend(EventState::ALL.iter().map(|state| (state.to_string(), texts::event_badge(&page, *state).1)));
    let address = |on: Option<NaiveDate>| {
        let month = on.unwrap_or(first).format("%Y-%m");
        format!("{LIST}?bulan={month}&opd={agency}&keadaan={}", state.map_or("", EventState::as_str))
    };
    render(&ListPage {
        month: first.format("%Y-%m").to_string(),
        month_name: page.month(first),
        previous: address(first.checked_sub_months(Months::new(1))),
        next: address(Some(after)),
        state: state.map(|state| state.to_string()).unwrap_or_default(),
        rows: rows.into_iter().map(|one| row(&page, one)).collect(),
        to_change: to_change.into_iter().map(|one| row(&page, one)).collect(),
        may_request: ctx.may_ever(Action::EventRequest),
        agencies,
        states,
        agency,
        page,
    })
}

fn row(page: &Page, one: ListedEvent) -> Row {
    let (tone, state) = texts::event_badge(page, one.event.state);
    let plan = &one.event.plan;
    let clock = |minute| crate::ops::words::clock(page.locale, minute);
    Row {
        path: event_path(one.event.uid),
        day: page.date_long(plan.held_on),
        hours: format!("{}–{}", clock(plan.start_minute), clock(plan.end_minute)),
        place: texts::place(page, plan),
        people: page.number(plan.people),
        title: plan.title.clone(),
        organiser: one.event.organiser_name,
        agency: one.agency_name,
        tone,
        state,
    }
}

/// Returns the first day of a month like `2021-06`; of this month when it cannot be read.
fn month(text: &str, today: NaiveDate) -> NaiveDate {
    let first = format!("{text}-01").parse::<NaiveDate>().ok();
    let likely = first.filter(|on| (1990..=2200).contains(&on.year()));
    likely.or_else(|| today.with_day(1)).unwrap_or(today)
}

/// Codes of agencies are letters, digits and a few signs; anything else is nobody's code.
pub(super) fn plain(code: &str) -> String {
    code.chars().filter(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_read_or_it_is_this_one() {
        let today = NaiveDate::from_ymd_opt(2021, 6, 25).unwrap();
        assert_eq!(month("2020-05", today).to_string(), "2020-05-01");
        for bad in ["", "2020", "2020-13", "0001-01", "x"] {
            assert_eq!(month(bad, today).to_string(), "2021-06-01", "{bad}");
        }
    }
}
