//! The list of rosters, and new ones.

use super::roster_form;
use super::roster_text as texts;
use crate::ops::roster_list::{Coverage, monday_of, roster_list, week_coverage};
use crate::ops::rosters::{NewRoster, make_all_rosters, make_roster};
use askama::Template;
use axum::response::{IntoResponse, Response};
use chrono::Days;
use serde::Deserialize;
use siaga_access::Action;
use siaga_directory as directory;
use siaga_platform::web::{FormPairs, Page, Query, render, render_invalid, see_other};
use siaga_platform::{Ctx, NavEntry, Permit, Problem, ProblemKind, Route};

pub(super) const LIST: &str = "/jadwal-kerja";
/// Weeks before and after today whose rosters are listed.
const WEEKS_BACK: u64 = 5;
const WEEKS_AHEAD: u64 = 9;

pub(super) const NAV: NavEntry =
    NavEntry { order: 328, path: LIST, label: "rosters-nav", permit: Permit::May(Action::ArrangementView) };

pub(super) fn routes() -> Vec<Route> {
    let (view, plan) = (Permit::May(Action::ArrangementView), Permit::May(Action::ArrangementPlan));
    vec![
        Route::get(LIST, view, list),
        Route::get("/jadwal-kerja/baru", plan, new),
        Route::post("/jadwal-kerja/baru", plan, create),
        Route::post("/jadwal-kerja/semua", plan, create_all),
    ]
}

#[derive(Template)]
#[template(path = "arrangements/rosters.html")]
struct ListPage {
    page: Page,
    rows: Vec<Row>,
    weeks: Vec<WeekRow>,
    this_week: String,
    next_week: String,
    may_plan: bool,
    may_plan_all: bool,
    from_on: String,
    until_on: String,
}

struct Row {
    path: String,
    agency: String,
    period: String,
    tone: &'static str,
    state: String,
    broken: String,
    who: String,
}

