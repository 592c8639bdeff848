//! Tasks from the instruction to the accepted report.

use super::browser::Browser;
use super::world::{PASSWORD, PEOPLE, World, assert_code, day, person_name};
use siaga_access::Role;
use siaga_inspection::{
    NewNote, Order, TaskState, close_inspection, decide_task, note_instruction, report_task, task, task_list,
};
use siaga_platform::Ctx;
use siaga_testkit::each_db;
use uuid::Uuid;

/// Gives one instruction to the head of the first agency and one to a person of the second.
async fn given(world: &World) -> (Ctx, Uuid, Uuid) {
    let leader = world.leader().await;
    let id = world.open(&leader).await;
    let to_head = Order { person: String::new(), due_on: day("2020-05-27") };
    let new = |agency| NewNote { agency_id: agency, text: "Kirim data".into() };
    note_instruction(&leader, id, 2, &new(Some(world.agencies[1])), &to_head).await.unwrap();
    let to_person = Order { person: person_name(2, 1), due_on: day("2020-06-02") };
    note_instruction(&leader, id, 3, &new(None), &to_person).await.unwrap();
    close_inspection(&leader, id, 4, "", PASSWORD.into()).await.unwrap();
    let tasks = task_list(&leader).await.unwrap();
    (leader, tasks[0].task.id, tasks[1].task.id)
}

#[tokio::test]
async fn each_sees_the_own_tasks_and_only_leaders_accept() {
    each_db(|db| async move {
        let world = World::new(db, 2).await;
        let (leader, of_head, of_person) = given(&world).await;
        let head = world.head(1).await;
        let person = world.account(Role::Employee, Some(2), Some(2 * PEOPLE + 1)).await;
        let ids = async |ctx: &Ctx| -> Vec<Uuid> {
            task_list(ctx).await.unwrap().into_iter().map(|one| one.task.id).collect()
        };
        assert_eq!(ids(&head).await, [of_head]);
        assert_eq!(ids(&person).await, [of_person]);
        let head_of_person = world.head(2).await;
        assert_eq!(ids(&head_of_person).await, [of_person], "the agency answers when the person leaves");
        report_task(&head_of_person, of_person, "Diteruskan", None).await.unwrap();
        assert_code(task(&person, of_head).await, "inspection.task_missing");
        assert_code(report_task(&head, of_head, " ", None).await, "inspection.text_missing");
        assert_code(decide_task(&leader, of_head, true, "").await, "inspection.task_not_reported");
        report_task(&head, of_head, "Sudah dikirim", None).await.unwrap();
        assert_code(report_task(&head, of_head, "Lagi", None).await, "inspection.task_not_open");
        assert_code(decide_task(&head, of_head, true, "").await, "platform.forbidden");
        assert_code(decide_task(&leader, of_head, false, "").await, "inspection.reason_missing");
        decide_task(&leader, of_head, false, "Belum lengkap").await.unwrap();
        report_task(&head, of_head, "Sudah lengkap", None).await.unwrap();
        decide_task(&leader, of_head, true, "").await.unwrap();
        let (done, steps) = task(&head, of_head).await.unwrap();
        assert_eq!((done.task.state, steps.len()), (TaskState::Done, 4), "nothing of the history is lost");
    })
    .await;
}

#[tokio::test]
async fn nobody_accepts_the_own_report() {
    each_db(|db| async move {
        let world = World::new(db, 2).await;
        let (_, of_head, _) = given(&world).await;
        let head = world.head(1).await;
        report_task(&head, of_head, "Sudah dikirim", None).await.unwrap();
        let same_person = world.account(Role::RegionalLeader, None, Some(PEOPLE)).await;
        assert_code(decide_task(&same_person, of_head, true, "").await, "inspection.own_report");
    })
    .await;
}

#[tokio::test]
async fn a_late_task_is_told_and_evidence_is_kept() {
    each_db(|db| async move {
        let world = World::new(db, 2).await;
        let (leader, of_head, _) = given(&world).await;
        assert_eq!(task_list(&leader).await.unwrap().iter().filter(|one| one.is_overdue).count(), 0);
        world.program.clock.set("2020-05-28T03:00:00Z".parse().unwrap());
        assert!(task_list(&leader).await.unwrap()[0].is_overdue);
        let head = Browser::of(&world, &world.head(1).await).await;
        let path = format!("/tugas/{of_head}");
        let page = head.get(&path).await.page(200);
        assert!(page.contains("Terlambat"));
        let fields = [("text", "Sudah dikirim")];
        let odd = head.upload(&format!("{path}/laporan"), &fields, Some(("a.exe", "MZ"))).await;
        assert!(odd.page(422).contains("Sudah dikirim"), "what was typed is still there");
        let pdf = "%PDF-1.4 bukti";
        let sent = head.upload(&format!("{path}/laporan"), &fields, Some(("bukti.pdf", pdf))).await;
        assert_eq!((sent.status.as_u16(), sent.location.as_str()), (303, path.as_str()));
        let step = task(&leader, of_head).await.unwrap().1[0].id;
        let leader = Browser::of(&world, &leader).await;
        assert_eq!(leader.get(&format!("{path}/berkas/{step}")).await.body, pdf);
        let decided = leader.post(&format!("{path}/putusan"), "decision=done").await;
        assert_eq!(decided.status.as_u16(), 303);
        assert!(leader.get("/tugas").await.page(200).contains("Selesai"));
        let stranger = Browser::of(&world, &world.head(2).await).await;
        assert_eq!(stranger.get(&path).await.status.as_u16(), 404);
    })
    .await;
}
