//! Where letters are set: a few at once, on threads of their own, and no longer than a person waits.
//!
//! What a template computes cannot be stopped from outside. A thread that does not end keeps its place here, so that
//! the threads of the program are never used up, and it does not keep the program from stopping.

use siaga_platform::{Problem, ProblemKind};
use std::time::Duration;
use tokio::sync::{Semaphore, oneshot};
use tokio::time::timeout;

/// Longest wait for a free place; many letters may be sealed at once.
const WAIT: Duration = Duration::from_secs(60);
/// Longest time of one setting: many times what a long recap needs.
const LIMIT: Duration = Duration::from_secs(30);

/// Letters of shipped templates, logos, pictures.
pub(crate) static SHIPPED: Press = Press::new(4, WAIT, LIMIT);
/// Letters of replaced templates have places of their own: one that never ends holds up no shipped one.
pub(crate) static REPLACED: Press = Press::new(2, WAIT, LIMIT);

/// Some places where letters are set.
pub(crate) struct Press {
    places: Semaphore,
    wait: Duration,
    limit: Duration,
}

impl Press {
    const fn new(places: usize, wait: Duration, limit: Duration) -> Self {
        Self { places: Semaphore::const_new(places), wait, limit }
    }

    /// Does the work once a place is free.
    ///
    /// # Errors
    /// `documents.setting_busy` when no place became free; `documents.setting_slow` when the work did not end.
    pub(crate) async fn run<T: Send + 'static>(
        &'static self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let Ok(place) = timeout(self.wait, self.places.acquire()).await else {
            return Err(Problem::new(ProblemKind::Busy, "documents.setting_busy"));
        };
        let place = place.map_err(Problem::broken)?;
        let (send, receive) = oneshot::channel();
        let thread = std::thread::Builder::new().name("letter".to_owned()).spawn(move || {
            // Nobody waits any more when this fails.
            let _ = send.send(work());
            drop(place);
        });
        thread.map_err(Problem::broken)?;
        match timeout(self.limit, receive).await {
            Ok(done) => done.map_err(Problem::broken),
            Err(_) => Err(Problem::invalid("documents.setting_slow").with("seconds", self.limit.as_secs())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    const SHORT: Duration = Duration::from_millis(20);

    #[tokio::test]
    async fn work_that_does_not_end_answers_and_keeps_its_place_until_it_does() {
        static PRESS: Press = Press::new(1, SHORT, SHORT);
        let (end, ended) = mpsc::channel::<()>();
        let (free, freed) = mpsc::channel::<()>();
        let endless = PRESS.run(move || {
            let _ = ended.recv();
            drop(free);
        });
        assert_eq!(endless.await.unwrap_err().code, "documents.setting_slow");
        let next = PRESS.run(|| 1).await.unwrap_err();
        assert_eq!((next.kind, next.code.as_str()), (ProblemKind::Busy, "documents.setting_busy"));
        drop(end);
        assert!(freed.recv().is_err(), "the work ends");
        let place = PRESS.places.acquire().await.unwrap();
        drop(place);
    }

    #[tokio::test]
    async fn work_that_breaks_frees_its_place() {
        static PRESS: Press = Press::new(1, WAIT, LIMIT);
        let broken = PRESS.run(|| assert!(std::hint::black_box(false), "a fault of the typesetter")).await;
        assert_eq!(broken.unwrap_err().kind, ProblemKind::Broken);
        assert_eq!(PRESS.run(|| 2).await.unwrap(), 2);
    }
}
