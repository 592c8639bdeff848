//! News to open pages: a page that shows a topic is told to fetch itself again, and parts of a page
//! that many watch are made once and sent to all.

mod watched;

pub(crate) use watched::Watched;
pub use watched::WatchedKey;

use std::any::{Any, TypeId};
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
    kept: Arc<Mutex<HashMap<KeptKey, Arc<dyn Any + Send + Sync>>>>,
}

/// Topic, thing, and the type of what is kept about it.
type KeptKey = (&'static str, Uuid, TypeId);

/// So many things are kept; beyond that those go that nobody holds at the moment.
const KEPT_MAX: usize = 32;
/// News that wait for a slow page; whoever is further behind fetches everything.
const WAITING_MAX: usize = 1024;

impl Default for Live {
    fn default() -> Self {
        Self { news: broadcast::channel(WAITING_MAX).0, watched: Arc::default(), kept: Arc::default() }
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

    /// Returns what this program keeps about a thing while it is looked at: a cache, never a fact, since
    /// it may be gone the next time. It belongs to this program and to no other in the same process.
    pub fn kept<T: Any + Default + Send + Sync>(&self, topic: &'static str, thing: Uuid) -> Arc<T> {
        let key = (topic, thing, TypeId::of::<T>());
        let mut all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if !all.contains_key(&key) && all.len() >= KEPT_MAX {
            all.retain(|_, kept| Arc::strong_count(kept) > 1);
        }
        let kept = Arc::clone(all.entry(key).or_insert_with(|| Arc::new(T::default())));
        drop(all);
        kept.downcast().expect("the key holds the type")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicI64, Ordering};

    #[test]
    fn what_is_kept_belongs_to_one_program_one_thing_and_one_type() {
        let (one, other) = (Live::default(), Live::default());
        let (room, hall) = (Uuid::from_u128(1), Uuid::from_u128(2));
        one.kept::<AtomicI64>("rooms", room).store(7, Ordering::SeqCst);
        assert_eq!(one.kept::<AtomicI64>("rooms", room).load(Ordering::SeqCst), 7);
        assert_eq!(one.clone().kept::<AtomicI64>("rooms", room).load(Ordering::SeqCst), 7);
        assert_eq!(one.kept::<AtomicI64>("rooms", hall).load(Ordering::SeqCst), 0);
        assert_eq!(one.kept::<AtomicI64>("halls", room).load(Ordering::SeqCst), 0);
        assert!(one.kept::<Mutex<String>>("rooms", room).lock().unwrap().is_empty());
        assert_eq!(other.kept::<AtomicI64>("rooms", room).load(Ordering::SeqCst), 0);
    }

    #[test]
    fn only_what_nobody_holds_goes_when_there_is_too_much() {
        let live = Live::default();
        let held = live.kept::<AtomicI64>("rooms", Uuid::from_u128(1));
        held.store(7, Ordering::SeqCst);
        live.kept::<AtomicI64>("rooms", Uuid::from_u128(2)).store(8, Ordering::SeqCst);
        for number in 0..KEPT_MAX as u128 {
            live.kept::<AtomicI64>("rooms", Uuid::from_u128(10 + number));
        }
        assert_eq!(live.kept::<AtomicI64>("rooms", Uuid::from_u128(1)).load(Ordering::SeqCst), 7);
        assert_eq!(live.kept::<AtomicI64>("rooms", Uuid::from_u128(2)).load(Ordering::SeqCst), 0);
        assert!(live.kept.lock().unwrap().len() <= KEPT_MAX);
    }
}
