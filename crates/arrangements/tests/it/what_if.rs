//! What would be: figures before and after, desks, contradictions, and nothing written.

use super::browser::Browser;
use super::world::{DAY, World};
use siaga_directives::{Letter, NewCircular, draft_circular};
use siaga_testkit::each_db;

const WHAT_IF: &str = "/pengaturan-kerja/andai";

async fn rows(world: &World) -> i64 {
    let mut rows = 0;
    for table in ["arrangements_order", "directives_fact", "platform_audit", "platform_outbox"] {
        rows += world.count(&format!("select count(*) from {table}")).await;
    }
    rows
}

#[tokio::test]
async fn a_cluster_everywhere_would_send_three_quarters_home_and_nothing_is_written() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 11, 21]).await;
        let leader = Browser::of(&world, &world.leader().await).await;
        let before = rows(&world).await;
        let page = leader.get(&format!("{WHAT_IF}?hari={DAY}&jumlah=1&case_state=cluster")).await.page(200);
        // Now 7 of 10 and 14 of 20 may come, and of three heads none; then 2 and 5.
        assert!(page.contains("14 orang lebih sedikit di kantor: 7, sekarang 21"), "{page}");
        assert!(page.contains("2 dari 11 orang") && page.contains("5 dari 21 orang"), "{page}");
        let same = leader.get(&format!("{WHAT_IF}?hari={DAY}&jumlah=1")).await.page(200);
        assert!(same.contains("Jumlah orang di kantor tetap"), "{same}");
        assert_eq!(rows(&world).await, before, "nothing is written");
    })
    .await;
}

#[tokio::test]
async fn only_the_chosen_agencies_change_and_json_says_the_same() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 11, 21]).await;
        let leader = Browser::of(&world, &world.leader().await).await;
        let query = format!("hari={DAY}&jumlah=5&case_state=case&opd=opd-01");
        let body = leader.get(&format!("/api/v1/work-quotas/what-if?{query}")).await.page(200);
        let agencies: serde_json::Value = serde_json::from_str(&body).unwrap();
        let of = |code: &str| {
            agencies.as_array().unwrap().iter().find(|one| one["agency_code"] == code).unwrap().clone()
        };
        let (one, two) = (of("opd-01"), of("opd-02"));
        assert_eq!((&one["now"][0]["office_max"], &one["then"][0]["office_max"]), (&7.into(), &5.into()));
        assert_eq!(two["now"], two["then"]);
        assert_eq!(one["then"].as_array().unwrap().len(), 3, "Friday, Monday and Tuesday");
        let page = leader.get(&format!("{WHAT_IF}?{query}")).await.page(200);
        assert!(page.contains("2 perangkat daerah lain tidak berubah."), "{page}");
    })
    .await;
}

#[tokio::test]
async fn three_people_three_quarters_and_a_desk_of_two_is_told_in_words_with_its_numbers() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 4]).await;
        world.desk(1, 2, 3).await;
        let leader = Browser::of(&world, &world.leader().await).await;
        let page = leader.get(&format!("{WHAT_IF}?hari={DAY}&jumlah=1&case_state=cluster")).await.page(200);
        assert!(
            page.contains("Loket memerlukan 2 dari 3 orang, padahal paling banyak 0 boleh di kantor."),
            "{page}"
        );
        assert_eq!(page.matches("Loket memerlukan 2").count(), 1, "once for all units that it is about");
        assert!(
            page.contains("Loket 01, 25 Juni 2021 pagi: perlu 2 orang, terisi paling banyak 0."),
            "{page}"
        );
        world.record(1, "direct_service", true, "2021-01-01").await;
        let page = leader.get(&format!("{WHAT_IF}?hari={DAY}&jumlah=1&case_state=cluster")).await.page(200);
        assert!(!page.contains("Loket memerlukan 2"), "law exempts desks of direct service: {page}");
        assert!(!page.contains("Loket 01, 25 Juni"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_changed_share_and_its_contradiction_are_shown_before_signing() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 9]).await;
        let leader = Browser::of(&world, &world.leader().await).await;
        let query = format!("hari={DAY}&jumlah=1&parameter=arrangements.home_share_min&persen=75");
        let page = leader.get(&format!("{WHAT_IF}?{query}")).await.page(200);
        assert!(
            page.contains("paling sedikit 6 dari 8 orang dari rumah, tetapi hanya membolehkan 4"),
            "{page}"
        );
        for (bad, text) in [
            ("hari=31+Juni+2021", "Hari tidak terbaca."),
            ("jumlah=15", "Jumlah hari 1 sampai 14."),
            ("jumlah=0", "Jumlah hari 1 sampai 14."),
            ("parameter=arrangements.home_share_min&persen=101", "Pilih kuota dan tulis persen"),
        ] {
            let page = leader.get(&format!("{WHAT_IF}?{bad}")).await.page(422);
            assert!(page.contains(text), "{bad}: {page}");
        }
        let other = leader.get(&format!("{WHAT_IF}?opd=tidak-ada")).await;
        assert_eq!(other.status.as_u16(), 404);
    })
    .await;
}

#[tokio::test]
async fn a_drafted_circular_is_tried_before_it_is_signed() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 9]).await;
        let law = "[circular]\nid = \"32.14/uji\"\nissuer = \"Bupati\"\ntitle = \"Separuh dari rumah\"\n\
            scope = { region = \"32.14\" }\nsource = \"naskah\"\nchecked_on = 2021-06-25\nverified = true\nissued_on = 2021-06-28\n\
            [[set]]\nparameter = \"arrangements.home_share_min\"\nvalue = 400\nfrom = 2021-06-28\narticle = \"1\"\n";
        let letter = Letter { body: "Separuh dari rumah.".to_owned(), recipients: "Kepala".to_owned(), ..Letter::default() };
        let new = NewCircular { law: law.to_owned(), cases: String::new(), letter };
        let personnel = world.personnel().await;
        let id = draft_circular(&personnel, new).await.unwrap();
        let leader = Browser::of(&world, &personnel).await;
        let before = rows(&world).await;
        let page = leader.get(&format!("{WHAT_IF}?hari=2021-06-28&jumlah=1&edaran={id}")).await.page(200);
        // 0,3 x 8 = 2,4 and 0,4 x 8 = 3,2 of the unit.
        assert!(page.contains("1 orang lebih sedikit di kantor: 4, sekarang 5"), "{page}");
        assert!(page.contains("Separuh dari rumah"), "the draft can be chosen");
        assert_eq!(rows(&world).await, before, "nothing is written");
        let body = leader.get(&format!("{WHAT_IF}?edaran={}", uuid::Uuid::nil())).await;
        assert_eq!(body.status.as_u16(), 404);
    })
    .await;
}
