//! A small government with people, PINs and terminals; facts are put in as their areas store them.

use crate::tenant::{capabilities, tenant};
use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, Utc};
use siaga_access::{Grant, Role};
use siaga_civil::CivilZone;
use siaga_directory::{
    Capacity, EmployeeKey, EmployeeKind, NewAgency, NewEmployee, NewEmployment, NewPin, NewPost,
    add_agencies, add_employees, add_employments, add_pins, add_posts,
};
use siaga_platform::db::{self, Insert, Value};
use siaga_platform::{Actor, ActorKind, Ctx, Government, jobs};
use siaga_testkit::{TestDb, TestProgram, program};

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A government in which some agencies have some people each.
pub(crate) struct World {
    pub(crate) program: TestProgram,
    pub(crate) government: Government,
    pub(crate) agencies: Vec<i64>,
    pub(crate) people: Vec<EmployeeKey>,
    pub(crate) people_an_agency: usize,
}

impl World {
    /// Builds it at a civil time of Serdang Bedagai (WIB); every tenth person is a contract worker.
    pub(crate) async fn new(db: TestDb, agencies: usize, people_an_agency: usize, local: &str) -> Self {
        Self::in_region(db, "12.18", (agencies, people_an_agency), local).await
    }

    /// Builds the same in another region.
    pub(crate) async fn in_region(
        db: TestDb,
        region: &str,
        (agencies, people_an_agency): (usize, usize),
        local: &str,
    ) -> Self {
        let capabilities = capabilities();
        let local: NaiveDateTime = local.parse().unwrap();
        let program = program(db, &capabilities, CivilZone::Wib.instant(local)).await;
        let government = tenant(&program, region).await;
        let ctx = program.app.system_ctx("tests", &government);
        let new: Vec<NewAgency> = (0..agencies)
            .map(|index| NewAgency {
                code: format!("opd-{index:02}"),
                name: format!("Dinas {index:02}"),
                ..NewAgency::default()
            })
            .collect();
        let ids = add_agencies(&ctx, new).await.unwrap();
        let mut world = Self { program, government, agencies: ids, people: Vec::new(), people_an_agency };
        world.add_people(&ctx).await;
        world.add_terminals().await;
        world
    }

    async fn add_people(&mut self, ctx: &Ctx) {
        let count = self.agencies.len() * self.people_an_agency;
        let new = (0..count)
            .map(|index| NewEmployee {
                name: format!("Pegawai {index:04}"),
                staff_number: Some(format!("S{index:05}")),
                ..NewEmployee::default()
            })
            .collect();
        self.people = add_employees(ctx, new).await.unwrap();
        let from_on = day("2015-01-01");
        let keys = self.people.iter().enumerate();
        let employments = keys.clone().map(|(index, key)| NewEmployment {
            employee_id: key.id,
            kind: if index % 10 == 9 {
                EmployeeKind::ContractWorker
            } else {
                EmployeeKind::PermanentCivilServant
            },
            from_on,
            until_on: None,
        });
        add_employments(ctx, employments.collect()).await.unwrap();
        let posts = keys.clone().map(|(index, key)| NewPost {
            employee_id: key.id,
            agency_id: self.agencies[index / self.people_an_agency],
            unit_id: None,
            title: "Pelaksana".to_owned(),
            level: None,
            capacity: Capacity::Definitive,
            is_head: false,
            from_on,
            until_on: None,
            decree: None,
        });
        add_posts(ctx, posts.collect()).await.unwrap();
        let pins = keys.map(|(index, key)| NewPin {
            pin_group: format!("opd-{:02}", index / self.people_an_agency),
            pin: (index % self.people_an_agency + 1).to_string(),
            employee_id: key.id,
            from_on,
            until_on: None,
        });
        add_pins(ctx, pins.collect()).await.unwrap();
    }

