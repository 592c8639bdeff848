//! An inspection of 50 agencies with 200 open pages: how fast each update reaches all of them.

use crate::accounts::{PASSWORD, Session, Somebody, ctx_of, session_of};
use crate::server::Server;
use crate::times::Times;
use crate::watcher::{Arrival, Stream, Watcher, parts_of};
use crate::world::{self, Size};
use crate::{Scale, client, line, ratio, raw_broadcast};
use anyhow::{Context, Result, ensure};
use chrono::Days;
use siaga_access::Role;
use siaga_attendance::{RecapOf, day_off, fill_rest, sign_recap};
use siaga_inspection::{NewInspection, plan_inspection, start_inspection};
use siaga_platform::{App, Ctx};
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use uuid::Uuid;

/// Longest wait for an update; whoever has not got it by then has missed it.
const PATIENCE: Duration = Duration::from_secs(10);
/// Pause after an update, in which nothing more should come.
const PAUSE: Duration = Duration::from_millis(50);

pub(crate) async fn run(scale: Scale) -> Result<()> {
    let (people_an_agency, watchers, updates) = if scale.is_small() { (4, 60, 9) } else { (152, 200, 100) };
    let size = Size { agencies: 50, units_an_agency: 0, people_an_agency, terminals: 0 };
    println!("room: {} agencies, {watchers} open pages, {updates} updates", size.agencies);
    let folder = tempfile::tempdir()?;
    world::make(folder.path(), size).await?;
    let room = prepare(folder.path()).await?;
    world::settle(folder.path()).await?;
    let server = Server::start(folder.path())?;
    let mut audience = Audience::open(&room, server.people, watchers).await?;
    let before = server.memory_mib()?;
    let cpu = server.cpu_seconds()?;
    let mut told = Told::default();
    for number in 0..updates {
        audience.tell(&room, number, &mut told).await?;
    }
    let cpu = server.cpu_seconds()? - cpu;
    line(
        "memory of the server before, and most of all",
        format!("{before:.0} MiB, {:.0} MiB", server.peak_memory_mib()?),
    );
    audience.check(&room).await?;
    drop(audience);
    server.stop()?;
    told.print(cpu, updates, watchers).await
}

/// The inspection and who takes part.
struct Room {
    id: Uuid,
    heads: Vec<Head>,
    moderator: Session,
    leader: Session,
    inspectorate: Session,
}

struct Head {
    agency_id: i64,
    recap: Uuid,
    session: Session,
}

impl Room {
    fn path(&self, act: &str) -> String {
        format!("/sidak/{}/{act}", self.id)
    }

    /// Returns the session behind the page of a number: heads, the leader, two moderators, others.
    fn session(&self, number: usize) -> &Session {
        match number.checked_sub(self.heads.len()) {
            None => &self.heads[number].session,
            Some(0) => &self.leader,
            Some(1 | 2) => &self.moderator,
            Some(_) => &self.inspectorate,
        }
    }
}

/// Signs a recap for each agency, begins the inspection, and gives everybody an account.
async fn prepare(folder: &Path) -> Result<Room> {
    let app = world::open(folder).await?;
    let ctx = world::ctx(&app).await?;
    let back = (0..14).map(|days| ctx.today() - Days::new(days));
    let day = { back }.find(|on| day_off(&ctx, *on).is_none()).context("a fortnight has working days")?;
    let officer = session_of(&app, Somebody::anywhere("petugas", Role::UnitOfficer)).await?;
    let officer = ctx_of(&app, &officer).await?;
    let mut heads = Vec::new();
    for agency in siaga_directory::agencies(&ctx).await.map_err(world::explain)? {
        let of = RecapOf { agency_code: &agency.code, day };
        let recap = sign(&officer, of).await?;
        heads.push(Head { agency_id: agency.id, recap, session: head_session(&app, &agency).await? });
    }
    let new = NewInspection {
        title: "Inspeksi percobaan".to_owned(),
        held_on: day,
        start_minute: 8 * 60 + 30,
        // The staff number of the first person, who heads the first agency.
        leader: "P000000".to_owned(),
        agencies: Vec::new(),
        meeting_link: String::new(),
    };
    let id = plan_inspection(&ctx, &new).await.map_err(world::explain)?;
    start_inspection(&ctx, id, 1).await.map_err(world::explain)?;
    let room = Room {
        id,
        heads,
        moderator: session_of(&app, Somebody::anywhere("bkpsdm", Role::PersonnelAgency)).await?,
        leader: session_of(&app, Somebody::anywhere("sekda", Role::RegionalLeader)).await?,
        inspectorate: session_of(&app, Somebody::anywhere("inspektorat", Role::Inspectorate)).await?,
    };
    app.db.clone().close().await;
    Ok(room)
}

async fn sign(officer: &Ctx, of: RecapOf<'_>) -> Result<Uuid> {
    let draft = fill_rest(officer, of, "", &[]).await.map_err(world::explain)?;
    let signed = sign_recap(officer, of, &draft.lines_sha256, PASSWORD.to_owned()).await;
    Ok(signed.map_err(world::explain)?.id)
}

async fn head_session(app: &App, agency: &siaga_directory::Agency) -> Result<Session> {
    let somebody = Somebody {
        login: format!("kepala.{}", agency.code),
        role: Role::AgencyHead,
        agency: Some(agency.path.clone()),
    };
    session_of(app, somebody).await
}

