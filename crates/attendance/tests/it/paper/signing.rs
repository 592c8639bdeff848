//! Signatures, their races, corrections, and what they do to the days.

use super::world::{DAY, PASSWORD, World, assert_code, day, of};
use siaga_access::{Grant, Role};
use siaga_attendance::{
    Exception, LineChoice, PaperStatus, RecapState, broken_seals, correct_recap, countersign_recap,
    fill_rest, recap_sheet, recap_version, save_lines, sign_recap,
};
use siaga_platform::ProblemKind;
use siaga_testkit::each_db;

fn password() -> String {
    PASSWORD.to_owned()
}

#[tokio::test]
async fn both_signatures_seal_the_recap_and_decide_the_days() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T14:00:00").await;
        let (officer, head) = (world.officer().await, world.head().await);
        let signed =
            world.signed(&officer, &[("ani", PaperStatus::Sick), ("budi", PaperStatus::Unexcused)]).await;
        assert_eq!(signed.state, RecapState::Signed);
        assert!(!signed.is_late);
        assert_eq!(signed.signed.as_ref().unwrap().by, officer.actor.reference());
        assert_eq!(world.status(1, DAY).await, "sick");
        assert_eq!(world.status(2, DAY).await, "unexcused");
        assert_eq!(world.status(3, DAY).await, "ordinary");
        let done = countersign_recap(&head, of("dinkes"), password()).await.unwrap();
        assert_eq!(done.state, RecapState::Countersigned);
        assert_eq!(done.lines_sha256, signed.lines_sha256);
        assert_code(
            countersign_recap(&head, of("dinkes"), password()).await,
            "attendance.recap_already_countersigned",
        );
        let topics =
            "select cast(count(*) as bigint) from platform_outbox where topic like 'attendance.recap_%'";
        assert_eq!(world.count(topics).await, 2);
        let audited = "select cast(count(*) as bigint) from platform_audit
             where action in ('recap.sign', 'recap.countersign') and policies like 'recap.%'";
        assert_eq!(world.count(audited).await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_signature_at_the_cutoff_is_in_time_and_one_second_later_is_late() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T14:00:00").await;
        let officer = world.officer().await;
        let seal = world.complete_draft(&officer, &[]).await;
        world.set_clock("2020-05-26T15:00:00");
        let signed = sign_recap(&officer, of("dinkes"), &seal, password()).await.unwrap();
        assert!(!signed.is_late);
        correct_recap(&world.personnel().await, of("dinkes"), "salah orang").await.unwrap();
        world.set_clock("2020-05-26T15:00:01");
        let late = sign_recap(&officer, of("dinkes"), &seal, password()).await.unwrap();
        assert!(late.is_late);
    })
    .await;
}

