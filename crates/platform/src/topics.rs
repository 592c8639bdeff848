//! News that travels upward: published in the transaction of the deed, delivered after it.

use crate::capability::Subscription;
use crate::ctx::{App, Ctx, Government};
use crate::db::{self, FromQueryResult, Tx};
use crate::problem::Problem;

#[derive(FromQueryResult)]
struct Waiting {
    id: i64,
    government_id: i64,
    topic: String,
    payload: String,
}

/// Publishes news in the transaction of the deed; if that is rolled back, nobody hears of it.
///
/// # Errors
/// As the store says.
pub async fn publish(
    ctx: &Ctx,
    tx: &Tx,
    topic: &'static str,
    payload: &serde_json::Value,
) -> Result<(), Problem> {
    db::exec(
        &**tx,
        "insert into platform_outbox (government_id, topic, payload, published_at) values ($1, $2, $3, $4)",
        [ctx.government.id.into(), topic.into(), payload.to_string().into(), ctx.now().into()],
    )
    .await?;
    Ok(())
}

/// Delivers waiting news to every subscriber and returns how many were delivered.
///
/// # Shape
/// In the order of publishing. A failing subscriber stops the round; the news waits for the next one,
/// so a handler may run twice.
///
/// # Errors
/// Of the first subscriber that failed, or of the store.
pub async fn deliver(
    app: &App,
    governments: &[Government],
    subscriptions: &[Subscription],
) -> Result<usize, Problem> {
    let waiting: Vec<Waiting> = db::all(
        app.db.reader(),
        "select id, government_id, topic, payload from platform_outbox where done_at is null order by id limit 200",
        [],
    )
    .await?;
    for news in &waiting {
        let payload: serde_json::Value = serde_json::from_str(&news.payload).map_err(Problem::broken)?;
        let government = governments.iter().find(|government| government.id == news.government_id);
        for subscription in subscriptions.iter().filter(|subscription| subscription.topic == news.topic) {
            let Some(government) = government else { continue };
            (subscription.run)(app.system_ctx(subscription.name, government), payload.clone()).await?;
        }
        let tx = app.db.begin().await?;
        db::exec(
            &*tx,
            "update platform_outbox set done_at = $1 where id = $2",
            [app.clock.now().into(), news.id.into()],
        )
        .await?;
        tx.commit().await?;
    }
    Ok(waiting.len())
}
