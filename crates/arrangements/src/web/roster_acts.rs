//! What the forms of a roster do.

use super::roster::{page_of, person_page, show, show_person};
use super::roster_file;
use super::roster_form as form;
use super::rosters::LIST;
use crate::ops::roster_change::{change_days, discard_roster, except_rules, plan_again, set_elsewhere};
use crate::ops::roster_letter::issue_letter;
use crate::ops::roster_sign::sign_roster;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use siaga_access::Action;
use siaga_directory as directory;
use siaga_platform::web::{FormPairs, render, see_other};
use siaga_platform::{Ctx, Permit, Problem, ProblemKind, Route};
use uuid::Uuid;

pub(super) fn routes() -> Vec<Route> {
    let (view, plan) = (Permit::May(Action::ArrangementView), Permit::May(Action::ArrangementPlan));
    let sign = Permit::May(Action::ArrangementSign);
    vec![
        Route::get("/jadwal-kerja/{uid}", view, show),
        Route::get("/jadwal-kerja/{uid}/berkas/{format}", view, roster_file::download),
        Route::get("/jadwal-kerja/{uid}/pegawai/{person}", plan, show_person),
        Route::post("/jadwal-kerja/{uid}/pegawai/{person}", plan, change),
        Route::post("/jadwal-kerja/{uid}/alasan", plan, except),
        Route::post("/jadwal-kerja/{uid}/tempat", plan, place),
        Route::post("/jadwal-kerja/{uid}/susun-ulang", plan, again),
        Route::post("/jadwal-kerja/{uid}/buang", plan, discard),
        Route::post("/jadwal-kerja/{uid}/tanda-tangan", sign, sign_it),
        Route::post("/jadwal-kerja/{uid}/surat", Permit::May(Action::DocumentPrepare), letter),
    ]
}

/// Ends an act: back to the roster with a word, or the roster as it is now with what was typed.
async fn done<T>(
    ctx: &Ctx,
    uid: Uuid,
    result: Result<T, Problem>,
    said: &str,
    typed: &str,
) -> Result<Response, Problem> {
    match result {
        Ok(_) => Ok(see_other(format!("{LIST}/{uid}")).saying(ctx.text(said, &[])).into_response()),
        Err(problem) if is_shown(&problem) => {
            let mut response = render(&page_of(ctx, uid, Some(&problem), typed).await?)?;
            *response.status_mut() = problem.kind.status();
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}

fn is_shown(problem: &Problem) -> bool {
    matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict)
        || problem.code == "arrangements.maker_signs"
}

async fn change(ctx: Ctx, Path(key): Path<(Uuid, Uuid)>, given: FormPairs) -> Result<Response, Problem> {
    let (uid, person) = key;
    let employee_id = directory::identity(&ctx, person).await?.id;
    let result = match (form::version(&given), form::day_changes(&given, employee_id)) {
        (Ok(version), Ok(changes)) => change_days(&ctx, uid, version, &changes).await,
        (Err(problem), _) | (_, Err(problem)) => Err(problem),
    };
    match result {
        Ok(changed) => {
            let said = ctx.text("rosters-said-changed", &[("days", changed.to_string())]);
            Ok(see_other(format!("{LIST}/{uid}/pegawai/{person}")).saying(said).into_response())
        }
        Err(problem) if is_shown(&problem) => {
            let mut response = render(&person_page(&ctx, key, Some(&problem), &given).await?)?;
            *response.status_mut() = problem.kind.status();
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}

async fn except(ctx: Ctx, Path(uid): Path<Uuid>, given: FormPairs) -> Result<Response, Problem> {
    let result = match (form::version(&given), form::exceptions(&given)) {
        (Ok(version), Ok(rules)) => except_rules(&ctx, uid, version, &rules).await,
        (Err(problem), _) | (_, Err(problem)) => Err(problem),
    };
    done(&ctx, uid, result, "rosters-said-reason", given.text("reason")).await
}

async fn place(ctx: Ctx, Path(uid): Path<Uuid>, given: FormPairs) -> Result<Response, Problem> {
    let result = match form::version(&given) {
        Ok(version) => set_elsewhere(&ctx, uid, version, given.text("elsewhere")).await,
        Err(problem) => Err(problem),
    };
    done(&ctx, uid, result, "rosters-said-place", "").await
}

async fn again(ctx: Ctx, Path(uid): Path<Uuid>, given: FormPairs) -> Result<Response, Problem> {
    let result = match form::version(&given) {
        Ok(version) => plan_again(&ctx, uid, version).await,
        Err(problem) => Err(problem),
    };
    done(&ctx, uid, result, "rosters-said-again", "").await
}

async fn discard(ctx: Ctx, Path(uid): Path<Uuid>, given: FormPairs) -> Result<Response, Problem> {
    let result = match form::version(&given) {
        Ok(version) => discard_roster(&ctx, uid, version).await,
        Err(problem) => Err(problem),
    };
    if result.is_ok() {
        return Ok(see_other(LIST).saying(ctx.text("rosters-said-discarded", &[])).into_response());
    }
    done(&ctx, uid, result, "rosters-said-discarded", "").await
}

async fn sign_it(ctx: Ctx, Path(uid): Path<Uuid>, given: FormPairs) -> Result<Response, Problem> {
    let password = given.first("password").unwrap_or_default().to_owned();
    let result = match form::version(&given) {
        Ok(version) => sign_roster(&ctx, uid, version, password).await,
        Err(problem) => Err(problem),
    };
    done(&ctx, uid, result, "rosters-said-signed", "").await
}

async fn letter(ctx: Ctx, Path(uid): Path<Uuid>) -> Result<Response, Problem> {
    match issue_letter(&ctx, uid).await {
        Ok(document) => Ok(see_other(format!("/surat/{document}")).into_response()),
        Err(problem) => done::<()>(&ctx, uid, Err(problem), "rosters-said-signed", "").await,
    }
}