    async fn add_terminals(&self) {
        for (index, agency) in self.agencies.iter().enumerate() {
            self.exec(
                "insert into attendance_terminal (government_id, serial_key, serial, name, state, agency_id,
                    pin_group, utc_offset_minutes, zone_spelling, first_seen_at, seen_at, seen_address,
                    refused_biometrics, replayed_to)
                 values ($1, $2, $2, 'Pintu', 'accepted', $3, $4, 420, 'hours', $5, $5, '', 0, 0)",
                [
                    self.government.id.into(),
                    format!("SER{index:02}").into(),
                    (*agency).into(),
                    format!("opd-{index:02}").into(),
                    self.now().into(),
                ],
            )
            .await;
        }
    }

    pub(crate) fn ctx(&self) -> Ctx {
        self.program.app.system_ctx("tests", &self.government)
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.ctx().now()
    }

    pub(crate) fn set_clock(&self, local: &str) {
        self.program.clock.set(CivilZone::Wib.instant(local.parse().unwrap()));
    }

    /// Runs jobs and delivers news, as the server does.
    pub(crate) async fn tick(&self) {
        jobs::run_once(&self.program.app, &capabilities()).await.unwrap();
    }

    pub(crate) async fn exec<const N: usize>(&self, sql: &str, values: [Value; N]) {
        let tx = self.program.app.db.begin().await.unwrap();
        db::exec(&*tx, sql, values).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Writes punches: position of the person, day, second of the day.
    pub(crate) async fn punch(&self, punches: &[(usize, NaiveDate, i32)]) {
        let values = punches.iter().flat_map(|(person, on, second)| -> [Value; 9] {
            let terminal = i64::try_from(person / self.people_an_agency).unwrap() + 1;
            let pin = (person % self.people_an_agency + 1).to_string();
            [
                terminal.into(),
                pin.into(),
                (*on).into(),
                (*second).into(),
                0_i16.into(),
                1_i16.into(),
                1_i64.into(),
                0.into(),
                10.into(),
            ]
        });
        let insert = Insert {
            table: "attendance_punch",
            columns: &[
                "terminal_id",
                "pin",
                "punched_on",
                "second_of_day",
                "status",
                "verify",
                "journal_id",
                "line_offset",
                "line_length",
            ],
            tail: "on conflict do nothing",
        };
        let tx = self.program.app.db.begin().await.unwrap();
        db::insert_many(&*tx, insert, values.collect()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Writes a signed recap of an agency: position of the person and its status.
    pub(crate) async fn sign_recap(&self, agency: usize, on: NaiveDate, lines: &[(usize, &str)]) {
        let id = self.ctx().new_id();
        self.exec(
            "insert into attendance_recap (id, government_id, agency_id, day, version, state, reason,
                lines_sha256, made_by, made_at, signed_by, signed_name, signed_at, is_late)
             values ($1, $2, $3, $4, 1, 'signed', '', '', 'tests', $5, 'tests', 'Kepala Contoh', $5, $6)",
            [
                id.into(),
                self.government.id.into(),
                self.agencies[agency].into(),
                on.into(),
                self.now().into(),
                false.into(),
            ],
        )
        .await;
        for (person, status) in lines {
            self.exec(
                "insert into attendance_recap_line (recap_id, employee_id, status, note)
                 values ($1, $2, $3, '')",
                [id.into(), self.people[*person].id.into(), (*status).into()],
            )
            .await;
        }
    }

    /// Acts with one role, in an agency or for the whole government.
    pub(crate) fn acting(&self, role: Role, agency: Option<usize>) -> Ctx {
        let agency = agency.map(|agency| vec![self.agencies[agency]]);
        let grant = Grant { role, agency, from_on: day("2020-01-01"), until_on: None };
        let ctx = self.ctx();
        let kind = ActorKind::Account { id: ctx.new_id(), session: ctx.new_id() };
        Ctx { actor: Actor { kind, name: "Akun".to_owned(), employee: None, grants: vec![grant] }, ..ctx }
    }

    /// Writes a version of a recap with its lines, signed at a civil time.
    pub(crate) async fn recap_version(
        &self,
        agency: usize,
        on: NaiveDate,
        (version, state, signed): (i32, &str, &str),
        lines: &[(usize, &str)],
    ) {
        let id = self.ctx().new_id();
        let at = CivilZone::Wib.instant(signed.parse().unwrap());
        let tx = self.program.app.db.begin().await.unwrap();
        db::exec(
            &*tx,
            "insert into attendance_recap (id, government_id, agency_id, day, version, state, reason,
                lines_sha256, made_by, made_at, signed_by, signed_name, signed_at, is_late)
             values ($1, $2, $3, $4, $5, $6, '', 'segel', 'tests', $7, 'tests', 'Petugas Contoh', $7, $8)",
            [
                id.into(),
                self.government.id.into(),
                self.agencies[agency].into(),
                on.into(),
                version.into(),
                state.into(),
                at.into(),
                false.into(),
            ],
        )
        .await
        .unwrap();
        for (person, status) in lines {
            let sql = "insert into attendance_recap_line (recap_id, employee_id, status, note)
                 values ($1, $2, $3, '')";
            let values = [id.into(), self.people[*person].id.into(), (*status).into()];
            db::exec(&*tx, sql, values).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// Writes an approved request about whole days.
    pub(crate) async fn approve(&self, person: usize, kind: &str, from_on: NaiveDate, days: u64) {
        self.exec(
            "insert into attendance_request (id, government_id, employee_id, agency_id, kind, from_on,
                until_on, reason, made_by, made_at, state, decided_by, decided_name, decided_at)
             values ($1, $2, $3, $4, $5, $6, $7, 'alasan', 'tests', $8, 'approved', 'tests', 'Kepala', $8)",
            [
                self.ctx().new_id().into(),
                self.government.id.into(),
                self.people[person].id.into(),
                self.agencies[person / self.people_an_agency].into(),
                kind.into(),
                from_on.into(),
                (from_on + Days::new(days - 1)).into(),
                self.now().into(),
            ],
        )
        .await;
    }

    /// Returns the days of a month of a person as stored.
    pub(crate) async fn month(&self, person: usize, month: &str) -> String {
        db::scalar(
            self.program.app.db.reader(),
            "select days from attendance_month_derived where month = $1 and employee_id = $2",
            [day(month).into(), self.people[person].id.into()],
        )
        .await
        .unwrap()
    }

    /// Returns all derived rows as text, in the order of their keys.
    pub(crate) async fn derived(&self) -> Vec<String> {
        let mut rows = Vec::new();
        for sql in [
            "select cast(month as text) || ' ' || cast(employee_id as text) || ' ' || days as line
             from attendance_month_derived order by month, employee_id",
            "select cast(day as text) || ' ' || cast(agency_id as text) || ' ' || cast(unit_id as text) || ' '
                || staff_group || ' ' || status || ' ' || cast(people as text) || ' '
                || cast(late_people as text) || ' ' || cast(late_minutes as text) || ' '
                || cast(early_people as text) || ' ' || cast(early_minutes as text) as line
             from attendance_count_derived order by day, agency_id, unit_id, staff_group, status",
            "select cast(day as text) || ' ' || cast(employee_id as text) || ' ' || status || ' '
                || cast(late_minutes as text) || ' ' || cast(early_minutes as text) as line
             from attendance_exception_derived order by day, employee_id",
        ] {
            rows.extend(self.lines(sql).await);
        }
        rows
    }

    pub(crate) async fn lines(&self, sql: &str) -> Vec<String> {
        #[derive(db::FromQueryResult)]
        struct Line {
            line: String,
        }
        let rows: Vec<Line> = db::all(self.program.app.db.reader(), sql, []).await.unwrap();
        rows.into_iter().map(|row| row.line).collect()
    }
}
