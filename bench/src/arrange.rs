//! Rosters and what-if for a whole government: 55 agencies with 7,600 people, desks with minimum staff.

use crate::accounts::{Somebody, session_of};
use crate::client;
use crate::server::Server;
use crate::times::Times;
use crate::world::{self, Size};
use crate::{Scale, line, ratio};
use anyhow::{Result, ensure};
use chrono::{Datelike, Days, NaiveDate};
use siaga_access::Role;
use siaga_arrangements::make_all_rosters;
use siaga_directives::{FactSubject, NewFact, record_fact};
use siaga_directory::{PeopleFilter, agencies, people_on};
use siaga_platform::{Ctx, Problem};
use siaga_policy::FactValue;
use siaga_services::{
    Channels, DeskPlan, NewService, NewStaff, OpenSpan, Serves, ServicePlan, WeekHours, WeekMinimum,
    add_desk, add_staff, new_service,
};
use std::path::Path;
use std::time::{Duration, Instant};

const REPEATS: usize = 20;
const DESK_STAFF: usize = 12;
/// A zone in which circulars let half of an office in: then there is something to plan.
const ON: (i32, u32, u32) = (2020, 10, 5);

pub(crate) async fn run(scale: Scale) -> Result<()> {
    let (count, people_an_agency) = if scale.is_small() { (6, 60) } else { (55, 138) };
    let size = Size { agencies: count, units_an_agency: 4, people_an_agency, terminals: 0 };
    println!("arrange: {} people in {count} agencies, two desks each", count * people_an_agency);
    let folder = tempfile::tempdir()?;
    world::make(folder.path(), size).await?;
    let app = world::open(folder.path()).await?;
    let ctx = world::ctx(&app).await?;
    let from_on = NaiveDate::from_ymd_opt(ON.0, ON.1, ON.2).expect("a day of the calendar");
    furnish(&ctx, from_on).await.map_err(world::explain)?;
    let reading = reading(&ctx, from_on).await?;
    for (words, days) in [("one week", 5), ("four weeks", 26)] {
        let start = Instant::now();
        let until_on = from_on + Days::new(days - 1);
        let from_on = if days == 5 { from_on } else { from_on + Days::new(7) };
        let made = make_all_rosters(&ctx, from_on, until_on).await.map_err(world::explain)?;
        let time = start.elapsed();
        ensure!(made.made.len() == count, "{} of {count} agencies got a roster", made.made.len());
        line(
            &format!("drafts for everybody, {words}, read, solved and stored"),
            format!("{time:.2?}, {} contradictions (goal 2 s)", made.contradictions),
        );
        line("beside reading the people", ratio(time.as_secs_f64(), reading.as_secs_f64()));
    }
    let session = session_of(&app, Somebody::anywhere("bupati", Role::RegionalLeader)).await?;
    app.db.clone().close().await;
    what_if(folder.path(), &session, from_on, reading)
}

/// Asks what half, a case and a cluster everywhere would change, over HTTP.
fn what_if(
    folder: &Path,
    session: &crate::accounts::Session,
    on: NaiveDate,
    reading: Duration,
) -> Result<()> {
    let server = Server::start(folder)?;
    let day = format!("/pengaturan-kerja/andai?hari={on}&jumlah=1");
    for (words, tried) in [
        ("a quota of 75 % from home", "&parameter=arrangements.home_share_min&persen=75"),
        ("a cluster everywhere", "&case_state=cluster"),
        ("another zone, five days", "&zone=red"),
    ] {
        let path = if tried.starts_with("&zone") {
            format!("/pengaturan-kerja/andai?hari={on}&jumlah=5{tried}")
        } else {
            format!("{day}{tried}")
        };
        let mut times = Vec::new();
        for _ in 0..REPEATS {
            let answer = client::get(server.people, &path, session)?;
            ensure!(!answer.text().contains("class=\"summary\""), "the question was refused");
            times.push(answer.whole);
        }
        let times = Times::of(times);
        line(
            &format!("what-if over HTTP: {words}, median and slowest"),
            format!("{:.0?}, {:.0?} (goal 200 ms)", times.median(), times.longest()),
        );
        line("beside reading the people", ratio(times.median().as_secs_f64(), reading.as_secs_f64()));
    }
    server.stop()?;
    Ok(())
}

/// Records the zone, and gives every agency a service with two desks and people who can serve them.
async fn furnish(ctx: &Ctx, on: NaiveDate) -> Result<(), Problem> {
    let zone = NewFact {
        subject: FactSubject::Government,
        name: "zone".to_owned(),
        value: FactValue::Word("orange".to_owned()),
        from_on: on,
        until_on: None,
        source: "percobaan".to_owned(),
    };
    record_fact(ctx, zone).await?;
    for agency in agencies(ctx).await? {
        let filter = PeopleFilter { agency_id: Some(agency.id), ..PeopleFilter::default() };
        let people = people_on(ctx, on, filter).await?;
        let open = OpenSpan { from_minutes: 8 * 60, until_minutes: 15 * 60 };
        let plan = ServicePlan {
            name: format!("Layanan {}", agency.name),
            description: "Layanan percobaan".to_owned(),
            channels: Channels { counter: "Lantai 1".to_owned(), ..Channels::default() },
            is_direct: true,
            hours: WeekHours::every(5, &[open]),
            ..ServicePlan::default()
        };
        let from_on = on.with_day(1).expect("every month has a first day");
        let service = new_service(ctx, &NewService { agency_id: agency.id, from_on, plan }).await?;
        for number in 0..2 {
            let minimum = WeekMinimum::every_day(2, 2);
            let plan = DeskPlan { name: format!("Loket {number}"), minimum, ..DeskPlan::default() };
            let desk = add_desk(ctx, service, from_on, &plan).await?;
            for person in people.iter().skip(number * DESK_STAFF).take(DESK_STAFF) {
                let serves = Serves::Desk(desk);
                let new = NewStaff { employee_id: person.id, serves, from_on, until_on: None };
                add_staff(ctx, agency.id, &new).await?;
            }
        }
    }
    Ok(())
}

/// Returns the median time of only reading who works where.
async fn reading(ctx: &Ctx, on: NaiveDate) -> Result<Duration> {
    let mut times = Vec::new();
    for _ in 0..REPEATS {
        let start = Instant::now();
        let people = people_on(ctx, on, PeopleFilter::default()).await.map_err(world::explain)?;
        times.push(start.elapsed());
        ensure!(!people.is_empty(), "somebody works there");
    }
    let median = Times::of(times).median();
    line("only reading who works where, median", format!("{median:.1?}"));
    Ok(median)
}