#[tokio::test]
async fn people_without_a_choice_are_named_and_block_the_signature() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T14:00:00").await;
        let officer = world.officer().await;
        assert_code(sign_recap(&officer, of("dinkes"), "", password()).await, "attendance.recap_no_draft");
        let choices: Vec<LineChoice> = (0..4)
            .map(|index| LineChoice {
                employee: world.people[index].uid,
                status: PaperStatus::Present,
                note: String::new(),
            })
            .collect();
        let seal = save_lines(&officer, of("dinkes"), "", &choices).await.unwrap().lines_sha256;
        let problem = assert_code(
            sign_recap(&officer, of("dinkes"), &seal, password()).await,
            "attendance.recap_people_missing",
        );
        assert!(problem.to_string().contains("Dedi Kurnia; Eka Putri"), "{problem}");
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_or_an_old_sheet_signs_nothing() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T14:00:00").await;
        let officer = world.officer().await;
        let old = world.complete_draft(&officer, &[]).await;
        let wrong = sign_recap(&officer, of("dinkes"), &old, "bukan sandi saya".to_owned()).await;
        assert_code(wrong, "platform.password_wrong");
        let change =
            LineChoice { employee: world.people[1].uid, status: PaperStatus::Sick, note: String::new() };
        save_lines(&officer, of("dinkes"), &old, &[change]).await.unwrap();
        assert_code(sign_recap(&officer, of("dinkes"), &old, password()).await, "attendance.recap_changed");
        let sheet = recap_sheet(&officer, of("dinkes")).await.unwrap();
        assert_eq!(sheet.recap.unwrap().state, RecapState::Draft);
        assert_eq!(world.status(1, DAY).await, "ordinary", "a draft is no evidence");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_parallel_signatures_exactly_one_holds() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T14:00:00").await;
        let officer = world.officer().await;
        let seal = world.complete_draft(&officer, &[]).await;
        let tries: Vec<_> = (0..6)
            .map(|_| {
                let (officer, seal) = (officer.clone(), seal.clone());
                tokio::spawn(async move { sign_recap(&officer, of("dinkes"), &seal, password()).await })
            })
            .collect();
        let mut won = 0;
        for result in tries {
            match result.await.unwrap() {
                Ok(_) => won += 1,
                Err(problem) => {
                    assert_eq!(problem.code, "attendance.recap_already_signed", "{problem}");
                    assert_eq!(problem.kind, ProblemKind::Conflict);
                }
            }
        }
        assert_eq!(won, 1);
        let published = "select cast(count(*) as bigint) from platform_outbox
             where topic = 'attendance.recap_signed'";
        assert_eq!(world.count(published).await, 1);
        let again = sign_recap(&officer, of("dinkes"), &seal, password()).await;
        assert_code(again, "attendance.recap_already_signed");
        let saved = save_lines(&officer, of("dinkes"), &seal, &[]).await;
        assert_code(saved, "attendance.recap_already_signed");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_signature_and_a_change_at_once_never_leave_lines_without_their_seal() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T14:00:00").await;
        let officer = world.officer().await;
        let seal = world.complete_draft(&officer, &[]).await;
        let change =
            LineChoice { employee: world.people[1].uid, status: PaperStatus::Sick, note: String::new() };
        let saving = {
            let (officer, seal) = (officer.clone(), seal.clone());
            tokio::spawn(async move { save_lines(&officer, of("dinkes"), &seal, &[change]).await.is_ok() })
        };
        let signing = {
            let (officer, seal) = (officer.clone(), seal.clone());
            tokio::spawn(async move { sign_recap(&officer, of("dinkes"), &seal, password()).await.is_ok() })
        };
        let (saved, signed) = (saving.await.unwrap(), signing.await.unwrap());
        assert!(saved != signed, "one of the two was first: saved {saved}, signed {signed}");
        let version = recap_version(&officer, of("dinkes"), 1).await.unwrap();
        assert!(version.is_whole);
    })
    .await;
}

#[tokio::test]
async fn maker_and_checker_are_two_accounts() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T14:00:00").await;
        let mut both = world.officer().await;
        let officer_grant: Grant = both.actor.grants[0].clone();
        both.actor.grants.push(Grant { role: Role::AgencyHead, ..officer_grant });
        world.signed(&both, &[]).await;
        assert_code(countersign_recap(&both, of("dinkes"), password()).await, "platform.forbidden");
        assert!(!recap_sheet(&both, of("dinkes")).await.unwrap().may_countersign);
        let head = world.head().await;
        let wrong = countersign_recap(&head, of("dinkes"), "bukan sandi saya".to_owned()).await;
        assert_code(wrong, "platform.password_wrong");
        countersign_recap(&head, of("dinkes"), password()).await.unwrap();
        let system = sign_recap(&world.system(), of("dishub"), "", password()).await;
        assert!(system.is_err(), "the program itself signs nothing");
    })
    .await;
}

#[tokio::test]
async fn who_signed_a_correction_does_not_countersign_it() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T14:00:00").await;
        let mut both = world.officer().await;
        let officer_grant: Grant = both.actor.grants[0].clone();
        both.actor.grants.push(Grant { role: Role::AgencyHead, ..officer_grant });
        let first = world.signed(&world.officer().await, &[]).await;
        correct_recap(&world.personnel().await, of("dinkes"), "salah orang").await.unwrap();
        sign_recap(&both, of("dinkes"), &first.lines_sha256, password()).await.unwrap();
        assert_code(countersign_recap(&both, of("dinkes"), password()).await, "platform.forbidden");
    })
    .await;
}

