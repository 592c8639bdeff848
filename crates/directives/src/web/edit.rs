//! Drafting: the form of a new circular, and the one of a draft.

use super::edit_form::DraftForm;
use super::{LIST, fields, is_shown};
use crate::facts::FACTS;
use crate::ops::drafts::{change_draft, draft_circular};
use crate::ops::reads::circular;
use crate::ops::say::{Say, in_conditions};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use siaga_platform::web::{Page, Query, Upload, render, see_other};
use siaga_platform::{Ctx, Problem};
use siaga_policy::FactKind;
use uuid::Uuid;

#[derive(Debug, Default, Deserialize)]
pub(super) struct EditQuery {
    #[serde(default)]
    cara: String,
}

#[derive(Template)]
#[template(path = "directives/edit.html")]
struct EditPage {
    page: Page,
    action: String,
    /// Empty for a new circular.
    version: String,
    form: DraftForm,
    parameters: Vec<(String, String)>,
    other_way: String,
    facts: Vec<FactHelp>,
    /// Parameters with what values they take.
    kinds: Vec<(String, String)>,
}

/// A fact as conditions ask for it.
struct FactHelp {
    name: &'static str,
    label: String,
    values: String,
}

pub(super) async fn new(ctx: Ctx, Query(query): Query<EditQuery>) -> Result<Response, Problem> {
    let mut form = DraftForm::empty(&ctx);
    form.is_text = query.cara == "naskah";
    render(&page_of(&ctx, None, form))
}

pub(super) async fn create(ctx: Ctx, upload: Upload) -> Result<Response, Problem> {
    let form = DraftForm::typed(&upload);
    let result = match form.to_new(&ctx) {
        Ok(new) => draft_circular(&ctx, new).await,
        Err(problem) => Err(problem),
    };
    match result {
        Ok(id) => Ok(saved(&ctx, id, &upload)),
        Err(problem) if is_shown(&problem) => again(page_of(&ctx, None, form.with_spare_lines()), &problem),
        Err(problem) => Err(problem),
    }
}

pub(super) async fn edit(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Query(query): Query<EditQuery>,
) -> Result<Response, Problem> {
    let row = circular(&ctx, id).await?;
    let form = DraftForm::of(&ctx, &row, query.cara == "naskah");
    render(&page_of(&ctx, Some((id, row.version)), form))
}

pub(super) async fn change(ctx: Ctx, Path(id): Path<Uuid>, upload: Upload) -> Result<Response, Problem> {
    let version = fields::version(&upload.fields)?;
    let form = DraftForm::typed(&upload);
    let result = match form.to_new(&ctx) {
        Ok(new) => change_draft(&ctx, id, version, new).await,
        Err(problem) => Err(problem),
    };
    match result {
        Ok(()) => Ok(saved(&ctx, id, &upload)),
        Err(problem) if is_shown(&problem) => {
            again(page_of(&ctx, Some((id, version)), form.with_spare_lines()), &problem)
        }
        Err(problem) => Err(problem),
    }
}

/// After saving comes the check, or the form again with more lines.
fn saved(ctx: &Ctx, id: Uuid, upload: &Upload) -> Response {
    let end = if upload.fields.text("next") == "more" { "ubah" } else { "periksa" };
    see_other(format!("{LIST}/{id}/{end}")).saying(ctx.text("directives-said-saved", &[])).into_response()
}

fn again(mut shown: EditPage, problem: &Problem) -> Result<Response, Problem> {
    shown.page.add_problem(problem);
    let mut response = render(&shown)?;
    *response.status_mut() = problem.kind.status();
    Ok(response)
}

fn page_of(ctx: &Ctx, draft: Option<(Uuid, i64)>, form: DraftForm) -> EditPage {
    let title = if draft.is_some() { "directives-edit" } else { "directives-new" };
    let mut page = Page::new(ctx, title).under(LIST, ctx.text("directives-title", &[]));
    let action = match draft {
        Some((id, _)) => format!("{LIST}/{id}/ubah"),
        None => format!("{LIST}/baru"),
    };
    if let Some((id, _)) = draft {
        page = page.under(format!("{LIST}/{id}"), form.law.title.clone());
    }
    let say = Say(ctx);
    let mut parameters = vec![(String::new(), page.t("directives-choose"))];
    let decls: Vec<_> = ctx.law().book.declarations().copied().collect();
    parameters.extend(decls.iter().map(|decl| (decl.name.to_owned(), say.parameter(decl.name))));
    let kinds = decls.iter().map(|decl| (say.parameter(decl.name), say.kind(decl.kind))).collect();
    let other_way = if form.is_text { action.clone() } else { format!("{action}?cara=naskah") };
    let version = draft.map(|(_, version)| version.to_string()).unwrap_or_default();
    let facts = fact_help(&say);
    EditPage { page, action, version, form, parameters, other_way, facts, kinds }
}

fn fact_help(say: &Say<'_>) -> Vec<FactHelp> {
    let values = |name: &str, kind: FactKind| match kind {
        FactKind::Choice(words) => {
            let words = words.iter().map(|word| format!("'{word}' ({})", say.fact_word(name, word)));
            words.collect::<Vec<_>>().join(", ")
        }
        FactKind::Flag | FactKind::Integer { .. } => in_conditions(name).unwrap_or_default(),
    };
    let help = FACTS.iter().map(|decl| FactHelp {
        name: decl.name,
        label: say.fact(decl.name),
        values: values(decl.name, decl.kind),
    });
    help.collect()
}

impl EditPage {
    /// Returns what is wrong with a field of a line.
    fn error(&self, name: &str, line: impl std::fmt::Display) -> String {
        self.page.error_of(format!("{name}-{line}")).to_owned()
    }

    /// Returns whether the list of parameters has one.
    fn knows(&self, parameter: &str) -> bool {
        self.parameters.iter().any(|(name, _)| name == parameter)
    }
}
