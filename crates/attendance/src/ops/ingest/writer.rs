//! The one writer of a process: many uploads, one transaction, then the answers.

use super::book::{Bookable, book};
use super::registry::{Noticed, Oddity, Registry};
use super::strangers::Strangers;
use super::{Job, Kept, RECORDS_FELL, Refusal, TWO_TERMINALS, Upload};
use crate::params;
use crate::store::journal::{self, Entry, Event};
use crate::store::terminals::{self, Known, NO_GOVERNMENT, Stranger};
use crate::terminal::TerminalState;
use siaga_iclock::Serial;
use siaga_platform::db::{DbError, Tx};
use siaga_platform::{App, session};
use siaga_policy::Question;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc};

/// Lines and bytes after which a transaction takes no further upload.
const GROUP_LINES: usize = 4_000;
const GROUP_BYTES: usize = 4 * 1024 * 1024;
/// How long the first upload waits for company.
const COMPANY: Duration = Duration::from_millis(1);
/// Pause between two writings of what was heard of terminals.
const HEARD_PAUSE: Duration = Duration::from_secs(5);
/// Terminals whose rows one transaction updates.
const HEARD_ROWS: usize = 2_000;
/// Uploads that fail one after the other before the rest of a group is refused untried.
const HOPELESS: usize = 3;

struct Writer {
    app: App,
    registry: Arc<Registry>,
    strangers: Strangers,
}

/// What a transaction says about one upload.
type Verdict = Result<Arc<Known>, Refusal>;

/// Stores uploads until the last handle is gone.
///
/// A fault of the program while it stores a group costs that group its answer, not the others theirs:
/// the terminals keep their data, and a fresh writer goes on with the queue.
pub(super) async fn run(app: App, registry: Arc<Registry>, jobs: mpsc::Receiver<Job>) {
    let jobs = Arc::new(Mutex::new(jobs));
    loop {
        let work = work(app.clone(), Arc::clone(&registry), Arc::clone(&jobs));
        match tokio::spawn(work).await {
            Ok(()) => return,
            Err(fault) => tracing::error!(cause = %fault, "the writer of uploads failed and starts anew"),
        }
    }
}

async fn work(app: App, registry: Arc<Registry>, jobs: Arc<Mutex<mpsc::Receiver<Job>>>) {
    let mut jobs = jobs.lock().await;
    let mut writer = Writer { app, registry, strangers: Strangers::default() };
    let mut heard = tokio::time::interval(HEARD_PAUSE);
    heard.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            biased;
            _ = heard.tick() => writer.write_heard().await,
            first = jobs.recv() => match first {
                Some(first) => {
                    let group = gather(first, &mut jobs).await;
                    writer.take(group).await;
                }
                None => break,
            },
        }
    }
    writer.write_heard().await;
}

/// Takes what waits, up to the limits of a group.
async fn gather(first: Job, jobs: &mut mpsc::Receiver<Job>) -> Vec<Job> {
    let mut size = Size::default();
    size.add(&first);
    let mut group = vec![first];
    let mut has_waited = false;
    while size.has_room() {
        match jobs.try_recv() {
            Ok(job) => {
                size.add(&job);
                group.push(job);
            }
            Err(_) if has_waited => break,
            Err(_) => {
                has_waited = true;
                tokio::time::sleep(COMPANY).await;
            }
        }
    }
    group
}

#[derive(Default)]
struct Size {
    lines: usize,
    bytes: usize,
}

impl Size {
    fn add(&mut self, job: &Job) {
        let kept = job.upload.kept.as_ref();
        self.lines += kept.map_or(1, |kept| kept.lines as usize + 1);
        self.bytes += kept.map_or(0, |kept| kept.body.len());
    }

    fn has_room(&self) -> bool {
        self.lines < GROUP_LINES && self.bytes < GROUP_BYTES
    }
}

impl Writer {
    /// Stores a group; when it fails, each upload alone, so that none can block the others.
    async fn take(&mut self, group: Vec<Job>) {
        let (uploads, waiting): (Vec<Upload>, Vec<_>) =
            group.into_iter().map(|job| (job.upload, (job.room, job.answer))).unzip();
        let verdicts = match self.store(&uploads).await {
            Ok(verdicts) => verdicts,
            Err(error) if uploads.len() == 1 => vec![Err(refused(error))],
            Err(error) => {
                tracing::warn!(uploads = uploads.len(), cause = %error, "a group of uploads is stored one by one");
                self.store_one_by_one(&uploads).await
            }
        };
        drop(uploads);
        for ((room, answer), verdict) in waiting.into_iter().zip(verdicts) {
            drop(room);
            // A terminal that hung up sends again; what it sent is known by then.
            let _ = answer.send(verdict);
        }
    }

