//! Minutes, what comes after them, and opening again.

use super::browser::Browser;
use super::world::{DAY, PASSWORD, World, assert_code, code, day, person_name};
use sha2::{Digest, Sha256};
use siaga_access::Role;
use siaga_attendance::PaperStatus;
use siaga_directory::{NewAgency, add_agencies};
use siaga_inspection::{
    AnswerKind, AnswerValue, Call, NewInspection, NewNote, NewQuestion, Order, Snapshot, add_question,
    answer_questions, call_agency, close_inspection, confirm_recap, join_inspection, mark_joined,
    note_finding, note_instruction, plan_inspection, reopen_inspection, start_inspection, task_list,
};
use siaga_platform::db;
use siaga_testkit::each_db;
use uuid::Uuid;

async fn minutes(world: &World, version: i32) -> (Snapshot, String) {
    #[derive(db::FromQueryResult)]
    struct Row {
        snapshot: String,
        sha256: String,
    }
    let sql = "select snapshot, sha256 from inspection_minutes where version = $1";
    let row: Row = db::one(world.program.app.db.reader(), sql, [version.into()]).await.unwrap();
    (serde_json::from_str(&row.snapshot).unwrap(), row.sha256)
}

/// Opens one with a question, the recaps of two of three agencies signed and confirmed.
async fn held(world: &World) -> (siaga_platform::Ctx, Uuid, Uuid) {
    let (leader, officer) = (world.leader().await, world.officer().await);
    let id = world.plan(&leader).await;
    let new = NewQuestion { text: "BLT tersalur".into(), kind: AnswerKind::Share, agencies: Vec::new() };
    let question = add_question(&leader, id, 1, &new).await.unwrap();
    world.sign(&officer, 1, &[(1, PaperStatus::Sick), (2, PaperStatus::Unexcused)]).await;
    start_inspection(&leader, id, 2).await.unwrap();
    world.set_clock("08:40:00");
    world.sign(&officer, 2, &[]).await;
    for place in [1, 2] {
        let head = world.head(place).await;
        confirm_recap(&head, id, world.agencies[place], world.recap(place).await).await.unwrap();
    }
    (leader, id, question)
}

#[tokio::test]
async fn a_close_makes_minutes_a_document_and_tasks_at_once() {
    each_db(|db| async move {
        let world = World::new(db, 3).await;
        let (leader, id, question) = held(&world).await;
        let head = world.head(1).await;
        let answer = [(question, AnswerValue::Share { part: 202, whole: 237 })];
        answer_questions(&head, id, world.agencies[1], &answer).await.unwrap();
        let agency_id = Some(world.agencies[1]);
        note_finding(&leader, id, 3, &NewNote { agency_id, text: "Ruang layanan kosong".into() })
            .await
            .unwrap();
        let order = Order { person: String::new(), due_on: day("2020-06-02") };
        let new = NewNote { agency_id, text: "Lengkapi data BLT".into() };
        note_instruction(&leader, id, 4, &new, &order).await.unwrap();
        world.set_clock("10:05:00");
        let close =
            async |password: &str| close_inspection(&leader, id, 5, "Terima kasih", password.into()).await;
        assert_code(close("salah").await, "platform.password_wrong");
        assert_eq!(world.inspection(id).await.version, 5, "a wrong password closes nothing");
        assert_eq!(close(PASSWORD).await.unwrap(), 1);

        let (held, sha256) = minutes(&world, 1).await;
        assert_eq!((held.attended, held.obliged), (6, 8), "four people each, one sick, one unexcused");
        assert_eq!(sha256, hex::encode(Sha256::digest(serde_json::to_string(&held).unwrap())), "canonical");
        assert_eq!(held.findings[0].text, "Ruang layanan kosong");
        assert_eq!(held.instructions[0].due_on, Some(day("2020-06-02")));
        let first = &held.agencies[0];
        assert_eq!((first.state.as_str(), first.attended, first.obliged), ("confirmed", 2, 4));
        assert_eq!(first.absentees[0].name, person_name(1, 2));
        assert_eq!(first.answers[0].value, Some(AnswerValue::Share { part: 202, whole: 237 }));
        assert!(first.recap.as_ref().unwrap().is_confirmed && !first.recap.as_ref().unwrap().is_late);
        assert!(held.agencies[1].recap.as_ref().unwrap().is_late, "signed after it began");
        assert_eq!(held.agencies[2].state, "not-joined");

        let tasks = task_list(&leader).await.unwrap();
        assert_eq!((tasks.len(), tasks[0].task.text.as_str()), (1, "Lengkapi data BLT"));
        let reference = format!("inspection/{id}/1");
        let document = siaga_documents::by_reference(&leader, &reference).await.unwrap().unwrap();
        assert!(document.number.is_some());
        let file = siaga_documents::pdf(&leader, document.uid).await.unwrap();
        assert!(file.bytes.starts_with(b"%PDF"), "the body is one that the typesetter knows");
        assert_code(close(PASSWORD).await, "inspection.not_open");
        let closed = "select cast(count(*) as bigint) from platform_outbox where topic = 'inspection.closed'";
        assert_eq!(world.count(closed).await, 1);
    })
    .await;
}