/// Everybody who looks.
struct Audience {
    to: SocketAddr,
    watchers: Vec<Watcher>,
    arrivals: UnboundedReceiver<Result<Arrival>>,
    /// Version that forms of moderators carry.
    seen: i64,
}

/// What was measured of the updates.
#[derive(Default)]
struct Told {
    waits: Vec<Duration>,
    /// From sending the form to its answer.
    posts: Vec<Duration>,
    bytes: usize,
    /// Events beyond one for each update and page.
    further: usize,
}

impl Audience {
    /// Heads open the room, then every page begins to watch.
    async fn open(room: &Room, to: SocketAddr, count: usize) -> Result<Self> {
        for head in &room.heads {
            client::get(to, room.path("").trim_end_matches('/'), &head.session)?;
        }
        let (sender, arrivals) = unbounded_channel();
        let mut watchers = Vec::with_capacity(count);
        let start = Instant::now();
        for number in 0..count {
            let (path, session) = (room.path("langsung"), room.session(number));
            watchers.push(Watcher::open(to, &path, session, number, sender.clone()).await?);
        }
        line("opening all pages one after the other", format!("{:.0?}", start.elapsed()));
        // Planned as 1 and begun as 2; what heads do does not count.
        Ok(Self { to, watchers, arrivals, seen: 2 })
    }

    /// Does one thing in the room and waits until every page has it.
    async fn tell(&mut self, room: &Room, number: usize, told: &mut Told) -> Result<()> {
        let head = &room.heads[number / 3 % room.heads.len()];
        let (agency, recap, seen) =
            (head.agency_id.to_string(), head.recap.to_string(), self.seen.to_string());
        let finding = format!("Temuan percobaan nomor {number}.");
        let (act, session, fields) = match number % 3 {
            0 => ("panggil", &room.moderator, vec![("version", seen), ("agency", agency)]),
            1 => ("konfirmasi", &head.session, vec![("agency", agency), ("recap", recap)]),
            _ => ("temuan", &room.moderator, vec![("version", seen), ("finding", finding.clone())]),
        };
        let (to, path, session) = (self.to, room.path(act), session.clone());
        let sent = Instant::now();
        let posting = tokio::task::spawn_blocking(move || {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            client::post(to, &path, &session, &fields).map(|_| sent.elapsed())
        });
        self.gather(sent, number, told).await?;
        told.posts.push(posting.await??);
        self.seen += i64::from(number % 3 != 1);
        tokio::time::sleep(PAUSE).await;
        while let Ok(further) = self.arrivals.try_recv() {
            told.further += 1;
            told.bytes += further?.bytes;
        }
        for (place, watcher) in self.watchers.iter_mut().enumerate() {
            watcher.look()?;
            let shows = number % 3 != 2 || watcher.parts.values().any(|html| html.contains(&finding));
            ensure!(shows, "page {place} does not show «{finding}»");
        }
        Ok(())
    }

    async fn gather(&mut self, sent: Instant, number: usize, told: &mut Told) -> Result<()> {
        let mut has = vec![false; self.watchers.len()];
        let mut missing = has.len();
        while missing > 0 {
            let left = PATIENCE.saturating_sub(sent.elapsed());
            let arrival = tokio::time::timeout(left, self.arrivals.recv()).await;
            let Ok(arrival) = arrival else {
                anyhow::bail!("{missing} of {} pages missed update {number}", has.len());
            };
            let arrival = arrival.context("pages are open")??;
            told.bytes += arrival.bytes;
            if std::mem::replace(&mut has[arrival.watcher], true) {
                told.further += 1;
            } else {
                told.waits.push(arrival.at - sent);
                missing -= 1;
            }
        }
        Ok(())
    }

    /// Fails unless every page shows what somebody sees who opens it now, in the same version.
    async fn check(&self, room: &Room) -> Result<()> {
        for (number, watcher) in self.watchers.iter().enumerate() {
            let mut stream = Stream::open(self.to, &room.path("langsung"), &watcher.session).await?;
            let event = tokio::time::timeout(PATIENCE, stream.next()).await??;
            ensure!(
                event.version == watcher.version,
                "page {number} has version {}, the program {}",
                watcher.version,
                event.version
            );
            ensure!(parts_of(&event)? == watcher.parts, "page {number} shows something else than a new one");
        }
        line("pages whose last version and content are the program's", self.watchers.len());
        Ok(())
    }
}

impl Told {
    async fn print(self, cpu: f64, updates: usize, watchers: usize) -> Result<()> {
        let deliveries = (updates * watchers) as f64;
        let waits = Times::of(self.waits);
        let of =
            |times: &Times| format!("{:.1?}, {:.1?}, {:.1?}", times.median(), times.at(990), times.longest());
        line("from sending a form to each page, p50, p99, most", format!("{} (goal p99 300 ms)", of(&waits)));
        let posts = Times::of(self.posts);
        line("answer to the form itself, p50, p99, most", of(&posts));
        line(
            "processor of the server an update and page",
            format!("{:.2} ms (goal 1 ms)", cpu * 1000.0 / deliveries),
        );
        let bytes = self.bytes / (updates * watchers);
        line("bytes an update and page", bytes);
        line("events beyond one an update and page", self.further);
        let raw = Times::of(raw_broadcast::waits(watchers, updates, bytes).await?);
        line("bare broadcast of as many bytes, p50, p99, most", of(&raw));
        line("p99 beside the bare broadcast", ratio(waits.at(990).as_secs_f64(), raw.at(990).as_secs_f64()));
        Ok(())
    }
}
