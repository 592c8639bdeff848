//! Services and their states for the public page. It tells of services, never of people.

use crate::model::ServiceFilter;
use crate::ops::export::{COLUMNS, row};
use crate::ops::reads::services;
use chrono::NaiveDate;
use siaga_platform::open_data::{OpenField, OpenKind, OpenRows, OpenTable};
use siaga_platform::{Ctx, Problem};

const fn field(column: usize, title: &'static str) -> OpenField {
    OpenField { name: COLUMNS[column], title, kind: OpenKind::Text }
}

const fn date(column: usize, title: &'static str) -> OpenField {
    OpenField { name: COLUMNS[column], title, kind: OpenKind::Date }
}

/// The open tables of services.
pub(crate) const ALL: &[OpenTable] = &[OpenTable {
    name: "layanan-publik",
    title: "services-open-title",
    fields: &[
        field(0, "services-open-code"),
        field(1, "services-open-agency"),
        field(2, "services-open-name"),
        field(3, "services-open-status"),
        field(4, "services-open-status-text"),
        field(5, "services-open-reason"),
        date(6, "services-open-from"),
        date(7, "services-open-until"),
        field(8, "services-open-place"),
        field(9, "services-open-address"),
        field(10, "services-open-hours"),
        field(11, "services-open-day-off"),
        field(12, "services-open-channels"),
        field(13, "services-open-contact"),
    ],
    load: |ctx, on| Box::pin(load(ctx, on)),
}];

async fn load(ctx: Ctx, on: NaiveDate) -> Result<OpenRows, Problem> {
    let all = services(&ctx, &ServiceFilter::on(on)).await?;
    let rows = all.iter().map(|service| row(&ctx, service).to_vec()).collect();
    Ok(OpenRows { rows, as_of: ctx.now(), completeness: None })
}
