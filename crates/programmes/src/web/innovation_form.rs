//! Registering an innovation, and improving one.

use super::fields;
use super::innovations::LIST;
use crate::innovation::{InnovationState, InnovationText};
use crate::ops::innovation_reads::innovation_sheet;
use crate::ops::innovations::{propose_innovation, revise_innovation};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use siaga_access::Action;
use siaga_platform::web::{FormPairs, Page, Upload, render, see_other};
use siaga_platform::{Ctx, Permit, Problem, Route};
use uuid::Uuid;

const NEW: &str = "/inovasi/baru";
const REVISE: &str = "/inovasi/{uid}/ubah";

pub(crate) fn routes() -> Vec<Route> {
    let own = Permit::May(Action::InnovationProposeOwn);
    vec![
        Route::get(NEW, own, new),
        Route::post(NEW, own, create).body_limit(fields::EVIDENCE_LIMIT),
        Route::get(REVISE, own, edit),
        Route::post(REVISE, own, revise).body_limit(fields::EVIDENCE_LIMIT),
    ]
}

#[derive(Template)]
#[template(path = "programmes/innovation_form.html")]
struct FormPage {
    page: Page,
    target: String,
    /// Why it was returned, empty for nothing.
    returned: String,
    version: i32,
    typed: FormPairs,
}

fn new_page(ctx: &Ctx, typed: FormPairs, problem: Option<&Problem>) -> FormPage {
    let mut page = Page::new(ctx, "innovations-new").under(LIST, ctx.text("innovations-title", &[]));
    if let Some(problem) = problem {
        page.add_problem(problem);
    }
    FormPage { page, target: NEW.to_owned(), returned: String::new(), version: 0, typed }
}

fn own_employee(ctx: &Ctx) -> Result<i64, Problem> {
    ctx.actor.employee.ok_or_else(|| Problem::forbidden("programmes.innovation_no_employee"))
}

async fn new(ctx: Ctx) -> Result<Response, Problem> {
    own_employee(&ctx)?;
    render(&new_page(&ctx, FormPairs::default(), None))
}

async fn create(ctx: Ctx, upload: Upload) -> Result<Response, Problem> {
    let employee = own_employee(&ctx)?;
    let made = match text(&upload.fields) {
        Ok(text) => propose_innovation(&ctx, employee, &text, &fields::evidence(&upload)).await,
        Err(problem) => Err(problem),
    };
    match made {
        Ok(uid) => {
            let said = ctx.text("innovations-said-new", &[]);
            Ok(see_other(format!("/inovasi/{uid}")).saying(said).into_response())
        }
        Err(problem) if fields::is_shown(&problem) => {
            again(&new_page(&ctx, upload.fields, Some(&problem)), &problem)
        }
        Err(problem) => Err(problem),
    }
}

fn again(shown: &FormPage, problem: &Problem) -> Result<Response, Problem> {
    let mut response = render(shown)?;
    *response.status_mut() = problem.kind.status();
    Ok(response)
}

fn text(form: &FormPairs) -> Result<InnovationText, Problem> {
    let text = |field: &str| form.text(field).to_owned();
    Ok(InnovationText {
        title: text("title"),
        problem: text("problem"),
        solution: text("solution"),
        benefit: text("benefit"),
        since_on: fields::date(form, "since_on")?,
        links: text("links"),
        team: text("team"),
    })
}

async fn revise_page(
    ctx: &Ctx,
    uid: Uuid,
    typed: Option<FormPairs>,
    problem: Option<&Problem>,
) -> Result<FormPage, Problem> {
    let sheet = innovation_sheet(ctx, uid).await?;
    let one = &sheet.innovation;
    if ctx.actor.employee != Some(one.employee_id) {
        return Err(Problem::forbidden("programmes.innovation_not_yours"));
    }
    if matches!(one.state, InnovationState::Accepted | InnovationState::Rejected) {
        return Err(Problem::conflict("programmes.innovation_closed"));
    }
    let mut page = Page::new(ctx, "innovations-revise")
        .under(LIST, ctx.text("innovations-title", &[]))
        .under(format!("/inovasi/{uid}"), one.text.title.clone());
    if let Some(problem) = problem {
        page.add_problem(problem);
    }
    let returned = one.review.as_ref().filter(|_| one.state == InnovationState::Returned);
    Ok(FormPage {
        page,
        target: format!("/inovasi/{uid}/ubah"),
        returned: returned.map(|review| review.reason.clone()).unwrap_or_default(),
        version: one.version,
        typed: typed.unwrap_or_else(|| stored_pairs(&one.text)),
    })
}

fn stored_pairs(text: &InnovationText) -> FormPairs {
    let pairs = [
        ("title", &text.title),
        ("problem", &text.problem),
        ("solution", &text.solution),
        ("benefit", &text.benefit),
        ("since_on", &text.since_on.to_string()),
        ("links", &text.links),
        ("team", &text.team),
    ];
    FormPairs::from_pairs(pairs.map(|(name, value)| (name.to_owned(), value.clone())).to_vec())
}

async fn edit(ctx: Ctx, Path(uid): Path<Uuid>) -> Result<Response, Problem> {
    render(&revise_page(&ctx, uid, None, None).await?)
}

async fn revise(ctx: Ctx, Path(uid): Path<Uuid>, upload: Upload) -> Result<Response, Problem> {
    let version = upload.fields.read("version").ok().flatten().unwrap_or(0);
    let revised = match text(&upload.fields) {
        Ok(text) => revise_innovation(&ctx, uid, version, &text, &fields::evidence(&upload)).await,
        Err(problem) => Err(problem),
    };
    match revised {
        Ok(()) => {
            let said = ctx.text("innovations-said-revised", &[]);
            Ok(see_other(format!("/inovasi/{uid}")).saying(said).into_response())
        }
        Err(problem) if fields::is_shown(&problem) => {
            again(&revise_page(&ctx, uid, Some(upload.fields), Some(&problem)).await?, &problem)
        }
        Err(problem) => Err(problem),
    }
}
