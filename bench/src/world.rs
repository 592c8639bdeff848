//! A data folder of the size of a regency.

use crate::server::Server;
use anyhow::{Context, Result, anyhow, ensure};
use chrono::NaiveDate;
use siaga_attendance::{TerminalPlace, accept_terminal};
use siaga_civil::{CivilZone, RegionCode};
use siaga_directory::{
    Capacity, EmployeeKind, NewAgency, NewEmployee, NewEmployment, NewPin, NewPost, NewUnit, add_agencies,
    add_employees, add_employments, add_pins, add_posts, add_units, init_government,
};
use siaga_platform::db::{self, DatabaseUrl, Db};
use siaga_platform::{
    App, Contributions, Ctx, Gate, Ids, Law, LawShelf, Live, MIGRATIONS, Metrics, Migration, Problem,
    Secrets, Shared, SystemClock, Texts, migrate,
};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How much there is of everything.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) agencies: usize,
    /// Units beside the main one; none puts everybody into the main unit.
    pub(crate) units_an_agency: usize,
    pub(crate) people_an_agency: usize,
    pub(crate) terminals: usize,
}

/// Returns the serial number of a terminal.
pub(crate) fn serial(terminal: usize) -> String {
    format!("BENCH{terminal:08}")
}

/// Opens a folder that [`make`] filled.
pub(crate) async fn open(folder: &Path) -> Result<App> {
    let capabilities = siaga::capabilities::all();
    let clock = Arc::new(SystemClock);
    let db = Db::open(&DatabaseUrl::in_folder(folder)).await?;
    let mut steps: Vec<(&'static str, &[Migration])> = vec![("platform", MIGRATIONS)];
    steps.extend(capabilities.iter().map(|capability| (capability.name, capability.migrations)));
    migrate(&db, &steps, siaga_platform::Clock::now(&*clock)).await?;
    let texts: Vec<_> = capabilities.iter().filter_map(|capability| capability.messages).collect();
    let contributions = Contributions::of(&capabilities);
    Ok(App::new(Shared {
        db,
        clock,
        ids: Ids,
        gate: Gate::load()?,
        law: LawShelf::new(Law::load(&contributions)?),
        texts: Texts::new(&texts),
        contributions,
        live: Live::default(),
        metrics: Metrics::default(),
        secrets: Secrets::load_or_create(&folder.join("siaga.key"), Ids)?,
        demo: false,
    }))
}

/// Returns the context of the only government in a folder.
pub(crate) async fn ctx(app: &App) -> Result<Ctx> {
    let government = siaga_platform::session::default_government(app).await.map_err(explain)?;
    Ok(app.system_ctx("bench", &government))
}

/// Makes a government with agencies, people, PINs and accepted terminals.
pub(crate) async fn make(folder: &Path, size: Size) -> Result<()> {
    let app = open(folder).await?;
    let region = RegionCode::parse("12.18").map_err(|error| anyhow!("{error}"))?;
    let zone = CivilZone::from_iana("Asia/Jakarta").map_err(|error| anyhow!("{error}"))?;
    let government = init_government(&app, region, "Kabupaten Percobaan", zone).await.map_err(explain)?;
    let ctx = app.system_ctx("bench", &government);
    let agencies = (0..size.agencies).map(new_agency).collect();
    let agencies = add_agencies(&ctx, agencies).await.map_err(explain)?;
    let units = make_units(&ctx, &agencies, size.units_an_agency).await.map_err(explain)?;
    add_people(&ctx, &agencies, &units, size.people_an_agency).await.map_err(explain)?;
    for terminal in 0..size.terminals {
        let agency = agency_code(terminal % size.agencies);
        let place = TerminalPlace::new(agency, format!("Pintu {terminal}"), zone);
        accept_terminal(&ctx, &serial(terminal), &place).await.map_err(explain)?;
    }
    app.db.clone().close().await;
    Ok(())
}

fn new_agency(number: usize) -> NewAgency {
    NewAgency {
        code: agency_code(number),
        name: format!("Dinas Percobaan {number}"),
        parent_code: None,
        latitude_micro: None,
        longitude_micro: None,
        region: None,
    }
}

/// Returns the code of an agency.
pub(crate) fn agency_code(number: usize) -> String {
    format!("OPD{number:03}")
}

/// Returns the units of each agency.
async fn make_units(ctx: &Ctx, agencies: &[i64], units: usize) -> Result<Vec<Vec<i64>>, Problem> {
    let mut made = Vec::with_capacity(agencies.len());
    for agency_id in agencies.iter().copied() {
        let unit = |number: usize| NewUnit {
            agency_id,
            code: format!("U{number}"),
            name: format!("Bidang Percobaan {number}"),
        };
        made.push(add_units(ctx, (1..=units).map(unit).collect()).await?);
    }
    Ok(made)
}

/// Adds people: the first of an agency heads it, every second one is a civil servant.
async fn add_people(
    ctx: &Ctx,
    agencies: &[i64],
    units: &[Vec<i64>],
    people_an_agency: usize,
) -> Result<(), Problem> {
    let from_on = NaiveDate::from_ymd_opt(2019, 1, 1).expect("a day of the calendar");
    let count = agencies.len() * people_an_agency;
    let employees = (0..count).map(|number| NewEmployee {
        name: format!("Pegawai Percobaan {number}"),
        staff_number: Some(format!("P{number:06}")),
        ..NewEmployee::default()
    });
    let keys = add_employees(ctx, employees.collect()).await?;
    // The agency, and which of its people this one is.
    let placed = || {
        keys.iter()
            .enumerate()
            .map(|(number, key)| (number % agencies.len(), number / agencies.len(), key.id))
    };
    let kinds = [EmployeeKind::PermanentCivilServant, EmployeeKind::ContractWorker];
    let employments = placed().map(|(agency, place, employee_id)| {
        let kind = kinds[place / units[agency].len().max(1) % kinds.len()];
        NewEmployment { employee_id, kind, from_on, until_on: None }
    });
    add_employments(ctx, employments.collect()).await?;
    let posts = placed().map(|(agency, place, employee_id)| NewPost {
        employee_id,
        agency_id: agencies[agency],
        unit_id: if place == 0 { None } else { units[agency].iter().cycle().nth(place).copied() },
        title: if place == 0 { "Kepala Dinas".to_owned() } else { "Pelaksana".to_owned() },
        level: None,
        capacity: Capacity::Definitive,
        is_head: place == 0,
        decree: None,
        from_on,
        until_on: None,
    });
    add_posts(ctx, posts.collect()).await?;
    let pins = placed().map(|(agency, place, employee_id)| NewPin {
        pin_group: agency_code(agency),
        pin: (1 + place).to_string(),
        employee_id,
        from_on,
        until_on: None,
    });
    add_pins(ctx, pins.collect()).await
}

/// Serves a folder until the program has caught up with its people and its hours, then ends it.
pub(crate) async fn settle(folder: &Path) -> Result<()> {
    const LONGEST: Duration = Duration::from_secs(120);
    let server = Server::start(folder)?;
    let db = Db::open(&DatabaseUrl::in_folder(folder)).await?;
    let start = Instant::now();
    loop {
        let waiting: i64 = db::scalar(
            db.reader(),
            "select (select count(*) from platform_outbox where done_at is null)
                 + (select count(*) from attendance_watermark where name like 'rebuild/%')
                 + (select case when count(*) = 0 then 1 else 0 end from attendance_watermark
                    where name like 'hour/%')",
            [],
        )
        .await?;
        if waiting == 0 {
            break;
        }
        ensure!(start.elapsed() < LONGEST, "the program never caught up: {waiting} things wait");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    db.close().await;
    server.stop()
}

/// Turns a problem into an error with its causes.
pub(crate) fn explain(problem: Problem) -> anyhow::Error {
    anyhow!("{problem}: {}", siaga_platform::jobs::chain(&problem))
}

/// Returns how many punches a folder holds, and how many of them are there twice.
pub(crate) async fn stored_punches(folder: &Path) -> Result<(u64, u64)> {
    let db = Db::open(&DatabaseUrl::in_folder(folder)).await?;
    let count = async |sql: &str| -> Result<u64> {
        let rows: i64 = db::scalar(db.reader(), sql, []).await?;
        u64::try_from(rows).context("a count is never negative")
    };
    let all = count("select count(*) from attendance_punch").await?;
    let distinct = count(
        "select count(*) from (select distinct terminal_id, pin, punched_on, second_of_day, status
         from attendance_punch) as single",
    )
    .await?;
    db.close().await;
    Ok((all, all - distinct))
}
