//! What figures of arrangements rest on.

mod day;

pub(crate) use day::place_message;

use crate::ops::overview::agency_day;
use crate::ops::say::Say;
use chrono::{Datelike, NaiveDate};
use siaga_directory as directory;
use siaga_platform::explain::{ExplainedReason, ExplainedRow, Explainer, Explanation, Subject};
use siaga_platform::web::Page;
use siaga_platform::{Ctx, Problem};

/// What arrangements can explain.
pub(crate) const EXPLAINERS: &[Explainer] = &[
    Explainer {
        name: "arrangements.quota",
        label: "arrangements-explain-quota",
        keys: &[("opd", "arrangements-agency"), ("unit", "arrangements-unit"), ("hari", "arrangements-day")],
        explain: |ctx, subject| Box::pin(async move { quota(&ctx, &subject).await }),
    },
    Explainer {
        name: "arrangements.day",
        label: "arrangements-explain-day",
        keys: &[("pegawai", "arrangements-key-employee"), ("hari", "arrangements-key-day")],
        explain: |ctx, subject| Box::pin(async move { day::day(&ctx, &subject).await }),
    },
];

/// How many people of a unit may be in the office on a day, and what that rests on.
async fn quota(ctx: &Ctx, subject: &Subject) -> Result<Explanation, Problem> {
    let on: NaiveDate = match subject.key("hari") {
        "" => ctx.today(),
        text => likely_day(text).ok_or_else(|| Problem::missing("arrangements.date"))?,
    };
    let (agency, day) = agency_day(ctx, subject.key("opd"), on).await?;
    let page = Page::new(ctx, "arrangements-explain-quota");
    let units = directory::units(ctx, Some(agency.id)).await?;
    let wanted = subject.key("unit");
    let unit = units.iter().find(|unit| unit.code == wanted || (wanted.is_empty() && unit.is_main));
    let unit = unit.ok_or_else(|| Problem::missing("arrangements.unit_missing"))?;
    let title = page.tn(
        "arrangements-explain-title",
        &[("unit", unit.name.clone()), ("agency", agency.name.clone()), ("day", page.date(on))],
    );
    let definition = page.t("arrangements-rounding");
    let found = day.as_ref().and_then(|day| {
        day.look.quotas.iter().filter_map(|days| days.first()).find(|quota| quota.unit_id == unit.id)
    });
    let Some(found) = found else {
        return Ok(Explanation {
            title,
            value: page.t("arrangements-day-off"),
            definition,
            ..Explanation::default()
        });
    };
    let say = Say(ctx);
    let reasons = found.grounds().map(|ground| ExplainedReason {
        circular: ground.circular.clone(),
        title: ground.title.clone(),
        article: ground.article.clone(),
        words: say.ground(ground),
    });
    let mut rows = vec![row(&page, "arrangements-explain-staff", found.quota.staff)];
    rows.push(row(&page, "arrangements-explain-office-most", found.quota.office_max));
    rows.push(row(&page, "arrangements-explain-office-least", found.quota.office_min));
    rows.push(row(&page, "arrangements-explain-home-least", found.quota.home_min));
    let said = say.exceptions(&found.quota).into_iter();
    rows.extend(said.map(|label| ExplainedRow { label, ..ExplainedRow::default() }));
    Ok(Explanation {
        title,
        value: say.quota(&found.quota),
        definition,
        as_of: Some(ctx.now()),
        reasons: reasons.collect(),
        rows_heading: page.t("arrangements-explain-rows"),
        rows,
        findings: found.quota.faults.iter().map(|fault| say.fault(*fault)).collect(),
        ..Explanation::default()
    })
}

/// Reads a day that people can mean; stores and sums of days cannot hold every other one.
fn likely_day(text: &str) -> Option<NaiveDate> {
    text.parse().ok().filter(|on: &NaiveDate| (1990..=2200).contains(&on.year()))
}

fn row(page: &Page, label: &str, number: u32) -> ExplainedRow {
    ExplainedRow { label: page.t(label), value: page.number(number), ..ExplainedRow::default() }
}
