//! What goes on while the demonstration is served: terminals keep calling, and the mark keeps the time.

use super::device::Device;
use super::marker::{self, Story};
use super::terminals::{Lot, TerminalPlan};
use crate::program::Place;
use siaga_platform::{Clock, SimulatedClock};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;

const EVERY: Duration = Duration::from_secs(60);

/// Terminals that keep calling until they are told to end.
pub(super) struct KeepAlive {
    place: Place,
    story: Story,
    clock: Arc<SimulatedClock>,
    task: JoinHandle<()>,
}

/// Starts the calls.
pub(super) fn start(
    place: Place,
    story: Story,
    clock: Arc<SimulatedClock>,
    terminals: &[TerminalPlan],
    listener: SocketAddr,
) -> KeepAlive {
    let speaks = |terminal: &&TerminalPlan| !matches!(terminal.lot, Lot::SilentAfter(_));
    let devices: Vec<Device> =
        terminals.iter().filter(speaks).map(|terminal| Device::new(terminal, listener)).collect();
    let (marked, told, time) = (place.clone(), story.clone(), clock.clone());
    let task = tokio::spawn(async move {
        loop {
            tokio::time::sleep(EVERY).await;
            mark(&marked, &told, &time);
            for device in &devices {
                if let Err(error) = device.poll().await {
                    tracing::warn!(%error, "a terminal of the demonstration was not answered");
                }
            }
        }
    });
    KeepAlive { place, story, clock, task }
}

impl KeepAlive {
    /// Ends the calls and notes where the story stands.
    pub(super) async fn end(self) {
        self.task.abort();
        let _ = self.task.await;
        mark(&self.place, &self.story, &self.clock);
    }
}

fn mark(place: &Place, story: &Story, clock: &SimulatedClock) {
    let story = Story { stands_at: clock.now(), ..story.clone() };
    if let Err(error) = marker::write(place, &story) {
        tracing::warn!(%error, "the mark of the demonstration could not be written");
    }
}
