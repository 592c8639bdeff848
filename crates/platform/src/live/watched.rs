//! Parts of a page that many people watch: made once for each piece of news, whoever watches.

use crate::locale::Locale;
use crate::problem::Problem;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

/// What is watched, and in which form. Two readers with the same key see the same bytes, so that
/// everything that depends on who reads must be in `form`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WatchedKey {
    /// Topic of its news.
    pub topic: &'static str,
    /// The thing.
    pub thing: Uuid,
    /// Kind of reader: `moderator`, `agency`.
    pub form: String,
    /// Language.
    pub locale: Locale,
}

/// A part of a page: the id of its element and its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) id: String,
    pub(crate) html: Arc<str>,
    /// Version in which it last changed.
    changed_in: u64,
}

/// The parts of one key as they were last made.
#[derive(Debug, Default)]
pub(crate) struct Watched {
    /// Raised by each piece of news.
    wanted: AtomicU64,
    made: tokio::sync::Mutex<Made>,
}

#[derive(Debug, Default)]
struct Made {
    /// What `wanted` was when the making began; nothing before the first.
    wanted: Option<u64>,
    version: u64,
    parts: Vec<Part>,
}

impl Watched {
    pub(crate) fn is_outdated(&self) {
        self.wanted.fetch_add(1, Ordering::SeqCst);
    }

    /// Returns the version and the parts that changed since the version that a page has; 0 has none.
    ///
    /// # Shape
    /// `make` runs once for all who ask at the same time, and not at all when nothing was told since.
    ///
    /// # Errors
    /// Of `make`.
    pub(crate) async fn since<F>(&self, has: u64, make: F) -> Result<(u64, Vec<Part>), Problem>
    where
        F: AsyncFnOnce() -> Result<Vec<(String, String)>, Problem>,
    {
        let mut made = self.made.lock().await;
        let wanted = self.wanted.load(Ordering::SeqCst);
        if made.wanted != Some(wanted) {
            let fresh = make().await?;
            made.take(fresh);
            made.wanted = Some(wanted);
        }
        // A page of an earlier run of the program may have a version from the future.
        let has = if has > made.version { 0 } else { has };
        Ok((made.version, made.parts.iter().filter(|part| part.changed_in > has).cloned().collect()))
    }
}

impl Made {
    fn take(&mut self, fresh: Vec<(String, String)>) {
        let version = self.version + 1;
        let before = std::mem::take(&mut self.parts);
        self.parts = fresh
            .into_iter()
            .map(|(id, html)| match before.iter().find(|part| part.id == id && *part.html == *html) {
                Some(same) => same.clone(),
                None => Part { id, html: html.into(), changed_in: version },
            })
            .collect();
        self.version = version;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    fn page(rows: &[(&str, &str)]) -> Vec<(String, String)> {
        rows.iter().map(|(id, html)| ((*id).to_owned(), (*html).to_owned())).collect()
    }

    fn ids(parts: &[Part]) -> Vec<&str> {
        parts.iter().map(|part| part.id.as_str()).collect()
    }

    #[tokio::test]
    async fn parts_are_made_once_and_only_changes_are_sent() {
        let watched = Watched::default();
        let made = Cell::new(0);
        let first = async || {
            made.set(made.get() + 1);
            Ok(page(&[("a", "1"), ("b", "1")]))
        };
        let (version, parts) = watched.since(0, first).await.unwrap();
        assert_eq!((version, ids(&parts)), (1, vec!["a", "b"]));
        assert_eq!(watched.since(version, first).await.unwrap(), (1, Vec::new()));
        assert_eq!(made.get(), 1, "nothing was told, so nothing is made");
        watched.is_outdated();
        let second = async || Ok(page(&[("a", "1"), ("b", "2")]));
        let (version, parts) = watched.since(1, second).await.unwrap();
        assert_eq!((version, ids(&parts)), (2, vec!["b"]));
        let (_, late) = watched.since(0, second).await.unwrap();
        assert_eq!(ids(&late), ["a", "b"], "a page that comes late gets everything");
        let (_, future) = watched.since(99, second).await.unwrap();
        assert_eq!(ids(&future), ["a", "b"], "a page of an earlier run gets everything");
    }

    #[tokio::test]
    async fn a_failed_making_is_tried_again() {
        let watched = Watched::default();
        assert!(watched.since(0, async || Err(Problem::missing("x.y"))).await.is_err());
        let (_, parts) = watched.since(0, async || Ok(page(&[("a", "1")]))).await.unwrap();
        assert_eq!(ids(&parts), ["a"]);
    }
}
