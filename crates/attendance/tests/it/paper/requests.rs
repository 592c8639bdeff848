//! Requests: own ones only, decided by superiors, never twice, never against each other.

use super::world::{DAY, World, assert_code, day};
use siaga_access::Role;
use siaga_attendance::{
    LeaveKind, PaperFile, RequestKind, RequestState, Wish, decide_request, make_request, own_requests,
    request_paper, requests_to_decide, withdraw_request,
};
use siaga_directory::{Capacity, NewPost, NewUnit, add_post, add_unit};
use siaga_platform::ProblemKind;
use siaga_platform::db;
use siaga_platform::web::MediaType;
use siaga_testkit::each_db;

fn leave(from_on: &str, until_on: &str) -> Wish {
    Wish {
        kind: RequestKind::Leave,
        leave_kind: Some(LeaveKind::Annual),
        from_on: day(from_on),
        until_on: day(until_on),
        start_minute: None,
        end_minute: None,
        reason: "menikahkan anak".to_owned(),
    }
}

#[tokio::test]
async fn an_approved_request_decides_the_days() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-27T09:00:00").await;
        let (ani, head) = (world.employee(1).await, world.head().await);
        let request = make_request(&ani, leave(DAY, "2020-05-27"), None).await.unwrap();
        assert_eq!(request.state, RequestState::Open);
        let inbox = requests_to_decide(&head).await.unwrap();
        assert_eq!(inbox.len(), 1);
        assert_eq!((inbox[0].identity.name.as_str(), inbox[0].working_days), ("Ani Lestari", 2));
        assert_eq!(inbox[0].decide_by, day("2020-05-30"));
        decide_request(&head, request.id, true, "").await.unwrap();
        assert_eq!(world.status(1, DAY).await, "leave");
        assert_eq!(world.status(1, "2020-05-27").await, "leave");
        assert_eq!(requests_to_decide(&head).await.unwrap().len(), 0);
        assert_eq!(own_requests(&ani).await.unwrap()[0].state, RequestState::Approved);
        // News of it suffice for who plans without the person.
        let sql = "select payload from platform_outbox where topic = 'attendance.request_decided'";
        let news: String = db::scalar(world.program.app.db.reader(), sql, []).await.unwrap();
        let news: serde_json::Value = serde_json::from_str(&news).unwrap();
        let told = ["kind", "from_on", "until_on", "state"].map(|name| news[name].as_str().unwrap());
        assert_eq!(told, ["leave", DAY, "2020-05-27", "approved"]);
        assert_eq!(news["employee_id"].as_i64(), Some(request.employee_id));
        let closed = decide_request(&head, request.id, false, "tidak jadi").await;
        assert_code(closed, "attendance.request_closed");
    })
    .await;
}

#[tokio::test]
async fn requests_elsewhere_hide_none_of_the_own_agency() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-27T09:00:00").await;
        let head = world.head().await;
        let own =
            make_request(&world.employee(1).await, leave("2020-06-02", "2020-06-03"), None).await.unwrap();
        let tx = world.program.app.db.begin().await.unwrap();
        // A page has 300, those that begin first before others; the agency of the head has as many of its own.
        for (agency, employee) in [(1, 6), (0, 0)] {
            for _ in 0..300 {
                let sql = "insert into attendance_request (id, government_id, employee_id, agency_id, kind,
                        leave_kind, from_on, until_on, reason, made_by, made_at, state)
                     values ($1, $2, $3, $4, 'leave', 'annual', $5, $5, 'x', 'x', $6, 'open')";
                let values = [
                    head.new_id().into(),
                    world.government.id.into(),
                    world.people[employee].id.into(),
                    world.agencies[agency].into(),
                    day("2020-05-28").into(),
                    head.now().into(),
                ];
                db::exec(&*tx, sql, values).await.unwrap();
            }
        }
        tx.commit().await.unwrap();
        let inbox = requests_to_decide(&head).await.unwrap();
        let ids: Vec<_> = inbox.iter().map(|listed| listed.request.id).collect();
        assert_eq!(ids, [own.id], "neither those of another agency nor the own ones of the head");
    })
    .await;
}

