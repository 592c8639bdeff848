//! Where a signed roster has people, and what that makes of their days.

use super::roster_world::IN_TIME;
use super::world::{World, day};
use siaga_access::Role;
use siaga_attendance::{
    PaperStatus, RecapOf, SuggestionSource, fill_rest, known_at, rebuild_month, recap_sheet,
};
use siaga_platform::explain::{Subject, explain};
use siaga_testkit::each_db;

const HOME_TIME: i32 = 16 * 3600 + 40 * 60;

/// Palopo: the roster has two people at home from 2 June on, the city ends that on 5 June, and the machine
/// is asked for again from 8 June on.
async fn palopo(db: siaga_testkit::TestDb) -> World {
    let world = World::in_region(db, "73.73", (1, 5), "2020-06-01T08:00:00").await;
    let home = "HHHH..HHHHH";
    world.sign_roster(0, "2020-06-02", &[(0, home), (1, "OOOO..OOOOO"), (2, home)]).await;
    world.set_clock("2020-06-10T20:00:00");
    for person in [0, 2, 3] {
        world.check_in(person, "2020-06-04", None).await;
    }
    world.report(0, "2020-06-04", Some(true)).await;
    for person in [0, 1] {
        world.check_in(person, "2020-06-05", Some(20)).await;
        world.check_in(person, "2020-06-08", Some(20)).await;
    }
    world.punch(&[(1, day("2020-06-08"), IN_TIME), (1, day("2020-06-08"), HOME_TIME)]).await;
    world
}

#[tokio::test]
async fn palopo_asks_for_no_finger_before_8_june() {
    each_db(|db| async move {
        let world = palopo(db).await;
        rebuild_month(&world.ctx(), day("2020-06-01")).await.unwrap();
        let mut days = Vec::new();
        for person in 0..4 {
            let mut letters = Vec::new();
            for on in ["2020-06-04", "2020-06-05", "2020-06-08"] {
                letters.push(world.stored_day(person, on).await);
            }
            days.push(letters.join(" "));
        }
        assert_eq!(days, ["W P P", "N P P", "W N N", "W N N"]);
        let findings = world.findings().await;
        let expected = [
            // At home, and no report by the end of Friday.
            "2020-06-04 2 work_report_missing",
            // No roster: duty was at the office, and the check-in proves no place.
            "2020-06-04 3 far_checkin",
            "2020-06-04 3 single_punch",
            "2020-06-05 0 single_punch",
            "2020-06-05 1 single_punch",
            // Work from home has ended, and the machine is asked for again.
            "2020-06-08 0 checkin_without_scan",
            "2020-06-08 0 single_punch",
        ];
        assert_eq!(findings, expected);
        world.tick().await;
        world.expect_rebuilt(day("2020-06-01")).await;
    })
    .await;
}

#[tokio::test]
async fn the_day_names_roster_and_circular() {
    each_db(|db| async move {
        let world = palopo(db).await;
        let ctx = world.ctx();
        let of = async |on: &str| {
            let uid = world.people[0].uid;
            explain(&ctx, Subject::new("attendance.day").with("orang", uid).with("hari", on)).await
        };
        let eighth = of("2020-06-08").await.unwrap();
        let circulars: Vec<&str> = eighth.reasons.iter().map(|reason| reason.circular.as_str()).collect();
        assert!(
            circulars.iter().filter(|id| **id == "73.73/2020-06-05-akhir-wfh").count() >= 2,
            "{circulars:?}"
        );
        let subjects: Vec<_> = eighth.rows.iter().filter_map(|row| row.subject.as_ref()).collect();
        assert!(subjects.iter().any(|subject| subject.name == "arrangements.day"), "{:?}", eighth.rows);
        // A holiday: the roster changes nothing, so it is not named.
        let first = of("2020-06-01").await.unwrap();
        assert!(first.rows.is_empty(), "{:?}", first.rows);
    })
    .await;
}

