//! The morning itself: the clock of the story goes from minute to minute, terminals call the listener,
//! agencies bring their papers.

use super::device::Device;
use super::papers::Desk;
use super::phones::phone_calls;
use super::posts::{Post, posts};
use super::terminals::{Lot, SWITCHED_ON, TerminalPlan};
use anyhow::{Context, Result};
use chrono::{DateTime, NaiveDate, Utc};
use siaga_civil::CivilZone;
use siaga_platform::SimulatedClock;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::task::JoinSet;

/// The morning is over at ten.
const ENDS: u32 = 10 * 60;
/// Every so many minutes a terminal asks for commands.
const POLLS_EVERY: u32 = 10;
/// Recaps come in between these minutes.
const RECAPS: std::ops::Range<u32> = 8 * 60 + 30..9 * 60 + 50;
/// Sick notes and the like are brought by this minute.
const NOTES: u32 = 8 * 60 + 20;

/// What went over the wire.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Traffic {
    pub(super) requests: usize,
    pub(super) lines: usize,
    pub(super) phones: usize,
}

/// Where terminals and people call.
#[derive(Debug, Clone, Copy)]
pub(super) struct Doors {
    pub(super) terminals: SocketAddr,
    pub(super) people: SocketAddr,
}

/// Returns the instant of a minute of the day.
pub(super) fn instant(zone: CivilZone, day: NaiveDate, minute: u32, second: u32) -> DateTime<Utc> {
    let local = day.and_hms_opt(minute / 60, minute % 60, second).expect("a minute of a day");
    zone.instant(local)
}

/// Returns the instant at which the morning ends.
pub(super) fn end(zone: CivilZone, day: NaiveDate) -> DateTime<Utc> {
    instant(zone, day, ENDS, 0)
}

/// A terminal with what it still has to send.
struct Calling {
    device: Device,
    on_line: std::ops::RangeInclusive<u32>,
    posts: BTreeMap<u32, Vec<Post>>,
}

impl Calling {
    /// Returns what the terminal does in a minute: whether it greets, whether it polls, and its uploads.
    fn duties(&mut self, minute: u32) -> (bool, bool, Vec<Post>) {
        let (first, last) = (*self.on_line.start(), *self.on_line.end());
        let asks_again = self.on_line.contains(&minute) && (minute - first).is_multiple_of(POLLS_EVERY);
        let uploads = self.posts.remove(&minute).unwrap_or_default();
        (minute == first, asks_again || minute == last, uploads)
    }
}

/// Plays the morning and returns what went over the wire.
pub(super) async fn play(
    desk: &Arc<Desk>,
    clock: &SimulatedClock,
    terminals: &[TerminalPlan],
    doors: Doors,
) -> Result<Traffic> {
    let mut callers: Vec<Calling> = terminals
        .iter()
        .map(|terminal| Calling {
            device: Device::new(terminal, doors.terminals),
            on_line: terminal.on_line_from()..=if let Lot::SilentAfter(last) = terminal.lot {
                last
            } else {
                ENDS
            },
            posts: posts(terminal, desk.day),
        })
        .collect();
    let zone = desk.ctx.government.zone;
    let mut traffic = Traffic::default();
    let mut papers = paper_times(desk);
    let mut phones = phone_calls(desk);
    for minute in SWITCHED_ON..=ENDS {
        let second = if minute == ENDS { 0 } else { 59 };
        clock.set(instant(zone, desk.day, minute, second));
        call_all(&mut callers, minute, &mut traffic).await?;
        for call in phones.remove(&minute).unwrap_or_default() {
            call.make(&desk.password, doors.people).await?;
            traffic.phones += 1;
        }
        if minute == NOTES {
            desk.decide(desk.requests(false)).await.context("permohonan pagi tidak tersimpan")?;
        }
        if let Some(agencies) = papers.remove(&minute) {
            desk.file(agencies).await.context("rekap manual tidak tersimpan")?;
        }
        if minute.is_multiple_of(60) {
            println!("           pukul {:02}.00, {} baris dari mesin sejauh ini", minute / 60, traffic.lines);
        }
    }
    Ok(traffic)
}

/// Spreads the recaps over the time in which they come in; the draft is begun last.
fn paper_times(desk: &Desk) -> BTreeMap<u32, Vec<usize>> {
    let recaps = desk.recaps();
    let groups = recaps.chunks(6);
    let step =
        (RECAPS.end - RECAPS.start) / u32::try_from(groups.len().max(1)).expect("there are few agencies");
    (0..).zip(groups).map(|(place, group)| (RECAPS.start + place * step, group.to_vec())).collect()
}

async fn call_all(callers: &mut [Calling], minute: u32, traffic: &mut Traffic) -> Result<()> {
    let mut calls = JoinSet::new();
    for caller in callers {
        let (greets, polls, uploads) = caller.duties(minute);
        traffic.requests += usize::from(greets) + usize::from(polls) + uploads.len();
        traffic.lines += uploads.iter().map(|post| post.lines).sum::<usize>();
        if !(greets || polls) && uploads.is_empty() {
            continue;
        }
        let device = caller.device.clone();
        calls.spawn(async move {
            if greets {
                device.handshake().await?;
            }
            for post in &uploads {
                device.upload(post).await?;
            }
            if polls { device.poll().await } else { Ok(()) }
        });
    }
    while let Some(call) = calls.join_next().await {
        call??;
    }
    Ok(())
}
