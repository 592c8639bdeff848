//! From which day on everything must be rebuilt: a mark that outlives the program.

use crate::store::derived;
use chrono::{Datelike, NaiveDate};
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem};

/// A mark as it was read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// Nothing for a day that the calendar does not know.
    pub(super) from_on: Option<NaiveDate>,
    /// How many notices had been given by then.
    notices: i64,
}

/// Notes that days from one on must be rebuilt; the next run of the job does it month by month.
///
/// # Shape
/// Holds when the transaction commits. It is the last lock that a transaction takes.
///
/// # Errors
/// As the store says.
pub(crate) async fn note_rebuild(ctx: &Ctx, tx: &Tx, from_on: NaiveDate) -> Result<(), Problem> {
    lock(tx).await?;
    let day = i64::from(from_on.num_days_from_ce());
    derived::lower_watermark(tx, &name(ctx), day).await?;
    Ok(derived::raise_watermark(tx, &notices_name(ctx)).await?)
}

/// Returns the mark, if there is one.
pub(super) async fn read(ctx: &Ctx) -> Result<Option<Mark>, Problem> {
    let connection = ctx.db().reader();
    // The number of notices first: one that comes in between then only costs a second rebuild.
    let notices = derived::watermark(connection, &notices_name(ctx)).await?.unwrap_or(0);
    let noted = derived::watermark(connection, &name(ctx)).await?;
    Ok(noted.map(|noted| {
        let from_on = i32::try_from(noted).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
        Mark { from_on, notices }
    }))
}

/// Moves the mark on to the first day that is not rebuilt yet, or takes it away for `None`.
///
/// # Shape
/// Leaves it as it is when a notice came since it was read: what that one is about may have been
/// rebuilt before it came.
pub(super) async fn settle(ctx: &Ctx, mark: Mark, rest_from: Option<NaiveDate>) -> Result<(), Problem> {
    let tx = ctx.db().begin().await?;
    lock(&tx).await?;
    let notices = derived::watermark(&*tx, &notices_name(ctx)).await?.unwrap_or(0);
    if notices == mark.notices {
        match rest_from {
            Some(on) => {
                derived::set_watermark(&tx, &name(ctx), i64::from(on.num_days_from_ce())).await?;
            }
            None => derived::drop_watermark(&tx, &name(ctx)).await?,
        }
    }
    Ok(tx.commit().await?)
}

async fn lock(tx: &Tx) -> Result<(), Problem> {
    Ok(tx.lock("attendance.rebuild").await?)
}

fn name(ctx: &Ctx) -> String {
    format!("rebuild/{}", ctx.government.id)
}

fn notices_name(ctx: &Ctx) -> String {
    format!("rebuild_seq/{}", ctx.government.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use siaga_platform::Government;
    use siaga_testkit::{each_db, program};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    async fn note(ctx: &Ctx, from_on: &str) {
        let tx = ctx.db().begin().await.unwrap();
        note_rebuild(ctx, &tx, day(from_on)).await.unwrap();
        tx.commit().await.unwrap();
    }

    #[tokio::test]
    async fn a_notice_that_comes_during_a_rebuild_is_not_lost() {
        each_db(|db| async move {
            let capabilities = [siaga_platform::web::capability(), crate::capability()];
            let program = program(db, &capabilities, "2020-06-08T00:00:00Z".parse().unwrap()).await;
            let government = Government {
                id: 1,
                region: "12.18".parse().unwrap(),
                name: "Kabupaten Contoh".to_owned(),
                zone: siaga_civil::CivilZone::Wib,
                begins_on: day("2000-01-01"),
            };
            let ctx = program.app.system_ctx("tests", &government);
            let noted = async || read(&ctx).await.unwrap().and_then(|mark| mark.from_on);
            note(&ctx, "2020-05-20").await;
            note(&ctx, "2020-06-01").await;
            assert_eq!(noted().await, Some(day("2020-05-20")), "the earliest day holds");
            let begun = read(&ctx).await.unwrap().unwrap();
            settle(&ctx, begun, Some(day("2020-06-01"))).await.unwrap();
            assert_eq!(noted().await, Some(day("2020-06-01")));
            // The same day once more: the value alone would not show it.
            note(&ctx, "2020-06-01").await;
            settle(&ctx, begun, None).await.unwrap();
            assert_eq!(noted().await, Some(day("2020-06-01")));
            let again = read(&ctx).await.unwrap().unwrap();
            settle(&ctx, again, None).await.unwrap();
            assert_eq!(noted().await, None);
        })
        .await;
    }
}
