//! Import of lists on screen: upload, columns, preview, confirmation, history.

use crate::ops::import::{
    ImportEntry, ImportKind, Preview, import_confirm, import_map, import_preview, import_view, imports,
};
use crate::rules::import::fields::Mapping;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use siaga_access::Action;
use siaga_platform::web::{FormPairs, Page, Upload, render, render_invalid, see_other};
use siaga_platform::{Ctx, Permit, Problem, ProblemKind, Route};
use uuid::Uuid;

/// Largest list: 20 MB, about 100,000 rows of a personnel export.
const UPLOAD_MAX_BYTES: usize = 20 * 1024 * 1024;
/// Problems that the page shows; whoever has more repairs these first.
const FINDINGS_SHOWN: usize = 200;

/// Both kinds of import are open to those who keep the tree of agencies; what exactly, the operations ask.
pub(super) fn routes() -> Vec<Route> {
    let permit = Permit::May(Action::AgencyEdit);
    vec![
        Route::get("/impor", permit, list),
        Route::post("/impor", permit, upload).body_limit(UPLOAD_MAX_BYTES),
        Route::get("/impor/{id}", permit, show),
        Route::post("/impor/{id}/kolom", permit, map_columns),
        Route::post("/impor/{id}/simpan", permit, confirm),
    ]
}

#[derive(Template)]
#[template(path = "directory/imports.html")]
struct ListPage {
    page: Page,
    kinds: Vec<(String, String)>,
    kind: String,
    entries: Vec<ImportEntry>,
}

async fn list_page(ctx: &Ctx, kind: &str) -> Result<ListPage, Problem> {
    let kinds = [ImportKind::Employees, ImportKind::Agencies]
        .into_iter()
        .filter(|kind| ctx.may(kind.action(), &ctx.whole_government()).permit)
        .map(|kind| {
            let label = format!("directory-import-{}", kind.as_str());
            (kind.as_str().to_owned(), ctx.text(&label, &[]))
        })
        .collect();
    Ok(ListPage {
        page: Page::new(ctx, "directory-imports-title"),
        kinds,
        kind: kind.to_owned(),
        entries: imports(ctx).await?,
    })
}

async fn list(ctx: Ctx) -> Result<Response, Problem> {
    render(&list_page(&ctx, "").await?)
}

async fn upload(ctx: Ctx, upload: Upload) -> Result<Response, Problem> {
    let kind = upload.fields.text("kind").to_owned();
    match take(&ctx, &kind, upload).await {
        Ok(id) => Ok(see_other(format!("/impor/{id}")).into_response()),
        Err(problem) if problem.kind == ProblemKind::Invalid => {
            let mut shown = list_page(&ctx, &kind).await?;
            shown.page.add_problem(&problem);
            render_invalid(&shown)
        }
        Err(problem) => Err(problem),
    }
}

async fn take(ctx: &Ctx, kind: &str, upload: Upload) -> Result<Uuid, Problem> {
    let kind =
        ImportKind::parse(kind).ok_or_else(|| Problem::invalid("directory.import_kind").on_field("kind"))?;
    let file = upload.file("file")?;
    Ok(import_preview(ctx, kind, &file.file_name, file.bytes.clone(), None).await?.id)
}

/// A field with the columns to choose from.
struct FieldRow {
    name: String,
    label_id: String,
    is_required: bool,
    chosen: String,
}

/// A problem of a row, ready to show.
struct FindingRow {
    row: u32,
    column: String,
    text: String,
}

#[derive(Template)]
#[template(path = "directory/import.html")]
struct ImportPage {
    page: Page,
    preview: Preview,
    fields: Vec<FieldRow>,
    columns: Vec<(String, String)>,
    findings: Vec<FindingRow>,
    hidden: usize,
    may_confirm: bool,
}

async fn show(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let preview = import_view(&ctx, id).await?;
    render(&import_page(&ctx, preview))
}

fn import_page(ctx: &Ctx, preview: Preview) -> ImportPage {
    let page = Page::new(ctx, "directory-imports-title")
        .titled(&preview.file_name)
        .under("/impor", ctx.text("directory-imports-title", &[]));
    let mut columns = vec![(String::new(), ctx.text("directory-column-none", &[]))];
    columns.extend(preview.headers.iter().enumerate().map(|(column, title)| {
        let sample = preview.samples.first().and_then(|row| row.get(column)).map_or("", String::as_str);
        let sample: String = sample.chars().take(24).collect();
        (column.to_string(), if sample.is_empty() { title.clone() } else { format!("{title} ({sample})") })
    }));
    let label_id = |name: &str| format!("directory-field-{}", name.replace('_', "-"));
    let fields = preview
        .kind
        .fields()
        .iter()
        .map(|field| FieldRow {
            name: format!("kolom-{}", field.name),
            label_id: label_id(field.name),
            is_required: field.is_required,
            chosen: preview.mapping.get(field.name).map(usize::to_string).unwrap_or_default(),
        })
        .collect();
    let findings = preview
        .findings
        .iter()
        .take(FINDINGS_SHOWN)
        .map(|finding| {
            let mut problem = Problem::invalid(finding.code.clone());
            problem.values.clone_from(&finding.values);
            let title = preview.mapping.get(finding.field).and_then(|column| preview.headers.get(*column));
            let column = title.cloned().unwrap_or_else(|| page.t(label_id(finding.field)));
            FindingRow { row: finding.row, column, text: page.problem_text(&problem) }
        })
        .collect();
    ImportPage {
        may_confirm: preview.confirmed_at.is_none()
            && preview.missing.is_empty()
            && preview.counts.added + preview.counts.changed > 0,
        hidden: preview.findings.len().saturating_sub(FINDINGS_SHOWN),
        page,
        fields,
        columns,
        findings,
        preview,
    }
}

async fn map_columns(ctx: Ctx, Path(id): Path<Uuid>, given: FormPairs) -> Result<Response, Problem> {
    let mapping: Mapping = given
        .pairs()
        .filter_map(|(name, column)| Some((name.strip_prefix("kolom-")?.to_owned(), column.parse().ok()?)))
        .collect();
    match import_map(&ctx, id, mapping).await {
        Ok(_) => Ok(see_other(format!("/impor/{id}")).into_response()),
        Err(mut problem) if problem.kind == ProblemKind::Invalid => {
            problem.field = problem.field.map(|field| format!("kolom-{field}"));
            again(&ctx, id, &problem).await
        }
        Err(problem) => Err(problem),
    }
}

async fn confirm(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    match import_confirm(&ctx, id).await {
        Ok(outcome) => {
            let values = [
                ("added", outcome.counts.added.to_string()),
                ("changed", outcome.counts.changed.to_string()),
                ("refused", outcome.counts.refused.to_string()),
            ];
            let next = see_other(format!("/impor/{id}")).saying(ctx.text("directory-import-done", &values));
            Ok(next.into_response())
        }
        Err(problem) if matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict) => {
            again(&ctx, id, &problem).await
        }
        Err(problem) => Err(problem),
    }
}

async fn again(ctx: &Ctx, id: Uuid, problem: &Problem) -> Result<Response, Problem> {
    let mut shown = import_page(ctx, import_view(ctx, id).await?);
    shown.page.add_problem(problem);
    let mut response = render_invalid(&shown)?;
    if problem.kind == ProblemKind::Conflict {
        *response.status_mut() = StatusCode::CONFLICT;
    }
    Ok(response)
}
