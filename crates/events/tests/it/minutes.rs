//! Minutes: from the beginning of an event, by version, as an official document.

use super::world::{World, assert_code};
use siaga_documents::{DocumentState, find, pdf};
use siaga_events::{EventState, attend_guest, minutes_of, prepare_minutes, write_minutes};
use siaga_testkit::each_db;

const TEXT: &str = "Rapat dibuka pukul 09.00.\nCamat melaporkan keadaan desa.";

#[tokio::test]
async fn minutes_count_who_is_on_the_list_and_become_a_draft_for_the_head() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let uid = world.allowed(&officer, 30).await;
        world.set_clock("2021-06-30T08:59:00");
        assert_code(write_minutes(&officer, uid, 2, TEXT, "").await, "events.not_begun");
        attend_guest(&world.anonymous(), &world.code().await, "Siti", "Desa A").await.unwrap();
        world.set_clock("2021-06-30T12:00:00");
        assert_code(prepare_minutes(&officer, uid).await, "events.minutes_missing");
        assert_code(write_minutes(&officer, uid, 2, "pendek", "").await, "events.text_missing");
        let decisions = "Sediakan masker | Camat\nLapor mingguan";
        assert_eq!(write_minutes(&officer, uid, 2, TEXT, decisions).await.unwrap(), 1);
        assert_eq!(world.state(uid).await, EventState::Held);
        assert_code(write_minutes(&officer, uid, 2, TEXT, "").await, "events.changed_meanwhile");
        assert_eq!(write_minutes(&officer, uid, 3, TEXT, decisions).await.unwrap(), 2);
        let versions = minutes_of(&officer, uid).await.unwrap();
        assert_eq!(
            versions.iter().map(|one| (one.version, one.present)).collect::<Vec<_>>(),
            [(2, 1), (1, 1)]
        );
        let document = prepare_minutes(&officer, uid).await.unwrap();
        assert_eq!(prepare_minutes(&officer, uid).await.unwrap(), document, "again replaces the draft");
        let found = find(&officer, document).await.unwrap();
        assert_eq!(found.state, DocumentState::Draft);
        assert_eq!(found.about, "Notulen Rapat koordinasi");
        assert_eq!(found.body["instructions"][0]["person"], "Camat");
        assert_eq!(found.body["programmes"][0]["realised_text"], "1 orang");
        assert!(pdf(&officer, document).await.unwrap().bytes.starts_with(b"%PDF"));
        let stranger = world.officer(1).await;
        assert_code(minutes_of(&stranger, uid).await, "platform.forbidden");
        assert_code(write_minutes(&world.leader().await, uid, 4, TEXT, "").await, "platform.forbidden");
    })
    .await;
}

#[tokio::test]
async fn what_was_not_allowed_has_no_minutes() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let uid = siaga_events::request_event(&officer, &world.meeting(0, 30)).await.unwrap();
        world.set_clock("2021-06-30T12:00:00");
        assert_code(write_minutes(&officer, uid, 1, TEXT, "").await, "events.not_allowed");
    })
    .await;
}
