//! What is derived follows news of law, facts, rosters and reports, and stays what a rebuild gives.

use super::roster_world::IN_TIME;
use super::world::{World, day};
use serde_json::json;
use siaga_attendance::verify_derived;
use siaga_directives::{FactSubject, NewFact, end_fact, record_fact};
use siaga_platform::{Law, topics};
use siaga_policy::Document;
use siaga_testkit::each_db;

/// The machine is asked for where nobody is ill; nobody needs it in the second agency.
const MACHINE: &str = r#"
    [circular]
    id = "12.18/2020-06-05-mesin"
    issuer = "Bupati Contoh"
    title = "Pemakaian mesin"
    scope = { region = "12.18" }
    source = "contoh"
    note = "Contoh."
    checked_on = 2026-11-21
    verified = false
    issued_on = 2020-06-05

    [[set]]
    parameter = "attendance.fingerprint_required"
    value = true
    from = 2020-06-08
    article = "1"
    when = "case_state == 'none'"
    silent_where = "case_state != 'none'"
"#;

const NO_MACHINE: &str = r#"
    [circular]
    id = "12.18/2020-06-05-tanpa-mesin"
    issuer = "Bupati Contoh"
    title = "Tanpa mesin"
    scope = { region = "12.18", unit = "opd-01" }
    source = "contoh"
    note = "Contoh."
    checked_on = 2026-11-21
    verified = false
    issued_on = 2020-06-05

    [[set]]
    parameter = "attendance.fingerprint_required"
    value = false
    from = 2020-06-08
    article = "1"
"#;

/// Puts circulars in force, as a signature does, and tells of it.
async fn put_in_force(world: &World, texts: &[&str]) {
    let documents = texts.iter().map(|text| Document::parse("contoh.toml", text).unwrap());
    let app = &world.program.app;
    app.law.replace(Law::with_documents(&app.contributions, documents).unwrap());
    let tx = app.db.begin().await.unwrap();
    let news = json!({
        "circular": "12.18/2020-06-05-mesin", "from_on": "2020-06-08", "until_on": null,
        "parameters": ["attendance.fingerprint_required"],
    });
    topics::publish(&world.ctx(), &tx, siaga_directives::LAW_CHANGED, &news).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn law_reaches_a_day_by_agency_and_by_facts() {
    each_db(|db| async move {
        let world = World::new(db, 3, 2, "2020-06-11T20:00:00").await;
        for person in [0, 2, 4] {
            world.check_in(person, "2020-06-09", Some(10)).await;
        }
        world.tick().await;
        let asked = async |world: &World| {
            let all = world.findings().await.into_iter();
            all.filter(|line| line.ends_with("checkin_without_scan")).collect::<Vec<_>>()
        };
        assert_eq!(asked(&world).await, [] as [String; 0], "no law asks for the machine");
        put_in_force(&world, &[MACHINE, NO_MACHINE]).await;
        world.tick().await;
        world.tick().await;
        let both = ["2020-06-09 0 checkin_without_scan", "2020-06-09 4 checkin_without_scan"];
        assert_eq!(asked(&world).await, both, "the second agency is excepted");
        world.expect_rebuilt(day("2020-06-01")).await;
        let new = NewFact {
            subject: FactSubject::Agency(world.agencies[2]),
            name: "case_state".to_owned(),
            value: "case".into(),
            from_on: day("2020-06-08"),
            until_on: None,
            source: "Laporan Dinas Kesehatan".to_owned(),
        };
        let fact = record_fact(&world.ctx(), new).await.unwrap();
        world.tick().await;
        world.tick().await;
        assert_eq!(asked(&world).await, both[..1], "somebody is ill in the third agency");
        world.expect_rebuilt(day("2020-06-01")).await;
        end_fact(&world.ctx(), fact, day("2020-06-08"), "sembuh semua").await.unwrap();
        world.tick().await;
        world.tick().await;
        assert_eq!(asked(&world).await, both);
        world.expect_rebuilt(day("2020-06-01")).await;
    })
    .await;
}

#[tokio::test]
async fn a_signed_roster_changes_days_that_are_derived_already() {
    each_db(|db| async move {
        let world = World::new(db, 1, 2, "2020-06-10T23:00:00").await;
        world.check_in(0, "2020-06-10", None).await;
        world.tick().await;
        let alone = ["2020-06-10 0 far_checkin", "2020-06-10 0 single_punch"];
        assert_eq!(world.findings().await, alone);
        world.sign_roster(0, "2020-06-10", &[(0, "HH"), (1, "-O")]).await;
        world.tick().await;
        world.tick().await;
        assert_eq!(world.findings().await, [] as [String; 0]);
        assert_eq!(world.stored_day(0, "2020-06-10").await, "W");
        assert_eq!(world.stored_day(1, "2020-06-10").await, "O");
        world.expect_rebuilt(day("2020-06-01")).await;
    })
    .await;
}

#[tokio::test]
async fn a_report_is_awaited_until_its_last_day_and_news_of_it_count_at_once() {
    each_db(|db| async move {
        // Thursday; the report is due on Friday, which nobody sees pass over the weekend.
        let world = World::new(db, 1, 2, "2020-06-11T20:00:00").await;
        world.sign_roster(0, "2020-06-11", &[(0, "H"), (1, "H")]).await;
        world.check_in(0, "2020-06-11", None).await;
        world.check_in(1, "2020-06-11", None).await;
        world.report(1, "2020-06-11", None).await;
        world.tick().await;
        assert_eq!(world.findings().await, [] as [String; 0]);
        world.set_clock("2020-06-12T23:30:00");
        world.tick().await;
        assert_eq!(world.findings().await, [] as [String; 0], "the last minutes of Friday");
        world.set_clock("2020-06-16T08:00:00");
        world.tick().await;
        assert_eq!(world.findings().await, ["2020-06-11 0 work_report_missing"]);
        world.expect_rebuilt(day("2020-06-01")).await;
        world.report(0, "2020-06-11", Some(false)).await;
        world.tick().await;
        assert_eq!(world.findings().await, ["2020-06-11 0 work_report_sent_back"]);
        world.report(0, "2020-06-11", Some(true)).await;
        world.tick().await;
        assert_eq!(world.findings().await, [] as [String; 0]);
        assert_eq!(world.stored_day(0, "2020-06-11").await, "W");
        world.expect_rebuilt(day("2020-06-01")).await;
    })
    .await;
}

#[tokio::test]
async fn a_first_scan_on_the_first_of_a_month_leaves_the_month_before_alone() {
    each_db(|db| async move {
        // 1 July 2020 is a Wednesday.
        let world = World::new(db, 1, 3, "2020-07-03T12:00:00").await;
        world.tick().await;
        world.punch(&[(0, day("2020-07-01"), IN_TIME)]).await;
        world.tick().await;
        world.tick().await;
        let months = world.lines("select distinct cast(month as text) as line from attendance_month_derived").await;
        assert_eq!(months, ["2020-07-01"], "nothing is known about June");
        assert_eq!(verify_derived(&world.ctx()).await.unwrap().differing_months, []);
        world.expect_rebuilt(day("2020-07-01")).await;
        // A fact of June makes it a month like any other: everybody has days in it.
        world.punch(&[(1, day("2020-06-30"), IN_TIME)]).await;
        world.tick().await;
        world.tick().await;
        let people = world.lines("select cast(count(*) as text) as line from attendance_month_derived where month = '2020-06-01'").await;
        assert_eq!(people, ["3"]);
        assert_eq!(verify_derived(&world.ctx()).await.unwrap().differing_months, []);
    })
    .await;
}
