//! Minutes: from the beginning of an event, by version, as an official document.

use super::world::{World, assert_code, day};
use siaga_access::Role;
use siaga_documents::{DocumentKind, DocumentState, find, pdf};
use siaga_events::{
    Change, EventState, attend_guest, change_event, decide_event, minutes_of, prepare_minutes, request_event,
    write_minutes,
};
use siaga_platform::{Ctx, Locale};
use siaga_testkit::each_db;
use siaga_typeset::MeetingMinutes;
use uuid::Uuid;

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
        assert_eq!(found.kind, DocumentKind::MeetingMinutes);
        let body: MeetingMinutes = serde_json::from_value(found.body).unwrap();
        is_told(&body);
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
        let uid = request_event(&officer, &world.meeting(0, 30)).await.unwrap();
        world.set_clock("2021-06-30T12:00:00");
        assert_code(write_minutes(&officer, uid, 1, TEXT, "").await, "events.not_allowed");
    })
    .await;
}

/// What the letter says about the meeting of 30 people in the hall, to which one came.
#[track_caller]
fn is_told(body: &MeetingMinutes) {
    assert_eq!((body.title.as_str(), body.kind.as_str()), ("Rapat koordinasi", "Rapat"));
    assert_eq!((body.day_text.as_str(), body.time_text.as_str()), ("Rabu, 30 Juni 2021", "09.00–11.00 WIB"));
    assert_eq!(body.place, "Aula Janaka, Jalan Contoh 1 (kapasitas 200 orang)");
    assert_eq!((body.meeting_link.as_str(), body.organiser.as_str()), ("", "Ani Lestari 0, Pelaksana"));
    assert_eq!((body.planned_text.as_str(), body.present_text.as_str()), ("30 orang", "1 orang (3,33 %)"));
    let limit = &body.limits[0];
    assert_eq!(limit.text, "Paling banyak 30 orang pada satu kegiatan");
    assert!(limit.source.contains("32.14/2021-06-25-wfh, "), "{}", limit.source);
    assert_eq!(body.purpose, ["Menyusun rencana bersama"]);
    assert_eq!(body.discussion, TEXT.lines().collect::<Vec<_>>());
    let decided: Vec<_> = body.decisions.iter().map(|one| (one.text.as_str(), one.person.as_str())).collect();
    assert_eq!(decided, [("Sediakan masker", "Camat"), ("Lapor mingguan", "")]);
    let maker = body.maker.as_ref().unwrap();
    assert_eq!((maker.name.as_str(), maker.post.as_str()), ("Ani Lestari 0", "Pelaksana"));
}

/// Writes minutes as somebody and returns what the letter says.
async fn letter(ctx: &Ctx, uid: Uuid, seen: i64) -> MeetingMinutes {
    write_minutes(ctx, uid, seen, TEXT, "").await.unwrap();
    let document = prepare_minutes(ctx, uid).await.unwrap();
    assert!(pdf(ctx, document).await.unwrap().bytes.starts_with(b"%PDF"));
    serde_json::from_value(find(ctx, document).await.unwrap().body).unwrap()
}

#[tokio::test]
async fn the_head_who_wrote_them_signs_once_and_a_virtual_event_has_a_link_and_no_limit() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let uid = world.allowed(&officer, 30).await;
        let link = "https://rapat.example/purwakarta".to_owned();
        change_event(&officer, uid, 2, &Change::MakeVirtual { meeting_link: link.clone() }).await.unwrap();
        decide_event(&world.leader().await, uid, 3, true, "").await.unwrap();
        world.set_clock("2021-06-30T12:00:00");
        let head = world.account(Role::AgencyHead, Some(0), Some(0)).await;
        let body = letter(&Ctx { locale: Locale::English, ..officer }, uid, 4).await;
        assert_eq!((body.place.as_str(), body.meeting_link.as_str()), ("Virtual (daring)", link.as_str()));
        assert_eq!((body.limits, body.decisions), (vec![], vec![]));
        assert_eq!(body.maker.map(|maker| maker.name).as_deref(), Some("Ani Lestari 0"));
        assert_eq!(letter(&head, uid, 5).await.maker, None);
    })
    .await;
}

#[tokio::test]
async fn the_limit_is_that_of_the_day_of_the_event_however_late_the_letter_is_made() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let mut new = world.meeting(0, 45);
        new.plan.held_on = day("2021-06-24");
        let uid = request_event(&officer, &new).await.unwrap();
        decide_event(&world.leader().await, uid, 1, true, "").await.unwrap();
        world.set_clock("2021-07-12T08:00:00");
        let body = letter(&officer, uid, 2).await;
        assert_eq!(body.limits[0].text, "Paling banyak 50 orang pada satu kegiatan");
        assert_eq!(body.day_text, "Kamis, 24 Juni 2021");
    })
    .await;
}
