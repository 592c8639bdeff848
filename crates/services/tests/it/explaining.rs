//! Explanations and the tile: rows add up, who said what and why.

use crate::world::{World, day, desk, says};
use siaga_access::Role;
use siaga_platform::explain::{Subject, explain};
use siaga_platform::tile::{TileQuestion, TileView};
use siaga_platform::{Ctx, Locale};
use siaga_services::{DeskPlan, ServiceStatus, WeekMinimum, add_desk, desk_subject, set_status};
use siaga_testkit::each_db;
use uuid::Uuid;

async fn busy(db: siaga_testkit::TestDb) -> (World, Uuid) {
    let world = World::new(db).await;
    let uid = world.service(0, "Akta kelahiran").await;
    world.service(0, "Kartu keluarga").await;
    let ward = world.service(1, "Poli anak").await;
    let officer = world.officer(0).await;
    set_status(&officer, uid, &says(ServiceStatus::Limited, "2020-05-18", "")).await.unwrap();
    set_status(&officer, uid, &says(ServiceStatus::Closed, "2020-05-18", "2020-05-20")).await.unwrap();
    let system = world.system();
    set_status(&system, ward, &says(ServiceStatus::Limited, "2020-05-18", "")).await.unwrap();
    (world, uid)
}

#[tokio::test]
async fn counts_open_into_agencies_and_services_and_add_up() {
    each_db(|db| async move {
        let (world, _) = busy(db).await;
        let leader = world.leader().await;
        for (state, number) in [("", 2), ("closed", 1), ("limited", 1), ("open", 1), ("moved", 0)] {
            let all = explain(&leader, Subject::new("services.count").with("keadaan", state)).await.unwrap();
            assert_eq!((all.number, all.of), (Some(number), Some(3)), "{state}");
            assert!(!format!("{all:?}").contains('«'), "{all:?}");
            let mut sums = (0, 0);
            for row in all.rows {
                let below = explain(&leader, row.subject.unwrap()).await.unwrap();
                assert_eq!((below.number, below.of), (row.number, row.of));
                sums.0 += below.rows.iter().filter_map(|row| row.number).sum::<i64>();
                sums.1 += below.rows.iter().filter_map(|row| row.of).sum::<i64>();
            }
            assert_eq!(sums, (number, 3), "{state}");
        }
        let head = world.account(Role::AgencyHead, Some(1)).await;
        let own = explain(&head, Subject::new("services.count")).await.unwrap();
        assert_eq!((own.number, own.of), (Some(1), Some(1)), "of the own agency only");
        let employee = world.account(Role::Employee, Some(0)).await;
        let refused = explain(&employee, Subject::new("services.count")).await.unwrap_err();
        assert_eq!(refused.code, "platform.forbidden");
        let wrong =
            explain(&leader, Subject::new("services.count").with("keadaan", "gone")).await.unwrap_err();
        assert_eq!(wrong.code, "services.explain_key");
    })
    .await;
}

#[tokio::test]
async fn a_state_says_who_when_and_why_and_what_lost() {
    each_db(|db| async move {
        let (world, uid) = busy(db).await;
        let leader = world.leader().await;
        let subject = |on: &str| Subject::new("services.status").with("layanan", uid).with("hari", on);
        let found = explain(&leader, subject("2020-05-19")).await.unwrap();
        assert_eq!((found.value.as_str(), found.evidence.len()), ("Tutup", 2));
        assert!(found.reasons[0].words.contains("Petugas 0 mencatat pada 18 Mei 2020"), "{found:?}");
        assert!(found.reasons[0].words.contains("Petugas bergantian"));
        assert_eq!(found.evidence[0].kind, "Catatan yang berlaku");
        let later = explain(&leader, subject("2020-05-21")).await.unwrap();
        assert_eq!((later.value.as_str(), later.evidence.len()), ("Terbatas", 1));
        assert!(later.findings.is_empty(), "it was said in time");
        let before = explain(&leader, subject("2020-05-15")).await.unwrap();
        assert_eq!((before.value.as_str(), before.evidence.len()), ("Buka seperti biasa", 0));
        let other = world.officer(1).await;
        assert_eq!(explain(&other, subject("2020-05-19")).await.unwrap_err().code, "platform.forbidden");
    })
    .await;
}

async fn tile(ctx: &Ctx, on: &str) -> Option<TileView> {
    let tile = *ctx.app.contributions.tiles.iter().find(|tile| tile.name == "services.status").unwrap();
    (tile.load)(ctx.clone(), TileQuestion::new(day(on), None)).await.unwrap()
}

#[tokio::test]
async fn the_tile_says_the_finding_and_its_figures_open() {
    each_db(|db| async move {
        let (world, _) = busy(db).await;
        let leader = world.leader().await;
        let view = tile(&leader, "2020-05-18").await.unwrap();
        assert_eq!(view.heading, "2 dari 3 layanan tidak seperti biasa");
        assert_eq!(view.items[0].badge, "Tutup", "the closed ones first");
        assert!(
            view.items[0].note.starts_with("Petugas bergantian · Sampai 20 Mei 2020"),
            "{:?}",
            view.items
        );
        for figure in view.figures {
            let found = explain(&leader, figure.subject.unwrap()).await.unwrap();
            assert_eq!(found.number.unwrap().to_string(), figure.value, "{}", figure.label);
        }
        let well = tile(&leader, "2020-05-15").await.unwrap();
        assert_eq!(well.heading, "Semua 3 layanan buka seperti biasa");
        assert!(tile(&leader, "2019-05-18").await.is_none(), "nothing was offered then");
        let employee = world.account(Role::Employee, Some(0)).await;
        assert!(tile(&employee, "2020-05-18").await.is_none());
        let english = Ctx { locale: Locale::English, ..leader };
        let view = tile(&english, "2020-05-18").await.unwrap();
        assert_eq!(view.heading, "2 of 3 services are not as always");
    })
    .await;
}

#[tokio::test]
async fn the_need_of_a_desk_names_the_office_or_the_circular() {
    each_db(|db| async move {
        let (world, uid) = busy(db).await;
        let own = world.desk(uid, "Loket 1").await;
        let free = DeskPlan { minimum: WeekMinimum::default(), ..desk("Loket 2") };
        let by_law = add_desk(&world.system(), uid, day("2020-01-01"), &free).await.unwrap();
        let leader = world.leader().await;
        let found = explain(&leader, desk_subject(own, day("2020-05-22"))).await.unwrap();
        assert_eq!((found.value.as_str(), found.number), ("2 / 1", Some(3)));
        assert_eq!(found.reasons[0].circular, "", "the office has set it");
        let found = explain(&leader, desk_subject(by_law, day("2020-05-22"))).await.unwrap();
        assert!(!found.reasons[0].circular.is_empty() && !found.reasons[0].article.is_empty(), "{found:?}");
        for (on, why) in [("2020-05-19", "Keadaan layanan: tutup"), ("2020-05-21", "tidak punya jam buka")] {
            let found = explain(&leader, desk_subject(own, day(on))).await.unwrap();
            assert_eq!(found.number, Some(0));
            assert!(found.reasons[0].words.contains(why), "{found:?}");
        }
        let other = world.officer(1).await;
        let refused = explain(&other, desk_subject(own, day("2020-05-22"))).await.unwrap_err();
        assert_eq!(refused.code, "platform.forbidden");
    })
    .await;
}