#[tokio::test]
async fn a_replaced_roster_still_counts_as_it_was_known() {
    each_db(|db| async move {
        let world = World::new(db, 1, 2, "2020-06-08T10:00:00").await;
        world.sign_roster(0, "2020-06-08", &[(0, "HHHHH")]).await;
        world.check_in(0, "2020-06-09", None).await;
        world.set_clock("2020-06-10T10:00:00");
        world.sign_roster(0, "2020-06-09", &[(0, "OOOO")]).await;
        world.tick().await;
        let ctx = world.ctx();
        let explained = async |known: &str| {
            let subject = Subject::new("attendance.day").with("orang", world.people[0].uid);
            let subject = subject.with("hari", "2020-06-09").with("diketahui", known);
            explain(&ctx, subject).await.unwrap()
        };
        assert!(known_at(&ctx, "2020-06-09").unwrap().is_some());
        let (then, now) = (explained("2020-06-09").await, explained("").await);
        assert_eq!((then.value.as_str(), now.value.as_str()), ("Bekerja dari rumah", "Bekerja dari rumah"));
        assert_eq!(then.findings, [] as [String; 0], "at home, the report is still awaited");
        assert!(now.findings.iter().any(|finding| finding.contains("kantor")), "{:?}", now.findings);
        assert_eq!(world.findings().await, ["2020-06-09 0 far_checkin", "2020-06-09 0 single_punch"]);
    })
    .await;
}

#[tokio::test]
async fn the_sheet_of_a_recap_knows_who_is_at_home() {
    each_db(|db| async move {
        let world = World::new(db, 1, 6, "2020-06-08T10:00:00").await;
        let people = [(0, "H"), (1, "H"), (2, "H"), (3, "-"), (4, "-")];
        world.sign_roster(0, "2020-06-08", &people).await;
        world.check_in(1, "2020-06-08", None).await;
        world.punch(&[(2, day("2020-06-08"), IN_TIME)]).await;
        world.approve(4, "leave", day("2020-06-08"), 1).await;
        let officer = world.acting(Role::UnitOfficer, Some(0));
        let of = RecapOf { agency_code: "opd-00", day: day("2020-06-08") };
        let sheet = recap_sheet(&officer, of).await.unwrap();
        let row = |person: usize| sheet.rows.iter().find(|row| row.person.id == world.people[person].id);
        let suggested = |person| row(person).unwrap().suggestion.map(|hint| (hint.status, hint.source));
        let home = Some((PaperStatus::WorkFromHome, SuggestionSource::Roster));
        assert_eq!([suggested(0), suggested(1)], [home, home]);
        assert_eq!(suggested(2), Some((PaperStatus::Present, SuggestionSource::Terminal)));
        assert!(row(3).is_none(), "away by roster, and no request says why");
        assert_eq!(suggested(4), Some((PaperStatus::Leave, SuggestionSource::Request)));
        assert_eq!(suggested(5), None);
        fill_rest(&officer, of, &sheet.seal, &[]).await.unwrap();
        let sheet = recap_sheet(&officer, of).await.unwrap();
        let filled: Vec<PaperStatus> = sheet.rows.iter().map(|row| row.chosen.as_ref().unwrap().0).collect();
        let count = |status| filled.iter().filter(|one| **one == status).count();
        assert_eq!(count(PaperStatus::WorkFromHome), 2, "{filled:?}");
        assert_eq!([count(PaperStatus::Present), count(PaperStatus::Leave)], [2, 1], "{filled:?}");
    })
    .await;
}

#[tokio::test]
async fn the_own_month_tells_where_to_work() {
    each_db(|db| async move {
        let world = World::new(db, 1, 2, "2020-06-08T10:00:00").await;
        world.sign_roster(0, "2020-06-08", &[(0, "HOE-")]).await;
        world.tick().await;
        let own = super::browser::Browser::new(&world, Role::Employee, Some(0), Some(0)).await;
        let page = own.page(&format!("/pegawai/{}/bulan/2020-06", world.people[0].uid)).await;
        for word in ["Rumah", "Kantor", "Tempat lain", "Tidak bertugas", "Libur"] {
            assert!(page.contains(word), "{word}: {page}");
        }
        let other = format!("/pegawai/{}/bulan/2020-06", world.people[1].uid);
        assert_eq!(own.get(&other).await.status, http::StatusCode::FORBIDDEN);
    })
    .await;
}
