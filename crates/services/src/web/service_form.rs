//! A new service, and changes of one.

use super::fields::{self, DayField};
use super::manage::MANAGE;
use crate::model::{Change, Channels, NewService, ServicePlan};
use crate::ops::changes::{change_service, new_service};
use crate::ops::reads::{agencies_for, service_sheet};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use siaga_access::Action;
use siaga_directory as directory;
use siaga_platform::web::{FormPairs, Page, render, see_other};
use siaga_platform::{Ctx, Permit, Problem, Route};
use uuid::Uuid;

const NEW: &str = "/pengelolaan/layanan/baru";
const CHANGE: &str = "/pengelolaan/layanan/{uid}/ubah";

pub(crate) fn routes() -> Vec<Route> {
    let edit = Permit::May(Action::ServiceEdit);
    vec![
        Route::get(NEW, edit, new),
        Route::post(NEW, edit, create),
        Route::get(CHANGE, edit, edit_form),
        Route::post(CHANGE, edit, change),
    ]
}

#[derive(Template)]
#[template(path = "services/service_form.html")]
struct FormPage {
    page: Page,
    target: String,
    is_new: bool,
    agencies: Vec<(String, String)>,
    hours: Vec<DayField>,
    typed: FormPairs,
}

async fn new_page(ctx: &Ctx, typed: FormPairs, problem: Option<&Problem>) -> Result<FormPage, Problem> {
    let mut page = Page::new(ctx, "services-new").under(MANAGE, ctx.text("services-manage-title", &[]));
    if let Some(problem) = problem {
        page.add_problem(problem);
    }
    let agencies = agencies_for(ctx, Action::ServiceEdit).await?;
    Ok(FormPage {
        target: NEW.to_owned(),
        is_new: true,
        agencies: agencies.into_iter().map(|agency| (agency.code, agency.name)).collect(),
        hours: fields::day_fields(ctx, &page, &typed, "hours"),
        typed,
        page,
    })
}

async fn new(ctx: Ctx) -> Result<Response, Problem> {
    let pairs = vec![("from_on".to_owned(), ctx.today().to_string())];
    render(&new_page(&ctx, FormPairs::from_pairs(pairs), None).await?)
}

async fn create(ctx: Ctx, form: FormPairs) -> Result<Response, Problem> {
    match record(&ctx, &form).await {
        Ok(uid) => {
            let said = ctx.text("services-said-new", &[]);
            Ok(see_other(format!("{MANAGE}/{uid}")).saying(said).into_response())
        }
        Err(problem) if fields::is_shown(&problem) => {
            again(&new_page(&ctx, form, Some(&problem)).await?, &problem)
        }
        Err(problem) => Err(problem),
    }
}

async fn record(ctx: &Ctx, form: &FormPairs) -> Result<Uuid, Problem> {
    let code = form.text("agency");
    if code.is_empty() {
        return Err(Problem::invalid("services.agency_missing").on_field("agency"));
    }
    let agency_id = directory::agency_by_code(ctx, code).await?.id;
    let from_on = fields::date(form, "from_on")?;
    new_service(ctx, &NewService { agency_id, from_on, plan: plan(form)? }).await
}

fn plan(form: &FormPairs) -> Result<ServicePlan, Problem> {
    let text = |field: &str| form.text(field).to_owned();
    Ok(ServicePlan {
        name: text("name"),
        description: text("description"),
        requirements: text("requirements"),
        contact: text("contact"),
        channels: Channels {
            counter: text("counter"),
            phone: text("phone"),
            online: text("online"),
            mobile_unit: text("mobile_unit"),
        },
        is_direct: form.text("is_direct") == "on",
        hours: fields::hours(form)?,
        is_ended: form.text("is_ended") == "on",
    })
}

fn again(shown: &FormPage, problem: &Problem) -> Result<Response, Problem> {
    let mut response = render(shown)?;
    *response.status_mut() = problem.kind.status();
    Ok(response)
}

async fn edit_page(
    ctx: &Ctx,
    uid: Uuid,
    typed: Option<FormPairs>,
    problem: Option<&Problem>,
) -> Result<FormPage, Problem> {
    let sheet = service_sheet(ctx, uid, ctx.today()).await?;
    ctx.require(Action::ServiceEdit, &ctx.in_agency(&sheet.service.agency_path))?;
    let newest = sheet.versions.first().map_or(&sheet.service.plan, |version| &version.plan);
    let mut page = Page::new(ctx, "services-change")
        .under(MANAGE, ctx.text("services-manage-title", &[]))
        .under(format!("{MANAGE}/{uid}"), newest.name.clone());
    if let Some(problem) = problem {
        page.add_problem(problem);
    }
    let typed = typed.unwrap_or_else(|| FormPairs::from_pairs(stored_pairs(ctx, newest)));
    let typed = fields::with_field(&typed, "version", sheet.service.version);
    Ok(FormPage {
        target: format!("{MANAGE}/{uid}/ubah"),
        is_new: false,
        agencies: Vec::new(),
        hours: fields::day_fields(ctx, &page, &typed, "hours"),
        typed,
        page,
    })
}

fn stored_pairs(ctx: &Ctx, plan: &ServicePlan) -> Vec<(String, String)> {
    let tick = |is_ticked: bool| if is_ticked { "on" } else { "" };
    let mut pairs: Vec<(String, String)> = [
        ("from_on", ctx.today().to_string().as_str()),
        ("name", &plan.name),
        ("description", &plan.description),
        ("requirements", &plan.requirements),
        ("contact", &plan.contact),
        ("counter", &plan.channels.counter),
        ("phone", &plan.channels.phone),
        ("online", &plan.channels.online),
        ("mobile_unit", &plan.channels.mobile_unit),
        ("is_direct", tick(plan.is_direct)),
        ("is_ended", tick(plan.is_ended)),
    ]
    .map(|(field, value)| (field.to_owned(), value.to_owned()))
    .to_vec();
    pairs.extend(fields::week_pairs(ctx, Some(&plan.hours), None));
    pairs
}

async fn edit_form(ctx: Ctx, Path(uid): Path<Uuid>) -> Result<Response, Problem> {
    render(&edit_page(&ctx, uid, None, None).await?)
}

async fn change(ctx: Ctx, Path(uid): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    match write_change(&ctx, uid, &form).await {
        Ok(()) => {
            let said = ctx.text("services-said-changed", &[]);
            Ok(see_other(format!("{MANAGE}/{uid}")).saying(said).into_response())
        }
        Err(problem) if fields::is_shown(&problem) => {
            again(&edit_page(&ctx, uid, Some(form), Some(&problem)).await?, &problem)
        }
        Err(problem) => Err(problem),
    }
}

async fn write_change(ctx: &Ctx, uid: Uuid, form: &FormPairs) -> Result<(), Problem> {
    let change = Change {
        seen_version: form.read("version").ok().flatten().unwrap_or(0),
        from_on: fields::date(form, "from_on")?,
        plan: plan(form)?,
        reason: form.text("reason").to_owned(),
    };
    change_service(ctx, uid, &change).await
}
