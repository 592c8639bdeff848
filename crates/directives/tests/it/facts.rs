//! Facts: two times, corrections, the nearest subject, who may record and see.

use super::world::{World, assert_code, day};
use siaga_access::Role;
use siaga_directives::facts::{CASE_STATE, JAVA_BALI, ZONE};
use siaga_directives::{
    FactFilter, FactSubject, NewFact, Overlap, end_fact, fact_rows, facts_between, facts_on, record_fact,
    record_fact_with,
};
use siaga_platform::Ctx;
use siaga_policy::{FactValue, Facts};
use siaga_testkit::each_db;

fn fact(subject: FactSubject, name: &str, value: &str, from: &str, until: Option<&str>) -> NewFact {
    NewFact {
        subject,
        name: name.to_owned(),
        value: FactValue::Word(value.to_owned()),
        from_on: day(from),
        until_on: until.map(day),
        source: "laporan Dinas Kesehatan".to_owned(),
    }
}

fn word(facts: &Facts, name: &str) -> String {
    facts.get(name).map(ToString::to_string).unwrap_or_default()
}

async fn zone(ctx: &Ctx, on: &str, known_at: Option<chrono::DateTime<chrono::Utc>>) -> String {
    word(&facts_on(ctx, day(on), known_at).await.unwrap().government(), ZONE)
}

#[tokio::test]
async fn a_correction_leaves_what_was_known_before() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let ctx = world.system();
        let red = fact(FactSubject::Government, ZONE, "red", "2021-06-14", None);
        let uid = record_fact(&ctx, red).await.unwrap();
        let before = ctx.now();
        world.set_clock("2021-06-22T10:00:00");
        end_fact(&world.system(), uid, day("2021-06-20"), "peta risiko pekan ini").await.unwrap();
        assert_eq!(zone(&ctx, "2021-06-20", None).await, "red");
        assert_eq!(zone(&ctx, "2021-06-21", None).await, "");
        assert_eq!(zone(&ctx, "2021-06-21", Some(before)).await, "red", "as it was known then");
        let earlier = before - chrono::TimeDelta::seconds(1);
        assert_eq!(zone(&ctx, "2021-06-21", Some(earlier)).await, "", "before anybody recorded it");
        let again = end_fact(&ctx, uid, day("2021-06-18"), "salah baca").await;
        let problem = assert_code(again, "directives.fact_replaced");
        assert_eq!(problem.values, [("name", "tests".to_owned())]);
    })
    .await;
}

#[tokio::test]
async fn the_nearest_fact_holds_for_units_and_agencies_below() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let ctx = world.system();
        let [setda, dinkes, camat] = world.agencies[..] else { panic!("three agencies") };
        for (subject, value) in [
            (FactSubject::Agency(setda), "case"),
            (FactSubject::Unit(world.unit), "cluster"),
        ] {
            record_fact(&ctx, fact(subject, CASE_STATE, value, "2021-06-21", Some("2021-07-04"))).await.unwrap();
        }
        let all = facts_between(&ctx, day("2021-06-01"), day("2021-07-31"), None).await.unwrap();
        let on = all.on(day("2021-07-04"));
        assert_eq!(word(&on.of_agency(&[setda]), CASE_STATE), "case");
        assert_eq!(word(&on.of_agency(&[setda, camat]), CASE_STATE), "case", "below it");
        assert_eq!(word(&on.of_agency(&[dinkes]), CASE_STATE), "none");
        assert_eq!(word(&on.of_unit(&[dinkes], world.unit), CASE_STATE), "cluster");
        assert_eq!(word(&on.government(), JAVA_BALI), "false");
        assert_eq!(word(&all.on(day("2021-07-05")).of_unit(&[dinkes], world.unit), CASE_STATE), "none");
        assert_eq!(all.units(), [world.unit]);
        assert_eq!(
            world.count("select cast(count(*) as bigint) from platform_outbox where topic = 'directives.fact_changed'").await,
            2
        );
    })
    .await;
}

#[tokio::test]
async fn what_never_held_is_ended_the_day_before() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let ctx = world.system();
        let uid =
            record_fact(&ctx, fact(FactSubject::Government, ZONE, "red", "2021-06-21", None)).await.unwrap();
        assert_code(end_fact(&ctx, uid, day("2021-06-19"), "salah baca").await, "directives.fact_days");
        assert_code(end_fact(&ctx, uid, day("2021-06-20"), "x").await, "directives.text_missing");
        end_fact(&ctx, uid, day("2021-06-20"), "salah baca").await.unwrap();
        assert_eq!(zone(&ctx, "2021-06-21", None).await, "");
        let shown = fact_rows(&ctx, &FactFilter::default()).await.unwrap();
        assert_eq!(shown.len(), 1, "the correction");
        let filter = FactFilter { with_replaced: true, ..FactFilter::default() };
        let all = fact_rows(&ctx, &filter).await.unwrap();
        assert_eq!(all.len(), 2);
        assert_eq!(all[1].replaced.as_ref().unwrap().reason, "salah baca");
        let today = FactFilter { on: Some(day("2021-06-21")), ..FactFilter::default() };
        assert_eq!(fact_rows(&ctx, &today).await.unwrap().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn unfit_facts_leave_nothing_behind() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let ctx = world.system();
        let government = FactSubject::Government;
        let cases = [
            (fact(government, ZONE, "blue", "2021-06-21", None), "directives.fact_does_not_fit"),
            (fact(government, "mood", "red", "2021-06-21", None), "directives.fact_unknown"),
            (
                NewFact { value: true.into(), ..fact(government, JAVA_BALI, "", "2021-06-21", None) },
                "directives.fact_derived",
            ),
            (
                fact(FactSubject::Agency(world.agencies[1]), ZONE, "red", "2021-06-21", None),
                "directives.fact_of_another",
            ),
            (fact(government, ZONE, "red", "2021-06-21", Some("2021-06-20")), "directives.fact_days"),
            (fact(government, CASE_STATE, "case", "2021-06-21", None), "directives.fact_of_another"),
            (
                fact(FactSubject::Agency(9_999), CASE_STATE, "case", "2021-06-21", None),
                "directives.agency_missing",
            ),
            (
                fact(FactSubject::Unit(9_999), CASE_STATE, "case", "2021-06-21", None),
                "directives.unit_missing",
            ),
        ];
        for (new, code) in cases {
            assert_code(record_fact(&ctx, new).await, code);
        }
        let nameless =
            NewFact { source: " ".to_owned(), ..fact(government, ZONE, "red", "2021-06-21", None) };
        assert_code(record_fact(&ctx, nameless).await, "directives.text_missing");
        assert_eq!(world.count("select cast(count(*) as bigint) from directives_fact").await, 0);
        let news = "select cast(count(*) as bigint) from platform_outbox where topic like 'directives.%'";
        assert_eq!(world.count(news).await, 0);
    })
    .await;
}

