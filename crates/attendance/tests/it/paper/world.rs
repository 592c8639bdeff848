//! A small government with accounts that have passwords: officer, head, personnel agency, employees.

use crate::tenant::{capabilities, tenant};
use chrono::{NaiveDate, NaiveDateTime};
use siaga_access::{Grant, Role};
use siaga_attendance::{Exception, PaperStatus, Recap, RecapOf, fill_rest, recap_sheet, sign_recap};
use siaga_civil::CivilZone;
use siaga_directory::{
    Capacity, EmployeeKey, EmployeeKind, NewAgency, NewEmployee, NewEmployment, NewPin, NewPost,
    add_agencies, add_employees, add_employments, add_pins, add_posts, agency, units,
};
use siaga_platform::accounts::{self, NewAccount};
use siaga_platform::db::{self, Value};
use siaga_platform::{Actor, ActorKind, Ctx, Government, Problem};
use siaga_testkit::{TestDb, TestProgram, program};
use std::sync::atomic::{AtomicU32, Ordering};

pub(crate) const PASSWORD: &str = "kuda laut biru tua";
/// Tuesday, the first working day after Lebaran.
pub(crate) const DAY: &str = "2020-05-26";

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn of(agency_code: &str) -> RecapOf<'_> {
    RecapOf { agency_code, day: day(DAY) }
}

/// Two agencies: `dinkes` with a head and five people, `dishub` with two.
pub(crate) struct World {
    pub(crate) program: TestProgram,
    pub(crate) government: Government,
    /// Ids of `dinkes` and `dishub`.
    pub(crate) agencies: Vec<i64>,
    /// The head first, then the others of `dinkes`, then those of `dishub`.
    pub(crate) people: Vec<EmployeeKey>,
    made: AtomicU32,
}

pub(crate) const NAMES: [&str; 8] = [
    "Dr. Hasan Siregar",
    "Ani Lestari",
    "Budi Santoso",
    "Citra Dewi",
    "Dedi Kurnia",
    "Eka Putri",
    "Fajar Nugroho",
    "Gita Sari",
];

impl World {
    pub(crate) async fn new(db: TestDb, local: &str) -> Self {
        let capabilities = capabilities();
        let at = CivilZone::Wib.instant(local.parse::<NaiveDateTime>().unwrap());
        let program = program(db, &capabilities, at).await;
        let government = tenant(&program, "12.18").await;
        let mut world =
            Self { program, government, agencies: Vec::new(), people: Vec::new(), made: AtomicU32::new(0) };
        let ctx = world.system();
        let named = |code: &str, name: &str| NewAgency {
            code: code.to_owned(),
            name: name.to_owned(),
            ..NewAgency::default()
        };
        let agencies = vec![named("dinkes", "Dinas Kesehatan"), named("dishub", "Dinas Perhubungan")];
        world.agencies = add_agencies(&ctx, agencies).await.unwrap();
        world.add_people(&ctx).await;
        world
    }

    async fn add_people(&mut self, ctx: &Ctx) {
        let new = NAMES.iter().enumerate().map(|(index, name)| NewEmployee {
            name: (*name).to_owned(),
            staff_number: Some(format!("S10{index}")),
            ..NewEmployee::default()
        });
        self.people = add_employees(ctx, new.collect()).await.unwrap();
        let from_on = day("2015-01-01");
        let employed = |key: &EmployeeKey| NewEmployment {
            employee_id: key.id,
            kind: EmployeeKind::PermanentCivilServant,
            from_on,
            until_on: None,
        };
        add_employments(ctx, self.people.iter().map(employed).collect()).await.unwrap();
        let posts = self.people.iter().enumerate().map(|(index, key)| NewPost {
            employee_id: key.id,
            agency_id: self.agencies[usize::from(index > 5)],
            unit_id: None,
            title: if index == 0 { "Kepala Dinas" } else { "Pelaksana" }.to_owned(),
            level: None,
            capacity: Capacity::Definitive,
            is_head: index == 0,
            from_on,
            until_on: None,
            decree: None,
        });
        add_posts(ctx, posts.collect()).await.unwrap();
        let pins = self.people.iter().enumerate().map(|(index, key)| NewPin {
            pin_group: "dinkes".to_owned(),
            pin: (index + 1).to_string(),
            employee_id: key.id,
            from_on,
            until_on: None,
        });
        add_pins(ctx, pins.collect()).await.unwrap();
    }

    pub(crate) fn system(&self) -> Ctx {
        self.program.app.system_ctx("tests", &self.government)
    }

    pub(crate) fn set_clock(&self, local: &str) {
        self.program.clock.set(CivilZone::Wib.instant(local.parse().unwrap()));
    }

