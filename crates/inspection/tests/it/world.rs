//! A small government with signed recaps: a secretary who leads, agencies with heads and people.

use chrono::{NaiveDate, NaiveDateTime};
use siaga_access::{Grant, Role};
use siaga_attendance::{
    Exception, PaperStatus, RecapOf, agency_day_summary, fill_rest, recap_sheet, sign_recap,
};
use siaga_civil::CivilZone;
use siaga_directory::{
    Capacity, EmployeeKey, EmployeeKind, NewAgency, NewEmployee, NewEmployment, NewPost, add_agencies,
    add_employees, add_employments, add_posts, agency,
};
use siaga_inspection::{Inspection, NewInspection, inspection_list, plan_inspection, start_inspection};
use siaga_platform::accounts::{self, NewAccount};
use siaga_platform::db;
use siaga_platform::{Actor, ActorKind, Capability, Ctx, Government, Problem};
use siaga_testkit::{TestDb, TestProgram, program};
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

pub(crate) const PASSWORD: &str = "kuda laut biru tua";
/// Tuesday, the first working day after Lebaran.
pub(crate) const DAY: &str = "2020-05-26";
/// People of an agency, the head among them.
pub(crate) const PEOPLE: usize = 4;

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// `setda` with the secretary, then `opd-1`, `opd-2` …
pub(crate) struct World {
    pub(crate) program: TestProgram,
    pub(crate) government: Government,
    pub(crate) agencies: Vec<i64>,
    /// [`PEOPLE`] of each agency, its head first.
    pub(crate) people: Vec<EmployeeKey>,
    made: AtomicU32,
}

impl World {
    /// Makes a government with the secretary's agency and `others` more, on its day at 08.00.
    pub(crate) async fn new(db: TestDb, others: usize) -> Self {
        let capabilities = capabilities();
        let at = CivilZone::Wib.instant(format!("{DAY}T08:00:00").parse::<NaiveDateTime>().unwrap());
        let program = program(db, &capabilities, at).await;
        let government = tenant(&program, "12.18").await;
        let mut world =
            Self { program, government, agencies: Vec::new(), people: Vec::new(), made: AtomicU32::new(0) };
        let ctx = world.system();
        let mut new = vec![named("setda", "Sekretariat Daerah")];
        new.extend((1..=others).map(|number| named(&code(number), &format!("Dinas {number:02}"))));
        world.agencies = add_agencies(&ctx, new).await.unwrap();
        world.add_people(&ctx).await;
        world
    }

