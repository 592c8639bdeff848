//! News to open pages: a page that shows a topic is told to fetch itself again, and parts of a page
//! that many watch are made once and sent to all.

mod watched;

pub(crate) use watched::Watched;
pub use watched::WatchedKey;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::broadcast;
use uuid::Uuid;

/// One piece of news: a topic and the government it concerns. It carries no data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// For example `board`.
    pub topic: &'static str,
    /// Government id.
    pub government: i64,
    /// The one thing it concerns, such as an inspection; nothing for the topic as a whole.
    pub thing: Option<Uuid>,
}

/// Spreads news inside the program.
#[derive(Debug, Clone)]
pub struct Live {
    news: broadcast::Sender<News>,
    watched: Arc<Mutex<HashMap<WatchedKey, Arc<Watched>>>>,
}

/// News that wait for a slow page; whoever is further behind fetches everything.
const WAITING_MAX: usize = 1024;

impl Default for Live {
    fn default() -> Self {
        Self { news: broadcast::channel(WAITING_MAX).0, watched: Arc::default() }
    }
}

impl Live {
    /// Tells every open page; nobody listening is no error.
    pub fn tell(&self, topic: &'static str, government: i64) {
        self.send(News { topic, government, thing: None });
    }

    /// Tells the pages that watch one thing. Call it after the deed was committed.
    pub fn tell_of(&self, topic: &'static str, government: i64, thing: Uuid) {
        for (key, watched) in &*self.watched.lock().unwrap_or_else(PoisonError::into_inner) {
            if key.topic == topic && key.thing == thing {
                watched.is_outdated();
            }
        }
        self.send(News { topic, government, thing: Some(thing) });
    }

    fn send(&self, news: News) {
        let _ = self.news.send(news);
    }

    /// Returns a receiver of everything told from now on.
    pub fn listen(&self) -> broadcast::Receiver<News> {
        self.news.subscribe()
    }

    /// Returns the parts that are watched under a key. Whoever holds them last lets go of them.
    pub(crate) fn watched(&self, key: &WatchedKey) -> Arc<Watched> {
        let mut all = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, watched| Arc::strong_count(watched) > 1);
        Arc::clone(all.entry(key.clone()).or_default())
    }
}
