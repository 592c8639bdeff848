//! The page of fixed teams of an agency.

use super::roster_form;
use super::rosters::LIST;
use crate::ops::teams::{set_teams, team_list};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use siaga_access::Action;
use siaga_directory as directory;
use siaga_platform::web::{FormPairs, Page, render, render_invalid, see_other};
use siaga_platform::{Ctx, Permit, Problem, ProblemKind, Route};

pub(super) fn routes() -> Vec<Route> {
    let plan = Permit::May(Action::ArrangementPlan);
    vec![
        Route::get("/jadwal-kerja/tim/{code}", plan, show),
        Route::post("/jadwal-kerja/tim/{code}", plan, save),
    ]
}

#[derive(Template)]
#[template(path = "arrangements/roster_teams.html")]
struct TeamsPage {
    page: Page,
    code: String,
    from_on: String,
    /// Name, post, key, team.
    rows: Vec<(String, String, i64, String)>,
}

async fn teams_page(ctx: &Ctx, code: &str, form: &FormPairs) -> Result<TeamsPage, Problem> {
    let agency = directory::agency_by_code(ctx, code).await?;
    let people = team_list(ctx, agency.id, ctx.today()).await?;
    let rows = people.into_iter().map(|(person, team)| {
        let typed = form.first(&format!("t-{}", person.id)).map(str::to_owned);
        (person.name, person.title, person.id, typed.unwrap_or(team))
    });
    let page = Page::new(ctx, "rosters-teams").under(LIST, ctx.text("rosters-title", &[]));
    let from_on = if form.text("from_on").is_empty() {
        ctx.today().to_string()
    } else {
        form.text("from_on").to_owned()
    };
    Ok(TeamsPage {
        rows: rows.collect(),
        from_on,
        code: agency.code,
        page: page.titled(ctx.text("rosters-teams-of", &[("agency", agency.name)])),
    })
}

async fn show(ctx: Ctx, Path(code): Path<String>) -> Result<Response, Problem> {
    render(&teams_page(&ctx, &code, &FormPairs::default()).await?)
}

async fn save(ctx: Ctx, Path(code): Path<String>, form: FormPairs) -> Result<Response, Problem> {
    match write(&ctx, &code, &form).await {
        Ok(changed) => {
            let said = ctx.text("rosters-said-teams", &[("people", changed.to_string())]);
            Ok(see_other(format!("{LIST}/tim/{code}")).saying(said).into_response())
        }
        Err(problem) if problem.kind == ProblemKind::Invalid => {
            let mut shown = teams_page(&ctx, &code, &form).await?;
            shown.page.add_problem(&problem);
            render_invalid(&shown)
        }
        Err(problem) => Err(problem),
    }
}

async fn write(ctx: &Ctx, code: &str, form: &FormPairs) -> Result<usize, Problem> {
    let agency = directory::agency_by_code(ctx, code).await?;
    let from_on = roster_form::date(form, "from_on")?;
    let member = |(name, team): (&str, &str)| {
        let id = name.strip_prefix("t-")?.parse().ok()?;
        Some((id, team.to_owned()))
    };
    let wanted: Vec<(i64, String)> = form.pairs().filter_map(member).collect();
    set_teams(ctx, agency.id, from_on, &wanted).await
}
