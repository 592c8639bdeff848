//! The audit log and the check of its chain.

use crate::audit::{self, AuditRow, ChainReport};
use crate::capability::{Permit, Route};
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::web::answer::render;
use crate::web::{Page, Query};
use askama::Template;
use axum::response::Response;
use serde::Deserialize;
use siaga_access::Action;

const ROWS: i64 = 50;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        // Whoever may verify sees the page; the entries themselves only who may view them.
        Route::get("/audit", Permit::May(Action::AuditVerify), list),
        Route::post("/audit/periksa", Permit::May(Action::AuditVerify), verify),
    ]
}

#[derive(Template)]
#[template(path = "platform/audit.html")]
struct AuditPage {
    page: Page,
    rows: Vec<AuditRow>,
    action: String,
    actions: Vec<(&'static str, String)>,
    older: Option<i64>,
    report: Option<ChainReport>,
    may_view: bool,
}

#[derive(Debug, Default, Deserialize)]
struct AuditQuery {
    #[serde(default)]
    action: String,
    before: Option<i64>,
}

async fn list(ctx: Ctx, Query(query): Query<AuditQuery>) -> Result<Response, Problem> {
    render(&load(&ctx, query, None).await?)
}

async fn verify(ctx: Ctx) -> Result<Response, Problem> {
    ctx.require(Action::AuditVerify, &ctx.whole_government())?;
    let report = audit::verify(ctx.db().reader()).await?;
    if let Some(fault) = &report.fault {
        tracing::error!(cause = %fault, "the chain of the audit log is broken");
    }
    render(&load(&ctx, AuditQuery::default(), Some(report)).await?)
}

async fn load(ctx: &Ctx, query: AuditQuery, report: Option<ChainReport>) -> Result<AuditPage, Problem> {
    let page = Page::new(ctx, "audit-title");
    let may_view = ctx.may(Action::AuditView, &ctx.whole_government()).permit;
    let rows = if may_view {
        audit::list(ctx, query.before.unwrap_or(i64::MAX), &query.action, ROWS).await?
    } else {
        Vec::new()
    };
    let is_full = i64::try_from(rows.len()).is_ok_and(|count| count == ROWS);
    let mut actions = vec![("", page.t("audit-action-all"))];
    actions.extend(Action::ALL.iter().map(|action| (action.as_str(), action.as_str().to_owned())));
    Ok(AuditPage {
        older: rows.last().filter(|_| is_full).map(|row| row.seq),
        action: if actions.iter().any(|(name, _)| *name == query.action) {
            query.action
        } else {
            String::new()
        },
        rows,
        actions,
        report,
        may_view,
        page,
    })
}
