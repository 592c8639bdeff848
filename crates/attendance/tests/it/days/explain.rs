//! Every figure opens down to the day of a person, and its rows add up.

use super::world::{World, day};
use chrono::{Datelike, NaiveDate, Weekday};
use siaga_access::Role;
use siaga_attendance::rebuild_month;
use siaga_directory::{
    Capacity, EmployeeKind, NewEmployment, NewPost, NewUnit, add_employments, add_posts, add_units,
};
use siaga_platform::Ctx;
use siaga_platform::explain::{Explanation, Subject, explain};
use siaga_testkit::each_db;
use std::collections::HashMap;

const IN_TIME: i32 = 7 * 3600 + 20 * 60;
const HOME: i32 = 16 * 3600 + 60;
const STATUSES: [&str; 8] =
    ["present", "work_from_home", "official_travel", "leave", "sick", "excused", "unexcused", "no_record"];

/// A repeatable choice.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(most).unwrap()).unwrap()
    }
}

/// Moves a person to another place from a day on.
async fn moves(world: &World, person: usize, agency: usize, unit_id: Option<i64>, from_on: &str) {
    let from_on = day(from_on);
    let employee_id = world.people[person].id;
    let sql = "update directory_post set until_on = $1 where employee_id = $2";
    world.exec(sql, [from_on.pred_opt().unwrap().into(), employee_id.into()]).await;
    let post = NewPost {
        employee_id,
        agency_id: world.agencies[agency],
        unit_id,
        title: "Pelaksana".to_owned(),
        level: None,
        capacity: Capacity::Definitive,
        is_head: false,
        from_on,
        until_on: None,
        decree: None,
    };
    add_posts(&world.ctx(), vec![post]).await.unwrap();
}

/// June 2020 of four agencies: scans, recaps with corrections, requests, moves, both groups.
async fn june(db: siaga_testkit::TestDb) -> World {
    let world = World::new(db, 4, 8, "2020-06-26T20:00:00").await;
    let ctx = world.ctx();
    let unit = NewUnit { agency_id: world.agencies[2], code: "bidang".to_owned(), name: "Bidang".to_owned() };
    let units = add_units(&ctx, vec![unit]).await.unwrap();
    moves(&world, 1, 1, None, "2020-06-10").await;
    moves(&world, 17, 2, Some(units[0]), "2020-06-01").await;
    moves(&world, 18, 2, Some(units[0]), "2020-06-16").await;
    let changed = world.people[9].id;
    let sql = "update directory_employment set until_on = '2020-06-14' where employee_id = $1";
    world.exec(sql, [changed.into()]).await;
    let kind = EmployeeKind::PermanentCivilServant;
    let employment = NewEmployment { employee_id: changed, kind, from_on: day("2020-06-15"), until_on: None };
    add_employments(&ctx, vec![employment]).await.unwrap();
    let mut dice = Dice(7);
    let mut punches = Vec::new();
    for on in day("2020-06-02").iter_days().take(16) {
        for person in 0..32 {
            if dice.below(3) == 0 {
                punches.extend([
                    (person, on, IN_TIME + 60 * i32::try_from(dice.below(40)).unwrap()),
                    (person, on, HOME),
                ]);
            }
        }
        for agency in 0..4 {
            if dice.below(4) == 0 {
                continue;
            }
            let mut lines = || -> Vec<(usize, &str)> {
                (agency * 8..agency * 8 + 8).map(|person| (person, STATUSES[dice.below(7)])).collect()
            };
            let (first, second) = (lines(), lines());
            let signed = format!("{on}T15:00:00");
            if dice.below(3) == 0 {
                world.recap_version(agency, on, (1, "superseded", &signed), &first).await;
                let corrected = "2020-06-20T09:00:00";
                world.recap_version(agency, on, (2, "countersigned", corrected), &second).await;
            } else {
                world.recap_version(agency, on, (1, "signed", &signed), &first).await;
            }
        }
    }
    world.punch(&punches).await;
    world.approve(3, "leave", day("2020-06-08"), 5).await;
    world.approve(12, "official_travel", day("2020-06-09"), 2).await;
    rebuild_month(&ctx, day("2020-06-01")).await.unwrap();
    world
}