#[tokio::test]
async fn nobody_decides_the_own_request_or_without_the_right() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-27T09:00:00").await;
        let head = world.head().await;
        let own = make_request(&head, leave("2020-06-02", "2020-06-03"), None).await.unwrap();
        assert_code(decide_request(&head, own.id, true, "").await, "platform.forbidden");
        assert_eq!(requests_to_decide(&head).await.unwrap().len(), 0);
        let leader = world.account(Role::RegionalLeader, None, None).await;
        decide_request(&leader, own.id, true, "").await.unwrap();

        let request =
            make_request(&world.employee(1).await, leave("2020-06-02", "2020-06-03"), None).await.unwrap();
        for stranger in [world.employee(2).await, world.officer().await, world.personnel().await] {
            assert_code(decide_request(&stranger, request.id, true, "").await, "platform.forbidden");
        }
        let other_head = world.account(Role::AgencyHead, Some("dishub"), Some(6)).await;
        assert_code(decide_request(&other_head, request.id, true, "").await, "platform.forbidden");
    })
    .await;
}

#[tokio::test]
async fn the_head_of_the_unit_decides_as_superior_without_a_role() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-27T09:00:00").await;
        let unit = NewUnit {
            agency_id: world.agencies[0],
            code: "umum".to_owned(),
            name: "Subbagian Umum".to_owned(),
        };
        let unit = add_unit(&world.system(), unit).await.unwrap();
        for (index, is_head) in [(4, true), (5, false)] {
            let post = NewPost {
                employee_id: world.people[index].id,
                agency_id: world.agencies[0],
                unit_id: Some(unit),
                title: "Kepala Subbagian".to_owned(),
                level: None,
                capacity: Capacity::Definitive,
                is_head,
                from_on: day("2020-01-01"),
                until_on: None,
                decree: None,
            };
            add_post(&world.system(), post).await.unwrap();
        }
        let superior = world.employee(4).await;
        let request =
            make_request(&world.employee(5).await, leave("2020-06-02", "2020-06-03"), None).await.unwrap();
        let elsewhere =
            make_request(&world.employee(1).await, leave("2020-06-02", "2020-06-03"), None).await.unwrap();
        let inbox: Vec<_> = requests_to_decide(&superior).await.unwrap();
        assert_eq!(inbox.iter().map(|item| item.request.id).collect::<Vec<_>>(), [request.id]);
        assert_code(decide_request(&superior, elsewhere.id, true, "").await, "platform.forbidden");
        decide_request(&superior, request.id, true, "silakan").await.unwrap();
        assert!(superior.actor.grants.len() == 1, "the right is for this request only");
        let own = make_request(&superior, leave("2020-06-02", "2020-06-03"), None).await.unwrap();
        assert_code(decide_request(&superior, own.id, true, "").await, "platform.forbidden");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_parallel_decisions_exactly_one_holds() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-27T09:00:00").await;
        let head = world.head().await;
        let request =
            make_request(&world.employee(1).await, leave("2020-06-02", "2020-06-03"), None).await.unwrap();
        let tries: Vec<_> = (0..6)
            .map(|index| {
                let head = head.clone();
                tokio::spawn(
                    async move { decide_request(&head, request.id, index % 2 == 0, "catatan").await },
                )
            })
            .collect();
        let mut won = 0;
        for result in tries {
            match result.await.unwrap() {
                Ok(()) => won += 1,
                Err(problem) => {
                    assert_eq!(problem.code, "attendance.request_closed", "{problem}");
                    assert_eq!(problem.kind, ProblemKind::Conflict);
                }
            }
        }
        assert_eq!(won, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_requests_for_the_same_days_one_can_be_approved() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-27T09:00:00").await;
        let (ani, head) = (world.employee(1).await, world.head().await);
        let one = make_request(&ani, leave("2020-06-02", "2020-06-04"), None).await.unwrap();
        let other = make_request(&ani, leave("2020-06-04", "2020-06-05"), None).await.unwrap();
        let after = make_request(&ani, leave("2020-06-08", "2020-06-09"), None).await.unwrap();
        let tries: Vec<_> = [one.id, other.id]
            .into_iter()
            .map(|id| {
                let head = head.clone();
                tokio::spawn(async move { decide_request(&head, id, true, "").await })
            })
            .collect();
        let mut won = 0;
        for result in tries {
            match result.await.unwrap() {
                Ok(()) => won += 1,
                Err(problem) => assert_eq!(problem.code, "attendance.request_overlap", "{problem}"),
            }
        }
        assert_eq!(won, 1);
        decide_request(&head, after.id, true, "").await.unwrap();
        let again = make_request(&ani, leave("2020-06-04", "2020-06-04"), None).await;
        let problem = assert_code(again, "attendance.request_overlap");
        assert!(problem.values.iter().any(|value| value.0 == "kind" && value.1 == "Cuti"), "{problem:?}");
    })
    .await;
}

