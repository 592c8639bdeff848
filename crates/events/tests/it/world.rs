//! Purwakarta in June 2021: two agencies with heads and officers, leaders who decide.

use chrono::{NaiveDate, NaiveDateTime};
use siaga_access::{Grant, Role};
use siaga_civil::CivilZone;
use siaga_directory::{
    Capacity, EmployeeKey, EmployeeKind, NewAgency, NewEmployee, NewEmployment, NewPost, add_agencies,
    add_employees, add_employments, add_posts, agency,
};
use siaga_events::{
    Event, EventKind, EventPlan, EventState, NewEvent, PlacePlan, decide_event, event_sheet, request_event,
};
use siaga_platform::accounts::{self, NewAccount};
use siaga_platform::{Actor, ActorKind, Capability, Ctx, Government, Problem, db, jobs};
use siaga_testkit::{TestDb, TestProgram, program};
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

pub(crate) const PASSWORD: &str = "kuda laut biru tua";
/// A Sunday, five days before the circular of 25 June.
pub(crate) const TODAY: &str = "2021-06-20";
/// The day on which events of the tests are held, unless they say another.
pub(crate) const DAY: &str = "2021-06-30";
/// People of an agency, its head first.
const PEOPLE: usize = 3;

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) struct World {
    pub(crate) program: TestProgram,
    pub(crate) government: Government,
    pub(crate) agencies: Vec<i64>,
    pub(crate) people: Vec<EmployeeKey>,
    made: AtomicU32,
}

impl World {
    /// Makes the government with `opd-0` and `opd-1` on 20 June 2021 at 08.00.
    pub(crate) async fn new(db: TestDb) -> Self {
        let capabilities = capabilities();
        let program = program(db, &capabilities, at(&format!("{TODAY}T08:00:00"))).await;
        let government = tenant(&program).await;
        let (agencies, people) = (Vec::new(), Vec::new());
        let mut world = Self { program, government, agencies, people, made: AtomicU32::new(0) };
        let ctx = world.system();
        let named = |place: usize| NewAgency {
            code: format!("opd-{place}"),
            name: format!("Dinas {place}"),
            ..NewAgency::default()
        };
        world.agencies = add_agencies(&ctx, (0..2).map(named).collect()).await.unwrap();
        world.add_people(&ctx).await;
        world
    }

    async fn add_people(&mut self, ctx: &Ctx) {
        let from_on = day("2015-01-01");
        let names = ["Hasan Kurnia", "Ani Lestari", "Budi Santoso"];
        let new = (0..2 * PEOPLE).map(|index| NewEmployee {
            name: format!("{} {}", names[index % PEOPLE], index / PEOPLE),
            staff_number: Some(format!("S{index:05}")),
            ..NewEmployee::default()
        });
        self.people = add_employees(ctx, new.collect()).await.unwrap();
        let employed = |key: &EmployeeKey| NewEmployment {
            employee_id: key.id,
            kind: EmployeeKind::PermanentCivilServant,
            from_on,
            until_on: None,
        };
        add_employments(ctx, self.people.iter().map(employed).collect()).await.unwrap();
        let posts = self.people.iter().enumerate().map(|(index, key)| NewPost {
            employee_id: key.id,
            agency_id: self.agencies[index / PEOPLE],
            unit_id: None,
            title: if index % PEOPLE == 0 { "Kepala Dinas" } else { "Pelaksana" }.to_owned(),
            level: None,
            capacity: Capacity::Definitive,
            is_head: index % PEOPLE == 0,
            from_on,
            until_on: None,
            decree: None,
        });
        add_posts(ctx, posts.collect()).await.unwrap();
    }

    pub(crate) fn system(&self) -> Ctx {
        self.program.app.system_ctx("tests", &self.government)
    }

    pub(crate) fn set_clock(&self, time: &str) {
        self.program.clock.set(at(time));
    }

    /// Makes an account with a role in an agency (in the whole government for none) and acts as it.
    pub(crate) async fn account(&self, role: Role, place: Option<usize>, person: Option<usize>) -> Ctx {
        let system = self.system();
        let path = match place {
            None => None,
            Some(place) => Some(agency(&system, self.agencies[place]).await.unwrap().path),
        };
        let grant = Grant { role, agency: path, from_on: day("2020-01-01"), until_on: None };
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let employee = person.map(|index| self.people[index].id);
        let name = format!("Akun {} {number}", role.as_str());
        let new = NewAccount {
            login: format!("akun-{number}"),
            name: name.clone(),
            employee,
            password: PASSWORD.to_owned(),
            must_change_password: false,
        };
        let tx = self.program.app.db.begin().await.unwrap();
        let id = accounts::create(&system, &tx, new).await.unwrap();
        accounts::grant(&system, &tx, id, &grant).await.unwrap();
        tx.commit().await.unwrap();
        let kind = ActorKind::Account { id, session: system.new_id() };
        Ctx { actor: Actor { kind, name, employee, grants: vec![grant] }, ..system }
    }

