//! The board to be passed on: as PDF and as picture.

use crate::board::{BoardQuery, BoardQuestion, roles_with_tiles};
use crate::share::{ShareWords, sheet};
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};
use siaga_access::{Action, Role};
use siaga_platform::web::{Page, Query};
use siaga_platform::{Ctx, Permit, Problem, Route};

pub(crate) fn routes() -> Vec<Route> {
    let view = Permit::May(Action::BoardView);
    vec![Route::get("/papan/bagikan.pdf", view, pdf), Route::get("/papan/bagikan.png", view, png)]
}

async fn pdf(ctx: Ctx, Query(query): Query<BoardQuery>) -> Result<Response, Problem> {
    let question = BoardQuestion::read(&ctx, &query)?;
    let bytes = sheet(&ctx, &question).await?.pdf().await?;
    Ok(file(bytes, "application/pdf", &question, "pdf"))
}

async fn png(ctx: Ctx, Query(query): Query<BoardQuery>) -> Result<Response, Problem> {
    let question = BoardQuestion::read(&ctx, &query)?;
    let bytes = sheet(&ctx, &question).await?.png().await?;
    Ok(file(bytes, "image/png", &question, "png"))
}

fn file(bytes: Vec<u8>, media_type: &'static str, question: &BoardQuestion, ending: &str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    let disposition = format!("inline; filename=\"papan-{}.{ending}\"", question.tiles.on);
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// Returns the stamp: for whom, as of when, as known when, made by whom.
pub(crate) fn share_words(ctx: &Ctx, page: &Page, question: &BoardQuestion) -> ShareWords {
    let roles = question.role.map_or_else(|| roles_with_tiles(ctx), |role| vec![role]);
    let name = |role: &Role| page.t(format!("role-{}", role.as_str().replace('_', "-")));
    let now = page.time(ctx.now());
    let known = question.tiles.known_at.map(|at| page.t1("board-known", "time", page.time(at)));
    let source =
        [("government", ctx.government.name.clone()), ("name", ctx.actor.name.clone()), ("time", now)];
    ShareWords {
        role: roles.iter().map(name).collect::<Vec<_>>().join(", "),
        known,
        source: page.tn("board-share-source", &source),
    }
}
