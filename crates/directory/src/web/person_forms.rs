//! Forms on the page of a person: posts and PINs, and how they end.

use super::people::person_page;
use super::{date, needed_date};
use crate::model::{Capacity, NewPin, NewPost};
use crate::ops::people::{add_pin, add_post, end_pin, end_post};
use crate::ops::reads::{identity, units};
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use siaga_access::Action;
use siaga_platform::web::{FormPairs, render_invalid, see_other};
use siaga_platform::{Ctx, Permit, Problem, Route};
use uuid::Uuid;

pub(super) fn routes() -> Vec<Route> {
    let posts = Permit::May(Action::PostEdit);
    let pins = Permit::May(Action::PinEdit);
    vec![
        Route::post("/pegawai/{uid}/jabatan", posts, create_post),
        Route::post("/pegawai/{uid}/jabatan/{post}/akhiri", posts, finish_post),
        Route::post("/pegawai/{uid}/pin", pins, create_pin),
        Route::post("/pegawai/{uid}/pin/{pin}/akhiri", pins, finish_pin),
    ]
}

async fn create_post(ctx: Ctx, Path(uid): Path<Uuid>, given: FormPairs) -> Result<Response, Problem> {
    let result = match new_post(&ctx, uid, &given).await {
        Ok(new) => add_post(&ctx, new).await,
        Err(problem) => Err(problem),
    };
    answer(&ctx, uid, given, result).await
}

async fn new_post(ctx: &Ctx, uid: Uuid, given: &FormPairs) -> Result<NewPost, Problem> {
    let elsewhere = || Problem::invalid("directory.unit_elsewhere").on_field("unit");
    let unit_id: i64 = given.text("unit").parse().map_err(|_| elsewhere())?;
    let unit = units(ctx, None).await?.into_iter().find(|unit| unit.id == unit_id).ok_or_else(elsewhere)?;
    let some = |field: &str| Some(given.text(field).to_owned()).filter(|text| !text.is_empty());
    Ok(NewPost {
        employee_id: identity(ctx, uid).await?.id,
        agency_id: unit.agency_id,
        unit_id: Some(unit.id),
        title: given.text("title").to_owned(),
        level: some("level"),
        capacity: Capacity::parse(given.text("capacity")).unwrap_or(Capacity::Definitive),
        is_head: given.text("is_head") == "on",
        from_on: needed_date(given, "from_on")?,
        until_on: date(given, "until_on")?,
        decree: some("decree"),
    })
}

async fn create_pin(ctx: Ctx, Path(uid): Path<Uuid>, given: FormPairs) -> Result<Response, Problem> {
    let result = match new_pin(&ctx, uid, &given).await {
        Ok(new) => add_pin(&ctx, new).await,
        Err(problem) => Err(problem),
    };
    answer(&ctx, uid, given, result).await
}

async fn new_pin(ctx: &Ctx, uid: Uuid, given: &FormPairs) -> Result<NewPin, Problem> {
    Ok(NewPin {
        pin_group: given.text("pin_group").to_owned(),
        pin: given.text("pin").to_owned(),
        employee_id: identity(ctx, uid).await?.id,
        from_on: needed_date(given, "pin_from")?,
        until_on: None,
    })
}

async fn finish_post(
    ctx: Ctx,
    Path((uid, post)): Path<(Uuid, i64)>,
    given: FormPairs,
) -> Result<Response, Problem> {
    let result = match needed_date(&given, "ends_on") {
        Ok(until_on) => end_post(&ctx, post, until_on).await,
        Err(problem) => Err(problem),
    };
    answer(&ctx, uid, given, result).await
}

async fn finish_pin(
    ctx: Ctx,
    Path((uid, pin)): Path<(Uuid, i64)>,
    given: FormPairs,
) -> Result<Response, Problem> {
    let result = match needed_date(&given, "ends_on") {
        Ok(until_on) => end_pin(&ctx, pin, until_on).await,
        Err(problem) => Err(problem),
    };
    answer(&ctx, uid, given, result).await
}

/// Leads back to the page, or shows it again with what was typed and what is wrong.
async fn answer(
    ctx: &Ctx,
    uid: Uuid,
    given: FormPairs,
    result: Result<(), Problem>,
) -> Result<Response, Problem> {
    match result {
        Ok(()) => {
            let next = see_other(format!("/pegawai/{uid}")).saying(ctx.text("directory-saved", &[]));
            Ok(next.into_response())
        }
        Err(problem) if problem.field.is_some() => {
            let mut shown = person_page(ctx, uid, given).await?;
            shown.page.add_problem(&problem);
            render_invalid(&shown)
        }
        Err(problem) => Err(problem),
    }
}
