//! Filling in: who is on the sheet, which days have one, two officers at once, the paper.

use super::world::{DAY, NAMES, World, assert_code, day, of};
use siaga_access::Role;
use siaga_attendance::{
    Exception, LineChoice, PaperFile, PaperStatus, Progress, RecapOf, SuggestionSource, attach_paper,
    fill_rest, recap_list, recap_paper, recap_sheet, save_lines,
};
use siaga_platform::ProblemKind;
use siaga_platform::web::MediaType;
use siaga_testkit::each_db;

fn exception(who: &str, status: PaperStatus) -> Exception {
    Exception { who: who.to_owned(), status }
}

#[tokio::test]
async fn all_present_except_some_fills_the_sheet_of_the_own_agency_only() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T09:00:00").await;
        let officer = world.officer().await;
        let empty = recap_sheet(&officer, of("dinkes")).await.unwrap();
        let names: Vec<&str> = empty.rows.iter().map(|row| row.person.name.as_str()).collect();
        assert_eq!(names, NAMES[..6], "heads first, then by name, without the other agency");
        assert!(empty.seal.is_empty() && empty.recap.is_none() && empty.may_record && !empty.may_sign);

        let exceptions = [exception("budi", PaperStatus::Sick), exception("S104", PaperStatus::Excused)];
        fill_rest(&officer, of("dinkes"), "", &exceptions).await.unwrap();
        let filled = recap_sheet(&officer, of("dinkes")).await.unwrap();
        let statuses: Vec<&str> =
            filled.rows.iter().map(|row| row.chosen.as_ref().unwrap().0.as_str()).collect();
        assert_eq!(statuses, ["present", "present", "sick", "present", "excused", "present"]);
        assert!(filled.may_sign, "the officer may sign what is complete");
    })
    .await;
}

#[tokio::test]
async fn an_exception_that_fits_nobody_or_several_changes_nothing() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T09:00:00").await;
        let officer = world.officer().await;
        let nobody = fill_rest(&officer, of("dinkes"), "", &[exception("gita", PaperStatus::Sick)]).await;
        let problem = assert_code(nobody, "attendance.recap_nobody_meant");
        assert_eq!(problem.field.as_deref(), Some("who"));
        let several = fill_rest(&officer, of("dinkes"), "", &[exception("S10", PaperStatus::Sick)]).await;
        assert_code(several, "attendance.recap_several_meant");
        let several = fill_rest(&officer, of("dinkes"), "", &[exception("d", PaperStatus::Sick)]).await;
        let problem = assert_code(several, "attendance.recap_several_meant");
        assert!(problem.to_string().contains("Citra Dewi; Dedi Kurnia"), "{problem}");
        assert_eq!(world.count("select cast(count(*) as bigint) from attendance_recap").await, 0);
    })
    .await;
}

#[tokio::test]
async fn scans_and_approved_requests_are_suggested_and_only_requests_are_filled_in() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T09:00:00").await;
        let officer = world.officer().await;
        world.scans(&[(1, 27_000)]).await;
        world
            .exec(
                "insert into attendance_request (id, government_id, employee_id, agency_id, kind, leave_kind, from_on,
                    until_on, reason, made_by, made_at, state)
                 values ($1, $2, $3, $4, 'leave', 'annual', $5, $5, 'x', 'x', $6, 'approved')",
                [
                    officer.new_id().into(),
                    world.government.id.into(),
                    world.people[2].id.into(),
                    world.agencies[0].into(),
                    day(DAY).into(),
                    officer.now().into(),
                ],
            )
            .await;
        let sheet = recap_sheet(&officer, of("dinkes")).await.unwrap();
        let hint = |index: usize| sheet.rows[index].suggestion.map(|hint| (hint.status, hint.source));
        assert_eq!(hint(0), None);
        assert_eq!(hint(1), Some((PaperStatus::Present, SuggestionSource::Terminal)));
        assert_eq!(hint(2), Some((PaperStatus::Leave, SuggestionSource::Request)));
        assert!(sheet.rows.iter().all(|row| row.chosen.is_none()), "a suggestion is not a choice");
        fill_rest(&officer, of("dinkes"), "", &[]).await.unwrap();
        let sheet = recap_sheet(&officer, of("dinkes")).await.unwrap();
        assert_eq!(sheet.rows[2].chosen.as_ref().unwrap().0, PaperStatus::Leave);
        assert_eq!(sheet.rows[0].chosen.as_ref().unwrap().0, PaperStatus::Present);
    })
    .await;
}

