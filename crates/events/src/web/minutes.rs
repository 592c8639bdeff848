//! Minutes of an event: written, kept by version, and made an official document.

use super::fields::{self, again, is_shown};
use super::{LIST, event_path, texts};
use crate::model::EventState;
use crate::ops::document::{document_of, prepare_minutes};
use crate::ops::minutes::{minutes_of, write_minutes};
use crate::ops::reads::seen;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use siaga_access::Action;
use siaga_documents::DocumentState;
use siaga_platform::web::{FormPairs, Page, render, see_other};
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "events/minutes.html")]
struct MinutesPage {
    page: Page,
    path: String,
    version: i64,
    when: String,
    versions: Vec<Row>,
    may_write: bool,
    may_prepare: bool,
    text: String,
    decisions: String,
}

struct Row {
    number: i32,
    text: String,
    decisions: Vec<String>,
    present: String,
    who: String,
    document: Option<(String, &'static str, String)>,
}

async fn minutes_page(
    ctx: &Ctx,
    uid: Uuid,
    unsaved: Option<(&Problem, &FormPairs)>,
) -> Result<MinutesPage, Problem> {
    let known = seen(ctx, uid, Action::EventView).await?;
    let event = &known.event;
    let mut page = Page::new(ctx, "events-minutes")
        .under(LIST, ctx.text("events-title", &[]))
        .under(event_path(uid), event.plan.title.clone());
    if let Some((problem, _)) = unsaved {
        page.add_problem(problem);
    }
    let all = minutes_of(ctx, uid).await?;
    let newest = all.first().cloned();
    let mut versions = Vec::new();
    for one in all {
        versions.push(Row {
            number: one.version,
            decisions: one.decisions.lines().map(str::to_owned).collect(),
            present: page.number(one.present),
            who: format!("{}, {}", one.made_name, page.time(one.made_at)),
            document: document(ctx, &page, uid, one.version).await?,
            text: one.text,
        });
    }
    let may_record = ctx.may(Action::EventRecord, &known.resource(ctx)).permit;
    let typed = |name: &str, stored: Option<&String>| match unsaved {
        Some((_, form)) => form.first(name).unwrap_or_default().to_owned(),
        None => stored.cloned().unwrap_or_default(),
    };
    Ok(MinutesPage {
        path: format!("{}/notulen", event_path(uid)),
        version: event.version,
        when: texts::when(&page, &event.plan),
        may_write: may_record && matches!(event.state, EventState::Allowed | EventState::Held),
        may_prepare: may_record
            && newest.is_some()
            && ctx.may(Action::DocumentPrepare, &known.resource(ctx)).permit,
        text: typed("text", newest.as_ref().map(|newest| &newest.text)),
        decisions: typed("decisions", newest.as_ref().map(|newest| &newest.decisions)),
        versions,
        page,
    })
}

async fn document(
    ctx: &Ctx,
    page: &Page,
    uid: Uuid,
    version: i32,
) -> Result<Option<(String, &'static str, String)>, Problem> {
    let Some(found) = document_of(ctx, uid, version).await? else { return Ok(None) };
    let (tone, id) = match found.state {
        DocumentState::Draft => ("info", "events-minutes-draft"),
        DocumentState::Issued | DocumentState::Signed => ("good", "events-minutes-signed"),
        DocumentState::Withdrawn => ("bad", "events-minutes-withdrawn"),
    };
    Ok(Some((format!("/surat/{}", found.uid), tone, page.t(id))))
}

pub(super) async fn show(ctx: Ctx, Path(uid): Path<Uuid>) -> Result<Response, Problem> {
    render(&minutes_page(&ctx, uid, None).await?)
}

pub(super) async fn write(ctx: Ctx, Path(uid): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let version = fields::key(&form, "version")?;
    let text = |name: &str| form.first(name).unwrap_or_default().to_owned();
    match write_minutes(&ctx, uid, version, &text("text"), &text("decisions")).await {
        Ok(_) => {
            let path = format!("{}/notulen", event_path(uid));
            Ok(see_other(path).saying(ctx.text("events-said-minutes", &[])).into_response())
        }
        Err(problem) => shown(&ctx, uid, problem, &form).await,
    }
}

pub(super) async fn prepare(ctx: Ctx, Path(uid): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    match prepare_minutes(&ctx, uid).await {
        Ok(document) => {
            let said = ctx.text("events-said-prepared", &[]);
            Ok(see_other(format!("/surat/{document}")).saying(said).into_response())
        }
        Err(problem) => shown(&ctx, uid, problem, &form).await,
    }
}

async fn shown(ctx: &Ctx, uid: Uuid, problem: Problem, form: &FormPairs) -> Result<Response, Problem> {
    if !is_shown(&problem) {
        return Err(problem);
    }
    again(&minutes_page(ctx, uid, Some((&problem, form))).await?, &problem)
}
