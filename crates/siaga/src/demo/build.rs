//! Builds the demonstration from nothing: the year before the day, the morning, the inspection after it.

use super::cast::{Sample, cast, phone_accounts, samples};
use super::marker::{self, Chapter, Story};
use super::morning::{self, Doors, Traffic};
use super::papers::Desk;
use super::plan::{Plan, REGION, plan};
use super::settle::settle;
use super::steps::Steps;
use super::terminals::{Firmware, Lot, TerminalPlan};
use super::{crest, desks, ideas, outlook, room, works};
use crate::capabilities;
use crate::cli::CliError;
use crate::program::{self, Place};
use anyhow::{Context, Result};
use chrono::NaiveDate;
use siaga_attendance::{TerminalPlace, ZoneForm, accept_terminal, rebuild_month};
use siaga_civil::{CivilZone, RegionCode};
use siaga_platform::web::{self, ServeLimits, WebConfig};
use siaga_platform::{App, Clock, Ctx, SimulatedClock, SystemClock, session};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// The day of the story.
pub(super) const DAY: NaiveDate = NaiveDate::from_ymd_opt(2020, 5, 26).expect("a day of the calendar");
/// The day on which the government begins with its people and the programmes of the year.
const BEGINS_ON: NaiveDate = NaiveDate::from_ymd_opt(2020, 1, 6).expect("a day of the calendar");
/// The last working day but one before it, on which terminals are accepted and leave is granted.
const SET_UP_ON: NaiveDate = NaiveDate::from_ymd_opt(2020, 5, 20).expect("a day of the calendar");
const ZONE: CivilZone = CivilZone::Wib;

/// What stands at the end.
pub(super) struct Built {
    pub(super) ctx: Ctx,
    pub(super) clock: Arc<SimulatedClock>,
    pub(super) desk: Arc<Desk>,
    pub(super) terminals: Vec<TerminalPlan>,
    pub(super) samples: Vec<Sample>,
    pub(super) story: Story,
}

/// Builds the demonstration in an empty place.
///
/// The terminals call the real listener over HTTP. The jobs of a server rest until the morning is over:
/// they would follow every minute of the story within a fraction of a real second.
///
/// # Errors
/// When the place holds data already, or a step fails.
pub(super) async fn build(place: &Place, people: usize, steps: &mut Steps) -> Result<Built> {
    let mut built = until_ten(place, people, steps).await?;
    let reported = room::play(&built.desk, &built.clock).await.context("sidak virtual tidak tersimpan")?;
    steps.done(&format!("sidak virtual berjalan: {reported} perangkat daerah sudah melapor"));
    built.story.chapter = Chapter::Ready;
    built.story.stands_at = built.clock.now();
    marker::write(place, &built.story)?;
    Ok(built)
}

/// Builds until ten o'clock: everybody is counted, nobody inspected.
pub(super) async fn until_ten(place: &Place, people: usize, steps: &mut Steps) -> Result<Built> {
    refuse_real_data(place).await?;
    let clock = Arc::new(SimulatedClock::standing_at(morning::instant(ZONE, BEGINS_ON, 9 * 60, 0)));
    let app = program::assemble(place, clock.clone(), true).await?;
    let story = Story {
        chapter: Chapter::Building,
        stands_at: morning::end(ZONE, DAY),
        people,
        password: password(&app),
    };
    marker::write(place, &story)?;
    let ctx = begin(&app).await?;
    steps.done("wilayah seluruh Indonesia dimuat, kop surat ditulis");

    let (desk, terminals) = set_up(&ctx, &story, steps).await?;
    play_year(&desk, &clock, steps).await?;
    clock.set(morning::instant(ZONE, SET_UP_ON, 9 * 60, 0));
    accept(&ctx, &terminals, |terminal| &desk.plans[terminal.agency].code).await?;
    desk.record_schedules().await?;
    desk.decide(desk.requests(true)).await.context("permohonan cuti tidak tersimpan")?;
    steps.done(&format!("{} mesin presensi diterima, cuti diputus oleh atasan", terminals.len() - 1));
    let services = desks::play(&desk).await.context("layanan publik tidak tersimpan")?;
    outlook::play(&desk, &clock).await?;
    steps.done(&format!("{services} layanan publik dengan loketnya, 2 kegiatan dan konsep edaran ditulis"));

    clock.set(morning::instant(ZONE, DAY, 6 * 60 + 44, 0));
    let traffic = play_morning(&app, &desk, &clock, &terminals).await?;
    steps.done(&format!(
        "pagi 26 Mei 2020 dijalankan: {} baris dalam {} kiriman mesin, {} presensi ponsel, {} rekap manual",
        traffic.lines,
        traffic.requests,
        traffic.phones,
        desk.recaps().len()
    ));
    rebuild_month(&ctx, DAY).await?;
    steps.done("kehadiran dihitung ulang dari bukti");
    let samples = samples(&desk.plans, &desk.filings, &desk.staff)?;
    Ok(Built { ctx, clock, desk, terminals, samples, story })
}

