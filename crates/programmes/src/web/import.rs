//! Reading a list of programmes from a file.

use super::list::LIST;
use crate::ops::import::{FINDINGS_SHOWN, Imported, ListFinding, import_list};
use askama::Template;
use axum::response::{IntoResponse, Response};
use siaga_access::Action;
use siaga_platform::web::{Page, Upload, render, render_invalid, see_other};
use siaga_platform::{Ctx, Permit, Problem, ProblemKind, Route};

const IMPORT: &str = "/program/impor";
/// Largest file: far more rows than a government has programmes.
const FILE_LIMIT: usize = 5 * 1024 * 1024;

pub(crate) fn routes() -> Vec<Route> {
    let report = Permit::May(Action::ProgrammeReport);
    vec![Route::get(IMPORT, report, show), Route::post(IMPORT, report, read).body_limit(FILE_LIMIT)]
}

#[derive(Template)]
#[template(path = "programmes/import.html")]
struct ImportPage {
    page: Page,
    findings: Vec<Finding>,
    hidden: usize,
}

struct Finding {
    row: u32,
    column: String,
    text: String,
}

fn import_page(ctx: &Ctx, problem: Option<&Problem>, findings: &[ListFinding]) -> ImportPage {
    let mut page = Page::new(ctx, "programmes-import").under(LIST, ctx.text("programmes-title", &[]));
    if let Some(problem) = problem {
        page.add_problem(problem);
    }
    let shown = |finding: &ListFinding| Finding {
        row: finding.row,
        column: finding.column.clone(),
        text: page.problem_text(&finding.problem),
    };
    ImportPage {
        findings: findings.iter().take(FINDINGS_SHOWN).map(shown).collect(),
        hidden: findings.len().saturating_sub(FINDINGS_SHOWN),
        page,
    }
}

async fn show(ctx: Ctx) -> Result<Response, Problem> {
    render(&import_page(&ctx, None, &[]))
}

async fn read(ctx: Ctx, upload: Upload) -> Result<Response, Problem> {
    let imported = match upload.file("file") {
        Ok(file) => import_list(&ctx, &file.bytes).await,
        Err(problem) => Err(problem),
    };
    match imported {
        Ok(Imported::Recorded(count)) => {
            let said = ctx.text("programmes-said-imported", &[("count", count.to_string())]);
            Ok(see_other(LIST).saying(said).into_response())
        }
        Ok(Imported::Refused(findings)) => {
            let problem =
                Problem::invalid("programmes.import_refused").on_field("file").with("count", findings.len());
            render_invalid(&import_page(&ctx, Some(&problem), &findings))
        }
        Err(problem) if problem.kind == ProblemKind::Invalid => {
            render_invalid(&import_page(&ctx, Some(&problem), &[]))
        }
        Err(problem) => Err(problem),
    }
}
