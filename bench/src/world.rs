//! A data folder of the size of a regency.

use anyhow::{Context, Result, anyhow};
use chrono::NaiveDate;
use siaga_attendance::{TerminalPlace, accept_terminal};
use siaga_civil::{CivilZone, RegionCode};
use siaga_directory::{
    Capacity, EmployeeKind, NewAgency, NewEmployee, NewEmployment, NewPin, NewPost, add_agencies,
    add_employees, add_employments, add_pins, add_posts, init_government,
};
use siaga_platform::db::{DatabaseUrl, Db};
use siaga_platform::{
    App, Ctx, Gate, Ids, Law, Live, MIGRATIONS, Metrics, Migration, Problem, Secrets, Shared, SystemClock,
    Texts, migrate,
};
use std::path::Path;
use std::sync::Arc;

/// How much there is of everything.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) agencies: usize,
    pub(crate) people_an_agency: usize,
    pub(crate) terminals: usize,
}

/// Returns the serial number of a terminal.
pub(crate) fn serial(terminal: usize) -> String {
    format!("BENCH{terminal:08}")
}

/// Opens a folder that [`make`] filled.
pub(crate) async fn open(folder: &Path) -> Result<App> {
    let capabilities = [siaga_directory::capability(), siaga_attendance::capability()];
    let clock = Arc::new(SystemClock);
    let db = Db::open(&DatabaseUrl::in_folder(folder)).await?;
    let mut steps: Vec<(&'static str, &[Migration])> = vec![("platform", MIGRATIONS)];
    steps.extend(capabilities.iter().map(|capability| (capability.name, capability.migrations)));
    migrate(&db, &steps, siaga_platform::Clock::now(&*clock)).await?;
    let texts: Vec<_> = capabilities.iter().filter_map(|capability| capability.messages).collect();
    Ok(App::new(Shared {
        db,
        clock,
        ids: Ids,
        gate: Gate::load()?,
        law: Law::load(capabilities.iter().flat_map(|capability| capability.params))?,
        texts: Texts::new(&texts),
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
    add_people(&ctx, &agencies, size.people_an_agency).await.map_err(explain)?;
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

fn agency_code(number: usize) -> String {
    format!("OPD{number:03}")
}

async fn add_people(ctx: &Ctx, agencies: &[i64], people_an_agency: usize) -> Result<(), Problem> {
    let from_on = NaiveDate::from_ymd_opt(2019, 1, 1).expect("a day of the calendar");
    let count = agencies.len() * people_an_agency;
    let employees = (0..count).map(|number| NewEmployee {
        name: format!("Pegawai Percobaan {number}"),
        staff_number: Some(format!("P{number:06}")),
        ..NewEmployee::default()
    });
    let keys = add_employees(ctx, employees.collect()).await?;
    let kind = EmployeeKind::ContractWorker;
    let employments =
        keys.iter().map(|key| NewEmployment { employee_id: key.id, kind, from_on, until_on: None });
    add_employments(ctx, employments.collect()).await?;
    let placed = || keys.iter().enumerate().map(|(number, key)| (number % agencies.len(), number, key.id));
    let posts = placed().map(|(agency, _, employee_id)| NewPost {
        employee_id,
        agency_id: agencies[agency],
        unit_id: None,
        title: "Pelaksana".to_owned(),
        level: None,
        capacity: Capacity::Definitive,
        is_head: false,
        decree: None,
        from_on,
        until_on: None,
    });
    add_posts(ctx, posts.collect()).await?;
    let pins = placed().map(|(agency, number, employee_id)| NewPin {
        pin_group: agency_code(agency),
        pin: (1 + number / agencies.len()).to_string(),
        employee_id,
        from_on,
        until_on: None,
    });
    add_pins(ctx, pins.collect()).await
}

/// Turns a problem into an error with its causes.
pub(crate) fn explain(problem: Problem) -> anyhow::Error {
    anyhow!("{problem}: {}", siaga_platform::jobs::chain(&problem))
}

/// Returns how many punches a folder holds, and how many of them are there twice.
pub(crate) async fn stored_punches(folder: &Path) -> Result<(u64, u64)> {
    let db = Db::open(&DatabaseUrl::in_folder(folder)).await?;
    let count = async |sql: &str| -> Result<u64> {
        let rows: i64 = siaga_platform::db::scalar(db.reader(), sql, []).await?;
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
