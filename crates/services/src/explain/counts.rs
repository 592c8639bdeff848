//! How many services are in a state: by agency, then by service.

use super::{as_of, dated, status_subject, wrong_key};
use crate::model::{ServiceFilter, ServiceOn};
use crate::ops::reads::seen_to;
use crate::ops::{told, words};
use crate::status::ServiceStatus;
use chrono::{DateTime, NaiveDate, Utc};
use siaga_access::Action;
use siaga_platform::explain::{ExplainedRow, Explanation, Subject};
use siaga_platform::{Ctx, Problem};
use std::collections::BTreeMap;

pub(super) const NAME: &str = "services.count";

/// Returns the subject that explains how many services are in a state; no state means all that are not open,
/// an empty agency all of them.
pub(crate) fn count_subject(
    status: Option<ServiceStatus>,
    agency: &str,
    (on, known_at): (NaiveDate, Option<DateTime<Utc>>),
) -> Subject {
    let name = status.map_or("", ServiceStatus::as_str);
    dated(Subject::new(NAME).with("opd", agency).with("keadaan", name), on, known_at)
}

/// Explains how many services are in a state, of how many.
pub(super) async fn explain(ctx: Ctx, subject: Subject) -> Result<Explanation, Problem> {
    let (on, known_at) = as_of(&ctx, &subject)?;
    let status = match subject.key("keadaan") {
        "" => None,
        text => Some(ServiceStatus::parse(text).ok_or_else(|| wrong_key("keadaan", text))?),
    };
    let filter = ServiceFilter { known_at, ..ServiceFilter::on(on) };
    let Some(mut all) = seen_to(&ctx, &filter).await? else {
        return Err(Problem::forbidden("platform.forbidden").with("action", Action::ServiceView.as_str()));
    };
    let agency = subject.key("opd");
    all.retain(|service| agency.is_empty() || service.agency_code == agency);
    let counts = |service: &ServiceOn| i64::from(is_in(service, status));
    let number: i64 = all.iter().map(counts).sum();
    let rows = if agency.is_empty() {
        by_agency(&ctx, &all, counts, |code| count_subject(status, code, (on, known_at)))
    } else {
        all.iter().map(|one| row(&ctx, one, counts(one), (on, known_at))).collect()
    };
    let what = match status {
        Some(status) => told::status(&ctx, status),
        None => ctx.text("services-not-open", &[]),
    };
    let heading = if agency.is_empty() { "services-by-agency" } else { "services-by-service" };
    Ok(Explanation {
        title: format!("{what}, {}", words::date(&ctx, on)),
        value: format!("{number} / {}", words::number(&ctx, all.len())),
        number: Some(number),
        of: Some(i64::try_from(all.len()).unwrap_or(i64::MAX)),
        definition: ctx.text("services-explain-count-definition", &[]),
        as_of: Some(ctx.now()),
        known_at,
        rows_heading: ctx.text(heading, &[]),
        rows,
        ..Explanation::default()
    })
}

/// Tells whether a service is in a state; none means any that is not open.
pub(crate) fn is_in(service: &ServiceOn, status: Option<ServiceStatus>) -> bool {
    match status {
        Some(status) => service.status.status == status,
        None => service.status.status != ServiceStatus::Open,
    }
}

fn by_agency(
    ctx: &Ctx,
    all: &[ServiceOn],
    counts: impl Fn(&ServiceOn) -> i64,
    below: impl Fn(&str) -> Subject,
) -> Vec<ExplainedRow> {
    let mut agencies: BTreeMap<(&str, &str), (i64, i64)> = BTreeMap::new();
    for service in all {
        let sums = agencies.entry((&service.agency_name, &service.agency_code)).or_default();
        sums.0 += counts(service);
        sums.1 += 1;
    }
    let row = |((name, code), (number, of)): ((&str, &str), (i64, i64))| ExplainedRow {
        label: name.to_owned(),
        value: words::number(ctx, usize::try_from(number).unwrap_or(0)),
        number: Some(number),
        of: Some(of),
        subject: Some(below(code)),
        link: Some(format!("/pengelolaan/layanan?opd={code}")),
    };
    agencies.into_iter().map(row).collect()
}

fn row(
    ctx: &Ctx,
    service: &ServiceOn,
    number: i64,
    (on, known_at): (NaiveDate, Option<DateTime<Utc>>),
) -> ExplainedRow {
    ExplainedRow {
        label: service.plan.name.clone(),
        value: told::status(ctx, service.status.status),
        number: Some(number),
        of: Some(1),
        subject: Some(status_subject(service.uid, on, known_at)),
        link: Some(format!("/pengelolaan/layanan/{}", service.uid)),
    }
}
