//! From the bytes of a terminal to durable rows. Nothing is acknowledged before its commit.
//!
//! Requests clean and read their bytes in their own task; one writer per process stores many uploads
//! in one transaction. The waiting bytes are bounded, so that a storm of reconnecting terminals waits
//! in its sockets and not in memory.

mod book;
mod content;
mod registry;
mod strangers;
mod upload;
mod writer;

pub(crate) use book::{Bookable, book, key};
pub(crate) use content::{BadLine, has_punches, read, route_of};
pub(crate) use registry::{Heard, Registry};
pub(crate) use upload::{Kept, Sender, Upload};

use crate::store::terminals::Known;
use siaga_platform::App;
use siaga_platform::db::DbError;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};

/// Body bytes of all uploads between socket and commit. What is read from them takes about three
/// times as much again.
const WAITING_BYTES: u32 = 32 * 1024 * 1024;
/// Uploads in the queue of the writer.
const QUEUE: usize = 4_096;
/// How long an upload waits for room before it is told to come back.
const ROOM_PATIENCE: Duration = Duration::from_secs(20);

/// Operation number of two terminals under one serial number. Terminals count from zero up; what we
/// notice ourselves counts from there down.
pub(crate) const TWO_TERMINALS: i32 = -1;
/// Operation number of a fallen number of held punches.
pub(crate) const RECORDS_FELL: i32 = -2;
/// Operation number of a silence in working hours.
pub(crate) const FELL_SILENT: i32 = -3;

/// Why an upload is not acknowledged: the terminal keeps its data and comes back.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    /// Nothing could be made durable.
    #[error("the store failed")]
    Store(#[source] Arc<DbError>),
    /// Too much is waiting already.
    #[error("too many uploads are waiting")]
    Busy,
    /// Too many unknown terminals, or too many bytes of one.
    #[error("unknown terminals sent too much")]
    Stranger,
    /// The terminal has a path of its own and spoke through another one.
    #[error("a terminal spoke through a path that is not its own")]
    WrongPath,
}

/// What the writer gets: an upload, its room, and where to answer.
pub(crate) struct Job {
    pub(crate) upload: Upload,
    pub(crate) room: Option<OwnedSemaphorePermit>,
    pub(crate) answer: oneshot::Sender<Result<Arc<Known>, Refusal>>,
}

/// A handle on the writer; the writer ends when the last one is gone and all is stored.
#[derive(Debug, Clone)]
pub(crate) struct Ingest {
    app: App,
    registry: Arc<Registry>,
    room: Arc<Semaphore>,
    queue: mpsc::Sender<Job>,
}

impl Ingest {
    /// Starts the writer of this process.
    pub(crate) fn start(app: &App) -> Self {
        let registry = Arc::new(Registry::default());
        let (queue, jobs) = mpsc::channel(QUEUE);
        let room = Arc::new(Semaphore::new(WAITING_BYTES as usize));
        tokio::spawn(writer::run(app.clone(), Arc::clone(&registry), jobs));
        Self { app: app.clone(), registry, room, queue }
    }

    /// Returns the terminals that are known.
    pub(crate) fn registry(&self) -> &Registry {
        &self.registry
    }

    /// Waits for room for the bytes of a body.
    ///
    /// # Errors
    /// [`Refusal::Busy`] when none comes free in time.
    pub(crate) async fn room(&self, bytes: u32) -> Result<OwnedSemaphorePermit, Refusal> {
        let wait = Arc::clone(&self.room).acquire_many_owned(bytes.clamp(1, WAITING_BYTES));
        match tokio::time::timeout(ROOM_PATIENCE, wait).await {
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(Refusal::Busy),
        }
    }

    /// Returns more room when there is some at once: a body that is half read may not wait for another.
    ///
    /// # Errors
    /// [`Refusal::Busy`] when there is none.
    pub(crate) fn room_now(&self, bytes: u32) -> Result<OwnedSemaphorePermit, Refusal> {
        let bytes = bytes.clamp(1, WAITING_BYTES);
        Arc::clone(&self.room).try_acquire_many_owned(bytes).map_err(|_| Refusal::Busy)
    }

    /// Returns the terminal of an upload when its bytes are durable.
    ///
    /// # Errors
    /// [`Refusal`]; then nothing may be acknowledged.
    pub(crate) async fn store(
        &self,
        upload: Upload,
        room: Option<OwnedSemaphorePermit>,
    ) -> Result<Arc<Known>, Refusal> {
        let is_upload = upload.kept.is_some();
        let (answer, stored) = oneshot::channel();
        let result = match self.queue.send(Job { upload, room, answer }).await {
            Ok(()) => stored.await.unwrap_or(Err(Refusal::Busy)),
            Err(_) => Err(Refusal::Busy),
        };
        let metrics = &self.app.metrics;
        match &result {
            Ok(_) if is_upload => metrics.terminal_uploads.inc(),
            Ok(_) => 0,
            Err(_) => metrics.uploads_refused.inc(),
        };
        result
    }
}