#[tokio::test]
async fn a_day_without_duty_has_no_recap_and_says_why() {
    each_db(|db| async move {
        let world = World::new(db, "2020-06-02T09:00:00").await;
        let officer = world.officer().await;
        let sheet = |on: &'static str| {
            let officer = officer.clone();
            async move { recap_sheet(&officer, RecapOf { agency_code: "dinkes", day: day(on) }).await }
        };
        let holiday = assert_code(sheet("2020-05-25").await, "attendance.recap_day_off");
        let said = |name: &str| holiday.values.iter().find(|value| value.0 == name).unwrap().1.clone();
        assert!(said("name").contains("Idul"), "the holiday is named: {holiday}");
        assert!(!said("decree").is_empty(), "the decree is named: {holiday}");
        assert_code(sheet("2020-05-31").await, "attendance.recap_weekend");
        assert_code(sheet("2020-06-03").await, "attendance.recap_future");
        assert!(sheet("2020-06-02").await.is_ok(), "today has a recap");
        let saved =
            save_lines(&officer, RecapOf { agency_code: "dinkes", day: day("2020-05-25") }, "", &[]).await;
        assert_code(saved, "attendance.recap_day_off");
    })
    .await;
}

#[tokio::test]
async fn the_second_of_two_officers_is_told_and_overwrites_nothing() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T09:00:00").await;
        let (first, second) = (world.officer().await, world.officer().await);
        let choice = |index: usize, status| LineChoice {
            employee: world.people[index].uid,
            status,
            note: " demam \n tinggi ".to_owned(),
        };
        let seal =
            save_lines(&first, of("dinkes"), "", &[choice(1, PaperStatus::Sick)]).await.unwrap().lines_sha256;
        let late = save_lines(&second, of("dinkes"), "", &[choice(1, PaperStatus::Present)]).await;
        let problem = assert_code(late, "attendance.recap_changed");
        assert_eq!(problem.kind, ProblemKind::Conflict);
        let sheet = recap_sheet(&second, of("dinkes")).await.unwrap();
        assert_eq!(sheet.rows[1].chosen, Some((PaperStatus::Sick, "demam tinggi".to_owned())));
        assert_eq!(sheet.seal, seal);
        save_lines(&second, of("dinkes"), &seal, &[choice(2, PaperStatus::Present)]).await.unwrap();
        let sheet = recap_sheet(&second, of("dinkes")).await.unwrap();
        assert_eq!(sheet.rows[1].chosen.as_ref().unwrap().0, PaperStatus::Sick, "others keep what they have");
        assert_eq!(sheet.rows[2].chosen.as_ref().unwrap().0, PaperStatus::Present);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_parallel_first_saves_one_begins_the_recap() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T09:00:00").await;
        let officer = world.officer().await;
        let tries = (0..6).map(|_| {
            let officer = officer.clone();
            tokio::spawn(async move { fill_rest(&officer, of("dinkes"), "", &[]).await })
        });
        let mut won = 0;
        for result in tries.collect::<Vec<_>>() {
            match result.await.unwrap() {
                Ok(_) => won += 1,
                Err(problem) => assert_eq!(problem.code, "attendance.recap_changed", "{problem}"),
            }
        }
        assert_eq!(won, 1);
        assert_eq!(world.count("select cast(count(*) as bigint) from attendance_recap_line").await, 6);
    })
    .await;
}

