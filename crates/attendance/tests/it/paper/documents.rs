//! Recaps as official documents.

use super::browser::Browser;
use super::world::{DAY, PASSWORD, World, assert_code, of};
use siaga_attendance::{PaperStatus, correct_recap, countersign_recap, publish_recap};
use siaga_documents::{DocumentState, by_reference, find};
use siaga_testkit::each_db;
use siaga_typeset::{RecapDay, RecapMonth};

#[tokio::test]
async fn a_countersigned_recap_has_its_number_and_its_file_at_once() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T14:00:00").await;
        let (officer, head) = (world.officer().await, world.head().await);
        world.scans(&[(0, 26_000), (1, 26_100)]).await;
        world.signed(&officer, &[("ani", PaperStatus::Sick)]).await;
        let reference = format!("attendance.recap/{}/{DAY}/1", world.agencies[0]);
        let draft = publish_recap(&officer, of("dinkes"), 1).await.unwrap();
        let found = find(&officer, draft).await.unwrap();
        assert_eq!((found.state, found.number), (DocumentState::Draft, None), "the head has not signed");
        countersign_recap(&head, of("dinkes"), PASSWORD.to_owned()).await.unwrap();
        let browser = Browser::of(&world, &officer).await;
        let sheet = format!("/rekap/dinkes/{DAY}");
        assert!(browser.get(&sheet).await.page(200).contains("Terbitkan PDF rekap"));
        let sent = browser.post(&format!("{sheet}/1/surat"), "").await;
        assert_eq!(
            (sent.status.as_u16(), sent.location),
            (303, format!("/surat/{draft}")),
            "the same document"
        );
        let found = by_reference(&officer, &reference).await.unwrap().unwrap();
        assert_eq!(found.state, DocumentState::Signed);
        assert!(found.number.is_some());
        let body: RecapDay = serde_json::from_value(found.body).unwrap();
        assert_eq!(body.total_people, 6);
        // Five of six came: one is ill.
        assert_eq!(body.rate_text, "83,33 %");
        assert_eq!(body.exceptions.len(), 1);
        assert!(body.version_text.contains("disahkan") && body.note.contains("Segel"), "{body:?}");
        let terminals = body.terminals.unwrap();
        assert_eq!((terminals.recap_people, terminals.terminal_people), (5, 2));
        assert_eq!(terminals.difference_text, "+3");
    })
    .await;
}

#[tokio::test]
async fn only_what_is_in_force_becomes_a_document() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T14:00:00").await;
        let (officer, personnel) = (world.officer().await, world.personnel().await);
        world.complete_draft(&officer, &[]).await;
        let refused = publish_recap(&officer, of("dinkes"), 1).await;
        assert_code(refused, "attendance.recap_not_in_force");
        world.exec("update attendance_recap set state = 'signed', signed_at = made_at", []).await;
        correct_recap(&personnel, of("dinkes"), "salah ketik").await.unwrap();
        assert_code(publish_recap(&officer, of("dinkes"), 3).await, "attendance.recap_version_missing");
        let other = world.employee(7).await;
        assert_code(publish_recap(&other, of("dinkes"), 1).await, "platform.forbidden");
    })
    .await;
}

#[tokio::test]
async fn the_month_of_an_agency_is_a_draft_for_its_head() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T14:00:00").await;
        let officer = world.officer().await;
        world.signed(&officer, &[("ani", PaperStatus::Sick)]).await;
        let browser = Browser::of(&world, &officer).await;
        let page = browser.get("/rekap-kehadiran?periode=2020-05&opd=dinkes").await.page(200);
        assert!(page.contains("Siapkan rekap bulan sebagai PDF"));
        let sent = browser.post("/rekap-kehadiran/surat", "periode=2020-05&opd=dinkes").await;
        assert_eq!(sent.status.as_u16(), 303, "{}", sent.body);
        let reference = format!("attendance.recap_month/{}/2020-05", world.agencies[0]);
        let found = by_reference(&officer, &reference).await.unwrap().unwrap();
        assert_eq!(found.state, DocumentState::Draft);
        let body: RecapMonth = serde_json::from_value(found.body).unwrap();
        assert_eq!((body.people.len(), body.days.len()), (6, 26));
        let ani = body.people.iter().find(|person| person.name == "Ani Lestari").unwrap();
        assert_eq!(ani.codes[25], "S");
        let sick = body.codes.iter().position(|key| key.code == "S").unwrap();
        assert_eq!(ani.totals[sick], 1);
        let refused = browser.post("/rekap-kehadiran/surat", "periode=2020-05&opd=dishub").await;
        assert_eq!(refused.status.as_u16(), 403);
        assert_eq!(
            browser.post("/rekap-kehadiran/surat", "periode=2020&opd=dinkes").await.status.as_u16(),
            422
        );
    })
    .await;
}
