//! Quotas on pages, exceptions with a reason, answers about people, absences.

use super::browser::Browser;
use super::world::{DAY, World, assert_code, day};
use siaga_access::Role;
use siaga_arrangements::{
    NewAbsence, NewAnswer, NewQuotaException, enter_exception, note_absence, record_answer,
    withdraw_exception,
};
use siaga_testkit::each_db;
use uuid::Uuid;

async fn quota(browser: &Browser, on: &str) -> serde_json::Value {
    let body = browser.get(&format!("/api/v1/work-quotas?hari={on}")).await.page(200);
    serde_json::from_str(&body).unwrap()
}

fn unit<'a>(quotas: &'a serde_json::Value, agency: &str, name: &str) -> &'a serde_json::Value {
    let agency = quotas.as_array().unwrap().iter().find(|one| one["agency_code"] == agency).unwrap();
    agency["units"].as_array().unwrap().iter().find(|one| one["name"] == name).unwrap()
}

fn exception(unit_id: i64, kind: &str, employee_id: Option<i64>) -> NewQuotaException {
    NewQuotaException {
        unit_id,
        employee_id,
        kind: kind.to_owned(),
        from_on: day(DAY),
        until_on: Some(day("2021-06-30")),
        reason: "Menjaga gedung dan gudang".to_owned(),
    }
}

#[tokio::test]
async fn the_overview_shows_shares_in_heads_with_their_circular() {
    each_db(|db| async move {
        let world = World::new(db, &[3, 11, 5]).await;
        let leader = Browser::of(&world, &world.leader().await).await;
        let page = leader.get("/pengaturan-kerja").await.page(200);
        assert!(page.contains("Dinas 01") && page.contains("Dinas 02"), "{page}");
        assert!(page.contains("paling sedikit dari rumah 30 %"), "{page}");
        let page = leader.get("/pengaturan-kerja/opd-01").await.page(200);
        assert!(
            page.contains("Paling banyak 7 dari 10 orang di kantor, paling sedikit 3 dari rumah."),
            "{page}"
        );
        assert!(page.contains("WFH 30-50 persen"), "{page}");
        let on_sunday = leader.get("/pengaturan-kerja?hari=2021-06-27").await.page(200);
        assert!(on_sunday.contains("Hari libur."), "{on_sunday}");
        let quotas = quota(&leader, DAY).await;
        let unit = unit(&quotas, "opd-01", "Bidang Satu");
        assert_eq!(
            (&unit["office_max"], &unit["office_min"], &unit["home_min"]),
            (&7.into(), &5.into(), &3.into())
        );
        assert_eq!(unit["grounds"][0]["circular"], "32.14/2021-06-25-wfh");
        let before = quota(&leader, "2021-06-24").await;
        assert!(!before[0]["units"][0]["grounds"].as_array().unwrap().is_empty());
        let explained = leader.get("/jelaskan/arrangements.quota?hari=2021-06-25&opd=opd-01&unit=U1").await;
        assert!(matches!(explained.status.as_u16(), 200 | 404), "the page belongs to another crate");
    })
    .await;
}

#[tokio::test]
async fn who_sees_an_agency_sees_only_that_one() {
    each_db(|db| async move {
        let world = World::new(db, &[3, 5, 5]).await;
        let officer = Browser::of(&world, &world.officer(1).await).await;
        let page = officer.get("/pengaturan-kerja").await.page(200);
        assert!(page.contains("Dinas 01") && !page.contains("Dinas 02"), "{page}");
        assert_eq!(officer.get("/pengaturan-kerja/opd-02").await.status.as_u16(), 403);
        assert_eq!(officer.get("/pengaturan-kerja/opd-02/dasar").await.status.as_u16(), 403);
        assert_eq!(quota(&officer, DAY).await.as_array().unwrap().len(), 1);
        let employee = world.account(Role::Employee, Some(1), Some(world.people[1][2].id)).await;
        let employee = Browser::of(&world, &employee).await;
        assert_eq!(employee.get("/pengaturan-kerja").await.status.as_u16(), 403);
    })
    .await;
}

