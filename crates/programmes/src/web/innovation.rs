//! An innovation, its review and its history.

use super::innovations::{LIST, VIEW, state_id, tone};
use super::{download, fields};
use crate::innovation::{InnovationSheet, InnovationState};
use crate::ops::innovation_reads::{innovation_file, innovation_sheet, reviews};
use crate::ops::innovations::review_innovation;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use siaga_access::Action;
use siaga_platform::web::{FormPairs, Page, render, see_other};
use siaga_platform::{Ctx, Permit, Problem, Route};
use uuid::Uuid;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/inovasi/{uid}", VIEW, show),
        Route::post("/inovasi/{uid}/telaah", Permit::May(Action::InnovationReview), review),
        Route::get("/inovasi/{uid}/berkas/{file}", VIEW, file),
    ]
}

#[derive(Template)]
#[template(path = "programmes/innovation.html")]
struct InnovationPage {
    page: Page,
    sheet: InnovationSheet,
    tone: &'static str,
    state: String,
    since: String,
    decisions: Vec<(&'static str, String)>,
    may_review: bool,
    may_revise: bool,
    typed: FormPairs,
    history: Vec<(String, String, String, String)>,
}

fn innovation_page(
    ctx: &Ctx,
    sheet: InnovationSheet,
    typed: FormPairs,
    problem: Option<&Problem>,
) -> InnovationPage {
    let one = &sheet.innovation;
    let mut page = Page::new(ctx, "innovations-title")
        .under(LIST, ctx.text("innovations-title", &[]))
        .titled(one.text.title.clone());
    if let Some(problem) = problem {
        page.add_problem(problem);
    }
    let is_own = ctx.actor.employee.is_some_and(|employee| one.is_by(employee));
    let is_open = matches!(one.state, InnovationState::Waiting | InnovationState::Returned);
    let decisions = [InnovationState::Accepted, InnovationState::Returned, InnovationState::Rejected];
    InnovationPage {
        tone: tone(one.state),
        state: page.t(state_id(one.state)),
        since: page.date(one.text.since_on),
        decisions: decisions
            .map(|state| (state.as_str(), page.t(format!("innovations-decide-{}", state.as_str()))))
            .to_vec(),
        may_review: reviews(ctx) && !is_own && one.state == InnovationState::Waiting,
        may_revise: ctx.actor.employee == Some(one.employee_id) && is_open,
        typed,
        history: history(&page, &sheet),
        page,
        sheet,
    }
}

/// Returns versions and reviews, the newest first: when, who, what, why.
fn history(page: &Page, sheet: &InnovationSheet) -> Vec<(String, String, String, String)> {
    let versions = sheet.versions.iter().map(|version| {
        let what = page.t1("innovations-history-version", "version", version.version);
        (version.made_at, version.made_name.clone(), what, version.text.title.clone())
    });
    let reviews = sheet.reviews.iter().map(|review| {
        let what = page.t2(
            "innovations-history-review",
            "version",
            review.version,
            "decision",
            page.t(state_id(review.decision)),
        );
        (review.made_at, review.made_name.clone(), what, review.reason.clone())
    });
    let mut all: Vec<_> = versions.chain(reviews).collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.0));
    all.into_iter().map(|(at, by, what, why)| (page.time(at), by, what, why)).collect()
}

async fn show(ctx: Ctx, Path(uid): Path<Uuid>) -> Result<Response, Problem> {
    let sheet = innovation_sheet(&ctx, uid).await?;
    render(&innovation_page(&ctx, sheet, FormPairs::default(), None))
}

async fn review(ctx: Ctx, Path(uid): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let version = form.read("version").ok().flatten().unwrap_or(0);
    let decision = InnovationState::parse(form.text("decision"));
    let reviewed = match decision {
        Some(decision) => review_innovation(&ctx, uid, version, decision, form.text("reason")).await,
        None => Err(Problem::invalid("programmes.review_decision").on_field("decision")),
    };
    match reviewed {
        Ok(()) => {
            let said = ctx.text("innovations-said-reviewed", &[]);
            Ok(see_other(format!("/inovasi/{uid}")).saying(said).into_response())
        }
        Err(problem) if fields::is_shown(&problem) => {
            let sheet = innovation_sheet(&ctx, uid).await?;
            let mut response = render(&innovation_page(&ctx, sheet, form, Some(&problem)))?;
            *response.status_mut() = problem.kind.status();
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}

async fn file(ctx: Ctx, Path((uid, file)): Path<(Uuid, Uuid)>) -> Result<Response, Problem> {
    Ok(download::stored(innovation_file(&ctx, uid, file).await?))
}