    async fn store_one_by_one(&mut self, uploads: &[Upload]) -> Vec<Verdict> {
        let mut verdicts: Vec<Verdict> = Vec::with_capacity(uploads.len());
        let mut failed = 0;
        for upload in uploads {
            if failed >= HOPELESS {
                verdicts.push(Err(Refusal::Busy));
                continue;
            }
            match self.store(std::slice::from_ref(upload)).await {
                Ok(mut one) => {
                    failed = 0;
                    verdicts.push(one.pop().unwrap_or(Err(Refusal::Busy)));
                }
                Err(error) => {
                    failed += 1;
                    verdicts.push(Err(refused(error)));
                }
            }
        }
        verdicts
    }

    async fn store(&mut self, uploads: &[Upload]) -> Result<Vec<Verdict>, DbError> {
        let tx = self.app.db.begin().await?;
        journal::lock(&tx).await?;
        self.registry.refresh(&*tx).await?;
        let (verdicts, new) = self.recognise(&tx, uploads).await?;
        let mut entries: Vec<(Entry<'_>, &Known)> = Vec::with_capacity(uploads.len());
        let mut id = journal::last_id(&tx).await?;
        let addresses: Vec<String> = uploads.iter().map(|upload| upload.sender.address.to_string()).collect();
        for ((upload, verdict), address) in uploads.iter().zip(&verdicts).zip(&addresses) {
            let (Some(kept), Ok(known)) = (&upload.kept, verdict) else { continue };
            id += 1;
            let received_at = upload.sender.received_at;
            entries.push((Entry { id, terminal_id: known.id, received_at, address, kept }, known));
        }
        let rows: Vec<Entry<'_>> = entries.iter().map(|(entry, _)| *entry).collect();
        journal::insert_entries(&tx, &rows).await?;
        for (entry, _) in entries.iter().filter(|(entry, _)| entry.kept.refused > 0) {
            terminals::add_refused(&tx, entry.terminal_id, i64::from(entry.kept.refused)).await?;
        }
        let bookable: Vec<Bookable<'_>> = entries
            .iter()
            .filter(|(_, known)| known.state == TerminalState::Accepted)
            .map(|(entry, known)| Bookable {
                terminal: known,
                journal_id: entry.id,
                received_at: entry.received_at,
                lines: entry.kept.lines,
                content: &entry.kept.content,
            })
            .collect();
        let booked = book(&tx, &bookable, self.tolerance_minutes(uploads)).await?;
        tx.commit().await?;
        self.app.metrics.punches_stored.inc_by(booked.new_punches);
        self.remember(&bookable, &booked, new);
        for (entry, known) in &entries {
            let Kept { content, .. } = entry.kept;
            if content.records.is_some() || content.firmware.is_some() {
                self.registry.reported(
                    known,
                    entry.received_at,
                    content.records,
                    content.firmware.as_deref(),
                );
            }
        }
        Ok(verdicts)
    }

    /// Finds the terminal of each upload; unknown ones are stored as pending within limits.
    async fn recognise(
        &mut self,
        tx: &Tx,
        uploads: &[Upload],
    ) -> Result<(Vec<Verdict>, Vec<Arc<Known>>), DbError> {
        let mut new: HashMap<Serial, Arc<Known>> = HashMap::new();
        let mut verdicts = Vec::with_capacity(uploads.len());
        for upload in uploads {
            let sender = &upload.sender;
            let found = self.registry.find(&sender.serial).or_else(|| new.get(&sender.serial).cloned());
            let known = match found {
                Some(known) => known,
                None => {
                    let pending = self.registry.pending() + new.len();
                    if !self.strangers.admits_new(sender.address, sender.received_at, pending) {
                        verdicts.push(Err(Refusal::Stranger));
                        continue;
                    }
                    let known = Arc::new(self.insert_stranger(tx, upload).await?);
                    new.insert(sender.serial, Arc::clone(&known));
                    known
                }
            };
            if !known.is_by_its_path(sender.prefix.as_deref()) {
                verdicts.push(Err(Refusal::WrongPath));
                continue;
            }
            let bytes = upload.kept.as_ref().map_or(0, |kept| kept.body.len());
            let is_admitted = known.state != TerminalState::Pending
                || self.strangers.admits_bytes(known.id, bytes, sender.received_at);
            verdicts.push(if is_admitted { Ok(known) } else { Err(Refusal::Stranger) });
        }
        Ok((verdicts, new.into_values().collect()))
    }

    async fn insert_stranger(&self, tx: &Tx, upload: &Upload) -> Result<Known, DbError> {
        let governments = session::governments(&self.app).await.unwrap_or_default();
        let only = match governments.as_slice() {
            [only] => Some(only),
            _ => None,
        };
        let zone = governments.first().map_or(siaga_civil::CivilZone::Wib, |first| first.zone);
        let sender = &upload.sender;
        tracing::info!(device.serial = %sender.serial, address = %sender.address, "an unknown terminal called");
        terminals::insert_pending(
            tx,
            &Stranger {
                serial: sender.serial,
                government_id: only.map_or(NO_GOVERNMENT, |government| government.id),
                offset_minutes: zone.offset_minutes(),
                seen_at: sender.received_at,
                address: sender.address.to_string(),
                push_version: sender.push_version.map(|version| version.to_string()),
            },
        )
        .await
    }

    /// Brings memory up to what was committed.
    fn remember(&self, bookable: &[Bookable<'_>], booked: &super::book::Booked, new: Vec<Arc<Known>>) {
        if !new.is_empty() {
            self.registry.add(new);
            self.app.live.tell("terminals", NO_GOVERNMENT);
        }
        let mut changed: HashMap<i64, Known> = HashMap::new();
        for upload in bookable {
            let terminal = upload.terminal;
            let drift = booked.drift.get(&terminal.id).copied().unwrap_or(terminal.drift_seconds);
            let has_held = terminal.has_held || booked.held_of.contains(&terminal.id);
            if drift != terminal.drift_seconds || has_held != terminal.has_held {
                changed.insert(terminal.id, Known { drift_seconds: drift, has_held, ..terminal.clone() });
            }
        }
        for known in changed.values() {
            self.app.live.tell("terminals", known.government_id);
        }
        self.registry.add(changed.into_values().map(Arc::new));
    }

    /// Returns the tolerance of the law on the day of the uploads; five minutes where the law is silent.
    fn tolerance_minutes(&self, uploads: &[Upload]) -> i64 {
        let Some(first) = uploads.first() else { return 5 };
        let question = Question::on(first.sender.received_at.date_naive());
        let law = self.app.law();
        let ruling = law.book.ruling(params::CLOCK_DRIFT_TOLERANCE_MINUTES, &question);
        ruling.and_then(|ruling| ruling.integer()).unwrap_or(5)
    }

    async fn write_heard(&mut self) {
        while self.registry.has_dirty() {
            let rows = self.registry.take_dirty(HEARD_ROWS);
            let oddities = self.registry.take_oddities();
            let count = rows.len();
            if let Err(error) = self.try_write_heard(&rows, &oddities).await {
                tracing::warn!(terminals = count, cause = %error, "what was heard of terminals waits in memory");
                self.registry.put_back(rows, oddities);
                return;
            }
        }
    }

    async fn try_write_heard(
        &self,
        rows: &[(i64, super::Heard)],
        oddities: &[Noticed],
    ) -> Result<(), DbError> {
        let tx = self.app.db.begin().await?;
        for (id, heard) in rows {
            terminals::write_heard(&tx, *id, heard).await?;
        }
        let events = oddities.iter().map(|(id, at, oddity)| event_of(*id, *at, oddity)).collect();
        journal::insert_events(&tx, events).await?;
        tx.commit().await
    }
}

fn event_of(terminal_id: i64, at: chrono::DateTime<chrono::Utc>, oddity: &Oddity) -> Event {
    let (operation, detail) = match oddity {
        Oddity::TwoTerminals { other_address } => (TWO_TERMINALS, other_address.clone()),
        Oddity::RecordsFell { before, now } => (RECORDS_FELL, format!("{before} {now}")),
    };
    tracing::warn!(terminal = terminal_id, operation, detail, "something odd was noticed at a terminal");
    let happened_local = at.format("%Y-%m-%d %H:%M:%SZ").to_string();
    let operator = String::new();
    Event { terminal_id, journal_id: 0, line_offset: 0, operation, operator, happened_local, detail }
}

fn refused(error: DbError) -> Refusal {
    tracing::error!(cause = %error, source = ?std::error::Error::source(&error), "an upload could not be stored");
    Refusal::Store(Arc::new(error))
}
