//! Refreshing in the background: judged on the reading connections, written in short transactions.
//!
//! Terminals wait for the writer, so whoever holds it for long keeps their acknowledgements back. What
//! is judged here outside of a transaction is written only while nobody else wrote derived days since:
//! recaps, requests and rebuilds raise a generation, and a raised one means judging again. Punches that
//! arrive meanwhile are behind the watermark and follow in the next round.

use super::{Prepared, first_of, last_of, prepare_month, refresh_month, write_prepared};
use crate::store::derived;
use chrono::{Months, NaiveDate};
use siaga_platform::{Ctx, Problem};

/// People whose days one transaction writes.
const PEOPLE_A_TRANSACTION: usize = 1_000;
/// How often it is judged again before the writer is held while judging.
const TRIES: usize = 5;

/// Refreshes the derived rows of people (of everybody for `None`) in a span of days, both ends inside.
///
/// # Shape
/// Gives the same rows as `refresh_days`, in several transactions; may be repeated after a failure.
///
/// # Errors
/// As the store says.
pub(crate) async fn refresh_apart(
    ctx: &Ctx,
    employees: Option<&[i64]>,
    from_on: NaiveDate,
    until_on: NaiveDate,
) -> Result<(), Problem> {
    let until_on = until_on.min(ctx.today());
    let mut month = first_of(from_on);
    while month <= until_on {
        let span = (from_on.max(month), until_on.min(last_of(month)));
        month_apart(ctx, employees, month, span).await?;
        month = month + Months::new(1);
    }
    Ok(())
}

async fn month_apart(
    ctx: &Ctx,
    employees: Option<&[i64]>,
    month: NaiveDate,
    span: (NaiveDate, NaiveDate),
) -> Result<(), Problem> {
    for _ in 0..TRIES {
        let generation = derived::generation(ctx.db().reader()).await?;
        let prepared = prepare_month(ctx, ctx.db().reader(), employees, month, span).await?;
        if write_while_unchanged(ctx, &prepared, generation).await? {
            return Ok(());
        }
    }
    // Somebody writes all the time: judge where nobody else can.
    let tx = ctx.db().begin().await?;
    tx.lock("attendance.derived").await?;
    refresh_month(ctx, &tx, employees, month, span).await?;
    Ok(tx.commit().await?)
}

/// Returns whether everything was written before anybody else wrote derived days.
async fn write_while_unchanged(ctx: &Ctx, prepared: &Prepared, generation: i64) -> Result<bool, Problem> {
    let people = prepared.task.roster.workers.len();
    for first in (0..people).step_by(PEOPLE_A_TRANSACTION) {
        let part = first..people.min(first + PEOPLE_A_TRANSACTION);
        let tx = ctx.db().begin().await?;
        tx.lock("attendance.derived").await?;
        if derived::generation(&*tx).await? != generation {
            tx.rollback().await?;
            return Ok(false);
        }
        write_prepared(ctx, &tx, prepared, part).await?;
        tx.commit().await?;
    }
    Ok(true)
}
