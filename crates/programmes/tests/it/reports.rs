//! Programmes and their reports: versions, conflicts, refusals, looking back.

use crate::world::{World, day, plan, report, reported};
use siaga_access::Role;
use siaga_platform::settings;
use siaga_programmes::{
    AsOf, LARGEST_AMOUNT, MonthPlan, NewEvaluation, ProgrammeState, change_programme, new_programme,
    note_evaluation, programme, programmes_of, progress_of_all, report_month,
};
use siaga_testkit::each_db;

#[tokio::test]
async fn a_correction_keeps_the_history_and_a_look_back_sees_what_was_known() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let uid = world.programme(0, "BLT Desa").await;
        let officer = world.officer(0).await;
        reported(&officer, uid, 2, 20).await;
        let known_at = world.system().now();
        world.set_day("2020-03-12");
        report_month(&officer, uid, &report(2, 1, 12)).await.unwrap();
        let sheet = programme(&officer, uid, AsOf::day(day("2020-03-12"))).await.unwrap();
        let versions: Vec<(i32, i64, &str)> =
            sheet.reports.iter().map(|one| (one.version, one.real, one.reason.as_str())).collect();
        assert_eq!(versions, [(2, 12, "salah ketik"), (1, 20, "")]);
        assert_eq!(
            (sheet.progress.standing.real, sheet.progress.standing.state),
            (12, ProgrammeState::Behind)
        );
        let before = AsOf { on: day("2020-03-12"), known_at: Some(known_at) };
        let sheet = programme(&officer, uid, before).await.unwrap();
        assert_eq!((sheet.progress.standing.real, sheet.reports.len()), (20, 1));
    })
    .await;
}

#[tokio::test]
async fn of_two_officers_the_second_sees_the_numbers_of_the_first() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let uid = world.programme(0, "BLT Desa").await;
        let (first, second) = (world.officer(0).await, world.officer(0).await);
        let (one, other) = (report(2, 0, 20), report(2, 0, 30));
        let (done, refused) =
            tokio::join!(report_month(&first, uid, &one), report_month(&second, uid, &other));
        let (problem, real) = match (done, refused) {
            (Ok(1), Err(problem)) => (problem, "20"),
            (Err(problem), Ok(1)) => (problem, "30"),
            other => panic!("exactly one is first: {other:?}"),
        };
        assert_eq!(problem.code, "programmes.report_changed");
        assert!(problem.values.iter().any(|(name, value)| *name == "real" && value == real), "{problem}");
        let sheet = programme(&first, uid, AsOf::day(day("2020-03-10"))).await.unwrap();
        assert_eq!(sheet.reports.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_writes_nothing() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let uid = world.programme(0, "BLT Desa").await;
        let officer = world.officer(0).await;
        reported(&officer, uid, 2, 20).await;
        let code = |new| {
            let officer = &officer;
            async move { report_month(officer, uid, &new).await.unwrap_err().code }
        };
        assert_eq!(code(report(4, 0, 30)).await, "programmes.report_future", "April has not begun");
        assert_eq!(code(report(13, 0, 30)).await, "programmes.month");
        assert_eq!(code(report(3, 0, 19)).await, "programmes.report_below_before");
        assert_eq!(code(report(1, 0, 21)).await, "programmes.report_above_after");
        assert_eq!(code(report(3, 0, -1)).await, "programmes.amount");
        assert_eq!(code(report(3, 0, LARGEST_AMOUNT + 1)).await, "programmes.amount");
        assert_eq!(code(report(2, 0, 21)).await, "programmes.report_changed");
        let mut unreasoned = report(2, 1, 21);
        unreasoned.reason = "x".to_owned();
        assert_eq!(code(unreasoned).await, "programmes.text_missing");
        let sheet = programme(&officer, uid, AsOf::day(day("2020-03-10"))).await.unwrap();
        assert_eq!(sheet.reports.len(), 1);
        let refused = |target: i64, months: [Option<i64>; 12]| {
            let mut new = world.new_programme(0, "Lain");
            new.plan = plan("Lain", target);
            new.plan.months = MonthPlan(months);
            let officer = &officer;
            async move { new_programme(officer, &new).await.unwrap_err().code }
        };
        assert_eq!(refused(LARGEST_AMOUNT + 1, [None; 12]).await, "programmes.amount");
        assert_eq!(refused(10, [Some(11); 12]).await, "programmes.course_over_target");
        let same = new_programme(&officer, &world.new_programme(0, "blt DESA")).await.unwrap_err();
        assert_eq!(same.code, "programmes.duplicate");
    })
    .await;
}

#[tokio::test]
async fn a_target_of_zero_and_a_huge_one_can_be_kept() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let mut nothing = world.new_programme(0, "Tanpa target");
        nothing.plan.target = 0;
        nothing.plan.budget_rupiah = 0;
        let nothing = new_programme(&officer, &nothing).await.unwrap();
        reported(&officer, nothing, 2, 0).await;
        let mut huge = world.new_programme(0, "Besar");
        huge.plan.target = LARGEST_AMOUNT;
        huge.plan.budget_rupiah = LARGEST_AMOUNT;
        let huge = new_programme(&officer, &huge).await.unwrap();
        let mut big = report(2, 0, LARGEST_AMOUNT);
        big.spent_rupiah = LARGEST_AMOUNT;
        report_month(&officer, huge, &big).await.unwrap();
        let all = progress_of_all(&officer, day("2020-03-10"), None).await.unwrap();
        let of = |uid| &all.iter().find(|one| one.uid == uid).unwrap().standing;
        assert_eq!((of(nothing).state, of(nothing).real_permille), (ProgrammeState::OnCourse, None));
        assert_eq!((of(huge).state, of(huge).spent_permille), (ProgrammeState::Finished, Some(1000)));
    })
    .await;
}