/// Explains every subject once.
struct Explained {
    ctx: Ctx,
    known: HashMap<String, Explanation>,
}

impl Explained {
    async fn of(&mut self, subject: &Subject) -> Explanation {
        if let Some(known) = self.known.get(&subject.to_string()) {
            return known.clone();
        }
        let found = explain(&self.ctx, subject.clone()).await.unwrap_or_else(|problem| {
            panic!("{subject}: {problem}");
        });
        self.known.insert(subject.to_string(), found.clone());
        found
    }

    /// Goes down to a day along a random way; returns whether one was reached.
    async fn drill(&mut self, mut subject: Subject, dice: &mut Dice) -> bool {
        loop {
            let found = self.of(&subject).await;
            let sum: i64 = found.rows.iter().map(|row| row.number.unwrap()).sum();
            assert_eq!(Some(sum), found.number, "{subject}");
            if let Some(of) = found.of {
                assert_eq!(found.rows.iter().map(|row| row.of.unwrap()).sum::<i64>(), of, "{subject}");
            }
            assert!(found.findings.is_empty(), "{subject}: {:?}", found.findings);
            if found.rows.is_empty() {
                return false;
            }
            let row = found.rows[dice.below(found.rows.len())].clone();
            let below =
                row.subject.clone().unwrap_or_else(|| panic!("{subject}: no subject for {}", row.label));
            let further = self.of(&below).await;
            if below.name == "attendance.day" {
                assert!(
                    further.value.starts_with(&row.value),
                    "{below}: {} is not {}",
                    further.value,
                    row.value
                );
                assert!(!further.reasons.is_empty(), "{below}");
                return true;
            }
            assert_eq!((further.number, further.of), (row.number, row.of), "{below} below {subject}");
            subject = below;
        }
    }
}

