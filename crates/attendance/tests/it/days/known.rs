//! Figures as they were known at an instant, and days without data.

use super::browser::Browser;
use super::world::{World, day};
use siaga_access::Role;
use siaga_attendance::{NoData, RecapBy, RecapPeriod, RecapQuestion, known_at, rebuild_month, recap};
use siaga_civil::Ratio;
use siaga_platform::explain::{Subject, explain};
use siaga_testkit::each_db;

const ON: &str = "2020-06-09";

/// Tuesday: nine of ten present by recap; on Thursday the tenth is corrected to present.
async fn corrected(db: siaga_testkit::TestDb) -> World {
    let world = World::new(db, 1, 10, "2020-06-12T20:00:00").await;
    let on = day(ON);
    let mut lines: Vec<(usize, &str)> = (0..9).map(|person| (person, "present")).collect();
    lines.push((9, "unexcused"));
    world.recap_version(0, on, (1, "superseded", "2020-06-09T15:00:00"), &lines).await;
    lines[9].1 = "present";
    world.recap_version(0, on, (2, "signed", "2020-06-11T10:00:00"), &lines).await;
    rebuild_month(&world.ctx(), on).await.unwrap();
    world
}

#[tokio::test]
async fn a_correction_changes_the_figure_of_today_and_not_that_of_before() {
    each_db(|db| async move {
        let world = corrected(db).await;
        let ctx = world.ctx();
        let before = world.derived().await;
        let known = known_at(&ctx, "2020-06-10").unwrap();
        for by in RecapBy::ALL {
            for period in [RecapPeriod::Day(day(ON)), RecapPeriod::Month(day(ON))] {
                let now = RecapQuestion { by, period, ..RecapQuestion::day(day(ON)) };
                let then = RecapQuestion { known_at: known, ..now.clone() };
                let (now, then) = (recap(&ctx, &now).await.unwrap(), recap(&ctx, &then).await.unwrap());
                assert_eq!(now.total.tally.attended(), 10, "{by:?} {period}");
                assert_eq!(then.total.tally.attended(), 9, "{by:?} {period}");
                let rows: i64 = then.rows.iter().map(|row| row.figure.tally.attended()).sum();
                assert_eq!(rows, 9, "{by:?} {period}");
            }
        }
        assert_eq!(world.derived().await, before, "nothing is written");
        let then = RecapQuestion { known_at: known, ..RecapQuestion::day(day(ON)) };
        let answer = recap(&ctx, &then).await.unwrap();
        assert_eq!(answer.unknown.len(), 1, "who was unexcused then is named");
        assert_eq!(answer.as_of, known.unwrap());
        let subject = Subject::new("attendance.day").with("orang", world.people[9].uid).with("hari", ON);
        let explained = explain(&ctx, subject.clone().with("diketahui", "2020-06-10")).await.unwrap();
        assert_eq!(explained.value, "Tanpa keterangan");
        assert_eq!(explained.evidence.len(), 1, "the later version was not there");
        assert_eq!(explain(&ctx, subject).await.unwrap().value, "Hadir");
    })
    .await;
}

#[tokio::test]
async fn scans_requests_and_checkins_count_from_when_they_came() {
    each_db(|db| async move {
        let world = World::new(db, 1, 3, "2020-06-12T20:00:00").await;
        let on = day(ON);
        let late = siaga_civil::CivilZone::Wib.instant("2020-06-11T08:00:00".parse().unwrap());
        world
            .exec(
                "insert into attendance_journal (terminal_id, received_at, address, route, body, sha256, lines,
                    refused) values (1, $1, '', 'cdata', $2, 'abc', 1, 0)",
                [late.into(), b"1".to_vec().into()],
            )
            .await;
        world.punch(&[(0, on, 7 * 3600)]).await;
        // Decided at the present of the test, on Friday.
        world.approve(1, "sick", on, 1).await;
        rebuild_month(&world.ctx(), on).await.unwrap();
        let ctx = world.ctx();
        let at = async |text: &str| {
            let known_at = known_at(&ctx, text).unwrap();
            recap(&ctx, &RecapQuestion { known_at, ..RecapQuestion::day(on) }).await.unwrap()
        };
        assert_eq!(at("2020-06-10").await.total.attendance(), Ratio::new(0, 3));
        assert_eq!(at("2020-06-10").await.no_data, Some(NoData::Nothing));
        assert_eq!(at("2020-06-11").await.total.attendance(), Ratio::new(1, 3));
        assert_eq!(at("2020-06-11").await.total.without_record(), 2);
        assert_eq!(at("").await.total.without_record(), 1);
        assert_eq!(at("2020-06-11T07:59:59+07:00").await.total.attendance().numerator, 0);
        assert_eq!(at("2020-06-11T01:00:00Z").await.total.attendance().numerator, 1);
    })
    .await;
}

#[tokio::test]
async fn a_day_without_data_says_why() {
    each_db(|db| async move {
        let world = corrected(db).await;
        let ctx = world.ctx();
        for (on, known, expected) in [
            ("2020-06-30", "", Some(NoData::NotYet)),
            ("1999-06-08", "", Some(NoData::BeforeRecords)),
            ("2020-06-07", "", Some(NoData::DayOff)),
            ("2020-06-10", "", Some(NoData::Nothing)),
            (ON, "2020-06-08", Some(NoData::NotKnownYet)),
            (ON, "", None),
        ] {
            let known_at = known_at(&ctx, known).unwrap();
            let question = RecapQuestion { known_at, ..RecapQuestion::day(day(on)) };
            assert_eq!(recap(&ctx, &question).await.unwrap().no_data, expected, "{on} {known}");
            let subject = Subject::new("attendance.rate").with("periode", on).with("diketahui", known);
            let explained = explain(&ctx, subject).await.unwrap();
            assert_eq!(
                explained.value.starts_with("Belum ada data"),
                expected.is_some(),
                "{}",
                explained.value
            );
        }
        let leader = Browser::new(&world, Role::RegionalLeader, None, None).await;
        let page = leader.page("/rekap-kehadiran?periode=2020-06-10").await;
        assert!(page.contains("Belum ada data"), "{page}");
        let then = leader.page(&format!("/rekap-kehadiran?periode={ON}&diketahui=2020-06-10")).await;
        assert!(then.contains("90,00 %") && then.contains("/jelaskan/attendance.rate?diketahui="), "{then}");
        let json = leader.page(&format!("/api/v1/recap?period={ON}&known_at=2020-06-10")).await;
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["total"]["attendance"]["numerator"], 9);
        assert_eq!(json["known_at"], "2020-06-10T16:59:59.999999Z");
        let wrong = leader.get("/api/v1/recap?known_at=besok").await;
        assert_eq!(wrong.status, http::StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}
