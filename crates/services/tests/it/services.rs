//! Services by version: recorded, changed from a day on, ended, refused.

use crate::world::{OFFICE, World, day, plan};
use siaga_access::Role;
use siaga_platform::db;
use siaga_services::{
    Change, Channels, NewService, OpenSpan, ServiceFilter, ServicePlan, WeekHours, change_service,
    new_service, service_on, service_sheet, services,
};
use siaga_testkit::each_db;

fn change(seen_version: i32, from_on: &str, plan: ServicePlan) -> Change<ServicePlan> {
    Change { seen_version, from_on: day(from_on), plan, reason: "jam baru".to_owned() }
}

#[tokio::test]
async fn a_change_holds_from_its_day_on_and_the_old_version_stays() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let uid = world.service(0, "Akta kelahiran").await;
        let short = OpenSpan { from_minutes: 480, until_minutes: 720 };
        let shorter = ServicePlan { hours: WeekHours::every(5, &[short]), ..plan("Akta kelahiran") };
        change_service(&officer, uid, &change(1, "2020-05-20", shorter)).await.unwrap();
        let hours = async |on: &str| service_on(&officer, uid, day(on), None).await.unwrap().hours.spans;
        assert_eq!(hours("2020-05-19").await, [OFFICE]);
        assert_eq!(hours("2020-05-20").await, [short]);
        let ended = ServicePlan { is_ended: true, ..plan("Akta kelahiran") };
        change_service(&officer, uid, &change(2, "2020-06-01", ended)).await.unwrap();
        assert_eq!(hours("2020-05-29").await, [short]);
        let gone = service_on(&officer, uid, day("2020-06-01"), None).await.unwrap_err();
        assert_eq!(gone.code, "services.missing");
        assert!(services(&officer, &ServiceFilter::on(day("2020-06-01"))).await.unwrap().is_empty());
        assert!(services(&officer, &ServiceFilter::on(day("2019-12-31"))).await.unwrap().is_empty());
        let known = ServiceFilter {
            known_at: Some("2020-05-17T00:00:00Z".parse().unwrap()),
            ..ServiceFilter::on(day("2020-05-18"))
        };
        assert!(services(&officer, &known).await.unwrap().is_empty(), "nobody knew of it then");
        let sheet = service_sheet(&officer, uid, day("2020-06-01")).await.unwrap();
        assert!(!sheet.is_listed);
        assert_eq!(sheet.versions.iter().map(|one| one.number).collect::<Vec<_>>(), [3, 2, 1]);
        let audited: i64 = db::scalar(
            world.program.app.db.reader(),
            "select cast(count(*) as bigint) from platform_audit where action like 'service.%'",
            [],
        )
        .await
        .unwrap();
        assert_eq!(audited, 3);
    })
    .await;
}

#[tokio::test]
async fn the_second_officer_is_told_who_was_faster() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let (first, second) = (world.officer(0).await, world.officer(0).await);
        let uid = world.service(0, "Akta kelahiran").await;
        change_service(&first, uid, &change(1, "2020-05-20", plan("Akta lahir"))).await.unwrap();
        let refused = change_service(&second, uid, &change(1, "2020-05-20", plan("Akta"))).await.unwrap_err();
        assert_eq!(refused.code, "services.changed_meanwhile");
        assert_eq!(refused.values[0], ("name", first.actor.name.clone()));
        assert!(refused.values[1].1.contains("18 Mei 2020"), "{:?}", refused.values);
        let sheet = service_sheet(&second, uid, day("2020-05-20")).await.unwrap();
        assert_eq!(sheet.service.plan.name, "Akta lahir", "nothing was half written");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        world.service(0, "Akta kelahiran").await;
        let span = |from_minutes, until_minutes| OpenSpan { from_minutes, until_minutes };
        let hours = |spans: &[OpenSpan]| ServicePlan { hours: WeekHours::every(1, spans), ..plan("Baru") };
        let online = |online: &str| ServicePlan {
            channels: Channels { online: online.to_owned(), ..Channels::default() },
            ..plan("Baru")
        };
        for (plan, code, field) in [
            (plan("AKTA kelahiran"), "services.duplicate", "name"),
            (plan("ab"), "services.text_missing", "name"),
            (hours(&[span(900, 480)]), "services.hours_end_before", "hours_1"),
            (hours(&[span(480, 720), span(700, 900)]), "services.hours_overlap", "hours_1"),
            (hours(&[span(480, 1441)]), "services.hours_end_before", "hours_1"),
            (hours(&[]), "services.hours_missing", "hours_1"),
            (online(""), "services.channel_missing", "counter"),
            (online("javascript:alert(1)"), "services.address", "online"),
        ] {
            let new = NewService { agency_id: world.agencies[0], from_on: day("2020-05-18"), plan };
            let problem = new_service(&officer, &new).await.unwrap_err();
            assert_eq!((problem.code.as_str(), problem.field.as_deref()), (code, Some(field)));
        }
        let far = NewService {
            agency_id: world.agencies[0],
            from_on: day("1999-12-31"),
            plan: plan("Kartu keluarga"),
        };
        assert_eq!(new_service(&officer, &far).await.unwrap_err().code, "services.day_unlikely");
        let all = services(&officer, &ServiceFilter::on(day("2020-05-18"))).await.unwrap();
        assert_eq!(all.len(), 1, "nothing was half written");
    })
    .await;
}

#[tokio::test]
async fn only_those_who_see_to_an_agency_change_its_services() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let uid = world.service(0, "Akta kelahiran").await;
        for ctx in [world.officer(1).await, world.account(Role::Employee, Some(0)).await] {
            let changed = change_service(&ctx, uid, &change(1, "2020-05-18", plan("Lain"))).await;
            assert_eq!(changed.unwrap_err().code, "platform.forbidden");
            assert_eq!(
                service_sheet(&ctx, uid, day("2020-05-18")).await.unwrap_err().code,
                "platform.forbidden"
            );
            assert!(service_on(&ctx, uid, day("2020-05-18"), None).await.is_ok(), "everybody may know it");
        }
        let personnel = world.account(Role::PersonnelAgency, None).await;
        change_service(&personnel, uid, &change(1, "2020-05-18", plan("Akta lahir"))).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn services_are_found_by_words_agency_and_state() {
    each_db(|db| async move {
        let world = World::new(db).await;
        world.service(0, "Akta kelahiran").await;
        world.service(0, "Kartu keluarga").await;
        world.service(1, "Poli anak").await;
        let ctx = world.system();
        let names = async |filter: ServiceFilter| {
            let all = services(&ctx, &filter).await.unwrap();
            all.into_iter().map(|one| one.plan.name).collect::<Vec<_>>()
        };
        let filter = || ServiceFilter::on(day("2020-05-18"));
        assert_eq!(names(filter()).await, ["Akta kelahiran", "Kartu keluarga", "Poli anak"]);
        let text = |text: &str| ServiceFilter { text: text.to_owned(), ..filter() };
        assert_eq!(names(text("KARTU anak")).await, Vec::<String>::new());
        assert_eq!(names(text("kartu  kependudukan")).await, ["Kartu keluarga"], "name and agency");
        let of = ServiceFilter { agency_id: Some(world.agencies[1]), ..filter() };
        assert_eq!(names(of).await, ["Poli anak"]);
        let closed = ServiceFilter { statuses: vec![siaga_services::ServiceStatus::Closed], ..filter() };
        assert!(names(closed).await.is_empty());
    })
    .await;
}
