//! Serving: people on one listener, terminals on another, jobs beside them.

use crate::capabilities;
use crate::cli::CliError;
use anyhow::Result;
use siaga_platform::web::{self, ServeLimits, WebConfig};
use siaga_platform::{App, jobs};
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// Open listeners, before anything is answered.
#[derive(Debug)]
pub(crate) struct Listeners {
    people: TcpListener,
    terminals: TcpListener,
}

impl Listeners {
    /// Binds both addresses.
    pub(crate) async fn bind(people: SocketAddr, terminals: SocketAddr) -> Result<Self> {
        Ok(Self { people: bind(people).await?, terminals: bind(terminals).await? })
    }

    /// Returns the address that people open.
    pub(crate) fn people_address(&self) -> Result<SocketAddr> {
        Ok(self.people.local_addr()?)
    }

    /// Returns the address that terminals push to.
    pub(crate) fn terminals_address(&self) -> Result<SocketAddr> {
        Ok(self.terminals.local_addr()?)
    }
}

/// A running server.
pub(crate) struct Server {
    stop: watch::Sender<bool>,
    tasks: Vec<tokio::task::JoinHandle<()>>,
}

impl Server {
    /// Starts both listeners and the jobs.
    pub(crate) fn start(app: &App, listeners: Listeners, config: WebConfig) -> Self {
        let (stop, stopped) = watch::channel(false);
        let capabilities = capabilities::all();
        // Which role reaches what is reckoned once; the first page of the day need not wait for it.
        let for_reach = app.clone();
        tokio::task::spawn_blocking(move || drop(for_reach.gate.matrix()));
        let mut tasks = jobs::start(app, &capabilities, &stopped);
        let people = web::router(app.clone(), &capabilities, config);
        let limits = ServeLimits { trusted_proxy: config.trusted_proxy, ..ServeLimits::PEOPLE };
        tasks.push(spawn(listeners.people, people, limits, stopped.clone()));
        let terminals = siaga_attendance::terminal_router(app.clone());
        tasks.push(spawn(listeners.terminals, terminals, ServeLimits::TERMINALS, stopped));
        Self { stop, tasks }
    }

    /// Serves until the process is asked to end (SIGTERM or Ctrl-C), then ends in order.
    pub(crate) async fn until_asked_to_stop(self) -> Result<()> {
        asked_to_stop().await?;
        self.stop().await;
        Ok(())
    }

    /// Stops taking requests and waits until the open ones and the jobs have ended.
    pub(crate) async fn stop(self) {
        let _ = self.stop.send(true);
        for task in self.tasks {
            let _ = task.await;
        }
    }
}

fn spawn(
    listener: TcpListener,
    router: axum::Router,
    limits: ServeLimits,
    mut stopped: watch::Receiver<bool>,
) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        let stop = async move {
            let _ = stopped.wait_for(|stopped| *stopped).await;
        };
        web::serve(listener, router, limits, stop).await;
    })
}

async fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        tracing::debug!(%error, %address, "an address could not be taken");
        CliError::fault(format!("Alamat {address} tidak dapat dipakai; mungkin sudah dipakai program lain."))
            .into()
    })
}

async fn asked_to_stop() -> Result<()> {
    #[cfg(unix)]
    {
        let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
        tokio::select! {
            ended = tokio::signal::ctrl_c() => ended?,
            _ = terminate.recv() => {}
        }
        Ok(())
    }
    #[cfg(not(unix))]
    Ok(tokio::signal::ctrl_c().await?)
}
