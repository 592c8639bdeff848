//! What the forms of moderators and of the leader do.

use super::room::{Unsaved, show_again};
use super::{fields, room_path};
use crate::ops::close::{close_inspection, reopen_inspection};
use crate::ops::moderate::{Call, call_agency, mark_joined, start_inspection};
use crate::ops::notes::{NewNote, Order, evaluate_programme, mark_absentees, note_finding, note_instruction};
use crate::ops::report::open_correction;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use siaga_platform::web::{FormPairs, see_other};
use siaga_platform::{Ctx, Problem, ProblemKind};
use siaga_programmes::NewEvaluation;
use uuid::Uuid;

/// Ends an act: back to the room with a word, or the room as it is now with what was typed.
pub(super) async fn done<T>(
    ctx: &Ctx,
    id: Uuid,
    result: Result<T, Problem>,
    said: &str,
    fields: FormPairs,
) -> Result<Response, Problem> {
    match result {
        Ok(_) => Ok(see_other(room_path(id)).saying(ctx.text(said, &[])).into_response()),
        Err(problem) if matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict) => {
            show_again(ctx, id, Unsaved { problem: Some(problem), fields }).await
        }
        Err(problem) => Err(problem),
    }
}

fn seen(form: &FormPairs) -> Result<i64, Problem> {
    fields::key(form, "version")
}

pub(super) async fn start(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let result = start_inspection(&ctx, id, seen(&form)?).await;
    done(&ctx, id, result, "inspection-said-started", form).await
}

pub(super) async fn call(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let call = fields::maybe_key(&form, "agency")?.map_or(Call::Next, Call::Agency);
    let result = call_agency(&ctx, id, seen(&form)?, call).await;
    done(&ctx, id, result, "inspection-said-called", form).await
}

pub(super) async fn attend(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let has_joined = form.text("joined") == "yes";
    let result = match fields::key(&form, "agency") {
        Ok(agency) => mark_joined(&ctx, id, seen(&form)?, agency, has_joined).await,
        Err(problem) => Err(problem),
    };
    done(&ctx, id, result, "inspection-said-noted", form).await
}

fn note(form: &FormPairs, field: &str) -> Result<NewNote, Problem> {
    let text = form.first(field).unwrap_or_default().to_owned();
    Ok(NewNote { agency_id: fields::maybe_key(form, "agency")?, text })
}

pub(super) async fn finding(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let new = note(&form, "finding")?;
    let result = note_finding(&ctx, id, seen(&form)?, &new).await;
    done(&ctx, id, result, "inspection-said-noted", form).await
}

pub(super) async fn instruction(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    form: FormPairs,
) -> Result<Response, Problem> {
    let new = note(&form, "instruction")?;
    let result = match fields::date(&form, "due_on") {
        Ok(due_on) => {
            let order = Order { person: form.text("person").to_owned(), due_on };
            note_instruction(&ctx, id, seen(&form)?, &new, &order).await
        }
        Err(problem) => Err(problem),
    };
    done(&ctx, id, result, "inspection-said-noted", form).await
}

pub(super) async fn discipline(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let people: Vec<Uuid> = form.all("absentee").filter_map(|uid| uid.parse().ok()).collect();
    let agency = fields::key(&form, "agency")?;
    let result = mark_absentees(&ctx, id, seen(&form)?, agency, &people).await;
    done(&ctx, id, result, "inspection-said-marked", form).await
}

pub(super) async fn evaluate(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let programme = fields::key(&form, "programme")?;
    let due_on = if form.text("evaluation_due").is_empty() {
        Ok(None)
    } else {
        fields::date(&form, "evaluation_due").map(Some)
    };
    let result = match due_on {
        Ok(due_on) => {
            let evaluation = NewEvaluation {
                evaluated_on: ctx.today(),
                decision: form.first("decision").unwrap_or_default().to_owned(),
                follow_up: form.first("follow_up").unwrap_or_default().to_owned(),
                due_on,
            };
            evaluate_programme(&ctx, id, seen(&form)?, programme, &evaluation).await
        }
        Err(problem) => Err(problem),
    };
    done(&ctx, id, result, "inspection-said-noted", form).await
}

pub(super) async fn correction(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let agency = fields::key(&form, "agency")?;
    let result = open_correction(&ctx, id, agency).await;
    done(&ctx, id, result, "inspection-said-correction", form).await
}

pub(super) async fn close(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let password = form.first("password").unwrap_or_default().to_owned();
    let closing = form.first("closing").unwrap_or_default();
    let result = close_inspection(&ctx, id, seen(&form)?, closing, password).await;
    if result.is_ok() {
        let path = format!("{}/berita-acara", room_path(id));
        return Ok(see_other(path).saying(ctx.text("inspection-said-closed", &[])).into_response());
    }
    done(&ctx, id, result, "inspection-said-closed", form).await
}

pub(super) async fn reopen(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let result = reopen_inspection(&ctx, id, seen(&form)?, form.text("reason")).await;
    done(&ctx, id, result, "inspection-said-reopened", form).await
}