struct WeekRow {
    agency: String,
    code: String,
    this: (&'static str, String),
    next: (&'static str, String),
}

async fn list(ctx: Ctx) -> Result<Response, Problem> {
    render(&list_page(&ctx, None).await?)
}

async fn list_page(ctx: &Ctx, problem: Option<&Problem>) -> Result<ListPage, Problem> {
    let mut page = Page::new(ctx, "rosters-title");
    if let Some(problem) = problem {
        page.add_problem(problem);
    }
    let today = ctx.today();
    let monday = monday_of(today);
    let listed =
        roster_list(ctx, today - Days::new(7 * WEEKS_BACK), today + Days::new(7 * WEEKS_AHEAD)).await?;
    let rows = listed.into_iter().map(|one| {
        let (tone, state) = texts::state(&page, one.roster.state, false);
        let mark = one.roster.signed.as_ref().unwrap_or(&one.roster.changed);
        Row {
            path: format!("{LIST}/{}", one.roster.uid),
            agency: one.agency.name,
            period: texts::period(&page, one.roster.from_on, one.roster.until_on),
            tone,
            state,
            broken: one.broken.map(|_| page.t("rosters-to-plan-again")).unwrap_or_default(),
            who: texts::mark(&page, mark),
        }
    });
    let rows = rows.collect();
    let (this, next) = (week_coverage(ctx, monday).await?, week_coverage(ctx, monday + Days::new(7)).await?);
    let weeks = this.into_iter().zip(next).map(|(this, next)| WeekRow {
        agency: this.agency.name,
        code: this.agency.code,
        this: coverage(&page, this.coverage),
        next: coverage(&page, next.coverage),
    });
    let next_monday = monday + Days::new(7);
    Ok(ListPage {
        rows,
        weeks: weeks.collect(),
        this_week: page.t1("rosters-week-of", "day", page.date(monday)),
        next_week: page.t1("rosters-week-of", "day", page.date(next_monday)),
        may_plan: ctx.may_ever(Action::ArrangementPlan),
        may_plan_all: ctx.may(Action::ArrangementPlan, &ctx.whole_government()).permit,
        from_on: next_monday.to_string(),
        until_on: (next_monday + Days::new(13)).to_string(),
        page,
    })
}

fn coverage(page: &Page, coverage: Coverage) -> (&'static str, String) {
    let (tone, text) = match coverage {
        Coverage::Signed => ("good", "rosters-coverage-signed"),
        Coverage::Draft => ("info", "rosters-coverage-draft"),
        Coverage::Missing => ("warn", "rosters-coverage-missing"),
        Coverage::NotNeeded => ("quiet", "rosters-coverage-not-needed"),
    };
    (tone, page.t(text))
}

#[derive(Template)]
#[template(path = "arrangements/roster_new.html")]
struct NewPage {
    page: Page,
    agencies: Vec<(String, String)>,
    agency: String,
    from_on: String,
    until_on: String,
    elsewhere: String,
    teams_apart: bool,
}

#[derive(Debug, Default, Deserialize)]
struct NewQuery {
    #[serde(default)]
    opd: String,
}

async fn new_page(ctx: &Ctx, form: &FormPairs) -> Result<NewPage, Problem> {
    let mut agencies = directory::agencies(ctx).await?;
    agencies.retain(|agency| ctx.may(Action::ArrangementPlan, &ctx.in_agency(&agency.path)).permit);
    let monday = monday_of(ctx.today()) + Days::new(7);
    let or = |name: &str, otherwise: String| match form.text(name) {
        "" => otherwise,
        text => text.to_owned(),
    };
    Ok(NewPage {
        page: Page::new(ctx, "rosters-new").under(LIST, ctx.text("rosters-title", &[])),
        agency: form.text("opd").to_owned(),
        agencies: agencies.into_iter().map(|agency| (agency.code, agency.name)).collect(),
        from_on: or("from_on", monday.to_string()),
        until_on: or("until_on", (monday + Days::new(13)).to_string()),
        elsewhere: form.text("elsewhere").to_owned(),
        teams_apart: form.text("teams_apart") == "on",
    })
}

async fn new(ctx: Ctx, Query(query): Query<NewQuery>) -> Result<Response, Problem> {
    let form = FormPairs::from_pairs(vec![("opd".to_owned(), query.opd)]);
    render(&new_page(&ctx, &form).await?)
}

async fn create(ctx: Ctx, form: FormPairs) -> Result<Response, Problem> {
    match make(&ctx, &form).await {
        Ok(uid) => {
            let said = ctx.text("rosters-said-made", &[]);
            Ok(see_other(format!("{LIST}/{uid}")).saying(said).into_response())
        }
        Err(problem) if matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict) => {
            let mut shown = new_page(&ctx, &form).await?;
            shown.page.add_problem(&problem);
            let mut response = render_invalid(&shown)?;
            *response.status_mut() = problem.kind.status();
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}

async fn make(ctx: &Ctx, form: &FormPairs) -> Result<uuid::Uuid, Problem> {
    let agency = directory::agency_by_code(ctx, form.text("opd")).await;
    let agency = agency.map_err(|_| Problem::invalid("arrangements.agency_missing").on_field("opd"))?;
    let new = NewRoster {
        agency_id: agency.id,
        from_on: roster_form::date(form, "from_on")?,
        until_on: roster_form::date(form, "until_on")?,
        elsewhere: form.first("elsewhere").unwrap_or_default().to_owned(),
        teams_apart: form.text("teams_apart") == "on",
    };
    make_roster(ctx, &new).await
}

async fn create_all(ctx: Ctx, form: FormPairs) -> Result<Response, Problem> {
    let dates = (roster_form::date(&form, "from_on"), roster_form::date(&form, "until_on"));
    let result = match dates {
        (Ok(from_on), Ok(until_on)) => make_all_rosters(&ctx, from_on, until_on).await,
        (Err(problem), _) | (_, Err(problem)) => Err(problem),
    };
    match result {
        Ok(done) => {
            let values = [
                ("made", done.made.len().to_string()),
                ("contradictions", done.contradictions.to_string()),
                ("kept", done.passed_over.len().to_string()),
            ];
            Ok(see_other(LIST).saying(ctx.text("rosters-said-all", &values)).into_response())
        }
        Err(problem) if problem.kind == ProblemKind::Invalid => {
            render_invalid(&list_page(&ctx, Some(&problem)).await?)
        }
        Err(problem) => Err(problem),
    }
}