#[tokio::test]
async fn an_answer_after_the_close_is_kept_apart_and_taken_into_the_next_version() {
    each_db(|db| async move {
        let world = World::new(db, 3).await;
        let (leader, id, question) = held(&world).await;
        close_inspection(&leader, id, 3, "", PASSWORD.into()).await.unwrap();
        let head = world.head(2).await;
        let answer = [(question, AnswerValue::Share { part: 5, whole: 9 })];
        let answered = answer_questions(&head, id, world.agencies[2], &answer).await.unwrap();
        assert!(answered.is_after_close);
        assert_eq!(minutes(&world, 1).await.0.agencies[1].answers[0].value, None);

        let version = world.version(id).await;
        assert_code(reopen_inspection(&leader, id, version, "  ").await, "inspection.reason_missing");
        let personnel = world.personnel().await;
        assert_code(
            reopen_inspection(&personnel, id, version, "Jawaban susulan").await,
            "platform.forbidden",
        );
        reopen_inspection(&leader, id, version, "Jawaban susulan").await.unwrap();
        assert!(world.inspection(id).await.is_reopened());
        close_inspection(&leader, id, version + 1, "", PASSWORD.into()).await.unwrap();
        let (second, _) = minutes(&world, 2).await;
        let taken = &second.agencies[1].answers[0];
        assert_eq!(taken.value, Some(answer[0].1.clone()));
        assert!(taken.is_after_close);
        assert_eq!(second.reason, "Jawaban susulan");
        assert_eq!(minutes(&world, 1).await.0.agencies[1].answers[0].value, None, "the first version stays");
    })
    .await;
}