#[tokio::test]
async fn who_records_and_who_sees() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let case = |value: &str| fact(FactSubject::Unit(world.unit), CASE_STATE, value, "2021-06-21", None);
        let red = fact(FactSubject::Government, ZONE, "red", "2021-06-21", None);
        for role in [Role::RegionalLeader, Role::PersonnelAgency, Role::HealthOffice] {
            let ctx = world.account(role, None, None).await;
            record_fact(&ctx, red.clone()).await.unwrap();
        }
        for role in
            [Role::UnitOfficer, Role::AgencyHead, Role::Inspectorate, Role::Employee, Role::Administrator]
        {
            let ctx = world.account(role, Some(1), None).await;
            assert_code(record_fact(&ctx, case("case")).await, "platform.forbidden");
        }
        record_fact(&world.system(), case("case")).await.unwrap();
        let own = world.account(Role::UnitOfficer, Some(1), None).await;
        let seen = fact_rows(&own, &FactFilter::default()).await.unwrap();
        assert_eq!(seen.len(), 4, "the region and the own agency");
        let other = world.account(Role::UnitOfficer, Some(0), None).await;
        let seen = fact_rows(&other, &FactFilter::default()).await.unwrap();
        assert!(seen.iter().all(|row| row.subject == FactSubject::Government), "no case of another agency");
        let nobody = world.account(Role::Employee, Some(1), None).await;
        assert_code(fact_rows(&nobody, &FactFilter::default()).await, "platform.forbidden");
    })
    .await;
}

#[tokio::test]
async fn a_second_record_of_the_same_days_is_refused_or_corrects_the_first() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let ctx = world.system();
        let unit = FactSubject::Unit(world.unit);
        let case = |value: &str, from: &str, until| fact(unit, CASE_STATE, value, from, until);
        let state = async |on: &str| {
            let facts = facts_on(&ctx, day(on), None).await.unwrap();
            word(&facts.of_unit(&[world.agencies[1]], world.unit), CASE_STATE)
        };
        let strict = async |new, overlap| record_fact_with(&ctx, new, overlap).await;
        strict(case("case", "2021-06-10", None), Overlap::Refused).await.unwrap();
        for (from, until) in [("2021-06-10", None), ("2021-06-01", Some("2021-06-10"))] {
            let problem = assert_code(
                strict(case("cluster", from, until), Overlap::Refused).await,
                "directives.fact_overlaps",
            );
            assert!(problem.values.contains(&("value", "ada kasus".to_owned())), "{:?}", problem.values);
        }
        strict(case("none", "2021-06-01", Some("2021-06-09")), Overlap::Refused).await.unwrap();
        let elsewhere =
            fact(FactSubject::Agency(world.agencies[1]), CASE_STATE, "cluster", "2021-06-10", None);
        strict(elsewhere, Overlap::Refused).await.unwrap();
        strict(case("cluster", "2021-06-14", None), Overlap::Refused).await.unwrap();
        assert_eq!([state("2021-06-13").await, state("2021-06-14").await], ["case", "cluster"], "it follows");

        let before = ctx.now();
        world.set_clock("2021-06-22T10:00:00");
        let later = world.system();
        let right = case("none", "2021-06-10", Some("2021-06-20"));
        record_fact_with(&later, right, Overlap::Corrected).await.unwrap();
        assert_eq!([state("2021-06-10").await, state("2021-06-14").await], ["none", "none"]);
        assert_eq!(state("2021-06-21").await, "cluster", "that of the agency");
        let known = facts_on(&ctx, day("2021-06-14"), Some(before)).await.unwrap();
        let known = known.of_unit(&[world.agencies[1]], world.unit);
        assert_eq!(word(&known, CASE_STATE), "cluster", "as it was known then");
        let filter = FactFilter { with_replaced: true, ..FactFilter::default() };
        let rows = fact_rows(&ctx, &filter).await.unwrap();
        let replaced = rows.iter().filter(|row| row.replaced.is_some()).count();
        assert_eq!((rows.len(), replaced), (7, 2), "nothing is deleted");
    })
    .await;
}