/// Makes the government with its letterhead.
async fn begin(app: &App) -> Result<Ctx> {
    let region = RegionCode::parse(REGION).expect("a code of the list");
    program::mark_as_demo(&app.db).await?;
    let name = "Pemerintah Kabupaten Serdang Bedagai";
    let government = siaga_directory::init_government_since(app, region, name, ZONE, DAY).await?;
    let ctx = app.system_ctx("demo", &government);
    crest::write(&ctx).await.context("kop surat tidak tersimpan")?;
    Ok(ctx)
}

/// Plays what was planned and reported in the year before the day.
async fn play_year(desk: &Desk, clock: &SimulatedClock, steps: &mut Steps) -> Result<()> {
    let reports = works::play(desk, clock).await.context("program kerja tidak tersimpan")?;
    ideas::play(desk, clock).await.context("inovasi tidak tersimpan")?;
    steps.done(&format!("program kerja 12 perangkat daerah dengan {reports} laporan, 3 inovasi"));
    Ok(())
}

/// Writes agencies, people and accounts.
async fn set_up(ctx: &Ctx, story: &Story, steps: &mut Steps) -> Result<(Arc<Desk>, Vec<TerminalPlan>)> {
    let Plan { agencies, filings, staff, mornings, terminals } = plan(ctx, story.people).await?;
    let settled = settle(ctx, &agencies, &staff).await.context("pegawai tidak tersimpan")?;
    steps.done(&format!("{} perangkat daerah dan {} pegawai rekaan ditulis", agencies.len(), story.people));
    let cast = cast(ctx, &agencies, &filings, &staff, &settled, &story.password).await?;
    phone_accounts(ctx, &agencies, &staff, &mornings, &settled, &story.password).await?;
    steps.done("akun dibuat");
    let desk = Desk {
        ctx: ctx.clone(),
        day: DAY,
        plans: agencies,
        filings,
        staff,
        mornings,
        settled,
        cast,
        password: story.password.clone(),
    };
    Ok((Arc::new(desk), terminals))
}

/// Plays the morning against listeners of its own.
async fn play_morning(
    app: &App,
    desk: &Arc<Desk>,
    clock: &SimulatedClock,
    terminals: &[TerminalPlan],
) -> Result<Traffic> {
    let (stop, stopped) = watch::channel(false);
    let for_terminals = siaga_attendance::terminal_router(app.clone());
    let config = WebConfig { secure: false, ..WebConfig::default() };
    let for_people = web::router(app.clone(), &capabilities::all(), config);
    let (terminals_at, terminals_end) =
        listen(for_terminals, ServeLimits::TERMINALS, stopped.clone()).await?;
    let (people_at, people_end) = listen(for_people, ServeLimits::PEOPLE, stopped).await?;
    let doors = Doors { terminals: terminals_at, people: people_at };
    let traffic = morning::play(desk, clock, terminals, doors).await?;
    stop.send(true)?;
    terminals_end.await?;
    people_end.await?;
    Ok(traffic)
}

/// Serves on a free port of this machine until it is told to stop.
pub(crate) async fn listen(
    router: axum::Router,
    limits: ServeLimits,
    mut stopped: watch::Receiver<bool>,
) -> Result<(SocketAddr, JoinHandle<()>)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let serving = tokio::spawn(async move {
        let stop = async move {
            let _ = stopped.wait_for(|stopped| *stopped).await;
        };
        web::serve(listener, router, limits, stop).await;
    });
    Ok((address, serving))
}

/// Refuses a place in which somebody works, before anything is written there.
async fn refuse_real_data(place: &Place) -> Result<()> {
    if !place.exists()? {
        return Ok(());
    }
    let app = program::assemble(place, Arc::new(SystemClock), false).await?;
    let is_used = !session::governments(&app).await?.is_empty();
    app.db.clone().close().await;
    if is_used {
        return Err(CliError::conflict(
            "Di sini sudah ada data pemerintah daerah; peragaan tidak menyentuhnya. Pakai folder lain dengan --data.",
        )
        .into());
    }
    Ok(())
}

async fn accept<'a>(
    ctx: &Ctx,
    terminals: &'a [TerminalPlan],
    code: impl Fn(&TerminalPlan) -> &'a String,
) -> Result<()> {
    for terminal in terminals.iter().filter(|terminal| terminal.lot != Lot::Unknown) {
        let zone_form = if terminal.firmware == Firmware::Old { ZoneForm::Minutes } else { ZoneForm::Hours };
        let place = TerminalPlace { zone_form, ..TerminalPlace::new(code(terminal), &terminal.name, ZONE) };
        accept_terminal(ctx, &terminal.serial, &place).await?;
    }
    Ok(())
}

/// Three groups of five letters and digits that cannot be mistaken for one another.
fn password(app: &App) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789z";
    let bytes: [u8; 15] = app.ids.secret();
    let letters: Vec<char> = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect();
    letters.chunks(5).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}
