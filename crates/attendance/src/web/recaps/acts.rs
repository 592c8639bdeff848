//! What the forms of the sheet do.

use super::sheet::{Unsaved, show_again};
use super::{day_of, sheet_path};
use crate::model::PaperStatus;
use crate::ops::recaps::{
    Exception, LineChoice, RecapOf, attach_paper, correct_recap, countersign_recap, fill_rest, save_lines,
    sign_recap,
};
use crate::web::fields;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use siaga_platform::web::{FormPairs, Upload, see_other};
use siaga_platform::{Ctx, Problem, ProblemKind};

type At = Path<(String, String)>;

/// Ends an act: back to the sheet with a word, or the sheet again with what was typed.
async fn done<T>(
    ctx: &Ctx,
    of: RecapOf<'_>,
    result: Result<T, Problem>,
    said: &str,
    fields: FormPairs,
) -> Result<Response, Problem> {
    match result {
        Ok(_) => {
            Ok(see_other(sheet_path(of.agency_code, of.day)).saying(ctx.text(said, &[])).into_response())
        }
        Err(problem) if matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict) => {
            show_again(ctx, of, Unsaved { problem: Some(problem), fields }).await
        }
        Err(problem) => Err(problem),
    }
}

pub(super) async fn save(ctx: Ctx, Path((code, day)): At, form: FormPairs) -> Result<Response, Problem> {
    let of = RecapOf { agency_code: &code, day: day_of(&day)? };
    let choices: Vec<LineChoice> = form
        .pairs()
        .filter_map(|(name, value)| {
            let employee = name.strip_prefix("s_")?.parse().ok()?;
            let note = form.text(&format!("n_{employee}")).to_owned();
            Some(LineChoice { employee, status: PaperStatus::parse(value)?, note })
        })
        .collect();
    let result = save_lines(&ctx, of, form.text("seal"), &choices).await;
    done(&ctx, of, result, "recap-said-saved", form).await
}

pub(super) async fn fill(ctx: Ctx, Path((code, day)): At, form: FormPairs) -> Result<Response, Problem> {
    let of = RecapOf { agency_code: &code, day: day_of(&day)? };
    let result = match exceptions(&form) {
        Ok(exceptions) => fill_rest(&ctx, of, form.text("seal"), &exceptions).await.map(|_| ()),
        Err(problem) => Err(problem),
    };
    done(&ctx, of, result, "recap-said-filled", form).await
}

fn exceptions(form: &FormPairs) -> Result<Vec<Exception>, Problem> {
    let typed = form.all("who").zip(form.all("what")).filter(|(who, _)| !who.trim().is_empty());
    typed
        .map(|(who, what)| match PaperStatus::parse(what) {
            Some(status) => Ok(Exception { who: who.trim().to_owned(), status }),
            None => Err(Problem::invalid("attendance.recap_exception_status")
                .on_field("who")
                .with("who", who.trim())),
        })
        .collect()
}

pub(super) async fn attach(ctx: Ctx, Path((code, day)): At, upload: Upload) -> Result<Response, Problem> {
    let of = RecapOf { agency_code: &code, day: day_of(&day)? };
    let result = match fields::paper(&upload) {
        Some(file) => attach_paper(&ctx, of, file).await,
        None => Err(Problem::invalid("platform.file_missing").on_field("paper")),
    };
    done(&ctx, of, result, "recap-said-attached", FormPairs::default()).await
}

pub(super) async fn sign(ctx: Ctx, Path((code, day)): At, form: FormPairs) -> Result<Response, Problem> {
    let of = RecapOf { agency_code: &code, day: day_of(&day)? };
    let password = form.first("password").unwrap_or_default().to_owned();
    let result = sign_recap(&ctx, of, form.text("seal"), password).await;
    done(&ctx, of, result, "recap-said-signed", FormPairs::default()).await
}

pub(super) async fn countersign(
    ctx: Ctx,
    Path((code, day)): At,
    form: FormPairs,
) -> Result<Response, Problem> {
    let of = RecapOf { agency_code: &code, day: day_of(&day)? };
    let password = form.first("password").unwrap_or_default().to_owned();
    let result = countersign_recap(&ctx, of, password).await;
    done(&ctx, of, result, "recap-said-countersigned", FormPairs::default()).await
}

pub(super) async fn correct(ctx: Ctx, Path((code, day)): At, form: FormPairs) -> Result<Response, Problem> {
    let of = RecapOf { agency_code: &code, day: day_of(&day)? };
    let result = correct_recap(&ctx, of, form.text("reason")).await;
    done(&ctx, of, result, "recap-said-correction", FormPairs::default()).await
}
