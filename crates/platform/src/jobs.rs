//! Work in the background: the jobs of all capabilities and the delivery of news.

use crate::capability::{Capability, Job, Subscription};
use crate::ctx::App;
use crate::problem::Problem;
use crate::{session, topics};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// Pause between two looks for waiting news.
const DELIVERY_PAUSE: Duration = Duration::from_millis(500);
/// Pause after a failure, so that a broken job does not fill the log.
const FAILURE_PAUSE: Duration = Duration::from_secs(10);

/// A job rests so many times as long as it ran: under a storm of punches the terminals come first.
const REST_A_RUN: u32 = 6;

/// Runs every job of the capabilities until `stop` becomes true, each in its own task.
pub fn start(
    app: &App,
    capabilities: &[Capability],
    stop: &watch::Receiver<bool>,
) -> Vec<tokio::task::JoinHandle<()>> {
    let subscriptions: Vec<Subscription> =
        capabilities.iter().flat_map(|capability| capability.subscriptions.iter().copied()).collect();
    let mut tasks = vec![tokio::spawn(deliver_until(app.clone(), subscriptions, stop.clone()))];
    for job in capabilities.iter().flat_map(|capability| &capability.jobs) {
        tasks.push(tokio::spawn(run_until(app.clone(), *job, stop.clone())));
    }
    tasks
}

/// Runs every job once and delivers all waiting news, for commands and tests that do not serve.
///
/// # Errors
/// Of the first job that failed.
pub async fn run_once(app: &App, capabilities: &[Capability]) -> Result<(), Problem> {
    let governments = session::governments(app).await?;
    let subscriptions: Vec<Subscription> =
        capabilities.iter().flat_map(|capability| capability.subscriptions.iter().copied()).collect();
    while topics::deliver(app, &governments, &subscriptions).await? > 0 {}
    for job in capabilities.iter().flat_map(|capability| &capability.jobs) {
        run_job(app.clone(), *job).await?;
    }
    Ok(())
}

async fn deliver_until(app: App, subscriptions: Vec<Subscription>, mut stop: watch::Receiver<bool>) {
    let subscriptions: Arc<[Subscription]> = subscriptions.into();
    loop {
        let round = deliver_round(app.clone(), Arc::clone(&subscriptions));
        let pause = if ended_well(&app, "news", round).await { DELIVERY_PAUSE } else { FAILURE_PAUSE };
        if wait(&mut stop, pause).await {
            return;
        }
    }
}

async fn deliver_round(app: App, subscriptions: Arc<[Subscription]>) -> Result<(), Problem> {
    let governments = session::governments(&app).await?;
    topics::deliver(&app, &governments, &subscriptions).await.map(drop)
}

async fn run_until(app: App, job: Job, mut stop: watch::Receiver<bool>) {
    loop {
        let began = Instant::now();
        let is_done = round(&app, job).await;
        let pause = if is_done { job.every } else { job.every.max(FAILURE_PAUSE) };
        let pause = pause.max(began.elapsed() * REST_A_RUN);
        if wait(&mut stop, pause).await {
            return;
        }
    }
}

/// Runs one round of a job as [`start`] does, for every government, and returns whether it ended well.
///
/// # Shape
/// A problem and a panic alike are logged and counted for `/healthz`; neither ends the job.
pub async fn round(app: &App, job: Job) -> bool {
    ended_well(app, job.name, run_job(app.clone(), job)).await
}

/// Runs one round in a task of its own, so that a panic ends the round and not the job.
async fn ended_well(
    app: &App,
    job: &'static str,
    round: impl Future<Output = Result<(), Problem>> + Send + 'static,
) -> bool {
    let result = tokio::spawn(round).await.unwrap_or_else(|panic| Err(Problem::broken(panic)));
    if let Err(problem) = &result {
        tracing::error!(job, problem = %problem, cause = %chain(problem), "a job failed");
    }
    app.metrics.round_ended(job, result.is_ok());
    result.is_ok()
}

async fn run_job(app: App, job: Job) -> Result<(), Problem> {
    for government in session::governments(&app).await? {
        (job.run)(app.system_ctx(job.name, &government)).await?;
    }
    Ok(())
}

/// Returns the causes of an error as one line, outermost first.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = String::new();
    let mut source = error.source();
    while let Some(cause) = source {
        if !text.is_empty() {
            text.push_str(": ");
        }
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

async fn wait(stop: &mut watch::Receiver<bool>, pause: Duration) -> bool {
    tokio::select! {
        () = tokio::time::sleep(pause) => false,
        changed = stop.wait_for(|stopped| *stopped) => { drop(changed); true }
    }
}
