//! Whether the derived tables are what the facts and the law give today.

use super::rebuild::{first_of, follow, rebuild_month_in};
use crate::store::derived;
use chrono::NaiveDate;
use siaga_platform::{Ctx, Problem};

/// What a check of all derived rows found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DerivedReport {
    /// Months that have derived rows.
    pub months: usize,
    /// First days of the months whose rows differ from a rebuild.
    pub differing_months: Vec<NaiveDate>,
}

/// Rebuilds every derived month beside the stored one and compares; nothing is changed.
///
/// # Errors
/// As the store says.
pub async fn verify_derived(ctx: &Ctx) -> Result<DerivedReport, Problem> {
    // What arrived since the last run of the job is no difference.
    follow(ctx.clone()).await?;
    let mut report = DerivedReport::default();
    for month in derived::month_starts(ctx.db().reader()).await? {
        let tx = ctx.db().begin().await?;
        let before = derived::text_of_month(&tx, month).await?;
        rebuild_month_in(ctx, &tx, first_of(month)).await?;
        let after = derived::text_of_month(&tx, month).await?;
        tx.rollback().await?;
        report.months += 1;
        if before != after {
            report.differing_months.push(month);
        }
    }
    Ok(report)
}
