//! A service for those who see to it: state, desks, history.

use super::fields;
use super::manage::{MANAGE, VIEW};
use super::sheet_view::SheetPage;
use crate::ops::desk_reads::desk_sheets;
use crate::ops::reads::service_sheet;
use crate::ops::states::set_status;
use crate::status::{NewStatus, ServiceStatus};
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use siaga_access::Action;
use siaga_platform::web::{FormPairs, render, see_other};
use siaga_platform::{Ctx, Permit, Problem, Route};
use uuid::Uuid;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/pengelolaan/layanan/{uid}", VIEW, show),
        Route::post(
            "/pengelolaan/layanan/{uid}/keadaan",
            Permit::May(Action::ServiceSetStatus),
            record_status,
        ),
    ]
}

async fn show(ctx: Ctx, Path(uid): Path<Uuid>) -> Result<Response, Problem> {
    let sheet = service_sheet(&ctx, uid, ctx.today()).await?;
    let desks = desk_sheets(&ctx, uid, ctx.today()).await?;
    render(&SheetPage::new(&ctx, &sheet, &desks, FormPairs::default()).await?)
}

async fn record_status(ctx: Ctx, Path(uid): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let written = match status(&form) {
        Ok(new) => set_status(&ctx, uid, &new).await,
        Err(problem) => Err(problem),
    };
    match written {
        Ok(_) => {
            let said = ctx.text("services-said-status", &[]);
            Ok(see_other(format!("{MANAGE}/{uid}")).saying(said).into_response())
        }
        Err(problem) if fields::is_shown(&problem) => {
            let sheet = service_sheet(&ctx, uid, ctx.today()).await?;
            let desks = desk_sheets(&ctx, uid, ctx.today()).await?;
            let mut shown = SheetPage::new(&ctx, &sheet, &desks, form).await?;
            shown.page.add_problem(&problem);
            let mut response = render(&shown)?;
            *response.status_mut() = problem.kind.status();
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}

fn status(form: &FormPairs) -> Result<NewStatus, Problem> {
    let unknown = || Problem::invalid("services.status_unknown").on_field("status");
    Ok(NewStatus {
        status: ServiceStatus::parse(form.text("status")).ok_or_else(unknown)?,
        reason: form.text("reason").to_owned(),
        place: form.text("place").to_owned(),
        address: form.text("address").to_owned(),
        from_on: fields::date(form, "from_on")?,
        until_on: fields::maybe_date(form, "until_on")?,
        seen: Some(form.read("seen").ok().flatten().unwrap_or(0)),
    })
}
