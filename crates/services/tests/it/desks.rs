//! What desks need day by day.

use crate::world::{ALL_DAY, World, day, desk, plan, says};
use siaga_directives::{FactSubject, NewFact, record_fact};
use siaga_platform::{Ctx, Law};
use siaga_policy::{Document, FactValue};
use siaga_services::{
    Change, DeskPlan, ServicePlan, ServiceStatus, WeekHours, WeekMinimum, add_desk, change_desk, desk_days,
    desk_sheets, set_status,
};
use siaga_testkit::each_db;

/// Returns day of month, morning and afternoon of each day of the week of 18 May 2020.
async fn week(ctx: &Ctx, agency_id: i64) -> Vec<(String, u16, u16)> {
    let days = desk_days(ctx, Some(agency_id), day("2020-05-18"), day("2020-05-24")).await.unwrap();
    days.into_iter()
        .map(|one| (one.on.format("%d").to_string(), one.morning_min, one.afternoon_min))
        .collect()
}

fn told(days: &[(&str, u16, u16)]) -> Vec<(String, u16, u16)> {
    days.iter().map(|(on, morning, afternoon)| ((*on).to_owned(), *morning, *afternoon)).collect()
}

#[tokio::test]
async fn an_office_desk_rests_on_weekends_and_holidays_and_when_its_service_is_closed() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let service = world.service(0, "Akta kelahiran").await;
        world.desk(service, "Loket 1").await;
        let ctx = world.system();
        let full = [("18", 2, 1), ("19", 2, 1), ("20", 2, 1), ("22", 2, 1)];
        assert_eq!(week(&ctx, world.agencies[0]).await, told(&full), "Thursday is Ascension");
        let closed = says(ServiceStatus::Closed, "2020-05-19", "2020-05-19");
        set_status(&ctx, service, &closed).await.unwrap();
        set_status(&ctx, service, &says(ServiceStatus::Moved, "2020-05-20", "")).await.unwrap();
        let days =
            desk_days(&ctx, Some(world.agencies[0]), day("2020-05-18"), day("2020-05-20")).await.unwrap();
        let needs: Vec<_> = days.iter().map(|one| (one.morning_min, one.afternoon_min, one.status)).collect();
        assert_eq!(
            needs,
            [(2, 1, ServiceStatus::Open), (0, 0, ServiceStatus::Closed), (2, 1, ServiceStatus::Moved)]
        );
        let first = &days[0].desk;
        assert_eq!((first.name.as_str(), first.service_uid, first.is_direct), ("Loket 1", service, true));
        assert!(
            desk_days(&ctx, Some(world.agencies[1]), day("2020-05-18"), day("2020-05-20"))
                .await
                .unwrap()
                .is_empty()
        );
        assert!(desk_days(&ctx, None, day("2020-05-20"), day("2020-05-18")).await.unwrap().is_empty());
        let long = desk_days(&ctx, None, day("2020-01-01"), day("2021-02-04")).await.unwrap_err();
        assert_eq!(long.code, "services.span_too_long", "401 days");
    })
    .await;
}

#[tokio::test]
async fn a_ward_that_opens_on_sundays_runs_through_holidays_and_law_fills_what_is_not_set() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let hours = WeekHours::every(7, &[ALL_DAY]);
        let service = world.service_with(1, ServicePlan { hours, ..plan("Gawat darurat") }).await;
        let mut minimum = WeekMinimum::default();
        minimum.0[0] = [Some(4), None];
        let ward = DeskPlan { minimum, unit_id: Some(world.units[1]), ..desk("Triase") };
        let ctx = world.system();
        add_desk(&ctx, service, day("2020-05-18"), &ward).await.unwrap();
        let law = desk_days(&ctx, None, day("2020-05-19"), day("2020-05-19")).await.unwrap()[0].morning_min;
        assert!(law > 0, "the settings of the program say a number");
        let found = week(&ctx, world.agencies[1]).await;
        assert_eq!(found.len(), 7);
        assert_eq!((found[0].1, found[0].2), (4, law));
        assert!(found[1..].iter().all(|(_, morning, afternoon)| (*morning, *afternoon) == (law, law)));
    })
    .await;
}

