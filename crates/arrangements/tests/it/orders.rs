//! Orders after cases and clusters, from the recorded fact to the lift.

use super::browser::{Browser, hidden};
use super::world::{DAY, PASSWORD, World, assert_code, day};
use siaga_access::Role;
use siaga_arrangements::{drop_order, extend_order, refresh_order, sign_order};
use siaga_directives::end_fact;
use siaga_platform::db;
use siaga_testkit::each_db;

/// The head and so many others in each of the agencies.
fn staff(agencies: usize, people: usize) -> Vec<usize> {
    vec![people; agencies + 1]
}

#[tokio::test]
async fn twelve_agencies_with_cases_and_one_cluster_have_drafts_of_half_and_three_quarters() {
    each_db(|db| async move {
        let world = World::new(db, &staff(12, 14)).await;
        // The fourth agency serves the public: its desk needs six people at once.
        world.record(4, "direct_service", true, "2021-01-01").await;
        world.desk(4, 6, 8).await;
        for place in 1..=12 {
            let state = if place == 4 { "cluster" } else { "case" };
            world.record(place, "case_state", state, DAY).await;
        }
        let drafts = world.orders("state = 'draft'").await;
        assert_eq!(drafts.len(), 12);
        let mut clusters = 0;
        for id in drafts {
            let content: serde_json::Value =
                serde_json::from_str(&world.of_order(id, "content").await).unwrap();
            let unit = content["units"]
                .as_array()
                .unwrap()
                .iter()
                .find(|unit| unit["name"] == "Bidang Satu")
                .unwrap();
            let quota = &unit["quota"];
            assert_eq!(quota["staff"], 13);
            if world.of_order(id, "kind").await == "cluster" {
                clusters += 1;
                // 0,75 x 13 = 9,75: ten from home, three in the office; six are needed at the desk.
                assert_eq!(quota["office_max"], 6, "{quota}");
                assert_eq!(quota["exceptions"][0]["kind"], "direct-service");
                assert_eq!(quota["exceptions"][0]["beyond"], 3);
                assert_eq!(quota["faults"].as_array().unwrap().len(), 0);
                let desk = &content["desks"][0];
                assert_eq!(
                    (&desk["need"], desk["short_on"].as_array().unwrap().len()),
                    (&6.into(), 0),
                    "the desk goes on"
                );
            } else {
                assert_eq!(quota["office_max"], 6, "{quota}");
                assert_eq!(quota["home_min"], 7, "0,5 x 13 = 6,5");
            }
            // The emergency restrictions of 3 July were not written yet on 25 June.
            let units = content["units"].as_array().unwrap().iter();
            assert_eq!(units.filter(|unit| unit["name"] == "Bidang Satu").count(), 1, "{content}");
            assert_eq!(content["disinfection"], serde_json::json!(["2021-07-02", "2021-07-09"]));
            let grounds = content["grounds"].as_array().unwrap();
            assert!(grounds.iter().any(|one| one["circular"] == "32.14/2021-06-25-wfh"), "{grounds:?}");
            assert_eq!(world.of_order(id, "cast(until_on as text)").await, "2021-07-08");
        }
        assert_eq!(clusters, 1);
        world.review().await;
        world.review().await;
        assert_eq!(
            world.count("select count(*) from arrangements_order").await,
            12,
            "a fact makes one order"
        );
        assert_eq!(world.count("select count(*) from arrangements_order where roster_id is null").await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_same_fact_twice_makes_one_draft_and_a_cluster_takes_the_place_of_a_case() {
    each_db(|db| async move {
        let world = World::new(db, &staff(1, 5)).await;
        world.record(1, "case_state", "case", DAY).await;
        world.record(1, "case_state", "case", DAY).await;
        assert_eq!(world.orders("true").await.len(), 1);
        let case = world.orders("state = 'draft'").await[0];
        world.record(1, "case_state", "cluster", DAY).await;
        let drafts = world.orders("state = 'draft'").await;
        assert_eq!(drafts.len(), 1);
        assert_eq!(world.of_order(drafts[0], "kind").await, "cluster");
        assert_eq!(world.of_order(case, "state").await, "replaced", "kept in the history");
        let events = "select count(*) from arrangements_order_event where kind = 'replaced'";
        assert_eq!(world.count(events).await, 1);
        let officer = world.officer(1).await;
        let list = Browser::of(&world, &officer).await.get("/perintah-kerja").await.page(200);
        assert!(list.contains("Diganti sebelum ditandatangani") && list.contains("Klaster"), "{list}");
    })
    .await;
}

#[tokio::test]
async fn a_case_that_is_withdrawn_drops_its_draft() {
    each_db(|db| async move {
        let world = World::new(db, &staff(1, 5)).await;
        world.record(1, "case_state", "case", DAY).await;
        world.record(1, "case_state", "none", DAY).await;
        assert_eq!(world.orders("state = 'draft'").await.len(), 0);
        assert_eq!(world.orders("state = 'dropped'").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_case_that_is_recorded_again_after_a_mistake_has_an_order_again() {
    each_db(|db| async move {
        let world = World::new(db, &staff(1, 5)).await;
        let case = world.record(1, "case_state", "case", DAY).await;
        end_fact(&world.system(), case, day("2021-06-24"), "Salah perangkat daerah").await.unwrap();
        world.hear().await;
        assert_eq!(world.orders("state = 'dropped'").await.len(), 1);
        world.record(1, "case_state", "case", DAY).await;
        world.review().await;
        assert_eq!(world.orders("state = 'draft'").await.len(), 1);
        assert_eq!(world.orders("true").await.len(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_has_one_roster_however_often_the_program_looks() {
    each_db(|db| async move {
        let world = World::new(db, &staff(1, 5)).await;
        world.record(1, "case_state", "case", DAY).await;
        let rosters = "select count(*) from arrangements_roster";
        assert_eq!(world.count(rosters).await, 1);
        // As if the program had ended between the roster and its name in the order.
        let tx = world.program.app.db.begin().await.unwrap();
        db::exec(&*tx, "update arrangements_order set roster_id = null", []).await.unwrap();
        tx.commit().await.unwrap();
        tokio::join!(world.review(), world.review(), world.review());
        assert_eq!(world.count(rosters).await, 1);
        assert_eq!(world.count("select count(*) from arrangements_order where roster_id is null").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_longer_window_does_not_put_away_the_order_of_a_cluster() {
    each_db(|db| async move {
        let world = World::new(db, &staff(1, 5)).await;
        world.record(1, "case_state", "case", DAY).await;
        let (head, officer) = (world.head(1).await, world.officer(1).await);
        let case = world.orders("state = 'draft'").await[0];
        sign_order(&head, case, world.version(case).await, PASSWORD.to_owned()).await.unwrap();
        world.set_day("2021-06-28");
        world.record(1, "case_state", "cluster", "2021-06-28").await;
        let cluster = world.orders("state = 'draft'").await[0];
        assert_eq!(world.of_order(cluster, "kind").await, "cluster");
        extend_order(&officer, case, day("2021-07-15"), "Masih ada pasien dirawat").await.unwrap();
        assert_eq!(world.of_order(cluster, "state").await, "draft");
        assert_eq!(world.orders("state = 'draft' and kind = 'extension'").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_head_signs_through_the_page_and_the_letter_says_why() {
    each_db(|db| async move {
        let world = World::new(db, &staff(2, 9)).await;
        world.record(1, "case_state", "case", DAY).await;
        let id = world.orders("state = 'draft'").await[0];
        let path = format!("/perintah-kerja/{id}");
        let stranger = Browser::of(&world, &world.head(2).await).await;
        assert_eq!(stranger.get(&path).await.status.as_u16(), 403, "of another agency");
        let officer = Browser::of(&world, &world.officer(1).await).await;
        let page = officer.get(&path).await.page(200);
        assert!(!page.contains("/tanda-tangan\""), "an officer does not sign");
        assert_eq!(officer.post(&format!("{path}/tanda-tangan"), "version=1").await.status.as_u16(), 403);
        let head = Browser::of(&world, &world.head(1).await).await;
        let page = head.get(&path).await.page(200);
        assert!(page.contains("Paling banyak 4 dari 8 orang di kantor"), "{page}");
        assert!(page.contains("WFH 30-50 persen"), "names the circular");
        let version = hidden(&page, "version");
        let wrong =
            head.post(&format!("{path}/tanda-tangan"), &format!("version={version}&password=salah")).await;
        assert_ne!(wrong.status.as_u16(), 303);
        let fields = format!("version={version}&password={}", PASSWORD.replace(' ', "+"));
        let answer = head.post(&format!("{path}/tanda-tangan"), &fields).await;
        assert_eq!(answer.status.as_u16(), 303, "{}", answer.body);
        assert_eq!(world.of_order(id, "state").await, "signed");
        let again = head.post(&format!("{path}/tanda-tangan"), &fields).await;
        assert_eq!(again.status.as_u16(), 409);
        let letters =
            "select count(*) from documents_document where kind = 'circular' and number_text is not null";
        let _ = letters;
        let news = "select count(*) from platform_outbox where topic = 'arrangements.order_signed'";
        assert_eq!(world.count(news).await, 1);
        let body: String = db::scalar(
            world.program.app.db.reader(),
            "select body from documents_document where reference = $1",
            [format!("order/{id}").into()],
        )
        .await
        .unwrap();
        for part in ["Bidang Satu", "50 %", "8 Juli 2021", "Disinfeksi"] {
            assert!(body.contains(part), "{part}: {body}");
        }
    })
    .await;
}

#[tokio::test]
async fn who_makes_an_order_does_not_sign_it() {
    each_db(|db| async move {
        let world = World::new(db, &staff(1, 5)).await;
        world.record(1, "case_state", "case", DAY).await;
        let (head, leader) = (world.head(1).await, world.leader().await);
        let case = world.orders("state = 'draft'").await[0];
        assert_code(sign_order(&head, case, 99, PASSWORD.to_owned()).await, "arrangements.order_changed");
        let version = world.version(case).await;
        sign_order(&head, case, version, PASSWORD.to_owned()).await.unwrap();
        assert_code(
            extend_order(&head, case, day("2021-07-08"), "Masih ada pasien").await,
            "arrangements.extension_days",
        );
        assert_code(extend_order(&head, case, day("2021-07-15"), "").await, "arrangements.reason");
        extend_order(&head, case, day("2021-07-15"), "Masih ada pasien dirawat").await.unwrap();
        let longer = world.orders("state = 'draft'").await[0];
        assert_eq!(world.of_order(longer, "kind").await, "extension");
        let version = world.version(longer).await;
        let own = sign_order(&head, longer, version, PASSWORD.to_owned()).await;
        assert_code(own, "platform.forbidden");
        let nameless = world.account(Role::RegionalLeader, None, None).await;
        let result = sign_order(&nameless, longer, version, PASSWORD.to_owned()).await;
        assert_code(result, "arrangements.signer_without_post");
        sign_order(&leader, longer, version, PASSWORD.to_owned()).await.unwrap();
        assert_eq!(world.of_order(case, "state").await, "ended");
        assert_eq!(world.of_order(longer, "state").await, "signed");
    })
    .await;
}

#[tokio::test]
async fn a_draft_that_law_or_cases_outran_is_composed_anew_before_it_is_signed() {
    each_db(|db| async move {
        let world = World::new(db, &staff(1, 5)).await;
        world.record(1, "case_state", "case", DAY).await;
        let id = world.orders("state = 'draft'").await[0];
        let (head, officer) = (world.head(1).await, world.officer(1).await);
        world.desk(1, 1, 3).await;
        let version = world.version(id).await;
        let result = sign_order(&head, id, version, PASSWORD.to_owned()).await;
        assert_code(result, "arrangements.order_outdated");
        assert_code(refresh_order(&officer, id, version + 7).await, "arrangements.order_changed");
        refresh_order(&officer, id, version).await.unwrap();
        sign_order(&head, id, version + 1, PASSWORD.to_owned()).await.unwrap();
        assert!(world.of_order(id, "made_by").await.starts_with("system:"), "the program composes it");
    })
    .await;
}

#[tokio::test]
async fn nobody_signs_for_days_that_passed_and_a_draft_can_be_dropped() {
    each_db(|db| async move {
        let world = World::new(db, &staff(1, 5)).await;
        world.record(1, "case_state", "case", DAY).await;
        let id = world.orders("state = 'draft'").await[0];
        let (head, officer) = (world.head(1).await, world.officer(1).await);
        world.set_day("2021-07-09");
        let version = world.version(id).await;
        assert_code(sign_order(&head, id, version, PASSWORD.to_owned()).await, "arrangements.order_past");
        assert_code(refresh_order(&officer, id, version).await, "arrangements.order_past");
        assert_code(drop_order(&officer, id, version, "").await, "arrangements.reason");
        drop_order(&officer, id, version, "Kasus sudah lewat").await.unwrap();
        assert_code(
            drop_order(&officer, id, version + 1, "Sekali lagi").await,
            "arrangements.order_no_draft",
        );
        world.review().await;
        assert_eq!(world.orders("state = 'draft'").await.len(), 0, "what a person dropped stays dropped");
    })
    .await;
}

#[tokio::test]
async fn when_the_window_ends_without_a_new_case_the_lift_is_proposed_and_ends_the_case() {
    each_db(|db| async move {
        let world = World::new(db, &staff(1, 5)).await;
        world.record(1, "case_state", "case", DAY).await;
        let head = world.head(1).await;
        let case = world.orders("state = 'draft'").await[0];
        let version = world.version(case).await;
        sign_order(&head, case, version, PASSWORD.to_owned()).await.unwrap();
        world.set_day("2021-07-07");
        world.review().await;
        assert_eq!(world.orders("kind = 'lift'").await.len(), 0, "a day too early");
        world.set_day("2021-07-08");
        world.review().await;
        world.review().await;
        let lifts = world.orders("kind = 'lift'").await;
        assert_eq!(lifts.len(), 1);
        let stranger = world.officer(1).await;
        let other = Browser::of(&world, &stranger).await.get("/perintah-kerja").await;
        assert_eq!(other.page(200).matches("/perintah-kerja/").count(), 2, "the order and its lift");
        assert_eq!(world.of_order(lifts[0], "cast(from_on as text)").await, "2021-07-09");
        let version = world.version(lifts[0]).await;
        sign_order(&head, lifts[0], version, PASSWORD.to_owned()).await.unwrap();
        assert_eq!(world.of_order(case, "state").await, "ended");
        let facts =
            siaga_directives::facts_between(&world.system(), day("2021-07-08"), day("2021-07-09"), None)
                .await
                .unwrap();
        let state = |on: &str| {
            facts.on(day(on)).of_agency(&[world.agencies[1]]).get("case_state").unwrap().to_string()
        };
        assert_eq!((state("2021-07-08").as_str(), state("2021-07-09").as_str()), ("case", "none"));
        world.hear().await;
        world.review().await;
        assert_eq!(world.orders("true").await.len(), 2, "nothing more is proposed");
    })
    .await;
}

#[tokio::test]
async fn a_new_case_within_the_window_makes_a_new_order_and_no_lift() {
    each_db(|db| async move {
        let world = World::new(db, &staff(1, 5)).await;
        world.record(1, "case_state", "case", DAY).await;
        let head = world.head(1).await;
        let first = world.orders("state = 'draft'").await[0];
        sign_order(&head, first, world.version(first).await, PASSWORD.to_owned()).await.unwrap();
        world.set_day("2021-07-05");
        world.record(1, "case_state", "case", "2021-07-05").await;
        let second = world.orders("state = 'draft'").await;
        assert_eq!(second.len(), 1);
        assert_eq!(world.of_order(second[0], "cast(until_on as text)").await, "2021-07-18");
        assert_eq!(world.count("select count(*) from arrangements_order where follows is not null").await, 1);
        world.set_day("2021-07-08");
        world.review().await;
        assert_eq!(world.orders("kind = 'lift'").await.len(), 0);
        refresh_order(&head, second[0], world.version(second[0]).await).await.unwrap();
        sign_order(&head, second[0], world.version(second[0]).await, PASSWORD.to_owned()).await.unwrap();
        assert_eq!(world.of_order(first, "state").await, "ended");
    })
    .await;
}

#[tokio::test]
async fn an_order_that_no_law_gives_a_quota_says_that_it_changes_nothing() {
    each_db(|db| async move {
        let world = World::new(db, &staff(1, 5)).await;
        world.set_day("2021-06-01");
        world.record(1, "case_state", "case", "2021-06-01").await;
        let id = world.orders("state = 'draft'").await[0];
        let head = world.head(1).await;
        let browser = Browser::of(&world, &head).await;
        let page = browser.get(&format!("/perintah-kerja/{id}")).await.page(200);
        assert!(page.contains("Belum ada aturan yang menentukan kuota"), "{page}");
        assert!(page.contains("program, dari catatan kasus") && !page.contains("arrangements.draft_orders"));
        world.set_day(DAY);
        world.record(1, "case_state", "cluster", DAY).await;
        let id = *world.orders("state = 'draft'").await.last().unwrap();
        let browser = Browser::of(&world, &head).await;
        let page = browser.get(&format!("/perintah-kerja/{id}")).await.page(200);
        assert!(!page.contains("Belum ada aturan yang menentukan kuota"), "{page}");
        assert!(page.contains("/pengaturan-kerja/andai?opd="), "{page}");
    })
    .await;
}