#[tokio::test]
async fn an_exception_has_a_reason_and_ends_when_it_is_withdrawn() {
    each_db(|db| async move {
        let world = World::new(db, &[3, 5]).await;
        let (officer, unit_id) = (world.officer(1).await, world.unit(1).await.id);
        let guard = Some(world.people[1][2].id);
        assert_code(
            enter_exception(&officer, "opd-01", &exception(unit_id, "guard", None)).await,
            "arrangements.exception_kind",
        );
        assert_code(
            enter_exception(&officer, "opd-01", &exception(unit_id, "leaders", None)).await,
            "arrangements.exception_kind",
        );
        let short = NewQuotaException { reason: "ya".to_owned(), ..exception(unit_id, "guard", guard) };
        assert_code(enter_exception(&officer, "opd-01", &short).await, "arrangements.reason");
        let elsewhere = exception(unit_id, "guard", Some(world.people[0][1].id));
        assert_code(enter_exception(&officer, "opd-01", &elsewhere).await, "arrangements.person_elsewhere");
        let backward =
            NewQuotaException { until_on: Some(day("2021-06-01")), ..exception(unit_id, "guard", guard) };
        assert_code(enter_exception(&officer, "opd-01", &backward).await, "arrangements.days");
        assert_code(
            enter_exception(&officer, "setda", &exception(unit_id, "unit", None)).await,
            "platform.forbidden",
        );
        assert_eq!(
            world.count("select count(*) from arrangements_exception").await,
            0,
            "nothing half-written"
        );

        world.record(1, "case_state", "cluster", DAY).await;
        let browser = Browser::of(&world, &officer).await;
        let cluster = quota(&browser, DAY).await;
        assert_eq!(unit(&cluster, "opd-01", "Bidang Satu")["office_max"], 1, "0,75 x 4 = 3 from home");
        let whole = enter_exception(&officer, "opd-01", &exception(unit_id, "unit", None)).await.unwrap();
        let exempt = quota(&browser, DAY).await;
        assert_eq!(unit(&exempt, "opd-01", "Bidang Satu")["office_max"], 4);
        let after = quota(&browser, "2021-07-01").await;
        assert_eq!(unit(&after, "opd-01", "Bidang Satu")["office_max"], 1, "it ended on 30 June");
        withdraw_exception(&officer, whole, "Tidak diperlukan lagi").await.unwrap();
        let again = withdraw_exception(&officer, whole, "Tidak diperlukan lagi").await;
        assert_code(again, "arrangements.exception_missing");
        let cluster = quota(&browser, DAY).await;
        assert_eq!(unit(&cluster, "opd-01", "Bidang Satu")["office_max"], 1);
        assert_eq!(
            world.count("select count(*) from arrangements_exception").await,
            2,
            "a withdrawal is a new row"
        );
        assert_code(
            withdraw_exception(&officer, Uuid::nil(), "Tidak ada").await,
            "arrangements.exception_missing",
        );
    })
    .await;
}

#[tokio::test]
async fn answers_and_absences_are_entered_through_the_page() {
    each_db(|db| async move {
        let world = World::new(db, &[3, 5]).await;
        let officer = world.officer(1).await;
        let browser = Browser::of(&world, &officer).await;
        let person = world.people[1][2].id;
        let path = "/pengaturan-kerja/opd-01";
        let fields = format!("person={person}&criterion=health&answer=yes&from_on={DAY}&until_on=");
        let answer = browser.post(&format!("{path}/jawaban"), &fields).await;
        assert_eq!(answer.status.as_u16(), 303, "{}", answer.body);
        let page = browser.get(&format!("{path}/dasar")).await.page(200);
        assert!(page.contains("Prioritas dari rumah karena kesehatan"), "{page}");
        let none = browser.post(&format!("{path}/jawaban"), "person=&criterion=health&answer=yes&from_on=").await;
        assert!(none.page(422).contains("Pilih pegawai dari daftar."));
        let absent = format!("person={person}&from_on={DAY}&until_on=2021-06-28&half=morning");
        assert_eq!(browser.post(&format!("{path}/ketidakhadiran"), &absent).await.status.as_u16(), 303);
        let page = browser.get(&format!("{path}/dasar")).await.page(200);
        assert!(page.contains("Pagi") && page.contains("28 Juni 2021"), "{page}");
        let unknown = NewAnswer {
            criterion: "mood".to_owned(),
            employee_id: person,
            is_yes: true,
            from_on: day(DAY),
            until_on: None,
        };
        assert_code(record_answer(&officer, "opd-01", &unknown).await, "arrangements.criterion_unknown");
        let neither = NewAbsence {
            employee_id: person,
            from_on: day(DAY),
            until_on: day(DAY),
            is_morning: false,
            is_afternoon: false,
        };
        assert_code(note_absence(&officer, "opd-01", &neither).await, "arrangements.absence_half");
        let log = "select count(*) from platform_audit where action = 'arrangement.answer' and detail like '%health%'";
        assert_eq!(world.count(log).await, 0, "the log does not tell of health");
    })
    .await;
}

#[tokio::test]
async fn absences_of_whole_days_that_were_approved_are_kept_once() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 4]).await;
        let capability = siaga_arrangements::capability();
        let keep =
            capability.subscriptions.iter().find(|one| one.name == "arrangements.keep_absence").unwrap();
        let count = "select count(*) from arrangements_absence";
        for (kind, state, kept) in [
            ("excuse_hours", "approved", 0),
            ("excused", "refused", 0),
            ("excused", "approved", 1),
            ("excused", "approved", 1),
        ] {
            let news = serde_json::json!({
                "request": format!("r-{kind}-{state}"), "state": state, "kind": kind,
                "employee_id": world.people[1][1].id, "from_on": "2021-06-28", "until_on": "2021-06-29",
            });
            (keep.run)(world.system(), news).await.unwrap();
            assert_eq!(world.count(count).await, kept, "{kind} {state}");
        }
    })
    .await;
}
