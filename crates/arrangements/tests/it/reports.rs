//! Work reports from the hand-in to the decision, and the own roster.

use super::world::{PASSWORD, World, assert_code, day};
use siaga_access::Role;
use siaga_arrangements::{
    ArrangedPlace, NewReport, NewRoster, ReportFilter, ReportState, arranged_between, decide_reports,
    hand_in_report, make_roster, own_days, own_reports, rebuild_report_months, report_list, sign_roster,
    wish_week, work_reports_between,
};
use siaga_platform::Ctx;
use siaga_testkit::each_db;

const MONDAY: &str = "2021-06-28";
const TUESDAY: &str = "2021-06-29";

/// A signed roster; returns somebody who is at home on Monday and somebody who is in the office.
async fn signed(world: &World) -> (usize, usize) {
    world.record(1, "case_state", "case", "2021-06-25").await;
    let new = NewRoster {
        agency_id: world.agencies[1],
        from_on: day(MONDAY),
        until_on: day("2021-07-09"),
        elsewhere: String::new(),
        teams_apart: false,
    };
    let uid = make_roster(&world.officer(1).await, &new).await.unwrap();
    sign_roster(&world.head(1).await, uid, 1, PASSWORD.to_owned()).await.unwrap();
    let days = arranged_between(&world.system(), day(MONDAY), day(MONDAY), None).await.unwrap();
    let at = |place| {
        (1..world.people[1].len())
            .find(|index| days.of(world.people[1][*index].id, day(MONDAY)).unwrap().place == place)
            .unwrap()
    };
    (at(ArrangedPlace::Home), at(ArrangedPlace::Office))
}

async fn person(world: &World, index: usize) -> Ctx {
    world.account(Role::Employee, Some(1), Some(world.people[1][index].id)).await
}

fn written(on: &str, seen_version: i32, text: &str) -> NewReport {
    NewReport {
        on: Some(day(on)),
        seen_version,
        text: text.to_owned(),
        work_minutes: Some(450),
        ..NewReport::default()
    }
}

fn filter(state: Option<ReportState>) -> ReportFilter {
    ReportFilter { from_on: day(MONDAY), until_on: day("2021-07-09"), agency_id: None, state }
}

async fn state(world: &World, employee: i64) -> Option<ReportState> {
    let reports = work_reports_between(&world.system(), day(MONDAY), day("2021-07-09"), None).await.unwrap();
    reports.of(employee, day(MONDAY))
}

#[tokio::test]
async fn a_report_is_handed_in_sent_back_handed_in_again_and_accepted() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 9]).await;
        let (home, office) = signed(&world).await;
        let (me, id) = (person(&world, home).await, world.people[1][home].id);
        assert_code(hand_in_report(&me, &written(MONDAY, 0, "Pagi")).await, "arrangements.report_early");
        world.set_day(MONDAY);
        assert_code(hand_in_report(&me, &written(MONDAY, 0, " \n ")).await, "arrangements.text_missing");
        let long = "a".repeat(4_001);
        assert_code(hand_in_report(&me, &written(MONDAY, 0, &long)).await, "arrangements.text_long");
        let odd = NewReport { work_minutes: Some(1_441), ..written(MONDAY, 0, "Surat") };
        assert_code(hand_in_report(&me, &odd).await, "arrangements.work_minutes");
        let at_office = person(&world, office).await;
        assert_code(
            hand_in_report(&at_office, &written(MONDAY, 0, "Surat")).await,
            "arrangements.not_from_home",
        );
        assert_eq!(state(&world, id).await, None);
        let first = hand_in_report(&me, &written(MONDAY, 0, "Surat masuk dibalas")).await.unwrap();
        assert_code(hand_in_report(&me, &written(MONDAY, 0, "Lagi")).await, "arrangements.report_changed");
        assert_eq!(state(&world, id).await, Some(ReportState::HandedIn));
        let known_at = me.now();
        let head = world.head(1).await;
        world.set_day(TUESDAY);
        assert_code(decide_reports(&head, &[first], false, "").await, "arrangements.words_missing");
        let done = decide_reports(&head, &[first], false, "Sebutkan nomor suratnya").await.unwrap();
        assert_eq!((done.decided, done.passed_over.len()), (1, 0));
        assert_eq!(state(&world, id).await, Some(ReportState::SentBack));
        let again = decide_reports(&head, &[first], true, "").await.unwrap();
        assert_eq!((again.decided, again.passed_over.len()), (0, 1), "it was decided already");
        let day_of = own_days(&me).await.unwrap();
        let monday = day_of.on(day(MONDAY)).unwrap();
        assert!(monday.is_report_awaited);
        assert_eq!(monday.report_until_on, Some(day("2021-06-30")), "one working day after it came back");
        let words = monday.report.as_ref().unwrap().decision.as_ref().unwrap().words.clone();
        assert_eq!(words, "Sebutkan nomor suratnya");
        let second = hand_in_report(&me, &written(MONDAY, 1, "Surat 12 dan 13 dibalas")).await.unwrap();
        let old = decide_reports(&head, &[first], true, "").await.unwrap();
        assert_eq!(old.decided, 0, "only the newest version is decided");
        assert_eq!(decide_reports(&head, &[second], true, "Baik").await.unwrap().decided, 1);
        assert_code(hand_in_report(&me, &written(MONDAY, 2, "Lagi")).await, "arrangements.report_accepted");
        assert_eq!(state(&world, id).await, Some(ReportState::Accepted));
        let then = work_reports_between(&me, day(MONDAY), day(MONDAY), Some(known_at)).await.unwrap();
        assert_eq!(then.of(id, day(MONDAY)), Some(ReportState::HandedIn), "as known then");
        let versions = own_reports(&me, day(MONDAY), day(MONDAY)).await.unwrap();
        assert_eq!(versions.iter().map(|one| one.version).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(rebuild_report_months(&world.system()).await.unwrap(), 1);
        assert_eq!(state(&world, id).await, Some(ReportState::Accepted), "rebuilt from the facts");
    })
    .await;
}

