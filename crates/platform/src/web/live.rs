//! `GET /live`: tells open pages which of their parts is out of date. [`watch`]: sends the parts
//! themselves to pages that many watch at once.

use crate::ctx::Ctx;
use crate::live::{News, Watched, WatchedKey};
use crate::problem::Problem;
use crate::session;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::BoxFuture;
use futures_util::{FutureExt, Stream, StreamExt};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError;

const KEEP_ALIVE: Duration = Duration::from_secs(20);
/// A stream ends by itself so that a session that is over does not listen for ever.
const LONGEST: Duration = Duration::from_secs(15 * 60);
/// Nothing is sent to a session that was not looked at for so long: it may be over, or may see less now.
const TRUSTED: TimeDelta = TimeDelta::seconds(30);

/// Answers with one event for each piece of news of the actor's government. Events carry no data.
pub(crate) async fn stream(ctx: Ctx) -> Response {
    let government = ctx.government.id;
    let news = BroadcastStream::new(ctx.app.live.listen()).filter_map(move |news| async move {
        match news {
            Ok(news) if news.government == government => Some(Ok(event(news.topic))),
            Ok(_) => None,
            // Too slow to hear everything: the page fetches all its parts.
            Err(BroadcastStreamRecvError::Lagged(_)) => Some(Ok(event("all"))),
        }
    });
    events(news)
}

fn events(events: impl Stream<Item = Result<Event, Infallible>> + Send + 'static) -> Response {
    let events = events.take_until(Box::pin(tokio::time::sleep(LONGEST)));
    Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response()
}

fn event(topic: &str) -> Event {
    Event::default().event("news").data(topic)
}

/// Makes the parts of a page: pairs of element id and content. They are the same for everybody with the
/// key, so that they hold no form and no token.
pub type MakeParts =
    Arc<dyn Fn(Ctx) -> BoxFuture<'static, Result<Vec<(String, String)>, Problem>> + Send + Sync>;

/// Answers with the parts that changed, now and after each piece of news of the key's thing.
///
/// # Shape
/// Events named `part` with a JSON list of `[id, html]`, numbered by version. A page that comes again
/// with `Last-Event-ID` gets what changed since. Parts are made once for all readers with the same key.
/// A making that fails is tried again with the next news. Whether the actor may watch at all, and again
/// whenever the stream is opened, the caller asks. The stream ends when the session does or its grants
/// change, so that the page comes again and is asked anew.
pub fn watch(ctx: Ctx, key: WatchedKey, has: u64, make: MakeParts) -> Response {
    let watched = ctx.app.live.watched(&key);
    // Heard from before the first making on: no news can fall between.
    let news = BroadcastStream::new(ctx.app.live.listen());
    let checked_at = ctx.now();
    let watcher = Watcher { ctx, key, watched, make, has, is_first: true, news, checked_at };
    let parts = futures_util::stream::unfold(watcher, |mut watcher| async move {
        let event = watcher.next().await?;
        Some((Ok(event), watcher))
    });
    events(parts)
}

struct Watcher {
    ctx: Ctx,
    key: WatchedKey,
    watched: Arc<Watched>,
    make: MakeParts,
    has: u64,
    is_first: bool,
    news: BroadcastStream<News>,
    checked_at: DateTime<Utc>,
}

impl Watcher {
    async fn next(&mut self) -> Option<Event> {
        loop {
            if !std::mem::take(&mut self.is_first) {
                self.hear().await?;
                self.is_trusted().await.then_some(())?;
            }
            let make = Arc::clone(&self.make);
            let ctx = self.ctx.clone();
            let made = self.watched.since(self.has, async move || make(ctx).await).await;
            match made {
                Ok((version, parts)) if !parts.is_empty() => {
                    self.has = version;
                    let parts: Vec<(&str, &str)> =
                        parts.iter().map(|part| (&*part.id, &*part.html)).collect();
                    let data = serde_json::to_string(&parts).expect("texts are always JSON");
                    return Some(Event::default().event("part").id(version.to_string()).data(data));
                }
                Ok((version, _)) => self.has = version,
                Err(problem) => {
                    tracing::warn!(topic = self.key.topic, %problem, "a watched part could not be made")
                }
            }
        }
    }

    /// Returns whether the reader is still who opened the stream, looked at from time to time.
    async fn is_trusted(&mut self) -> bool {
        let now = self.ctx.now();
        if now - self.checked_at < TRUSTED {
            return true;
        }
        self.checked_at = now;
        session::is_unchanged(&self.ctx).await.unwrap_or(false)
    }

    /// Waits for news of the thing, and takes all that came meanwhile with it.
    async fn hear(&mut self) -> Option<()> {
        loop {
            let concerns = match self.news.next().await? {
                Ok(news) => news.topic == self.key.topic && news.thing == Some(self.key.thing),
                Err(BroadcastStreamRecvError::Lagged(_)) => true,
            };
            if concerns {
                while self.news.next().now_or_never().flatten().is_some() {}
                return Some(());
            }
        }
    }
}
