//! Law in force: every parameter with its value for an agency on a day, as known on a day.

use super::{LAW, LIST, fields, texts};
use crate::ops::answer::{LawAnswer, answers};
use crate::ops::register::key_of;
use crate::ops::say::Say;
use askama::Template;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;
use siaga_access::Action;
use siaga_directory as directory;
use siaga_platform::explain::Subject;
use siaga_platform::web::{Page, Query, render};
use siaga_platform::{Ctx, Problem};

#[derive(Debug, Default, Deserialize)]
pub(super) struct LawQuery {
    #[serde(default)]
    opd: String,
    #[serde(default)]
    tanggal: String,
    #[serde(default)]
    diketahui: String,
}

#[derive(Template)]
#[template(path = "directives/law.html")]
struct LawPage {
    page: Page,
    query: LawQuery,
    agencies: Vec<(String, String)>,
    caption: String,
    /// The facts behind the answers; empty where the reader may not see them.
    facts: String,
    rows: Vec<Row>,
}

struct Row {
    label: String,
    parameter: String,
    value: String,
    title: String,
    article: String,
    path: String,
    tone: &'static str,
    badge: String,
    losers: usize,
    why_path: String,
}

pub(super) async fn show(ctx: Ctx, Query(query): Query<LawQuery>) -> Result<Response, Problem> {
    let page = Page::new(&ctx, "directives-law-title");
    let on = fields::maybe_date(&query.tanggal, "tanggal")?.unwrap_or_else(|| ctx.today());
    let known_on = fields::maybe_date(&query.diketahui, "diketahui")?;
    let (subject, all) = answers(&ctx, &query.opd, on, known_on).await?;
    let mut agencies = vec![(String::new(), ctx.government.name.clone())];
    agencies.extend(directory::agencies(&ctx).await?.into_iter().map(|agency| (agency.code, agency.name)));
    let say = Say(&ctx);
    let may_see_facts = ctx.may(Action::FactView, &ctx.in_agency(&subject.agency_path)).permit;
    let facts = if may_see_facts { say.facts(&subject.facts) } else { String::new() };
    let rows = all.iter().map(|answer| row(&page, &say, answer, &query, on)).collect();
    let caption = page.t2("directives-law-caption", "name", &subject.name, "date", page.date_long(on));
    render(&LawPage { query, agencies, caption, facts, rows, page })
}

fn row(page: &Page, say: &Say<'_>, answer: &LawAnswer, query: &LawQuery, on: NaiveDate) -> Row {
    let name = answer.decl.name;
    let mut row = Row {
        label: say.parameter(name),
        parameter: name.to_owned(),
        value: page.t("directives-no-answer"),
        title: String::new(),
        article: String::new(),
        path: String::new(),
        tone: "quiet",
        badge: String::new(),
        losers: answer.losers.len(),
        why_path: subject_of(name, &query.opd, on, &query.diketahui).path(),
    };
    if let Some((value, winner)) = &answer.winner {
        row.value = say.value(name, value);
        row.title = winner.title.to_string();
        row.article = winner.article.to_string();
        row.path = format!("{LIST}/{}", texts::encoded(&key_of(&winner.circular)));
        (row.tone, row.badge) = match (winner.is_default, winner.verified) {
            (true, _) => ("info", page.t("directives-origin-setting")),
            (false, true) => ("good", page.t("directives-verified")),
            (false, false) => ("warn", page.t("directives-unverified")),
        };
    }
    row
}

/// Returns the address under which a value of law is explained.
pub(crate) fn subject_of(parameter: &str, unit: &str, on: NaiveDate, known_on: &str) -> Subject {
    Subject::new("law.parameter")
        .with("parameter", parameter)
        .with("hari", on)
        .with("opd", unit)
        .with("diketahui", known_on)
}

impl LawPage {
    fn path() -> &'static str {
        LAW
    }
}
