//! A small invented government for a story: its agencies, people and accounts, its clock and its doors.

use super::browser::Browser;
use crate::capabilities;
use crate::demo::listen;
use crate::program::{self, Place};
use chrono::NaiveDate;
use siaga_access::{Grant, Role};
use siaga_civil::{CivilZone, RegionCode};
use siaga_directory::{
    self as directory, Capacity, EmployeeKind, NewAgency, NewEmployee, NewEmployment, NewPost, NewUnit,
};
use siaga_documents::{NewLetterhead, set_letterhead};
use siaga_platform::accounts::{self, NewAccount};
use siaga_platform::db::DatabaseUrl;
use siaga_platform::web::{self, ServeLimits, WebConfig};
use siaga_platform::{App, Ctx, SimulatedClock, jobs};
use siaga_testkit::TestDb;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use uuid::Uuid;

/// The one password of everybody in a story.
pub(crate) const PASSWORD: &str = "kata-sandi-cerita-panjang-2020";
/// Since when everybody has the post.
const POSTS_FROM: NaiveDate = NaiveDate::from_ymd_opt(2019, 1, 2).expect("a day of the calendar");

/// What a story begins with.
pub(crate) struct Setting {
    pub(crate) region: &'static str,
    pub(crate) name: &'static str,
    pub(crate) place: &'static str,
    pub(crate) zone: CivilZone,
    /// First day of which records are kept.
    pub(crate) begins_on: &'static str,
    /// Where all offices stand, in millionths of a degree.
    pub(crate) office_micro: (i64, i64),
    pub(crate) offices: &'static [OfficePlan],
    pub(crate) first_names: &'static [&'static str],
    pub(crate) last_names: &'static [&'static str],
}

/// An agency: its code, its name, people in its main unit (its head is one of them) and its other units.
pub(crate) struct OfficePlan {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) people: usize,
    pub(crate) units: &'static [(&'static str, usize)],
}

/// An agency as it was written.
pub(crate) struct Office {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) id: i64,
    /// The head first, then the other people of the main unit, then unit by unit.
    pub(crate) people: Vec<Employee>,
    /// Keys of its units; the main one, which comes first, is named by none.
    pub(crate) units: Vec<Option<i64>>,
    /// Names of the units beside the main one.
    pub(crate) plan_units: Vec<&'static str>,
}

impl Office {
    /// Returns the people of a unit, by its place among the units.
    pub(crate) fn of_unit(&self, unit: usize) -> impl Iterator<Item = &Employee> {
        self.people.iter().filter(move |employee| employee.unit == unit)
    }

