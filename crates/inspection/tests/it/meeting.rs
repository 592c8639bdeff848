//! The room from its plan to the last agency: states, conflicts, refusals.

use super::world::{DAY, World, assert_code, code, day, person_name, tenant};
use siaga_access::Role;
use siaga_attendance::{PaperStatus, RecapOf, correct_recap};
use siaga_inspection::{
    AnswerKind, AnswerValue, Call, NewInspection, NewNote, NewQuestion, Order, Reorder, add_question,
    answer_questions, call_agency, cancel_inspection, confirm_recap, join_inspection, mark_absentees,
    mark_joined, note_finding, note_instruction, object_to_recap, open_correction, plan_inspection,
    remove_question, reorder_agencies, start_inspection,
};
use siaga_platform::settings;
use siaga_testkit::each_db;
use uuid::Uuid;

#[tokio::test]
async fn a_plan_says_what_is_wrong_with_it_and_writes_nothing() {
    each_db(|db| async move {
        let world = World::new(db, 2).await;
        let leader = world.leader().await;
        let good = world.new_inspection();
        let plan = async |new: NewInspection| plan_inspection(&leader, &new).await;
        assert_code(
            plan(NewInspection { title: " ".into(), ..good.clone() }).await,
            "inspection.title_missing",
        );
        assert_code(plan(NewInspection { start_minute: 1440, ..good.clone() }).await, "inspection.time");
        let far = NewInspection { held_on: day("2201-01-01"), ..good.clone() };
        assert_code(plan(far).await, "inspection.date");
        let link = NewInspection { meeting_link: "http://a.b/c".into(), ..good.clone() };
        assert_code(plan(link).await, "inspection.link");
        let nobody = NewInspection { leader: "Zainal".into(), ..good.clone() };
        assert_code(plan(nobody).await, "inspection.leader_missing");
        let several = NewInspection { leader: "Hasan".into(), ..good.clone() };
        assert_code(plan(several).await, "inspection.leader_several");
        let stranger = NewInspection { agencies: vec!["xyz".into()], ..good.clone() };
        assert_code(plan(stranger).await, "directory.agency_missing");
        let head = world.head(1).await;
        assert_code(plan_inspection(&head, &good).await, "platform.forbidden");
        assert_eq!(world.count("select cast(count(*) as bigint) from inspection_inspection").await, 0);
        let by_number = NewInspection { leader: "S00000".into(), agencies: Vec::new(), ..good };
        let id = plan(by_number).await.unwrap();
        assert_eq!(world.inspection(id).await.leader_name, person_name(0, 0));
        assert_eq!(world.count("select cast(count(*) as bigint) from inspection_agency").await, 3, "all");
    })
    .await;
}

#[tokio::test]
async fn a_room_is_made_only_where_a_service_is_set_and_nothing_was_typed() {
    each_db(|db| async move {
        let world = World::new(db, 1).await;
        let leader = world.leader().await;
        let unlinked = NewInspection { meeting_link: String::new(), ..world.new_inspection() };
        let without = plan_inspection(&leader, &unlinked).await.unwrap();
        assert_eq!(world.inspection(without).await.meeting_link, "");
        let admin = world.account(Role::Administrator, None, None).await;
        let set = async |value: &str| settings::set(&admin, "inspection.jitsi_address", value).await;
        assert_code(set("http://rapat.contoh.go.id").await, "inspection.link");
        set("https://rapat.contoh.go.id/").await.unwrap();
        let mut rooms = Vec::new();
        for _ in 0..2 {
            let id = plan_inspection(&leader, &unlinked).await.unwrap();
            rooms.push(world.inspection(id).await.meeting_link);
        }
        assert!(
            rooms[0].starts_with("https://rapat.contoh.go.id/sidak-") && rooms[0].len() > 50,
            "{rooms:?}"
        );
        assert_ne!(rooms[0], rooms[1]);
    })
    .await;
}

