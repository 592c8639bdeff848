//! Deeds on a circular: signature, revocation, refusal; and its letter as a file.

use super::{LIST, check, fields, is_shown, show};
use crate::model::Signature;
use crate::ops::drafts::refuse_draft;
use crate::ops::reads::circular;
use crate::ops::register::detail;
use crate::ops::revoke::{NewEnding, revoke_circular};
use crate::ops::sign::sign_circular;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::header;
use siaga_platform::web::{FormPairs, render, see_other};
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

pub(super) async fn sign(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let signature = Signature {
        seen_version: fields::version(&form)?,
        is_retroactive_confirmed: !form.text("retroactive").is_empty(),
        password: form.first("password").unwrap_or_default().to_owned(),
    };
    let result = sign_circular(&ctx, id, signature).await;
    below_the_check(&ctx, id, result, "directives-said-signed", form).await
}

pub(super) async fn refuse(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let result = refuse_draft(&ctx, id, fields::version(&form)?, form.text("reason")).await;
    below_the_check(&ctx, id, result, "directives-said-refused", form).await
}

async fn below_the_check<T>(
    ctx: &Ctx,
    id: Uuid,
    result: Result<T, Problem>,
    said: &str,
    form: FormPairs,
) -> Result<Response, Problem> {
    let problem = match result {
        Ok(_) => return Ok(see_other(format!("{LIST}/{id}")).saying(ctx.text(said, &[])).into_response()),
        Err(problem) if is_shown(&problem) => problem,
        Err(problem) => return Err(problem),
    };
    let mut shown = check::page_of(ctx, id, form).await?;
    shown.page.add_problem(&problem);
    let mut response = render(&shown)?;
    *response.status_mut() = problem.kind.status();
    Ok(response)
}

pub(super) async fn revoke(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let result = match fields::date(form.text("from"), "from") {
        Ok(from) => {
            let ending = NewEnding {
                from,
                reason: form.text("reason").to_owned(),
                is_retroactive_confirmed: !form.text("retroactive").is_empty(),
                password: form.first("password").unwrap_or_default().to_owned(),
            };
            revoke_circular(&ctx, id, ending).await
        }
        Err(problem) => Err(problem),
    };
    let problem = match result {
        Ok(()) => {
            let said = ctx.text("directives-said-revoked", &[]);
            return Ok(see_other(format!("{LIST}/{id}")).saying(said).into_response());
        }
        Err(problem) if is_shown(&problem) => problem,
        Err(problem) => return Err(problem),
    };
    let key = id.to_string();
    let mut shown = show::page_of(&ctx, detail(&ctx, &key, ctx.today()).await?, &key, form);
    shown.page.add_problem(&problem);
    let mut response = render(&shown)?;
    *response.status_mut() = problem.kind.status();
    Ok(response)
}

/// The letter of a signed circular is for everybody who sees law, not only for those who see documents.
pub(super) async fn pdf(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let row = circular(&ctx, id).await?;
    let signing = row.signing.ok_or_else(|| Problem::missing("directives.circular_missing"))?;
    let system = ctx.app.system_ctx("directives.letter", &ctx.government);
    let file = siaga_documents::pdf(&system, signing.document).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"{}\"", file.file_name)),
    ];
    Ok((headers, file.bytes).into_response())
}
