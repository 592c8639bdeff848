//! What a value of law rests on.

use crate::ops::answer::{LawAnswer, LawQuestion, answer};
use crate::ops::register::key_of;
use crate::ops::say::Say;
use siaga_access::Action;
use siaga_platform::explain::{EvidenceItem, ExplainedReason, ExplainedRow, Explainer, Explanation, Subject};
use siaga_platform::web::Page;
use siaga_platform::{Ctx, Problem};
use siaga_policy::{Provision, WhyLost};

/// What directives can explain.
pub(crate) const EXPLAINERS: &[Explainer] = &[Explainer {
    name: "law.parameter",
    label: "directives-explain-law",
    keys: &[
        ("parameter", "directives-parameter"),
        ("hari", "directives-on"),
        ("opd", "directives-for"),
        ("diketahui", "directives-known-on"),
    ],
    explain: |ctx, subject| Box::pin(async move { law(&ctx, &subject).await }),
}];

async fn law(ctx: &Ctx, subject: &Subject) -> Result<Explanation, Problem> {
    let page = Page::new(ctx, "directives-explain-law");
    let day = |key: &str| match subject.key(key) {
        "" => Ok(None),
        text => siaga_civil::parse_date(text)
            .map(Some)
            .map_err(|_| Problem::invalid("directives.form_date").with("text", text)),
    };
    let question = LawQuestion {
        parameter: subject.key("parameter").to_owned(),
        unit: subject.key("opd").to_owned(),
        on: day("hari")?.unwrap_or_else(|| ctx.today()),
        known_on: day("diketahui")?,
    };
    let found = answer(ctx, &question).await?;
    let say = Say(ctx);
    let name = found.decl.name;
    let title = page.tn(
        "directives-explain-title",
        &[
            ("parameter", say.parameter(name)),
            ("name", found.subject.name.clone()),
            ("date", page.date_long(question.on)),
        ],
    );
    let winner = found.winner.as_ref();
    let rows = found.losers.iter().map(|(value, provision, why)| ExplainedRow {
        label: format!("{}, {}", provision.title, provision.article),
        value: format!("{} – {}", say.value(name, value), say.why(why)),
        link: Some(path_of(provision)),
        ..ExplainedRow::default()
    });
    Ok(Explanation {
        title,
        value: winner.map_or_else(|| page.t("directives-no-answer"), |(value, _)| say.value(name, value)),
        definition: page.t2("directives-explain-definition", "parameter", name, "how", found.combine()),
        reasons: winner.map(|(_, provision)| reason(&page, &say, provision)).into_iter().collect(),
        rows_heading: page.t("directives-explain-losers"),
        rows: rows.collect(),
        evidence: winner.map(|(_, provision)| evidence(&page, provision)).into_iter().collect(),
        findings: findings(ctx, &page, &say, &found),
        ..Explanation::default()
    })
}

fn reason(page: &Page, say: &Say<'_>, provision: &Provision) -> ExplainedReason {
    let mut words = say.period(provision.from, provision.until);
    if let Some(when) = &provision.when {
        words = format!("{words}; {}", page.t1("directives-explain-when", "when", say.condition(when)));
    }
    ExplainedReason {
        circular: provision.circular.to_string(),
        title: provision.title.to_string(),
        article: provision.article.to_string(),
        words,
    }
}

fn evidence(page: &Page, provision: &Provision) -> EvidenceItem {
    let checked = page.t1("directives-explain-checked", "date", page.date(provision.checked_on));
    EvidenceItem {
        kind: page.t("directives-circular"),
        text: format!("{}, {checked}", provision.source),
        source: provision.issuer.to_string(),
        link: Some(path_of(provision)),
        ..EvidenceItem::default()
    }
}

fn path_of(provision: &Provision) -> String {
    format!("/edaran/{}", key_of(&provision.circular))
}

/// What somebody should look at: texts that nobody compared, facts that nobody recorded.
fn findings(ctx: &Ctx, page: &Page, say: &Say<'_>, found: &LawAnswer) -> Vec<String> {
    let mut findings = Vec::new();
    if found.is_hidden {
        findings.push(page.t("directives-facts-hidden"));
    }
    if let Some((_, winner)) = &found.winner {
        if !winner.verified {
            findings.push(page.t("directives-explain-unverified"));
        }
        findings.extend(winner.note.as_deref().map(str::to_owned));
    }
    let unknown = found.losers.iter().filter(|(_, _, why)| matches!(why, WhyLost::FactUnknown(_)));
    findings.extend(unknown.map(|(_, provision, why)| format!("{}: {}", provision.title, say.why(why))));
    if ctx.may(Action::FactView, &ctx.in_agency(&found.subject.agency_path)).permit {
        findings.push(page.t1("directives-with-facts", "facts", say.facts(&found.subject.facts)));
    }
    findings
}