#[tokio::test]
async fn a_report_is_taken_until_the_day_it_is_due() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 9]).await;
        let (home, _) = signed(&world).await;
        let me = person(&world, home).await;
        world.set_day("2021-06-30");
        let late = hand_in_report(&me, &written(MONDAY, 0, "Surat")).await.unwrap_err();
        assert_eq!(late.code, "arrangements.report_late");
        assert_eq!(late.values, [("due", "29 Juni 2021".to_owned())]);
        world.set_day(TUESDAY);
        hand_in_report(&me, &written(MONDAY, 0, "Surat")).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_superior_decides_and_nobody_the_own_report() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 9, 3]).await;
        let (home, office) = signed(&world).await;
        let me = person(&world, home).await;
        world.set_day(MONDAY);
        let uid = hand_in_report(&me, &written(MONDAY, 0, "Surat")).await.unwrap();
        assert_code(decide_reports(&me, &[uid], true, "").await, "arrangements.own_report");
        let colleague = person(&world, office).await;
        assert_code(decide_reports(&colleague, &[uid], true, "").await, "platform.forbidden");
        assert!(report_list(&colleague, &filter(None)).await.unwrap().is_empty());
        let stranger = world.head(2).await;
        assert_code(decide_reports(&stranger, &[uid], true, "").await, "platform.forbidden");
        assert!(report_list(&stranger, &filter(None)).await.unwrap().is_empty());
        // The head of the agency is the superior by post, also without the role of a head.
        let by_post = world.account(Role::Employee, Some(1), Some(world.people[1][0].id)).await;
        let listed = report_list(&by_post, &filter(Some(ReportState::HandedIn))).await.unwrap();
        assert_eq!(
            listed.iter().map(|one| (one.report.uid, one.may_decide)).collect::<Vec<_>>(),
            [(uid, true)]
        );
        assert_code(decide_reports(&by_post, &[], true, "").await, "arrangements.none_chosen");
        assert_eq!(decide_reports(&by_post, &[uid], true, "").await.unwrap().decided, 1);
        let listed = report_list(&world.head(1).await, &filter(None)).await.unwrap();
        assert_eq!((listed.len(), listed[0].may_decide), (1, false));
        let told = world
            .count("select count(*) from platform_outbox where topic = 'arrangements.report_changed'")
            .await;
        assert_eq!(told, 2);
    })
    .await;
}

#[tokio::test]
async fn everybody_sees_the_own_days_with_their_reason_and_may_wish() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 9]).await;
        let (home, _) = signed(&world).await;
        let me = person(&world, home).await;
        world.set_day(MONDAY);
        let own = own_days(&me).await.unwrap();
        let today = own.on(day(MONDAY)).unwrap();
        let arranged = today.arranged.as_ref().unwrap();
        assert_eq!(arranged.place, ArrangedPlace::Home);
        assert!(arranged.circular.starts_with("32.14/"));
        assert!(today.is_report_awaited);
        assert_eq!(today.report_until_on, Some(day(TUESDAY)));
        assert!(own.on(day("2021-07-03")).unwrap().arranged.is_none(), "a weekend is not said");
        assert_code(wish_week(&me, "OXHHO..").await, "arrangements.wish");
        wish_week(&me, "HOHOH..").await.unwrap();
        assert_eq!(own_days(&me).await.unwrap().wish, "HOHOH..");
        let nobody = world.account(Role::Employee, Some(1), None).await;
        assert_code(own_days(&nobody).await.map(|_| ()), "arrangements.no_employee");
    })
    .await;
}

#[tokio::test]
async fn a_day_that_no_calendar_holds_is_refused() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 3]).await;
        let employee = person(&world, 1).await;
        for on in ["+262142-12-31", "-200000-01-01", "0001-01-01"] {
            let refused = hand_in_report(&employee, &written(on, 0, "Menyusun laporan")).await;
            assert_code(refused, "arrangements.date");
        }
    })
    .await;
}
