//! Work in the background: the jobs of all capabilities and the delivery of news.

use crate::capability::{Capability, Job, Subscription};
use crate::ctx::App;
use crate::problem::Problem;
use crate::{session, topics};
use std::time::Duration;
use tokio::sync::watch;

/// Pause between two looks for waiting news.
const DELIVERY_PAUSE: Duration = Duration::from_millis(500);
/// Pause after a failure, so that a broken job does not fill the log.
const FAILURE_PAUSE: Duration = Duration::from_secs(10);

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
        run_job(app, *job).await?;
    }
    Ok(())
}

async fn deliver_until(app: App, subscriptions: Vec<Subscription>, mut stop: watch::Receiver<bool>) {
    loop {
        let pause = match deliver_round(&app, &subscriptions).await {
            Ok(()) => DELIVERY_PAUSE,
            Err(problem) => {
                tracing::error!(problem = %problem, cause = %chain(&problem), "news could not be delivered");
                FAILURE_PAUSE
            }
        };
        if wait(&mut stop, pause).await {
            return;
        }
    }
}

async fn deliver_round(app: &App, subscriptions: &[Subscription]) -> Result<(), Problem> {
    let governments = session::governments(app).await?;
    topics::deliver(app, &governments, subscriptions).await.map(drop)
}

async fn run_until(app: App, job: Job, mut stop: watch::Receiver<bool>) {
    loop {
        let pause = match run_job(&app, job).await {
            Ok(()) => job.every,
            Err(problem) => {
                tracing::error!(job = job.name, problem = %problem, cause = %chain(&problem), "a job failed");
                job.every.max(FAILURE_PAUSE)
            }
        };
        if wait(&mut stop, pause).await {
            return;
        }
    }
}

async fn run_job(app: &App, job: Job) -> Result<(), Problem> {
    for government in session::governments(app).await? {
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