    /// Acts as the officer of an agency.
    pub(crate) async fn officer(&self, place: usize) -> Ctx {
        self.account(Role::UnitOfficer, Some(place), Some(place * PEOPLE + 1)).await
    }

    /// Acts as a leader who decides.
    pub(crate) async fn leader(&self) -> Ctx {
        self.account(Role::RegionalLeader, None, None).await
    }

    /// Acts as nobody in particular.
    pub(crate) fn anonymous(&self) -> Ctx {
        Ctx { actor: Actor::anonymous(), ..self.system() }
    }

    /// Returns a meeting of 30 people in the hall of 200 on [`DAY`] from 09.00 to 11.00.
    pub(crate) fn meeting(&self, place: usize, people: i64) -> NewEvent {
        NewEvent {
            agency_id: self.agencies[place],
            organiser: format!("S{:05}", place * PEOPLE + 1),
            plan: EventPlan {
                title: "Rapat koordinasi".to_owned(),
                purpose: "Menyusun rencana bersama".to_owned(),
                kind: EventKind::Meeting,
                people,
                held_on: day(DAY),
                start_minute: 540,
                end_minute: 660,
                place: Some(hall("Aula Janaka", 200)),
                contact: "0812 0000 0000".to_owned(),
                meeting_link: String::new(),
            },
        }
    }

    /// Requests an event of 30 people, lets the leader allow it, and returns its key.
    pub(crate) async fn allowed(&self, officer: &Ctx, people: i64) -> Uuid {
        let uid = request_event(officer, &self.meeting(0, people)).await.unwrap();
        let leader = self.leader().await;
        decide_event(&leader, uid, 1, true, "").await.unwrap();
        uid
    }

    pub(crate) async fn event(&self, uid: Uuid) -> Event {
        event_sheet(&self.system(), uid).await.unwrap().event
    }

    pub(crate) async fn state(&self, uid: Uuid) -> EventState {
        self.event(uid).await.state
    }

    pub(crate) async fn count(&self, sql: &str) -> i64 {
        db::scalar(self.program.app.db.reader(), sql, []).await.unwrap()
    }

    pub(crate) async fn text(&self, sql: &str) -> String {
        db::scalar(self.program.app.db.reader(), sql, []).await.unwrap()
    }

    /// Returns the code of the only event.
    pub(crate) async fn code(&self) -> String {
        self.text("select code from events_event").await
    }

    /// Delivers news and runs every job once.
    pub(crate) async fn run_jobs(&self) {
        jobs::run_once(&self.program.app, &capabilities()).await.unwrap();
    }
}

pub(crate) fn hall(name: &str, capacity: i64) -> PlacePlan {
    PlacePlan { name: name.to_owned(), address: "Jalan Contoh 1".to_owned(), region: None, capacity }
}

fn at(time: &str) -> chrono::DateTime<chrono::Utc> {
    CivilZone::Wib.instant(time.parse::<NaiveDateTime>().unwrap())
}

async fn tenant(program: &TestProgram) -> Government {
    let tx = program.app.db.begin().await.unwrap();
    let name = "Kabupaten Purwakarta Contoh".to_owned();
    let begins_on = day("2000-01-01");
    let id: i64 = db::scalar(
        &*tx,
        "insert into platform_government (region_code, name, time_zone, created_at)
         values ('32.14', $1, 'Asia/Jakarta', $2) returning id",
        [name.clone().into(), begins_on.and_time(chrono::NaiveTime::MIN).and_utc().into()],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    Government { id, region: "32.14".parse().unwrap(), name, zone: CivilZone::Wib, begins_on }
}

/// Everything that the pages stand on.
pub(crate) fn capabilities() -> [Capability; 5] {
    [
        siaga_platform::web::capability(),
        siaga_directory::capability(),
        siaga_documents::capability(),
        siaga_directives::capability(),
        siaga_events::capability(),
    ]
}

/// Asserts that an operation ended with a problem of this code.
#[track_caller]
pub(crate) fn assert_code<T: std::fmt::Debug>(result: Result<T, Problem>, code: &str) -> Problem {
    match result {
        Err(problem) => {
            assert_eq!(problem.code, code, "{problem}");
            problem
        }
        Ok(value) => panic!("expected {code}, got {value:?}"),
    }
}