    /// Returns how many people its units have.
    pub(crate) fn sizes(&self) -> Vec<usize> {
        (0..self.units.len()).map(|unit| self.of_unit(unit).count()).collect()
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Employee {
    pub(crate) id: i64,
    pub(crate) uid: Uuid,
    pub(crate) name: String,
    pub(crate) number: String,
    unit: usize,
}

/// A government that is served.
pub(crate) struct World {
    pub(crate) ctx: Ctx,
    /// Where its data lie.
    pub(crate) place: Place,
    pub(crate) offices: Vec<Office>,
    /// Where people call.
    pub(crate) at: SocketAddr,
    /// Where terminals call.
    pub(crate) terminals_at: SocketAddr,
    clock: Arc<SimulatedClock>,
    zone: CivilZone,
    stop: watch::Sender<bool>,
    served: Vec<JoinHandle<()>>,
}

impl World {
    /// Writes the government and serves it; its clock stands at eight in the morning of the first day.
    pub(crate) async fn begin(db: &TestDb, setting: &Setting) -> Self {
        let begins_on: NaiveDate = setting.begins_on.parse().unwrap();
        let clock = Arc::new(SimulatedClock::standing_at(
            setting.zone.instant(begins_on.and_hms_opt(8, 0, 0).unwrap()),
        ));
        let app = program::assemble(&place(db), clock.clone(), false).await.unwrap();
        let region = RegionCode::parse(setting.region).unwrap();
        let begun = directory::init_government_since(&app, region, setting.name, setting.zone, begins_on);
        let ctx = app.system_ctx("story", &begun.await.unwrap());
        let letterhead = NewLetterhead {
            agency: None,
            government_line: setting.name.to_owned(),
            agency_line: String::new(),
            address: "Jalan Cerita Nomor 1".to_owned(),
            contact: "Laman cerita.example".to_owned(),
            place: setting.place.to_owned(),
            from_on: POSTS_FROM,
        };
        set_letterhead(&ctx, &letterhead, None).await.unwrap();
        let offices = offices(&ctx, setting).await;
        let (stop, stopped) = watch::channel(false);
        let config = WebConfig { secure: false, ..WebConfig::default() };
        let for_people = web::router(app.clone(), &capabilities::all(), config);
        let for_terminals = siaga_attendance::terminal_router(app.clone());
        let (at, people) = listen(for_people, ServeLimits::PEOPLE, stopped.clone()).await.unwrap();
        let (terminals_at, terminals) = listen(for_terminals, ServeLimits::TERMINALS, stopped).await.unwrap();
        let served = vec![people, terminals];
        Self { ctx, place: place(db), offices, at, terminals_at, clock, zone: setting.zone, stop, served }
    }

    /// Lets the clock stand at a minute of a day.
    pub(crate) fn at(&self, day: &str, hour: u32, minute: u32) {
        let day: NaiveDate = day.parse().unwrap();
        self.clock.set(self.zone.instant(day.and_hms_opt(hour, minute, 0).unwrap()));
    }

    /// Does once what the program does in the background: news are delivered, every job runs.
    pub(crate) async fn run_jobs(&self) {
        jobs::run_once(self.app(), &capabilities::all()).await.unwrap();
    }

    pub(crate) fn app(&self) -> &App {
        &self.ctx.app
    }

    pub(crate) fn office(&self, code: &str) -> &Office {
        self.offices.iter().find(|office| office.code == code).unwrap()
    }

    /// Makes an account for somebody of an agency, with a role beside that of an employee.
    pub(crate) async fn account(&self, login: &str, role: Role, code: &str, person: usize) {
        let office = self.office(code);
        let employee = &office.people[person];
        let new = NewAccount {
            login: login.to_owned(),
            name: employee.name.clone(),
            employee: Some(employee.id),
            password: PASSWORD.to_owned(),
            must_change_password: false,
        };
        let tx = self.ctx.db().begin().await.unwrap();
        let id = accounts::create(&self.ctx, &tx, new).await.unwrap();
        let own = Some(vec![office.id]);
        let mut grants = vec![(Role::Employee, own.clone())];
        if role != Role::Employee {
            grants.push((role, own.filter(|_| !role.is_government_wide())));
        }
        for (role, agency) in grants {
            let grant = Grant { role, agency, from_on: POSTS_FROM, until_on: None };
            accounts::grant(&self.ctx, &tx, id, &grant).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// Makes accounts for the people of an agency whose login is their number, from a place in its list on.
    pub(crate) async fn accounts_of(&self, code: &str, people: std::ops::Range<usize>) {
        for person in people {
            self.account(&self.office(code).people[person].number.clone(), Role::Employee, code, person)
                .await;
        }
    }

    /// Signs somebody in.
    pub(crate) async fn browser(&self, login: &str) -> Browser {
        Browser::signed_in(self.at, login, PASSWORD).await
    }

    /// Ends the serving and lets go of the database.
    pub(crate) async fn end(self) {
        self.stop.send(true).unwrap();
        for served in self.served {
            served.await.unwrap();
        }
        self.ctx.app.db.clone().close().await;
    }
}

/// Returns where the program of a test keeps its data.
pub(crate) fn place(db: &TestDb) -> Place {
    let database = match &db.url {
        DatabaseUrl::SqliteFile(_) => None,
        DatabaseUrl::Postgres(address) => Some(address.clone()),
    };
    Place { folder: db.folder().to_owned(), database }
}

/// Returns a well-formed NIP, another one for every place.
fn nip(place: usize) -> String {
    format!("198{}0{}152010031{:03}", place % 10, 1 + place % 9, 1 + place)
}

async fn offices(ctx: &Ctx, setting: &Setting) -> Vec<Office> {
    let new = setting.offices.iter().map(|plan| NewAgency {
        code: plan.code.to_owned(),
        name: plan.name.to_owned(),
        latitude_micro: Some(setting.office_micro.0),
        longitude_micro: Some(setting.office_micro.1),
        ..NewAgency::default()
    });
    let ids = directory::add_agencies(ctx, new.collect()).await.unwrap();
    let mut names = setting
        .last_names
        .iter()
        .flat_map(|last| setting.first_names.iter().map(move |first| format!("{first} {last}")));
    let mut offices = Vec::new();
    let mut given = 0;
    for (plan, id) in setting.offices.iter().zip(ids) {
        let units = plan.units.iter().enumerate().map(|(place, (name, _))| NewUnit {
            agency_id: id,
            code: format!("{}-{}", plan.code, place + 1),
            name: (*name).to_owned(),
        });
        let units = directory::add_units(ctx, units.collect()).await.unwrap();
        let sizes = plan.units.iter().map(|(_, size)| *size);
        let units = std::iter::once((None, plan.people)).chain(units.into_iter().map(Some).zip(sizes));
        let (units, sizes): (Vec<Option<i64>>, Vec<usize>) = units.unzip();
        let of: Vec<usize> = sizes.iter().enumerate().flat_map(|(unit, size)| vec![unit; *size]).collect();
        let names: Vec<String> = names.by_ref().take(of.len()).collect();
        let plan_units = plan.units.iter().map(|(name, _)| *name).collect();
        let mut office =
            Office { code: plan.code, name: plan.name, id, people: Vec::new(), units, plan_units };
        office.people = people(ctx, &office, &of, names, given).await;
        given += office.people.len();
        offices.push(office);
    }
    offices
}

/// Writes the people of an agency; the first one heads it.
async fn people(
    ctx: &Ctx,
    office: &Office,
    of_units: &[usize],
    names: Vec<String>,
    given: usize,
) -> Vec<Employee> {
    assert_eq!(names.len(), of_units.len(), "there are names for everybody");
    let new = names.iter().enumerate().map(|(place, name)| NewEmployee {
        name: name.clone(),
        nip: Some(nip(given + place)),
        ..NewEmployee::default()
    });
    let keys = directory::add_employees(ctx, new.collect()).await.unwrap();
    let employments = keys.iter().map(|key| NewEmployment {
        employee_id: key.id,
        kind: EmployeeKind::PermanentCivilServant,
        from_on: POSTS_FROM,
        until_on: None,
    });
    directory::add_employments(ctx, employments.collect()).await.unwrap();
    let posts = keys.iter().zip(of_units).enumerate().map(|(place, (key, unit))| NewPost {
        employee_id: key.id,
        agency_id: office.id,
        unit_id: office.units[*unit],
        title: if place == 0 { format!("Kepala {}", office.name) } else { "Pelaksana".to_owned() },
        level: None,
        capacity: Capacity::Definitive,
        is_head: place == 0,
        from_on: POSTS_FROM,
        until_on: None,
        decree: None,
    });
    directory::add_posts(ctx, posts.collect()).await.unwrap();
    let people = keys.into_iter().zip(names).zip(of_units).enumerate();
    people
        .map(|(place, ((key, name), unit))| Employee {
            id: key.id,
            uid: key.uid,
            name,
            number: nip(given + place),
            unit: *unit,
        })
        .collect()
}
