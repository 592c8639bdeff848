//! News that travels upward: published in the transaction of the deed, delivered after it.

use crate::capability::Subscription;
use crate::ctx::{App, Ctx, Government};
use crate::db::{self, FromQueryResult, Tx};
use crate::jobs::chain;
use crate::problem::{Problem, ProblemKind};
use std::collections::HashSet;

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

/// Tries after which news is set aside, so that what follows it in its topic goes on.
pub const TRIES_MAX: i64 = 20;

/// News of one topic that one round takes up.
const ROUND_MAX: i64 = 200;

/// Delivers waiting news to every subscriber and returns how many were delivered.
///
/// # Shape
/// In the order of publishing. A failing subscriber stops its topic for the round; the news waits for
/// the next one, so a handler may run twice. After [`TRIES_MAX`] failures the news is set aside: it
/// stays in the table, is counted in the metrics, and its topic goes on.
///
/// # Errors
/// Of the first subscriber that failed, after the other topics had their turn; or of the store.
pub async fn deliver(
    app: &App,
    governments: &[Government],
    subscriptions: &[Subscription],
) -> Result<usize, Problem> {
    let waiting: Vec<Waiting> = db::all(
        app.db.reader(),
        "select id, government_id, topic, payload from (
            select id, government_id, topic, payload, row_number() over (partition by topic order by id) as place
            from platform_outbox where done_at is null and tries < $1) queued
         where place <= $2 order by id",
        [TRIES_MAX.into(), ROUND_MAX.into()],
    )
    .await?;
    let mut delivered = 0;
    let mut stopped: HashSet<&str> = HashSet::new();
    let mut first_failure = None;
    for news in &waiting {
        if stopped.contains(news.topic.as_str()) {
            continue;
        }
        if let Err(problem) = hand_over(app, governments, subscriptions, news).await {
            stopped.insert(&news.topic);
            count_try(app, news, &problem).await?;
            first_failure.get_or_insert(problem);
            continue;
        }
        note_delivery(app, news).await?;
        delivered += 1;
    }
    first_failure.map_or(Ok(delivered), Err)
}

/// Runs each subscriber in a task of its own: a panic is the failure of this news alone.
async fn hand_over(
    app: &App,
    governments: &[Government],
    subscriptions: &[Subscription],
    news: &Waiting,
) -> Result<(), Problem> {
    let payload: serde_json::Value = serde_json::from_str(&news.payload).map_err(Problem::broken)?;
    let government = governments.iter().find(|government| government.id == news.government_id);
    for subscription in subscriptions.iter().filter(|subscription| subscription.topic == news.topic) {
        let Some(government) = government else { continue };
        let (run, ctx, payload) =
            (subscription.run, app.system_ctx(subscription.name, government), payload.clone());
        tokio::spawn(async move { run(ctx, payload).await })
            .await
            .unwrap_or_else(|panic| Err(Problem::broken(panic)))?;
    }
    Ok(())
}

/// A busy store says nothing about the news, so that such a try is not counted.
async fn count_try(app: &App, news: &Waiting, problem: &Problem) -> Result<(), Problem> {
    if problem.kind == ProblemKind::Busy {
        return Ok(());
    }
    let tx = app.db.begin().await?;
    let sql = "update platform_outbox set tries = tries + 1 where id = $1 returning tries";
    let tries: i64 = db::scalar(&*tx, sql, [news.id.into()]).await?;
    tx.commit().await?;
    if tries == TRIES_MAX {
        let cause = chain(problem);
        tracing::error!(news = news.id, topic = news.topic, problem = %problem, cause, "news was set aside");
    }
    Ok(())
}

/// Returns how much news is set aside.
///
/// # Errors
/// As the store says.
pub async fn set_aside(app: &App) -> Result<i64, Problem> {
    let sql = "select cast(count(*) as bigint) from platform_outbox where done_at is null and tries >= $1";
    Ok(db::scalar(app.db.reader(), sql, [TRIES_MAX.into()]).await?)
}

async fn note_delivery(app: &App, news: &Waiting) -> Result<(), Problem> {
    let tx = app.db.begin().await?;
    let sql = "update platform_outbox set done_at = $1 where id = $2";
    db::exec(&*tx, sql, [app.clock.now().into(), news.id.into()]).await?;
    Ok(tx.commit().await?)
}