#[tokio::test]
async fn a_thousand_ways_down_are_equal_to_their_figures() {
    each_db(|db| async move {
        let world = june(db).await;
        let mut dice = Dice(2020);
        let mut explained = Explained { ctx: world.ctx(), known: HashMap::new() };
        let days: Vec<NaiveDate> = day("2020-06-02")
            .iter_days()
            .take(16)
            .filter(|on| !matches!(on.weekday(), Weekday::Sat | Weekday::Sun))
            .collect();
        let mut reached = 0;
        for way in 0..1_000 {
            let period = match dice.below(4) {
                0 => "2020-06".to_owned(),
                1 => "2020".to_owned(),
                _ => days[dice.below(days.len())].to_string(),
            };
            let status = STATUSES[dice.below(8)];
            let subject = match dice.below(3) {
                0 => Subject::new("attendance.rate"),
                1 => Subject::new("attendance.count"),
                _ => Subject::new("attendance.count").with("status", status),
            };
            let group = ["", "", "asn", "contract_worker"][dice.below(4)];
            // What was known before the corrections of 20 June.
            let known = if way % 10 == 0 { "2020-06-19" } else { "" };
            let subject = subject.with("periode", period).with("kelompok", group).with("diketahui", known);
            reached += usize::from(explained.drill(subject, &mut dice).await);
        }
        assert!(reached > 700, "only {reached} ways reached a day");
        for status in STATUSES {
            let all = Subject::new("attendance.count").with("periode", "2020-06").with("status", status);
            assert!(explained.of(&all).await.number > Some(0), "nobody was {status}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_day_opens_to_its_raw_line_its_recap_and_the_law() {
    each_db(|db| async move {
        let world = World::new(db, 1, 3, "2020-06-09T20:00:00").await;
        let on = day("2020-06-09");
        world
            .exec(
                "insert into attendance_journal (terminal_id, received_at, address, route, body, sha256, lines,
                    refused) values (1, $1, '', 'cdata', $2, 'abc123', 1, 0)",
                [world.now().into(), b"1\t07:20:00".to_vec().into()],
            )
            .await;
        world.punch(&[(0, on, IN_TIME), (0, on, HOME)]).await;
        world.recap_version(0, on, (1, "signed", "2020-06-09T15:00:00"), &[(0, "sick")]).await;
        rebuild_month(&world.ctx(), on).await.unwrap();
        let subject =
            Subject::new("attendance.day").with("orang", world.people[0].uid).with("hari", "2020-06-09");
        let found = explain(&world.ctx(), subject.clone()).await.unwrap();
        assert_eq!(found.value, "Hadir");
        assert!(found.reasons.iter().any(|reason| !reason.circular.is_empty() && !reason.title.is_empty()));
        assert!(found.reasons[0].circular.is_empty(), "the fact that decided comes first");
        let line = &found.evidence[0];
        assert_eq!((line.text.as_str(), line.sha256.as_str()), ("1\t07:20:00", "abc123"));
        assert!(line.source.contains("SER00") && line.source.contains('1'), "{}", line.source);
        let recap = found.evidence.iter().find(|item| item.sha256 == "segel").unwrap();
        assert_eq!(recap.link.as_deref(), Some("/rekap/opd-00/2020-06-09/1"));
        assert!(found.findings.iter().any(|finding| finding.contains("rekap menyatakan tidak hadir")));
        let other = world.acting(Role::HealthOffice, None);
        assert_eq!(explain(&other, subject).await.unwrap_err().code, "platform.forbidden");
    })
    .await;
}

#[tokio::test]
async fn names_end_where_the_right_to_them_ends() {
    each_db(|db| async move {
        let world = World::new(db, 2, 3, "2020-06-09T20:00:00").await;
        let on = day("2020-06-09");
        world.punch(&[(0, on, IN_TIME), (1, on, IN_TIME)]).await;
        rebuild_month(&world.ctx(), on).await.unwrap();
        let unit = Subject::new("attendance.rate")
            .with("periode", "2020-06-09")
            .with("opd", "opd-00")
            .with("unit", "opd-00");
        let office = world.acting(Role::HealthOffice, Some(1));
        let counted = explain(&office, unit.clone()).await.unwrap();
        assert_eq!((counted.number, counted.of), (Some(2), Some(3)));
        assert_eq!(counted.rows.len(), 1);
        assert!(counted.rows[0].subject.is_none() && counted.rows[0].number == Some(2));
        let leader = world.acting(Role::RegionalLeader, None);
        assert_eq!(explain(&leader, unit.clone()).await.unwrap().rows.len(), 3);
        let head = world.acting(Role::AgencyHead, Some(1));
        assert_eq!(explain(&head, unit).await.unwrap_err().code, "platform.forbidden");
        let own = Subject::new("attendance.rate").with("periode", "2020-06-09");
        assert_eq!(explain(&head, own).await.unwrap().of, Some(3), "only the own agency is counted");
    })
    .await;
}

#[tokio::test]
async fn keys_that_say_nothing_are_refused() {
    each_db(|db| async move {
        let world = World::new(db, 1, 1, "2020-06-09T20:00:00").await;
        for (name, key, value) in [
            ("attendance.count", "status", "off"),
            ("attendance.count", "status", "malas"),
            ("attendance.rate", "status", "sick"),
            ("attendance.rate", "periode", "besok"),
            ("attendance.rate", "kelompok", "dokter"),
            ("attendance.rate", "unit", "bidang"),
            ("attendance.rate", "orang", "bukan-kunci"),
            ("attendance.day", "hari", "2020-02-30"),
        ] {
            let subject = Subject::new(name).with(key, value);
            let problem = explain(&world.ctx(), subject).await.unwrap_err();
            assert_eq!(problem.code, "attendance.explain_question", "{name} {key}={value}");
        }
        let later = Subject::new("attendance.rate").with("diketahui", "kemarin dulu");
        assert_eq!(explain(&world.ctx(), later).await.unwrap_err().code, "attendance.known_at");
    })
    .await;
}