#[tokio::test]
async fn only_a_document_or_photo_becomes_the_paper() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T09:00:00").await;
        let officer = world.officer().await;
        let pdf = PaperFile { name: "rekap.pdf", media_type: Some(MediaType::Pdf), bytes: b"%PDF-1.4 x" };
        assert_code(attach_paper(&officer, of("dinkes"), pdf).await, "attendance.recap_no_draft");
        world.complete_draft(&officer, &[]).await;
        let csv = PaperFile { media_type: Some(MediaType::Csv), ..pdf };
        assert_code(attach_paper(&officer, of("dinkes"), csv).await, "attendance.paper_form");
        let program = PaperFile { media_type: None, ..pdf };
        assert_code(attach_paper(&officer, of("dinkes"), program).await, "attendance.paper_form");
        let big = vec![b'x'; 10 * 1024 * 1024 + 1];
        let too_large = PaperFile { bytes: &big, ..pdf };
        assert_code(attach_paper(&officer, of("dinkes"), too_large).await, "attendance.paper_too_large");
        attach_paper(&officer, of("dinkes"), PaperFile { bytes: &big[1..], ..pdf }).await.unwrap();
        attach_paper(&officer, of("dinkes"), pdf).await.unwrap();
        let (name, blob) = recap_paper(&officer, of("dinkes"), 1).await.unwrap();
        assert_eq!((name.as_str(), blob.bytes.as_slice()), ("rekap.pdf", b"%PDF-1.4 x".as_slice()));
        assert_eq!(blob.media_type, "application/pdf");
    })
    .await;
}

#[tokio::test]
async fn other_agencies_and_employees_are_kept_out() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T09:00:00").await;
        let other = world.account(Role::UnitOfficer, Some("dishub"), None).await;
        assert_code(recap_sheet(&other, of("dinkes")).await, "platform.forbidden");
        assert_code(fill_rest(&other, of("dinkes"), "", &[]).await, "platform.forbidden");
        let employee = world.employee(1).await;
        assert_code(recap_sheet(&employee, of("dinkes")).await, "platform.forbidden");
        let head = world.head().await;
        assert_code(fill_rest(&head, of("dinkes"), "", &[]).await, "platform.forbidden");
        assert!(recap_sheet(&head, of("dinkes")).await.is_ok_and(|sheet| !sheet.may_record));
        let listed = recap_list(&other, day(DAY)).await.unwrap();
        let codes: Vec<&str> = listed.iter().map(|item| item.agency.code.as_str()).collect();
        assert_eq!(codes, ["dishub"]);
    })
    .await;
}

#[tokio::test]
async fn overdue_agencies_stand_first_in_the_list() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T14:00:00").await;
        let (officer, personnel) = (world.officer().await, world.personnel().await);
        let list = |ctx| async move {
            let list = recap_list(&ctx, day(DAY)).await.unwrap();
            list.into_iter().map(|item| (item.agency.code, item.progress)).collect::<Vec<_>>()
        };
        let both = |one, other| [("dinkes".to_owned(), one), ("dishub".to_owned(), other)];
        assert_eq!(list(personnel.clone()).await, both(Progress::Missing, Progress::Missing));
        world.signed(&officer, &[]).await;
        world.set_clock("2020-05-26T15:00:00");
        let at_cutoff = list(personnel.clone()).await;
        assert_eq!(at_cutoff[0], ("dishub".to_owned(), Progress::Missing), "the cut-off itself is in time");
        world.set_clock("2020-05-26T15:00:01");
        let after = list(personnel).await;
        assert_eq!(after[0], ("dishub".to_owned(), Progress::Overdue));
        assert_eq!(after[1], ("dinkes".to_owned(), Progress::Signed));
    })
    .await;
}
