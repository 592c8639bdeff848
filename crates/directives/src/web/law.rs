//! Law in force: every parameter with its value for an agency on a day, as known on a day.

use super::{LAW, LIST, fields, texts};
use crate::ops::answer::{LawAnswer, answers};
use crate::ops::register::key_of;
use crate::ops::say::Say;
use askama::Template;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;
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
    is_hidden: bool,
    groups: Vec<Group>,
}

/// The parameters of one capability.
struct Group {
    key: String,
    label: String,
    rows: Vec<Row>,
}

struct Row {
    label: String,
    /// Its name in law files, cut where a line may break.
    parameter: Vec<String>,
    value: String,
    title: String,
    article: String,
    path: String,
    tone: &'static str,
    badge: String,
    /// How many other provisions there are; empty for none.
    losers: String,
    why_path: String,
}

pub(super) async fn show(ctx: Ctx, Query(query): Query<LawQuery>) -> Result<Response, Problem> {
    let page = Page::new(&ctx, "directives-law-title");
    let on = fields::maybe_date(&query.tanggal, "tanggal")?.unwrap_or_else(|| ctx.today());
    let known_on = fields::maybe_date(&query.diketahui, "diketahui")?;
    let (subject, is_hidden, all) = answers(&ctx, &query.opd, on, known_on).await?;
    let mut agencies = vec![(String::new(), ctx.government.name.clone())];
    agencies.extend(directory::agencies(&ctx).await?.into_iter().map(|agency| (agency.code, agency.name)));
    let say = Say(&ctx);
    let facts = if is_hidden { String::new() } else { say.facts(&subject.facts) };
    let mut groups: Vec<Group> = Vec::new();
    for answer in &all {
        let key = answer.decl.name.split('.').next().unwrap_or_default();
        if groups.last().is_none_or(|group| group.key != key) {
            groups.push(Group { key: key.to_owned(), label: say.capability(key), rows: Vec::new() });
        }
        let row = row(&page, &say, answer, &query, on);
        groups.last_mut().expect("one was pushed above").rows.push(row);
    }
    let caption = page.t2("directives-law-caption", "name", &subject.name, "date", page.date_long(on));
    render(&LawPage { query, agencies, caption, facts, is_hidden, groups, page })
}

fn row(page: &Page, say: &Say<'_>, answer: &LawAnswer, query: &LawQuery, on: NaiveDate) -> Row {
    let name = answer.decl.name;
    let mut row = Row {
        label: say.parameter(name),
        parameter: name.split_inclusive(['.', '_']).map(str::to_owned).collect(),
        value: page.t("directives-no-answer"),
        title: String::new(),
        article: String::new(),
        path: String::new(),
        tone: "quiet",
        badge: String::new(),
        losers: match answer.losers.len() {
            0 => String::new(),
            count => page.t1("directives-others-count", "count", page.number(count)),
        },
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