#[tokio::test]
async fn a_refusal_says_why_and_an_open_request_can_be_taken_back() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-27T09:00:00").await;
        let (ani, head) = (world.employee(1).await, world.head().await);
        let request = make_request(&ani, leave("2020-06-02", "2020-06-03"), None).await.unwrap();
        assert_code(decide_request(&head, request.id, false, "  ").await, "attendance.request_note_missing");
        decide_request(&head, request.id, false, "kuota penuh").await.unwrap();
        let kept = own_requests(&ani).await.unwrap();
        assert_eq!(
            (kept[0].state, kept[0].decision_note.as_deref()),
            (RequestState::Refused, Some("kuota penuh"))
        );
        assert_code(withdraw_request(&ani, request.id).await, "attendance.request_closed");
        let second = make_request(&ani, leave("2020-06-02", "2020-06-03"), None).await.unwrap();
        assert_code(withdraw_request(&world.employee(2).await, second.id).await, "platform.forbidden");
        withdraw_request(&ani, second.id).await.unwrap();
        assert_code(decide_request(&head, second.id, true, "").await, "attendance.request_closed");
    })
    .await;
}

#[tokio::test]
async fn what_does_not_fit_is_refused_with_its_field() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-27T09:00:00").await;
        let ani = world.employee(1).await;
        let cases = [
            (leave("2020-06-03", "2020-06-02"), "attendance.request_reversed", "until_on"),
            (leave("2020-02-20", "2020-02-21"), "attendance.request_too_old", "from_on"),
            (leave("2020-06-02", "2021-06-03"), "attendance.request_too_long", "until_on"),
            (
                Wish { leave_kind: None, ..leave("2020-06-02", "2020-06-02") },
                "attendance.request_leave_kind",
                "leave_kind",
            ),
            (
                Wish { reason: "  x \n".to_owned(), ..leave("2020-06-02", "2020-06-02") },
                "attendance.request_reason",
                "reason",
            ),
        ];
        for (wish, code, field) in cases {
            let problem = assert_code(make_request(&ani, wish, None).await, code);
            assert_eq!(problem.field.as_deref(), Some(field));
        }
        let nobody = make_request(&world.personnel().await, leave("2020-06-02", "2020-06-02"), None).await;
        assert_code(nobody, "attendance.request_no_employee");
    })
    .await;
}

#[tokio::test]
async fn a_forgotten_punch_counts_once_it_is_approved() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-27T09:00:00").await;
        let (ani, head) = (world.employee(1).await, world.head().await);
        let forgot = Wish {
            kind: RequestKind::ForgotPunch,
            leave_kind: None,
            start_minute: Some(445),
            end_minute: Some(970),
            ..leave(DAY, DAY)
        };
        let request = make_request(&ani, forgot, None).await.unwrap();
        decide_request(&head, request.id, true, "").await.unwrap();
        assert_eq!(world.status(1, DAY).await, "ordinary", "present in time");
        assert_eq!(world.status(1, "2020-05-27").await, "no_record");
    })
    .await;
}

#[tokio::test]
async fn the_paper_of_a_request_is_for_its_maker_and_who_decides() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-27T09:00:00").await;
        let ani = world.employee(1).await;
        let photo =
            PaperFile { name: "surat.jpg", media_type: Some(MediaType::Jpeg), bytes: b"\xff\xd8\xff" };
        let sick = Wish { kind: RequestKind::Sick, leave_kind: None, ..leave(DAY, DAY) };
        let request = make_request(&ani, sick, Some(photo)).await.unwrap();
        assert_eq!(request_paper(&ani, request.id).await.unwrap().0, "surat.jpg");
        assert_eq!(request_paper(&world.head().await, request.id).await.unwrap().1.media_type, "image/jpeg");
        assert_code(request_paper(&world.employee(2).await, request.id).await, "platform.forbidden");
    })
    .await;
}