#[tokio::test]
async fn own_hours_of_a_desk_go_before_those_of_the_service() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let service = world.service(0, "Akta kelahiran").await;
        let desk_uid = world.desk(service, "Loket 1").await;
        let officer = world.officer(0).await;
        let morning = siaga_services::OpenSpan { from_minutes: 480, until_minutes: 720 };
        let hours = WeekHours::every(2, &[morning]);
        let own = Change {
            seen_version: 1,
            from_on: day("2020-05-19"),
            plan: DeskPlan { hours: Some(hours), ..desk("Loket 1") },
            reason: "setengah hari".to_owned(),
        };
        change_desk(&officer, service, desk_uid, &own).await.unwrap();
        assert_eq!(week(&officer, world.agencies[0]).await, told(&[("18", 2, 1), ("19", 2, 0)]));
        let stale = change_desk(&officer, service, desk_uid, &own).await.unwrap_err();
        assert_eq!(
            (stale.code.as_str(), stale.values[0].1.as_str()),
            ("services.changed_meanwhile", officer.actor.name.as_str())
        );
        let ended = Change { seen_version: 2, plan: DeskPlan { is_ended: true, ..desk("Loket 1") }, ..own };
        change_desk(&officer, service, desk_uid, &ended).await.unwrap();
        assert_eq!(week(&officer, world.agencies[0]).await, told(&[("18", 2, 1)]));
        assert_eq!(desk_sheets(&officer, service, day("2020-05-19")).await.unwrap()[0].versions.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_desk_that_cannot_be_is_refused() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let service = world.service(0, "Akta kelahiran").await;
        world.desk(service, "Loket 1").await;
        let officer = world.officer(0).await;
        let elsewhere = DeskPlan { unit_id: Some(world.units[1]), ..desk("Loket 2") };
        let high = DeskPlan { minimum: WeekMinimum::every_day(51, 1), ..desk("Loket 2") };
        let span = siaga_services::OpenSpan { from_minutes: 900, until_minutes: 480 };
        let backwards = DeskPlan { hours: Some(WeekHours::every(3, &[span])), ..desk("Loket 2") };
        for (plan, code, field) in [
            (elsewhere, "services.unit_elsewhere", "unit"),
            (high, "services.minimum_too_high", "morning_1"),
            (backwards, "services.hours_end_before", "hours_1"),
            (desk("loket 1"), "services.desk_duplicate", "name"),
            (desk(" "), "services.text_missing", "name"),
        ] {
            let problem = add_desk(&officer, service, day("2020-05-18"), &plan).await.unwrap_err();
            assert_eq!((problem.code.as_str(), problem.field.as_deref()), (code, Some(field)));
        }
        let other = world.officer(1).await;
        let refused = add_desk(&other, service, day("2020-05-18"), &desk("Loket 2")).await.unwrap_err();
        assert_eq!(refused.code, "platform.forbidden");
        let own = DeskPlan { unit_id: Some(world.units[0]), ..desk("Loket 2") };
        add_desk(&officer, service, day("2020-05-18"), &own).await.unwrap();
        assert_eq!(desk_sheets(&officer, service, day("2020-05-18")).await.unwrap().len(), 2);
    })
    .await;
}

const CIRCULAR: &str = r#"
[circular]
id = "uji/loket"
issuer = "Bupati Contoh"
title = "Surat Edaran tentang Loket"
source = "contoh"
checked_on = 2020-05-01
verified = true
silent_where = "case_state != 'cluster'"

[[set]]
parameter = "services.desk_minimum"
value = 4
from = 2020-05-01
article = "angka 3"
when = "case_state == 'cluster'"
"#;

#[tokio::test]
async fn where_the_office_sets_nothing_law_is_asked_with_the_facts_of_the_unit() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let service = world.service(0, "Akta kelahiran").await;
        let open = |name: &str, unit_id| DeskPlan { minimum: WeekMinimum::default(), unit_id, ..desk(name) };
        for plan in [open("Loket 1", Some(world.units[0])), open("Loket 2", None)] {
            add_desk(&world.system(), service, day("2020-01-01"), &plan).await.unwrap();
        }
        let app = &world.program.app;
        let circular = Document::parse("loket.toml", CIRCULAR).unwrap();
        app.law.replace(Law::with_documents(&app.contributions, [circular]).unwrap());
        let cluster = NewFact {
            subject: FactSubject::Unit(world.units[0]),
            name: "case_state".to_owned(),
            value: FactValue::Word("cluster".to_owned()),
            from_on: day("2020-05-19"),
            until_on: Some(day("2020-05-19")),
            source: "Dinas Kesehatan".to_owned(),
        };
        record_fact(&world.system(), cluster).await.unwrap();
        let days = desk_days(&world.system(), None, day("2020-05-18"), day("2020-05-20")).await.unwrap();
        let needs: Vec<u16> = days.iter().map(|one| one.morning_min).collect();
        assert_eq!(needs, [1, 1, 4, 1, 1, 1], "only the unit with the cluster, only on its day");
    })
    .await;
}