#[tokio::test]
async fn a_planned_inspection_is_ordered_asked_and_cancelled() {
    each_db(|db| async move {
        let world = World::new(db, 3).await;
        let leader = world.leader().await;
        let id = world.plan(&leader).await;
        let up = Reorder::Move { agency_id: world.agencies[2], is_up: true };
        reorder_agencies(&leader, id, 1, &up).await.unwrap();
        assert_code(reorder_agencies(&leader, id, 1, &up).await, "inspection.changed");
        let question = |agencies| NewQuestion {
            text: "Data JPS sudah diverifikasi?".into(),
            kind: AnswerKind::YesNo,
            agencies,
        };
        let asked = add_question(&leader, id, 2, &question(vec![world.agencies[1]])).await.unwrap();
        assert_code(
            add_question(&leader, id, 3, &question(vec![world.agencies[0]])).await,
            "inspection.agency_not_invited",
        );
        remove_question(&leader, id, 3, asked).await.unwrap();
        assert_code(remove_question(&leader, id, 4, asked).await, "inspection.question_answered");
        assert_code(cancel_inspection(&leader, id, 4, "eh").await, "inspection.reason_missing");
        cancel_inspection(&leader, id, 4, "Ada bencana banjir").await.unwrap();
        assert_code(start_inspection(&leader, id, 5).await, "inspection.not_planned");
        let later = NewInspection { held_on: day("2020-05-27"), ..world.new_inspection() };
        let later = plan_inspection(&leader, &later).await.unwrap();
        assert_code(start_inspection(&leader, later, 1).await, "inspection.too_early");
    })
    .await;
}

#[tokio::test]
async fn two_moderators_do_not_overwrite_each_other() {
    each_db(|db| async move {
        let world = World::new(db, 3).await;
        let (leader, second) = (world.leader().await, world.personnel().await);
        let id = world.open(&leader).await;
        let seen = world.version(id).await;
        let first = call_agency(&leader, id, seen, Call::Next).await.unwrap();
        assert_eq!(first, world.agencies[1]);
        assert_code(call_agency(&second, id, seen, Call::Next).await, "inspection.changed");
        let note = NewNote { agency_id: None, text: "Masker".into() };
        assert_code(note_finding(&second, id, seen, &note).await, "inspection.changed");
        assert_eq!(
            world.inspection(id).await.current_agency_id,
            Some(first),
            "the stale act changed nothing"
        );
        let next = call_agency(&second, id, seen + 1, Call::Next).await.unwrap();
        assert_eq!(next, world.agencies[2]);
        note_finding(&second, id, seen + 2, &note).await.unwrap();
        let head = world.head(1).await;
        assert_code(call_agency(&head, id, seen + 3, Call::Next).await, "platform.forbidden");
        let stranger = Call::Agency(world.agencies[0]);
        assert_code(call_agency(&leader, id, seen + 3, stranger).await, "inspection.agency_not_invited");
    })
    .await;
}

#[tokio::test]
async fn a_head_confirms_exactly_what_was_signed() {
    each_db(|db| async move {
        let world = World::new(db, 2).await;
        let (leader, officer, head) = (world.leader().await, world.officer().await, world.head(1).await);
        let id = world.open(&leader).await;
        let agency = world.agencies[1];
        assert_code(confirm_recap(&head, id, agency, Uuid::nil()).await, "inspection.recap_not_signed");
        world.sign(&officer, 1, &[(1, PaperStatus::Sick)]).await;
        assert_code(confirm_recap(&head, id, agency, Uuid::nil()).await, "inspection.recap_changed");
        let recap = world.recap(1).await;
        assert_code(confirm_recap(&head, id, world.agencies[2], recap).await, "platform.forbidden");
        assert_code(
            confirm_recap(&head, id, world.agencies[0], recap).await,
            "inspection.agency_not_invited",
        );
        confirm_recap(&head, id, agency, recap).await.unwrap();
        let version = world.version(id).await;
        confirm_recap(&head, id, agency, recap).await.unwrap();
        assert_eq!(world.version(id).await, version, "what heads do makes no form of a moderator stale");
    })
    .await;
}