    async fn add_people(&mut self, ctx: &Ctx) {
        let from_on = day("2015-01-01");
        let all = self.agencies.len() * PEOPLE;
        let new = (0..all).map(|index| NewEmployee {
            name: person_name(index / PEOPLE, index % PEOPLE),
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
            title: match index {
                0 => "Sekretaris Daerah",
                _ if index % PEOPLE == 0 => "Kepala Dinas",
                _ => "Pelaksana",
            }
            .to_owned(),
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
        self.program.clock.set(CivilZone::Wib.instant(format!("{DAY}T{time}").parse().unwrap()));
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
        let tx = self.program.app.db.begin().await.unwrap();
        let name = format!("Akun {} {number}", role.as_str());
        let new = NewAccount {
            login: format!("akun-{number}"),
            name: name.clone(),
            employee,
            password: PASSWORD.to_owned(),
            must_change_password: false,
        };
        let id = accounts::create(&system, &tx, new).await.unwrap();
        accounts::grant(&system, &tx, id, &grant).await.unwrap();
        tx.commit().await.unwrap();
        let kind = ActorKind::Account { id, session: system.new_id() };
        Ctx { actor: Actor { kind, name, employee, grants: vec![grant] }, ..system }
    }

    /// Acts as the secretary, who leads.
    pub(crate) async fn leader(&self) -> Ctx {
        self.account(Role::RegionalLeader, None, Some(0)).await
    }

    pub(crate) async fn personnel(&self) -> Ctx {
        self.account(Role::PersonnelAgency, None, None).await
    }

    /// Acts as the head of an agency.
    pub(crate) async fn head(&self, place: usize) -> Ctx {
        self.account(Role::AgencyHead, Some(place), Some(place * PEOPLE)).await
    }

    /// Acts as an officer of every agency.
    pub(crate) async fn officer(&self) -> Ctx {
        self.account(Role::UnitOfficer, None, None).await
    }

    /// Signs the recap of an agency: all present but those named by their place in the agency.
    pub(crate) async fn sign(&self, officer: &Ctx, place: usize, away: &[(usize, PaperStatus)]) {
        let agency = agency(&self.system(), self.agencies[place]).await.unwrap();
        let of = RecapOf { agency_code: &agency.code, day: day(DAY) };
        let seal = recap_sheet(officer, of).await.unwrap().seal;
        let exceptions: Vec<Exception> = away
            .iter()
            .map(|(person, status)| Exception { who: person_name(place, *person), status: *status })
            .collect();
        let seal = fill_rest(officer, of, &seal, &exceptions).await.unwrap().lines_sha256;
        sign_recap(officer, of, &seal, PASSWORD.to_owned()).await.unwrap();
    }

    /// Returns the key of the recap in force of an agency.
    pub(crate) async fn recap(&self, place: usize) -> Uuid {
        let summary = agency_day_summary(&self.system(), self.agencies[place], day(DAY)).await.unwrap();
        summary.recap.unwrap().id
    }

    /// Plans an inspection of all agencies but the secretary's.
    pub(crate) async fn plan(&self, by: &Ctx) -> Uuid {
        plan_inspection(by, &self.new_inspection()).await.unwrap()
    }

    pub(crate) fn new_inspection(&self) -> NewInspection {
        NewInspection {
            title: "Sidak setelah Lebaran".to_owned(),
            held_on: day(DAY),
            start_minute: 510,
            leader: person_name(0, 0),
            agencies: (1..self.agencies.len()).map(code).collect(),
            meeting_link: "https://rapat.contoh.go.id/sidak".to_owned(),
        }
    }

    /// Plans and begins one.
    pub(crate) async fn open(&self, by: &Ctx) -> Uuid {
        let id = self.plan(by).await;
        start_inspection(by, id, self.version(id).await).await.unwrap();
        id
    }

    pub(crate) async fn inspection(&self, id: Uuid) -> Inspection {
        let all = inspection_list(&self.system()).await.unwrap();
        all.into_iter().find(|one| one.id == id).unwrap()
    }

    pub(crate) async fn version(&self, id: Uuid) -> i64 {
        self.inspection(id).await.version
    }

    pub(crate) async fn count(&self, sql: &str) -> i64 {
        db::scalar(self.program.app.db.reader(), sql, []).await.unwrap()
    }
}

fn named(code: &str, name: &str) -> NewAgency {
    NewAgency { code: code.to_owned(), name: name.to_owned(), ..NewAgency::default() }
}

/// Returns the code of an agency.
pub(crate) fn code(place: usize) -> String {
    format!("opd-{place:02}")
}

/// Returns the name of a person of an agency; no name is a part of another.
pub(crate) fn person_name(place: usize, person: usize) -> String {
    let names = ["Hasan Siregar", "Ani Lestari", "Budi Santoso", "Citra Dewi"];
    format!("{} {place:02}{person}", names[person])
}

/// Makes a government; its records begin long before the days of the tests.
pub(crate) async fn tenant(program: &TestProgram, region: &str) -> Government {
    let tx = program.app.db.begin().await.unwrap();
    let name = format!("Kabupaten Contoh {region}");
    let begins_on = day("2000-01-01");
    let id: i64 = db::scalar(
        &*tx,
        "insert into platform_government (region_code, name, time_zone, created_at)
         values ($1, $2, 'Asia/Jakarta', $3) returning id",
        [region.into(), name.clone().into(), begins_on.and_time(chrono::NaiveTime::MIN).and_utc().into()],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    Government { id, region: region.parse().unwrap(), name, zone: CivilZone::Wib, begins_on }
}

/// Everything that the pages stand on.
pub(crate) fn capabilities() -> [Capability; 9] {
    [
        siaga_platform::web::capability(),
        siaga_directory::capability(),
        siaga_documents::capability(),
        siaga_directives::capability(),
        siaga_programmes::capability(),
        siaga_services::capability(),
        siaga_arrangements::capability(),
        siaga_attendance::capability(),
        siaga_inspection::capability(),
    ]
}

/// Asserts that an operation ended with a problem of this code.
#[track_caller]
pub(crate) fn assert_code<T: std::fmt::Debug>(result: Result<T, Problem>, code: &str) {
    match result {
        Err(problem) => assert_eq!(problem.code, code, "{problem}"),
        Ok(value) => panic!("expected {code}, got {value:?}"),
    }
}
