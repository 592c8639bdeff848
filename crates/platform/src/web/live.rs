//! `GET /live`: tells open pages which of their parts is out of date.

use crate::ctx::Ctx;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, StreamExt};
use std::convert::Infallible;
use std::time::Duration;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError;

const KEEP_ALIVE: Duration = Duration::from_secs(20);
/// A stream ends by itself so that a session that is over does not listen for ever.
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// Answers with one event for each piece of news of the actor's government. Events carry no data.
pub(crate) async fn stream(ctx: Ctx) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let government = ctx.government.id;
    let news = BroadcastStream::new(ctx.app.live.listen()).filter_map(move |news| async move {
        match news {
            Ok(news) if news.government == government => Some(Ok(event(news.topic))),
            Ok(_) => None,
            // Too slow to hear everything: the page fetches all its parts.
            Err(BroadcastStreamRecvError::Lagged(_)) => Some(Ok(event("all"))),
        }
    });
    let news = news.take_until(Box::pin(tokio::time::sleep(LONGEST)));
    Sse::new(news).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
}

fn event(topic: &str) -> Event {
    Event::default().event("news").data(topic)
}
