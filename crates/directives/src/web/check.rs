//! The check of a draft, and the signature under it.

use super::LIST;
use crate::model::CircularState;
use crate::ops::check::{Check, check_circular};
use crate::ops::effects::{Beaten, LawChange};
use crate::ops::say::Say;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use siaga_access::Action;
use siaga_platform::web::{FormPairs, Page, render};
use siaga_platform::{Ctx, Problem};
use siaga_policy::AnswerSummary;
use uuid::Uuid;

/// Names of agencies that a row tells; the rest is counted.
const NAMES_MAX: usize = 4;

#[derive(Template)]
#[template(path = "directives/check.html")]
pub(super) struct CheckPage {
    pub(super) page: Page,
    path: String,
    id: Uuid,
    version: i64,
    faults: Vec<String>,
    notices: Vec<String>,
    retroactive: Vec<String>,
    changes: Vec<ChangeRow>,
    beaten: Vec<BeatenRow>,
    may_sign: bool,
    is_draft: bool,
    given: FormPairs,
}

struct ChangeRow {
    label: String,
    period: String,
    before: String,
    after: String,
    who: String,
    why: String,
    is_of_value: bool,
}

struct BeatenRow {
    label: String,
    title: String,
    circular: String,
    article: String,
    value: String,
    why: String,
    is_own: bool,
}

pub(super) async fn show(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    render(&page_of(&ctx, id, FormPairs::default()).await?)
}

/// Returns the check with what was typed below it.
pub(super) async fn page_of(ctx: &Ctx, id: Uuid, given: FormPairs) -> Result<CheckPage, Problem> {
    let check = check_circular(ctx, id).await?;
    let page = Page::new(ctx, "directives-check-title")
        .under(LIST, ctx.text("directives-title", &[]))
        .under(format!("{LIST}/{id}"), check.circular.title.clone());
    let say = Say(ctx);
    let Check { circular, faults, notices, retroactive, changes, beaten } = check;
    let is_draft = circular.state == CircularState::Draft;
    let resource = siaga_access::Resource { made_by: Some(circular.made_by), ..ctx.whole_government() };
    let retroactive = retroactive.iter().map(|one| {
        let values = [
            ("subject", say.parameter(&one.subject)),
            ("article", one.article.clone()),
            ("from", page.date(one.from)),
        ];
        page.tn("directives-retroactive-line", &values)
    });
    Ok(CheckPage {
        path: format!("{LIST}/{id}"),
        id,
        version: circular.version,
        faults: faults.iter().map(|fault| say.fault(fault)).collect(),
        notices: notices.iter().map(|notice| say.fault(notice)).collect(),
        retroactive: retroactive.collect(),
        changes: changes.iter().map(|change| change_row(&page, &say, change)).collect(),
        beaten: beaten.into_iter().map(|one| beaten_row(&say, one)).collect(),
        may_sign: is_draft && faults.is_empty() && ctx.may(Action::DirectiveSign, &resource).permit,
        is_draft,
        given,
        page,
    })
}

fn change_row(page: &Page, say: &Say<'_>, change: &LawChange) -> ChangeRow {
    let value = |answer: &Option<AnswerSummary>| match answer {
        None => page.t("directives-no-answer"),
        Some(answer) => {
            let value = say.value(change.parameter, &answer.value);
            format!("{value} – {}, {}", answer.title, answer.article)
        }
    };
    let values = |answer: &Option<AnswerSummary>| answer.as_ref().map(|answer| answer.value.clone());
    let who = match change.who.len() {
        0 => page.t("directives-everybody"),
        count if count <= NAMES_MAX => change.who.join("; "),
        count => page.t2(
            "directives-and-others",
            "names",
            change.who[..NAMES_MAX].join("; "),
            "count",
            page.number(count - NAMES_MAX),
        ),
    };
    ChangeRow {
        label: say.parameter(change.parameter),
        period: say.period(change.from_on, change.until_on),
        before: value(&change.before),
        after: value(&change.after),
        who,
        why: change.why.as_ref().map(|why| say.why(why)).unwrap_or_default(),
        is_of_value: values(&change.before) != values(&change.after),
    }
}

fn beaten_row(say: &Say<'_>, one: Beaten) -> BeatenRow {
    BeatenRow {
        label: say.parameter(&one.parameter),
        value: say.value(&one.parameter, &one.value),
        why: say.why(&one.why),
        title: one.title.to_string(),
        circular: one.circular.to_string(),
        article: one.article.to_string(),
        is_own: one.is_own,
    }
}