#[tokio::test]
async fn other_agencies_are_refused_and_leaders_see_all_with_the_silent_first() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let (blt, vaccine) = (world.programme(0, "BLT Desa").await, world.programme(1, "Vaksinasi").await);
        let (own, other) = (world.officer(0).await, world.officer(1).await);
        reported(&own, blt, 2, 20).await;
        reported(&other, vaccine, 2, 2).await;
        world.set_day("2020-04-06");
        reported(&own, blt, 3, 30).await;
        assert_eq!(
            programme(&other, blt, AsOf::day(day("2020-04-06"))).await.unwrap_err().code,
            "platform.forbidden"
        );
        assert_eq!(
            report_month(&other, blt, &report(4, 0, 40)).await.unwrap_err().code,
            "platform.forbidden"
        );
        assert_eq!(
            programmes_of(&other, world.agencies[0], day("2020-04-06")).await.unwrap_err().code,
            "platform.forbidden"
        );
        let seen = progress_of_all(&other, day("2020-04-06"), None).await.unwrap();
        assert_eq!(seen.iter().map(|one| one.uid).collect::<Vec<_>>(), [vaccine]);
        let all = progress_of_all(&world.leader().await, day("2020-04-06"), None).await.unwrap();
        assert_eq!(all.iter().map(|one| one.uid).collect::<Vec<_>>(), [vaccine, blt]);
        assert_eq!(all[0].standing.missing().collect::<Vec<_>>(), [(3, 1)]);
        assert_eq!(all[1].standing.late().collect::<Vec<_>>(), [(3, 1)], "due on the 5th, sent on the 6th");
        let employee = world.account(Role::Employee, Some(0), Some(1)).await;
        assert_eq!(
            progress_of_all(&employee, day("2020-04-06"), None).await.unwrap_err().code,
            "platform.forbidden"
        );
        settings::set(&world.system(), "programmes.report_due_day", "10").await.unwrap();
        let all = progress_of_all(&own, day("2020-04-06"), None).await.unwrap();
        assert_eq!(all[0].standing.late().count(), 0, "due on the 10th");
        let wrong = settings::set(&world.system(), "programmes.report_due_day", "29").await.unwrap_err();
        assert_eq!(wrong.code, "programmes.setting_due_day");
    })
    .await;
}

#[tokio::test]
async fn a_time_without_data_says_so() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let leader = world.leader().await;
        let before = "2020-03-09T00:00:00Z".parse().unwrap();
        let uid = world.programme(0, "BLT Desa").await;
        let then = AsOf { on: day("2020-03-09"), known_at: Some(before) };
        assert_eq!(programme(&leader, uid, then).await.unwrap_err().code, "programmes.missing");
        assert!(progress_of_all(&leader, day("2020-03-09"), Some(before)).await.unwrap().is_empty());
        assert!(progress_of_all(&leader, day("2019-12-31"), None).await.unwrap().is_empty(), "another year");
        let now = progress_of_all(&leader, day("2020-03-10"), None).await.unwrap();
        assert_eq!((now[0].standing.state, now[0].standing.last_month), (ProgrammeState::NotReported, None));
    })
    .await;
}

#[tokio::test]
async fn a_changed_plan_is_a_version_and_a_stale_change_is_refused() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let uid = world.programme(0, "BLT Desa").await;
        let officer = world.officer(0).await;
        change_programme(&officer, uid, 1, &plan("BLT Desa", 240), "target naik").await.unwrap();
        let stale =
            change_programme(&officer, uid, 1, &plan("BLT Desa", 10), "target turun").await.unwrap_err();
        assert_eq!(stale.code, "programmes.changed_meanwhile");
        let sheet = programme(&officer, uid, AsOf::day(day("2020-03-10"))).await.unwrap();
        let targets: Vec<i64> = sheet.plans.iter().map(|plan| plan.plan.target).collect();
        assert_eq!((targets, sheet.progress.version), (vec![240, 120], 2));
    })
    .await;
}

#[tokio::test]
async fn only_leaders_note_evaluations() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let uid = world.programme(0, "BLT Desa").await;
        let leader = world.leader().await;
        let note = NewEvaluation {
            evaluated_on: day("2020-03-10"),
            decision: "Percepat penyaluran".to_owned(),
            follow_up: "Rapat dengan camat".to_owned(),
            due_on: Some(day("2020-03-20")),
        };
        let tx = leader.db().begin().await.unwrap();
        note_evaluation(&leader, &tx, uid, &note).await.unwrap();
        tx.commit().await.unwrap();
        let officer = world.officer(0).await;
        let sheet = programme(&officer, uid, AsOf::day(day("2020-03-10"))).await.unwrap();
        assert_eq!(sheet.evaluations[0].decision, "Percepat penyaluran");
        let tx = officer.db().begin().await.unwrap();
        assert_eq!(note_evaluation(&officer, &tx, uid, &note).await.unwrap_err().code, "platform.forbidden");
        let early = NewEvaluation { due_on: Some(day("2020-03-09")), ..note.clone() };
        let code = note_evaluation(&leader, &tx, uid, &early).await.unwrap_err().code;
        assert_eq!(code, "programmes.due_before_evaluation");
        let future = NewEvaluation { evaluated_on: day("2020-03-11"), ..note };
        let code = note_evaluation(&leader, &tx, uid, &future).await.unwrap_err().code;
        assert_eq!(code, "programmes.evaluated_in_future");
    })
    .await;
}
