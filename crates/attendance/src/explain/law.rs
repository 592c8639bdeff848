//! The circulars behind a value, with their titles.

use crate::explain::ask::Measure;
use crate::ops::day_law::KnownLaw;
use crate::params;
use crate::web::law_text;
use chrono::NaiveDate;
use siaga_platform::Ctx;
use siaga_platform::explain::ExplainedReason;
use siaga_platform::web::Page;
use siaga_policy::Reason;

/// Returns what decides who is counted in a measure on a day.
pub(super) fn of_measure(
    ctx: &Ctx,
    page: &Page,
    measure: Measure,
    on: NaiveDate,
    known_on: Option<NaiveDate>,
) -> Vec<ExplainedReason> {
    let mut reasons = Vec::new();
    if measure == Measure::Rate {
        let known = KnownLaw { law: ctx.law(), known_on };
        let question = known.question(&ctx.government.region, on);
        if let Some(ruling) = ctx.law().book.ruling(params::LEAVE_IS_OBLIGED, &question) {
            let is_obliged = ruling.flag().unwrap_or(false);
            let words =
                if is_obliged { "attendance-reason-leave-counts" } else { "attendance-reason-leave-free" };
            reasons.push(ExplainedReason {
                circular: ruling.provision.circular.to_string(),
                title: ruling.provision.title.to_string(),
                article: ruling.provision.article.to_string(),
                words: page.t(words),
            });
        }
    }
    let words = match measure {
        Measure::Rate => "attendance-reason-rate",
        Measure::Expected => "attendance-reason-expected",
        Measure::Status(_) => "attendance-reason-status",
    };
    reasons.push(ExplainedReason {
        title: page.t("attendance-reason-program"),
        words: page.t(words),
        ..ExplainedReason::default()
    });
    reasons
}

/// Returns the grounds of a decision, circulars with their titles.
pub(super) fn of_decision(ctx: &Ctx, page: &Page, reasons: &[Reason]) -> Vec<ExplainedReason> {
    let explained = |reason: &Reason| {
        let (words, source) = law_text(page, reason);
        let is_fact = reason.circular.is_empty();
        ExplainedReason {
            circular: reason.circular.to_string(),
            title: if is_fact { source } else { title(ctx, &reason.circular) },
            article: reason.article.to_string(),
            words,
        }
    };
    // The fact that decided stands behind the hours of the day: it is told first.
    let (mut facts, law): (Vec<&Reason>, Vec<&Reason>) =
        reasons.iter().partition(|reason| reason.circular.is_empty());
    facts.extend(law);
    facts.into_iter().map(explained).collect()
}

/// Returns what a circular is called; a decree of a holiday is called by its number.
fn title(ctx: &Ctx, circular: &str) -> String {
    let book = &ctx.law().book;
    let provisions = book.declarations().flat_map(|decl| book.provisions(decl.name));
    let found = provisions.map(|(provision, _)| provision).find(|one| *one.circular == *circular);
    found.map_or_else(|| circular.to_owned(), |provision| provision.title.to_string())
}