#[tokio::test]
async fn a_correction_is_a_new_version_and_both_stay_readable() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T14:00:00").await;
        let (officer, head, personnel) = (world.officer().await, world.head().await, world.personnel().await);
        let early = correct_recap(&personnel, of("dinkes"), "belum ada rekap").await;
        assert_code(early, "attendance.recap_not_signed");
        world.signed(&officer, &[("ani", PaperStatus::Sick)]).await;
        countersign_recap(&head, of("dinkes"), password()).await.unwrap();
        assert_code(correct_recap(&officer, of("dinkes"), "salah orang").await, "platform.forbidden");
        assert_code(correct_recap(&personnel, of("dinkes"), " x ").await, "attendance.recap_reason_missing");
        let draft = correct_recap(&personnel, of("dinkes"), "Ani ternyata izin").await.unwrap();
        assert_eq!((draft.version, draft.state), (2, RecapState::Draft));
        let again = correct_recap(&personnel, of("dinkes"), "sekali lagi").await;
        assert_code(again, "attendance.recap_correction_open");
        assert_eq!(
            world.status(1, DAY).await,
            "sick",
            "the version in force counts until the next is signed"
        );

        let change = LineChoice {
            employee: world.people[1].uid,
            status: PaperStatus::Excused,
            note: "urusan keluarga".to_owned(),
        };
        let changed = save_lines(&personnel, of("dinkes"), &draft.lines_sha256, &[change]).await.unwrap();
        let second = sign_recap(&officer, of("dinkes"), &changed.lines_sha256, password()).await.unwrap();
        assert_eq!(second.reason, "Ani ternyata izin");
        assert_eq!(world.status(1, DAY).await, "excused");

        let first = recap_version(&head, of("dinkes"), 1).await.unwrap();
        assert_eq!(first.recap.state, RecapState::Superseded);
        assert!(first.recap.countersigned.is_some(), "its signatures stay");
        assert!(first.is_whole && first.changes.is_empty());
        let second = recap_version(&head, of("dinkes"), 2).await.unwrap();
        assert!(second.is_whole);
        let changed: Vec<&str> = second.changes.iter().map(|change| change.0.name.as_str()).collect();
        assert_eq!(changed, ["Ani Lestari"]);
        let change = &second.changes[0].1;
        assert_eq!(change.before, Some((PaperStatus::Sick, String::new())));
        assert_eq!(change.after, Some((PaperStatus::Excused, "urusan keluarga".to_owned())));
        assert_code(recap_version(&head, of("dinkes"), 3).await, "attendance.recap_version_missing");
    })
    .await;
}

#[tokio::test]
async fn nobody_corrects_the_own_line() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T14:00:00").await;
        let officer = world.account(Role::UnitOfficer, Some("dinkes"), Some(2)).await;
        let personnel = world.account(Role::PersonnelAgency, None, Some(1)).await;
        let line = |person: usize, status: PaperStatus| LineChoice {
            employee: world.people[person].uid,
            status,
            note: String::new(),
        };
        world.signed(&officer, &[("ani", PaperStatus::Sick), ("budi", PaperStatus::Excused)]).await;
        let draft = correct_recap(&personnel, of("dinkes"), "salah orang").await.unwrap();
        let seal = draft.lines_sha256;
        for (ctx, own) in [(&personnel, 1), (&officer, 2)] {
            let with_own = [line(3, PaperStatus::Sick), line(own, PaperStatus::Present)];
            assert_code(save_lines(ctx, of("dinkes"), &seal, &with_own).await, "platform.forbidden");
        }
        let own = [Exception { who: "ani".to_owned(), status: PaperStatus::Present }];
        assert_code(fill_rest(&personnel, of("dinkes"), &seal, &own).await, "platform.forbidden");
        // The own line may be on the sheet as it was, and others may change it.
        let rest = [line(1, PaperStatus::Sick), line(3, PaperStatus::Sick)];
        let seal = save_lines(&personnel, of("dinkes"), &seal, &rest).await.unwrap().lines_sha256;
        save_lines(&officer, of("dinkes"), &seal, &[line(1, PaperStatus::Excused)]).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_changed_line_breaks_the_seal() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T14:00:00").await;
        let officer = world.officer().await;
        world.signed(&officer, &[]).await;
        assert_eq!(broken_seals(&world.system()).await.unwrap(), []);
        world
            .exec(
                "update attendance_recap_line set status = 'sick' where employee_id = $1",
                [world.people[3].id.into()],
            )
            .await;
        let broken = broken_seals(&world.system()).await.unwrap();
        assert_eq!(broken.len(), 1);
        assert!(!recap_version(&officer, of("dinkes"), 1).await.unwrap().is_whole);
        assert_eq!(broken[0].day, day(DAY));
    })
    .await;
}
