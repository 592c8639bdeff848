//! News to open pages: a page that shows a topic is told to fetch itself again.

use tokio::sync::broadcast;

/// One piece of news: a topic and the government it concerns. It carries no data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// For example `board`.
    pub topic: &'static str,
    /// Government id.
    pub government: i64,
}

/// Spreads news inside the program.
#[derive(Debug, Clone)]
pub struct Live(broadcast::Sender<News>);

impl Default for Live {
    fn default() -> Self {
        Self(broadcast::channel(256).0)
    }
}

impl Live {
    /// Tells every open page; nobody listening is no error.
    pub fn tell(&self, topic: &'static str, government: i64) {
        let _ = self.0.send(News { topic, government });
    }

    /// Returns a receiver of everything told from now on.
    pub fn listen(&self) -> broadcast::Receiver<News> {
        self.0.subscribe()
    }
}
