//! One circular: head, lines with article and source, what it ended and what ended it, what happened.

use super::{LIST, texts};
use crate::model::{CircularState, OwnCircular};
use crate::ops::register::{Detail, Named, detail};
use crate::ops::say::Say;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use siaga_access::Action;
use siaga_platform::web::{FormPairs, Page, render, see_other};
use siaga_platform::{Ctx, Problem};
use siaga_policy::{Document, SetLine};

#[derive(Template)]
#[template(path = "directives/show.html")]
pub(super) struct ShowPage {
    pub(super) page: Page,
    path: String,
    badges: Vec<(&'static str, String)>,
    head: Vec<(String, String)>,
    letter: Vec<String>,
    lines: Vec<Line>,
    links: Vec<(String, Vec<Link>)>,
    changes: Vec<Change>,
    /// The text as it is kept.
    law: String,
    own: Option<OwnCircular>,
    has_letter: bool,
    may_edit: bool,
    may_revoke: bool,
    given: FormPairs,
}

struct Line {
    label: String,
    parameter: String,
    value: String,
    period: String,
    place: String,
    article: String,
    when: String,
    cel: String,
    note: String,
    is_verified: bool,
}

struct Link {
    path: String,
    title: String,
    from: String,
}

struct Change {
    kind: String,
    name: String,
    at: String,
    reason: String,
}

pub(super) async fn show(ctx: Ctx, Path(key): Path<String>) -> Result<Response, Problem> {
    let detail = detail(&ctx, &key, ctx.today()).await?;
    match &detail.own {
        Some(row) if row.id.to_string() != key => Ok(see_other(format!("{LIST}/{}", row.id)).into_response()),
        _ => render(&page_of(&ctx, detail, &key, FormPairs::default())),
    }
}

/// Returns the page of a circular, with what was typed into its forms.
pub(super) fn page_of(ctx: &Ctx, detail: Detail, key: &str, given: FormPairs) -> ShowPage {
    let page = Page::new(ctx, "directives-title").under(LIST, ctx.text("directives-title", &[]));
    let Detail { own, document, standing, ends, ended_by, basis, changes } = detail;
    let may = |action: Action| ctx.may(action, &ctx.whole_government()).permit;
    let state = own.as_ref().map(|row| row.state);
    let title = match (&own, &document) {
        (Some(row), _) => row.title.clone(),
        (None, document) => document.as_ref().map(|one| one.circular.title.clone()).unwrap_or_default(),
    };
    let mut badges: Vec<(&'static str, String)> =
        standing.iter().map(|standing| texts::standing_badge(&page, standing)).collect();
    badges.extend(state.map(|state| texts::state_badge(&page, state)));
    let say = Say(ctx);
    let lines = document.iter().flat_map(|document| &document.sets);
    let link = |named: Named| Link {
        path: format!("{LIST}/{}", named.key),
        title: named.title,
        from: named.from.map(|from| page.date(from)).unwrap_or_default(),
    };
    let links = [("directives-ends", ends), ("directives-ended-by", ended_by), ("directives-basis", basis)];
    let links = links.into_iter().filter(|(_, all)| !all.is_empty());
    ShowPage {
        path: format!("{LIST}/{key}"),
        badges,
        head: head(&page, own.as_ref(), document.as_ref()),
        letter: own.iter().flat_map(letter).collect(),
        lines: lines.map(|line| line_of(&page, &say, line)).collect(),
        links: links.map(|(id, all)| (page.t(id), all.into_iter().map(link).collect())).collect(),
        changes: changes
            .into_iter()
            .map(|change| Change {
                kind: page.t(format!("directives-change-{}", change.kind)),
                name: change.name,
                at: page.time(change.at),
                reason: change.reason,
            })
            .collect(),
        law: own.as_ref().map(|row| row.law.clone()).unwrap_or_default(),
        has_letter: own.as_ref().is_some_and(|row| row.signing.is_some()),
        may_edit: state == Some(CircularState::Draft) && may(Action::DirectiveDraft),
        may_revoke: state == Some(CircularState::Signed) && may(Action::DirectiveRevoke),
        own,
        given,
        page: page.titled(title),
    }
}

fn letter(row: &OwnCircular) -> Vec<String> {
    let texts = [&row.letter.background, &row.letter.body, &row.letter.closing];
    texts.iter().flat_map(|text| text.lines()).map(str::to_owned).collect()
}

fn head(page: &Page, own: Option<&OwnCircular>, document: Option<&Document>) -> Vec<(String, String)> {
    let mut head: Vec<(String, String)> = Vec::new();
    let mut add = |id: &str, value: String| {
        if !value.is_empty() {
            head.push((page.t(id), value));
        }
    };
    if let Some(row) = own {
        add("directives-id", row.circular.clone());
        add("directives-dated-on", page.date_long(row.dated_on));
    }
    if let Some(document) = document {
        let circular = &document.circular;
        if own.is_none() {
            add("directives-id", circular.id.clone());
            add("directives-dated-on", circular.issued_on.map(|on| page.date_long(on)).unwrap_or_default());
        }
        add("directives-issuer", circular.issuer.clone());
        let region = circular.scope.region.map(|region| region.to_string());
        add("directives-scope", region.unwrap_or_else(|| page.t("directives-nation")));
        add("directives-source", circular.source.clone());
        add("directives-checked-on", page.date(circular.checked_on));
        add("directives-note", circular.note.clone().unwrap_or_default());
        if circular.is_temporary {
            add("directives-kind", page.t("directives-temporary"));
        }
        if circular.is_default {
            add("directives-kind", page.t("directives-origin-setting"));
        }
    }
    if let Some(row) = own {
        add("directives-made-by", format!("{}, {}", row.made_name, page.time(row.made_at)));
        if let Some(signing) = &row.signing {
            add("directives-signed-by", format!("{}, {}", signing.name, page.time(signing.at)));
            add("directives-known-from", page.date(signing.known_from));
            add("directives-law-sha256", signing.law_sha256.clone());
        }
        if let Some(ending) = &row.ending {
            let said = page.t2("directives-ended", "from", page.date(ending.from), "reason", &ending.reason);
            add("directives-ending", format!("{said} {}, {}", ending.name, page.time(ending.at)));
        }
    }
    head
}

fn line_of(page: &Page, say: &Say<'_>, line: &SetLine) -> Line {
    let decl = say.0.law().book.declarations().find(|decl| decl.name == line.parameter);
    let value = decl.and_then(|decl| decl.kind.read(&line.value));
    let region = line.scope.region.map(|region| region.to_string());
    let parts = [region, line.scope.unit.clone(), line.scope.agency_kind.clone()];
    let place: Vec<String> = parts.into_iter().flatten().collect();
    Line {
        label: say.parameter(&line.parameter),
        parameter: line.parameter.clone(),
        value: value.map_or_else(|| line.value.to_string(), |value| say.value(&line.parameter, &value)),
        period: say.period(line.from, line.until),
        place: if place.is_empty() { page.t("directives-nation") } else { place.join(", ") },
        article: line.article.clone(),
        when: line.when.as_deref().map(|when| say.condition(when)).unwrap_or_default(),
        cel: line.when.clone().unwrap_or_default(),
        note: line.note.clone().unwrap_or_default(),
        is_verified: line.verified,
    }
}