    /// Makes an account with a role in an agency (in the whole government for none) and acts as it.
    pub(crate) async fn account(
        &self,
        role: Role,
        agency_code: Option<&str>,
        employee: Option<usize>,
    ) -> Ctx {
        let system = self.system();
        let path = match agency_code {
            None => None,
            Some(code) => {
                let id = self.agencies[usize::from(code == "dishub")];
                Some(agency(&system, id).await.unwrap().path)
            }
        };
        let grant = Grant { role, agency: path, from_on: day("2020-01-01"), until_on: None };
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let employee = employee.map(|index| self.people[index].id);
        let tx = self.program.app.db.begin().await.unwrap();
        let new = NewAccount {
            login: format!("{}-{number}", role.as_str()),
            name: format!("Akun {number}"),
            employee,
            password: PASSWORD.to_owned(),
            must_change_password: false,
        };
        let id = accounts::create(&system, &tx, new).await.unwrap();
        accounts::grant(&system, &tx, id, &grant).await.unwrap();
        tx.commit().await.unwrap();
        let kind = ActorKind::Account { id, session: system.new_id() };
        let actor = Actor { kind, name: format!("Akun {number}"), employee, grants: vec![grant] };
        Ctx { actor, ..system }
    }

    pub(crate) async fn officer(&self) -> Ctx {
        self.account(Role::UnitOfficer, Some("dinkes"), None).await
    }

    pub(crate) async fn head(&self) -> Ctx {
        self.account(Role::AgencyHead, Some("dinkes"), Some(0)).await
    }

    pub(crate) async fn personnel(&self) -> Ctx {
        self.account(Role::PersonnelAgency, None, None).await
    }

    pub(crate) async fn employee(&self, index: usize) -> Ctx {
        let code = if index > 5 { "dishub" } else { "dinkes" };
        self.account(Role::Employee, Some(code), Some(index)).await
    }

    /// Fills in a complete draft of `dinkes` and returns its seal.
    pub(crate) async fn complete_draft(&self, officer: &Ctx, exceptions: &[(&str, PaperStatus)]) -> String {
        let seal = recap_sheet(officer, of("dinkes")).await.unwrap().seal;
        let exceptions: Vec<Exception> = exceptions
            .iter()
            .map(|(who, status)| Exception { who: (*who).to_owned(), status: *status })
            .collect();
        fill_rest(officer, of("dinkes"), &seal, &exceptions).await.unwrap().lines_sha256
    }

    /// Fills in and signs the recap of `dinkes`.
    pub(crate) async fn signed(&self, officer: &Ctx, exceptions: &[(&str, PaperStatus)]) -> Recap {
        let seal = self.complete_draft(officer, exceptions).await;
        sign_recap(officer, of("dinkes"), &seal, PASSWORD.to_owned()).await.unwrap()
    }

    /// Returns the derived status of a person: `P`, `S` … as the month says, by the exceptions table.
    pub(crate) async fn status(&self, person: usize, on: &str) -> String {
        let found: Option<Line> = db::maybe(
            self.program.app.db.reader(),
            "select status as line from attendance_exception_derived where day = $1 and employee_id = $2",
            [day(on).into(), self.people[person].id.into()],
        )
        .await
        .unwrap();
        found.map_or_else(|| "ordinary".to_owned(), |found| found.line)
    }

    pub(crate) async fn exec<const N: usize>(&self, sql: &str, values: [Value; N]) {
        let tx = self.program.app.db.begin().await.unwrap();
        db::exec(&*tx, sql, values).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub(crate) async fn count(&self, sql: &str) -> i64 {
        db::scalar(self.program.app.db.reader(), sql, []).await.unwrap()
    }

    pub(crate) async fn main_unit(&self) -> i64 {
        units(&self.system(), Some(self.agencies[0])).await.unwrap()[0].id
    }

    /// Lets a terminal of `dinkes` have seen people: position and second of [`DAY`].
    pub(crate) async fn scans(&self, scans: &[(usize, i32)]) {
        self.exec(
            "insert into attendance_terminal (government_id, serial_key, serial, name, state, agency_id, pin_group,
                utc_offset_minutes, zone_spelling, first_seen_at, seen_at, seen_address, refused_biometrics,
                replayed_to)
             values ($1, 'A', 'A', 'Pintu', 'accepted', $2, 'dinkes', 420, 'hours', $3, $3, '', 0, 0)",
            [self.government.id.into(), self.agencies[0].into(), self.system().now().into()],
        )
        .await;
        for (person, second) in scans {
            self.exec(
                "insert into attendance_punch (terminal_id, pin, punched_on, second_of_day, status, verify,
                    journal_id, line_offset, line_length) values (1, $1, $2, $3, 0, 1, 1, 0, 1)",
                [(person + 1).to_string().into(), day(DAY).into(), (*second).into()],
            )
            .await;
        }
    }
}

#[derive(db::FromQueryResult)]
struct Line {
    line: String,
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
