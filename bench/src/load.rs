//! Many terminals at once.

use crate::terminal::{Line, Records};
use crate::world::serial;
use anyhow::Result;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// What a run of many terminals brought.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Lines that were acknowledged.
    pub(crate) lines: u64,
    /// Time from the first request to the last answer.
    pub(crate) wall: Duration,
    /// Time from sending an upload to its acknowledgement, sorted.
    pub(crate) waits: Vec<Duration>,
    /// Uploads that were not acknowledged, with the first reason.
    pub(crate) failures: u64,
    pub(crate) first_failure: Option<String>,
}

impl Outcome {
    /// Returns acknowledged lines a second.
    pub(crate) fn lines_a_second(&self) -> f64 {
        self.lines as f64 / self.wall.as_secs_f64()
    }

    /// Returns the wait that `permille` of 1000 uploads do not exceed.
    pub(crate) fn wait_at(&self, permille: usize) -> Duration {
        let place = (self.waits.len() * permille / 1000).min(self.waits.len().saturating_sub(1));
        self.waits.get(place).copied().unwrap_or_default()
    }

    fn add(&mut self, other: Self) {
        self.lines += other.lines;
        self.failures += other.failures;
        self.waits.extend(other.waits);
        self.first_failure = self.first_failure.take().or(other.first_failure);
    }

    async fn upload(&mut self, line: &mut Line, body: &str, lines: usize) -> bool {
        let start = Instant::now();
        match line.upload(body, lines).await {
            Ok(()) => {
                self.lines += lines as u64;
                self.waits.push(start.elapsed());
                true
            }
            Err(error) => {
                self.failures += 1;
                self.first_failure.get_or_insert_with(|| format!("{error:#}"));
                false
            }
        }
    }
}

/// Terminals that each send one batch after the other until the time is over.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Steady {
    pub(crate) terminals: usize,
    pub(crate) lines_a_batch: usize,
    pub(crate) time: Duration,
    /// Beyond this many batches a terminal stops before the time is over.
    pub(crate) batches_at_most: usize,
    pub(crate) is_kept: bool,
}

/// Runs [`Steady`] terminals; a batch that fails is sent again, as a terminal does.
pub(crate) async fn steady(to: SocketAddr, how: Steady, records: &Records) -> Result<Outcome> {
    let start = Instant::now();
    let mut tasks = JoinSet::new();
    for terminal in 0..how.terminals {
        let mut records = records.clone();
        let mut line = Line::new(to, serial(terminal), how.is_kept);
        tasks.spawn(async move {
            let mut outcome = Outcome::default();
            let mut body = records.lines(how.lines_a_batch);
            for _ in 0..how.batches_at_most {
                if start.elapsed() >= how.time {
                    break;
                }
                if outcome.upload(&mut line, &body, how.lines_a_batch).await {
                    body = records.lines(how.lines_a_batch);
                } else {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
            outcome
        });
    }
    Ok(gather(tasks, start).await?)
}

/// Terminals that come back with what they recorded while the line was down.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Return {
    pub(crate) terminals: usize,
    pub(crate) lines: usize,
    /// Connections open at the same time.
    pub(crate) open: usize,
    /// Every so many terminals loses an answer and sends its lines again.
    pub(crate) repeats_every: usize,
}

/// Runs a [`Return`]: handshake and one upload each, tried again until it is acknowledged.
pub(crate) async fn come_back(to: SocketAddr, how: Return, records: &Records) -> Result<Outcome> {
    let start = Instant::now();
    let body: Arc<str> = records.clone().lines(how.lines).into();
    let doors = Arc::new(Semaphore::new(how.open));
    let mut tasks = JoinSet::new();
    for terminal in 0..how.terminals {
        let (body, doors) = (body.clone(), doors.clone());
        tasks.spawn(async move {
            let _place = doors.acquire_owned().await.expect("the doors are never closed");
            let mut outcome = Outcome::default();
            let mut line = Line::new(to, serial(terminal), true);
            for _ in 0..100 {
                if line.greet().await.is_ok() && outcome.upload(&mut line, &body, how.lines).await {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            if terminal % how.repeats_every == 0 {
                let mut again = Outcome::default();
                again.upload(&mut line, &body, how.lines).await;
            }
            outcome
        });
    }
    Ok(gather(tasks, start).await?)
}

async fn gather(mut tasks: JoinSet<Outcome>, start: Instant) -> Result<Outcome, tokio::task::JoinError> {
    let mut all = Outcome::default();
    while let Some(outcome) = tasks.join_next().await {
        all.add(outcome?);
    }
    all.wall = start.elapsed();
    all.waits.sort_unstable();
    Ok(all)
}