#[tokio::test]
async fn reopening_makes_no_task_twice() {
    each_db(|db| async move {
        let world = World::new(db, 2).await;
        let leader = world.leader().await;
        let id = world.open(&leader).await;
        let order = Order { person: person_name(1, 1), due_on: day(DAY) };
        let new = NewNote { agency_id: None, text: "Kirim data".into() };
        note_instruction(&leader, id, 2, &new, &order).await.unwrap();
        close_inspection(&leader, id, 3, "", PASSWORD.into()).await.unwrap();
        reopen_inspection(&leader, id, 4, "Ada tambahan").await.unwrap();
        close_inspection(&leader, id, 5, "", PASSWORD.into()).await.unwrap();
        assert_eq!(task_list(&leader).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn only_its_leader_closes_an_inspection() {
    each_db(|db| async move {
        let world = World::new(db, 2).await;
        let leader = world.leader().await;
        let id = world.open(&leader).await;
        let nobody = world.account(Role::RegionalLeader, None, None).await;
        assert_code(close_inspection(&nobody, id, 2, "", PASSWORD.into()).await, "inspection.only_leader");
        let other = world.account(Role::RegionalLeader, None, Some(5)).await;
        assert_code(close_inspection(&other, id, 2, "", PASSWORD.into()).await, "inspection.only_leader");
        let personnel = world.personnel().await;
        assert_code(close_inspection(&personnel, id, 2, "", PASSWORD.into()).await, "platform.forbidden");
        assert_code(close_inspection(&leader, id, 1, "", PASSWORD.into()).await, "inspection.changed");
    })
    .await;
}

#[tokio::test]
async fn who_was_there_is_what_was_noted_last() {
    each_db(|db| async move {
        let world = World::new(db, 3).await;
        let leader = world.leader().await;
        let id = world.open(&leader).await;
        let head = world.head(1).await;
        join_inspection(&head, id, &[world.agencies[1]]).await.unwrap();
        mark_joined(&leader, id, 2, world.agencies[1], false).await.unwrap();
        mark_joined(&leader, id, 3, world.agencies[2], true).await.unwrap();
        close_inspection(&leader, id, 4, "", PASSWORD.into()).await.unwrap();
        let (held, _) = minutes(&world, 1).await;
        let [left, called, never] = held.agencies.as_slice() else { panic!("three agencies") };
        assert_eq!(
            (left.state.as_str(), left.joined_at, left.spokesperson.as_str()),
            ("not-joined", None, "")
        );
        assert!(
            called.joined_at.is_some() && called.spokesperson.is_empty(),
            "a moderator speaks for nobody"
        );
        assert_eq!((never.state.as_str(), never.joined_at), ("not-joined", None));
        assert_eq!((held.attended, held.obliged), (0, 0), "nobody was heard");
    })
    .await;
}

#[tokio::test]
async fn minutes_on_a_page_name_people_only_to_who_may_see_them() {
    each_db(|db| async move {
        let world = World::new(db, 2).await;
        let (leader, officer) = (world.leader().await, world.officer().await);
        world.sign(&officer, 1, &[(2, PaperStatus::Unexcused)]).await;
        let id = world.open(&leader).await;
        confirm_recap(&world.head(1).await, id, world.agencies[1], world.recap(1).await).await.unwrap();
        let order = Order { person: person_name(1, 1), due_on: day(DAY) };
        let new = NewNote { agency_id: None, text: "Kirim data".into() };
        note_instruction(&leader, id, 2, &new, &order).await.unwrap();
        close_inspection(&leader, id, 3, "", PASSWORD.into()).await.unwrap();
        let path = format!("/sidak/{id}/berita-acara");
        let page = Browser::of(&world, &leader).await.get(&path).await.page(200);
        assert!(page.contains(&person_name(1, 1)) && page.contains(&person_name(1, 2)));
        let page = Browser::of(&world, &world.head(2).await).await.get(&path).await.page(200);
        assert!(page.contains("Kirim data"));
        assert!(!page.contains(&person_name(1, 1)) && !page.contains(&person_name(1, 2)));
    })
    .await;
}

#[tokio::test]
async fn days_without_data_and_agencies_without_people_are_no_obstacle() {
    each_db(|db| async move {
        let world = World::new(db, 1).await;
        let leader = world.leader().await;
        let empty = NewAgency { code: "kosong".into(), name: "Dinas Kosong".into(), ..NewAgency::default() };
        add_agencies(&world.system(), vec![empty]).await.unwrap();
        // Before the records begin, on a Sunday, and on the day itself with an agency of nobody.
        for on in ["1999-01-04", "2020-05-24", DAY] {
            let new = NewInspection {
                held_on: day(on),
                leader: "S00000".into(),
                agencies: vec![code(1), "kosong".into()],
                ..world.new_inspection()
            };
            let id = match plan_inspection(&leader, &new).await {
                Ok(id) => id,
                Err(problem) => {
                    assert_eq!((on, problem.code.as_str()), ("1999-01-04", "inspection.leader_missing"));
                    continue;
                }
            };
            start_inspection(&leader, id, 1).await.unwrap();
            call_agency(&leader, id, 2, Call::Next).await.unwrap();
            call_agency(&leader, id, 3, Call::Next).await.unwrap();
            let page = Browser::of(&world, &leader).await.get(&format!("/sidak/{id}")).await.page(200);
            assert!(page.contains("Dinas Kosong"));
            assert_eq!(page.contains("libur") || page.contains("akhir pekan"), on == "2020-05-24", "{on}");
            close_inspection(&leader, id, 4, "", PASSWORD.into()).await.unwrap();
        }
    })
    .await;
}