#[tokio::test]
async fn a_correction_is_a_new_version_that_is_confirmed_again() {
    each_db(|db| async move {
        let world = World::new(db, 2).await;
        let (leader, officer, head) = (world.leader().await, world.officer().await, world.head(1).await);
        let personnel = world.personnel().await;
        world.sign(&officer, 1, &[(1, PaperStatus::Sick)]).await;
        let id = world.open(&leader).await;
        let agency = world.agencies[1];
        assert_code(open_correction(&personnel, id, agency).await, "inspection.nothing_objected");
        assert_code(object_to_recap(&head, id, agency, "").await, "inspection.reason_missing");
        confirm_recap(&head, id, agency, world.recap(1).await).await.unwrap();
        let other = world.head(2).await;
        assert_code(object_to_recap(&other, id, agency, "Ani sudah masuk").await, "platform.forbidden");
        object_to_recap(&head, id, agency, "Ani sudah masuk").await.unwrap();
        let drafts = "select cast(count(*) as bigint) from attendance_recap where version = 2
            and state = 'draft' and reason = 'Ani sudah masuk'";
        assert_eq!(world.count(drafts).await, 1, "the head's words open the new version");
        let trail = format!(
            "select cast(count(*) as bigint) from platform_audit where action = 'recap.correct'
             and detail like '%inspection/{id}%' and detail like '%Ani sudah masuk%'"
        );
        assert_eq!(world.count(&trail).await, 1, "with the inspection and the reason in the audit");
        object_to_recap(&head, id, agency, "Ani masuk siang").await.unwrap();
        assert_eq!(world.count(drafts).await, 1, "a second word finds the correction open");
        let of = RecapOf { agency_code: &code(1), day: day(DAY) };
        assert_code(correct_recap(&head, of, "Tanpa sidak").await, "platform.forbidden");
        assert_code(open_correction(&leader, id, agency).await, "platform.forbidden");
        world.set_clock("09:10:00");
        assert_eq!(open_correction(&personnel, id, agency).await.unwrap(), code(1), "it is open already");
        let before = world.recap(1).await;
        world.sign(&officer, 1, &[]).await;
        let after = world.recap(1).await;
        assert_ne!(before, after);
        assert_code(confirm_recap(&head, id, agency, before).await, "inspection.recap_changed");
        confirm_recap(&head, id, agency, after).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn strangers_reach_nothing() {
    each_db(|db| async move {
        let world = World::new(db, 3).await;
        let leader = world.leader().await;
        let some = NewInspection { agencies: vec![code(1)], ..world.new_inspection() };
        let id = plan_inspection(&leader, &some).await.unwrap();
        start_inspection(&leader, id, 1).await.unwrap();
        let other_agency = world.head(2).await;
        let answer = |ctx, agency| answer_questions(ctx, id, agency, &[]);
        assert_code(answer(&other_agency, world.agencies[2]).await, "inspection.agency_not_invited");
        assert_code(answer(&other_agency, world.agencies[1]).await, "platform.forbidden");
        join_inspection(&other_agency, id, &[world.agencies[2]]).await.unwrap();
        assert_eq!(world.count("select cast(count(joined_at) as bigint) from inspection_agency").await, 0);
        let government = tenant(&world.program, "12.19").await;
        let elsewhere = siaga_platform::Ctx { government, ..leader.clone() };
        assert_code(call_agency(&elsewhere, id, 2, Call::Next).await, "inspection.missing");
        assert_code(
            note_finding(&elsewhere, id, 2, &NewNote { agency_id: None, text: "x".into() }).await,
            "inspection.missing",
        );
        assert_eq!(world.version(id).await, 2);
    })
    .await;
}

#[tokio::test]
async fn instructions_need_a_person_and_a_day_to_come() {
    each_db(|db| async move {
        let world = World::new(db, 2).await;
        let leader = world.leader().await;
        let id = world.open(&leader).await;
        let version = world.version(id).await;
        let note = |agency_id| NewNote { agency_id, text: "Lengkapi data BLT".into() };
        let order = |person: &str, due: &str| Order { person: person.into(), due_on: day(due) };
        let give =
            async |agency, order: Order| note_instruction(&leader, id, version, &note(agency), &order).await;
        assert_code(give(None, order("", "2020-06-02")).await, "inspection.person_missing");
        assert_code(give(None, order("Budi", "2020-06-02")).await, "inspection.leader_several");
        assert_code(give(Some(world.agencies[1]), order("", "2020-05-25")).await, "inspection.due_past");
        assert_code(
            give(Some(world.agencies[0]), order("", "2020-06-02")).await,
            "inspection.agency_not_invited",
        );
        give(Some(world.agencies[1]), order("", DAY)).await.unwrap();
        let empty = NewNote { agency_id: None, text: " \n".into() };
        assert_code(note_finding(&leader, id, version + 1, &empty).await, "inspection.text_missing");
        let long = NewNote { agency_id: None, text: "a".repeat(10_000) };
        assert_code(note_finding(&leader, id, version + 1, &long).await, "inspection.text_long");
        let script = NewNote { agency_id: None, text: "<b>\u{202e}ꦱꦶꦝꦏ᭄ مرحبا".into() };
        note_finding(&leader, id, version + 1, &script).await.unwrap();
        let kept = "select cast(count(*) as bigint) from inspection_note where text = '<b>ꦱꦶꦝꦏ᭄ مرحبا'";
        assert_eq!(world.count(kept).await, 1);
    })
    .await;
}

#[tokio::test]
async fn only_who_is_away_without_explanation_is_marked_and_once() {
    each_db(|db| async move {
        let world = World::new(db, 2).await;
        let (leader, officer) = (world.leader().await, world.officer().await);
        let id = world.open(&leader).await;
        let agency = world.agencies[1];
        let person = |index: usize| world.people[super::world::PEOPLE + index].uid;
        let mark = async |people: &[Uuid]| {
            mark_absentees(&leader, id, world.version(id).await, agency, people).await
        };
        assert_code(mark(&[]).await, "inspection.nobody_chosen");
        assert_code(mark(&[person(2)]).await, "inspection.recap_not_signed");
        world.sign(&officer, 1, &[(1, PaperStatus::Sick), (2, PaperStatus::Unexcused)]).await;
        assert_code(mark(&[person(2), person(1)]).await, "inspection.not_absent");
        let news =
            "select cast(count(*) as bigint) from platform_outbox where topic = 'inspection.absentee_marked'";
        assert_eq!(world.count(news).await, 0, "a refused mark is no half mark");
        assert_eq!(mark(&[person(2)]).await.unwrap(), 1);
        assert_eq!(mark(&[person(2)]).await.unwrap(), 0);
        assert_eq!(world.count(news).await, 1);
    })
    .await;
}

#[tokio::test]
async fn answers_are_kept_as_they_change_and_missing_agencies_are_noted() {
    each_db(|db| async move {
        let world = World::new(db, 2).await;
        let (leader, head) = (world.leader().await, world.head(1).await);
        let id = world.plan(&leader).await;
        let new = NewQuestion {
            text: "BLT tersalur".into(),
            kind: AnswerKind::Share,
            agencies: vec![world.agencies[1]],
        };
        let question = add_question(&leader, id, 1, &new).await.unwrap();
        let share = |part| [(question, AnswerValue::Share { part, whole: 237 })];
        let agency = world.agencies[1];
        assert_code(answer_questions(&head, id, agency, &share(1)).await, "inspection.not_open");
        start_inspection(&leader, id, 2).await.unwrap();
        for (part, new) in [(200, 1), (200, 0), (202, 1)] {
            assert_eq!(answer_questions(&head, id, agency, &share(part)).await.unwrap().answers, new);
        }
        let unasked = world.head(2).await;
        let refused = answer_questions(&unasked, id, world.agencies[2], &share(1)).await;
        assert_code(refused, "inspection.question_missing");
        assert_code(remove_question(&leader, id, 3, question).await, "inspection.question_answered");
        mark_joined(&leader, id, 3, world.agencies[2], false).await.unwrap();
        let absent = "select cast(count(*) as bigint) from inspection_agency where is_absent";
        assert_eq!(world.count(absent).await, 1);
        join_inspection(&unasked, id, &[world.agencies[2]]).await.unwrap();
        assert_eq!(world.count(absent).await, 0, "whoever comes late is there");
        mark_joined(&leader, id, 4, world.agencies[2], false).await.unwrap();
        join_inspection(&unasked, id, &[world.agencies[2]]).await.unwrap();
        assert_eq!(
            world.count(absent).await,
            1,
            "opening the page again does not undo what a moderator noted"
        );
    })
    .await;
}
