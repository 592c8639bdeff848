//! The register: what is in force on the day on top, then everything else, then drafts.

use super::{fields, texts};
use crate::ops::register::{Entry, register};
use crate::ops::say::Say;
use askama::Template;
use axum::response::Response;
use serde::Deserialize;
use siaga_access::Action;
use siaga_platform::web::{Page, Query, render};
use siaga_platform::{Ctx, Problem};

#[derive(Debug, Default, Deserialize)]
pub(super) struct ListQuery {
    #[serde(default)]
    keadaan: String,
    #[serde(default)]
    parameter: String,
    #[serde(default)]
    tanggal: String,
    #[serde(default)]
    diketahui: String,
}

#[derive(Template)]
#[template(path = "directives/list.html")]
struct ListPage {
    page: Page,
    query: ListQuery,
    states: Vec<(String, String)>,
    parameters: Vec<(String, String)>,
    sections: Vec<Section>,
    may_draft: bool,
}

struct Section {
    caption: String,
    rows: Vec<Row>,
}

struct Row {
    path: String,
    title: String,
    circular: String,
    issuer: String,
    issued: String,
    origin: String,
    tone: &'static str,
    state: String,
    is_unverified: bool,
}

pub(super) async fn show(ctx: Ctx, Query(query): Query<ListQuery>) -> Result<Response, Problem> {
    let mut page = Page::new(&ctx, "directives-title");
    let on = kept(&mut page, fields::maybe_date(&query.tanggal, "tanggal")).unwrap_or_else(|| ctx.today());
    let known_on = kept(&mut page, fields::maybe_date(&query.diketahui, "diketahui"));
    let mut entries = register(&ctx, on, known_on).await?;
    entries.retain(|entry| {
        (query.parameter.is_empty() || entry.parameters.contains(&query.parameter))
            && (query.keadaan.is_empty() || stands(entry) == query.keadaan)
    });
    let say = Say(&ctx);
    let mut parameters = vec![(String::new(), page.t("directives-every-parameter"))];
    let names = ctx.law().book.declarations().map(|decl| decl.name.to_owned());
    parameters.extend(names.map(|name| (name.clone(), say.parameter(&name))));
    let names = ["in_force", "coming", "over", "revoked", "unknown"];
    let mut states = vec![(String::new(), page.t("directives-every-state"))];
    let standing = |name: &str| page.t(format!("directives-standing-{}", name.replace('_', "-")));
    states.extend(names.map(|name| (name.to_owned(), standing(name))));
    let may_draft = ctx.may(Action::DirectiveDraft, &ctx.whole_government()).permit;
    if may_draft {
        states.extend(
            ["draft", "refused"].map(|name| (name.to_owned(), page.t(format!("directives-state-{name}")))),
        );
    }
    let (law, drafts): (Vec<Entry>, Vec<Entry>) =
        entries.into_iter().partition(|entry| entry.standing.is_some());
    let (in_force, others): (Vec<Entry>, Vec<Entry>) =
        law.into_iter().partition(|entry| stands(entry) == "in_force");
    let sections = [
        (page.t1("directives-in-force-on", "date", page.date(on)), in_force),
        (page.t("directives-drafts"), drafts),
        (page.t("directives-others"), others),
    ];
    let section = |(caption, entries): (String, Vec<Entry>)| Section {
        caption,
        rows: entries.into_iter().map(|entry| row(&page, entry)).collect(),
    };
    let sections = sections.into_iter().filter(|(_, entries)| !entries.is_empty()).map(section).collect();
    render(&ListPage { query, states, parameters, sections, may_draft, page })
}

/// A date that cannot be read is told and otherwise left out.
fn kept<T>(page: &mut Page, read: Result<Option<T>, Problem>) -> Option<T> {
    read.unwrap_or_else(|problem| {
        page.add_problem(&problem);
        None
    })
}

/// Returns the word by which the list is filtered.
fn stands(entry: &Entry) -> &'static str {
    match (&entry.standing, entry.state) {
        (Some(standing), _) => standing.as_str(),
        (None, Some(state)) => state.as_str(),
        (None, None) => "",
    }
}

fn row(page: &Page, entry: Entry) -> Row {
    let (tone, state) = match (&entry.standing, entry.state) {
        (Some(standing), _) => texts::standing_badge(page, standing),
        (None, Some(state)) => texts::state_badge(page, state),
        (None, None) => ("quiet", String::new()),
    };
    let origin = match (entry.is_own, entry.is_default) {
        (true, _) => "directives-origin-own",
        (false, true) => "directives-origin-setting",
        (false, false) => "directives-origin-shipped",
    };
    Row {
        path: format!("/edaran/{}", entry.key),
        title: entry.title,
        circular: entry.circular,
        issuer: entry.issuer,
        issued: entry.issued_on.map(|on| page.date(on)).unwrap_or_default(),
        origin: page.t(origin),
        tone,
        state,
        is_unverified: !entry.is_verified,
    }
}
