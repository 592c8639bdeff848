//! The list of documents that the reader may see.

use super::agency_options;
use crate::model::{Document, DocumentFilter, DocumentKind, DocumentState};
use crate::ops::reads;
use askama::Template;
use axum::response::Response;
use serde::Deserialize;
use siaga_access::Action;
use siaga_platform::web::{Page, Pagination, Query, render};
use siaga_platform::{Ctx, Permit, Problem, Route};
use std::collections::HashMap;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/surat", Permit::May(Action::DocumentView), show)]
}

#[derive(Debug, Default, Deserialize)]
struct ListQuery {
    #[serde(default)]
    jenis: String,
    #[serde(default)]
    keadaan: String,
    #[serde(default)]
    opd: String,
    #[serde(default)]
    cari: String,
    page: Option<u32>,
}

#[derive(Template)]
#[template(path = "documents/list.html")]
struct ListPage {
    page: Page,
    kinds: Vec<(String, String)>,
    states: Vec<(String, String)>,
    agencies: Vec<(String, String)>,
    names: HashMap<i64, String>,
    query: ListQuery,
    rows: Vec<Document>,
    cut: Pagination,
    base: String,
    may_prepare: bool,
}

async fn show(ctx: Ctx, Query(query): Query<ListQuery>) -> Result<Response, Problem> {
    let filter = DocumentFilter {
        kind: DocumentKind::parse(&query.jenis),
        state: DocumentState::parse(&query.keadaan),
        agency: query.opd.parse().ok(),
        text: query.cari.clone(),
    };
    let (rows, cut) = reads::list(&ctx, &filter, query.page).await?;
    let every = |label: &str| vec![(String::new(), ctx.text(label, &[]))];
    let mut kinds = every("documents-every-kind");
    kinds.extend(DocumentKind::ALL.map(|kind| (kind.as_str().to_owned(), ctx.text(kind.message_id(), &[]))));
    let mut states = every("documents-every-state");
    states.extend(
        DocumentState::ALL.map(|state| (state.as_str().to_owned(), ctx.text(state.message_id(), &[]))),
    );
    let mut agencies = every("documents-every-agency");
    agencies.extend(agency_options(&ctx, Action::DocumentView).await?);
    let names = siaga_directory::agencies(&ctx).await?.into_iter().map(|agency| (agency.id, agency.name));
    render(&ListPage {
        page: Page::new(&ctx, "documents-title"),
        kinds,
        states,
        agencies,
        names: names.collect(),
        base: base(&query),
        query,
        rows,
        cut,
        may_prepare: ctx.may_ever(Action::DocumentPrepare),
    })
}

/// Returns the address of the same list for links to its pages.
fn base(query: &ListQuery) -> String {
    let mut base = "/surat?".to_owned();
    for (name, value) in
        [("jenis", &query.jenis), ("keadaan", &query.keadaan), ("opd", &query.opd), ("cari", &query.cari)]
    {
        if !value.is_empty() {
            base.push_str(&format!("{name}={}&", encoded(value)));
        }
    }
    base
}

fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
