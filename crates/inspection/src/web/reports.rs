//! What the forms of heads do.

use super::acts::done;
use super::room::read_answers;
use super::{fields, room_path};
use crate::ops::report::{Answered, answer_questions, confirm_recap, object_to_recap};
use crate::ops::shared;
use crate::ops::viewer::viewer;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use siaga_platform::web::{FormPairs, see_other};
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

pub(super) async fn confirm(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let (agency, recap) = (fields::key(&form, "agency")?, fields::key(&form, "recap")?);
    let result = confirm_recap(&ctx, id, agency, recap).await;
    done(&ctx, id, result, "inspection-said-confirmed", form).await
}

pub(super) async fn object(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let agency = fields::key(&form, "agency")?;
    let result = object_to_recap(&ctx, id, agency, form.text("reason")).await;
    done(&ctx, id, result, "inspection-said-objected", form).await
}

pub(super) async fn answer(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    viewer(&ctx, id).await?;
    let agency = fields::key(&form, "agency")?;
    let room = shared::room(&ctx, id).await?;
    let result = match read_answers(agency, &room.questions, &form) {
        Ok(answers) => answer_questions(&ctx, id, agency, &answers).await,
        Err(problem) => Err(problem),
    };
    if let Ok(Answered { is_after_close: true, .. }) = result {
        let said = ctx.text("inspection-said-after-close", &[]);
        return Ok(see_other(room_path(id)).saying(said).into_response());
    }
    done(&ctx, id, result, "inspection-said-answered", form).await
}
