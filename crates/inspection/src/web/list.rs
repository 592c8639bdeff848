//! The inspections, newest first.

use super::{room_path, texts};
use crate::ops::reads::inspection_list;
use askama::Template;
use axum::response::Response;
use siaga_access::Action;
use siaga_platform::web::{Page, render};
use siaga_platform::{Ctx, Problem};

#[derive(Template)]
#[template(path = "inspection/list.html")]
struct ListPage {
    page: Page,
    rows: Vec<Row>,
    may_plan: bool,
}

struct Row {
    path: String,
    title: String,
    when: String,
    leader: String,
    tone: &'static str,
    state: String,
}

pub(super) async fn show(ctx: Ctx) -> Result<Response, Problem> {
    let page = Page::new(&ctx, "inspection-title");
    let rows = inspection_list(&ctx).await?.into_iter().map(|one| {
        let (tone, state) = texts::inspection_badge(&page, one.state, one.is_reopened());
        Row {
            path: room_path(one.id),
            when: page.t2(
                "inspection-when",
                "day",
                page.date_long(one.held_on),
                "time",
                texts::clock(&page, one.start_minute),
            ),
            title: one.title,
            leader: one.leader_name,
            tone,
            state,
        }
    });
    let rows = rows.collect();
    let may_plan = ctx.may(Action::InspectionPlan, &ctx.whole_government()).permit;
    render(&ListPage { rows, may_plan, page })
}
