//! Rosters: made by the solver, changed by hand, signed, replaced.

use super::world::{PASSWORD, World, assert_code, day};
use chrono::NaiveDate;
use siaga_access::Role;
use siaga_arrangements::{
    ArrangedPlace, DayChange, NewException, NewRoster, RosterState, arranged_between, change_days,
    discard_roster, except_rules, make_all_rosters, make_roster, plan_again, roster_list, roster_view,
    set_elsewhere, set_teams, sign_roster,
};
use siaga_platform::{Ctx, Law};
use siaga_policy::{Document, FactValue};
use siaga_testkit::each_db;
use uuid::Uuid;

const FROM: &str = "2021-06-28";
const UNTIL: &str = "2021-07-09";

fn new(world: &World, place: usize) -> NewRoster {
    NewRoster {
        agency_id: world.agencies[place],
        from_on: day(FROM),
        until_on: day(UNTIL),
        elsewhere: String::new(),
        teams_apart: false,
    }
}

/// An agency whose unit of eight has a confirmed case: four of them may come. It is essential, so that the
/// emergency rules of July leave it so.
async fn with_case(world: &World) -> (Ctx, Ctx) {
    world.record(1, "sector", FactValue::Word("essential".into()), "2021-06-25").await;
    world.record(1, "case_state", "case", "2021-06-25").await;
    (world.officer(1).await, world.head(1).await)
}

async fn signed(world: &World, officer: &Ctx, head: &Ctx) -> Uuid {
    let uid = make_roster(officer, &new(world, 1)).await.unwrap();
    let version = roster_view(officer, uid).await.unwrap().roster.version;
    sign_roster(head, uid, version, PASSWORD.to_owned()).await.unwrap();
    uid
}

fn office_days(letters: &str) -> usize {
    letters.matches('O').count()
}

#[tokio::test]
async fn the_solver_fills_the_office_to_the_quota_and_shares_days_fairly() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 9]).await;
        let (officer, _) = with_case(&world).await;
        let uid = make_roster(&officer, &new(&world, 1)).await.unwrap();
        let view = roster_view(&officer, uid).await.unwrap();
        assert_eq!(view.findings, []);
        assert_eq!(view.roster.outcome.contradiction, []);
        let unit = view.units.iter().find(|unit| unit.staff == 8).unwrap();
        assert_eq!(unit.days.len(), 10, "weekends are not planned");
        for total in &unit.days {
            assert_eq!((total.office, total.office_max), (4, 4), "{}", total.on);
        }
        let people: Vec<_> = view.people.iter().filter(|person| person.unit == "Bidang Satu").collect();
        let days: Vec<usize> = people.iter().map(|person| office_days(&person.letters)).collect();
        assert_eq!(days, [5; 8], "forty places for eight people");
        assert!(people.iter().all(|person| &person.letters[5..7] == ".."), "nothing is said of a weekend");
        assert!(view.roster.grounds.iter().any(|ground| ground.circular.starts_with("32.14/")));
        assert!(view.may_change);
    })
    .await;
}

#[tokio::test]
async fn the_maker_is_not_the_signer_and_the_password_is_asked() {
    each_db(|db| async move {
        let world = World::new(db, &[2, 9]).await;
        let (officer, head) = with_case(&world).await;
        let by_head = make_roster(&head, &new(&world, 1)).await.unwrap();
        let password = || PASSWORD.to_owned();
        assert_code(sign_roster(&head, by_head, 1, password()).await, "arrangements.maker_signs");
        assert_code(sign_roster(&officer, by_head, 1, password()).await, "platform.forbidden");
        let leader = world.leader().await;
        assert_code(sign_roster(&leader, by_head, 1, "salah".into()).await, "platform.password_wrong");
        assert_code(sign_roster(&leader, by_head, 7, password()).await, "arrangements.roster_changed");
        sign_roster(&leader, by_head, 1, password()).await.unwrap();
        assert_code(sign_roster(&leader, by_head, 2, password()).await, "arrangements.not_a_draft");
        let draft = make_roster(&officer, &new(&world, 1)).await.unwrap();
        let person = roster_view(&head, draft).await.unwrap().people[0].employee_id;
        let letters = roster_view(&head, draft).await.unwrap().people[0].letters.clone();
        let place = if letters.starts_with('O') { ArrangedPlace::Home } else { ArrangedPlace::Office };
        change_days(&head, draft, 1, &[DayChange { employee_id: person, on: day(FROM), place }])
            .await
            .unwrap();
        assert_code(sign_roster(&head, draft, 2, password()).await, "arrangements.maker_signs");
        let signed =
            world.count("select count(*) from platform_audit where action = 'arrangement.sign'").await;
        assert_eq!(signed, 1);
    })
    .await;
}

#[tokio::test]
async fn of_two_officers_the_second_is_told_who_changed_it() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 9]).await;
        let (officer, _) = with_case(&world).await;
        let other = world.officer(1).await;
        let uid = make_roster(&officer, &new(&world, 1)).await.unwrap();
        let view = roster_view(&officer, uid).await.unwrap();
        let home = view.people.iter().find(|person| person.letters.starts_with('H')).unwrap();
        let change = |place| [DayChange { employee_id: home.employee_id, on: day(FROM), place }];
        assert_eq!(change_days(&officer, uid, 1, &change(ArrangedPlace::Office)).await.unwrap(), 1);
        let late = change_days(&other, uid, 1, &change(ArrangedPlace::Off)).await.unwrap_err();
        assert_eq!(late.code, "arrangements.roster_changed");
        assert!(late.values.iter().any(|(name, value)| *name == "name" && *value == officer.actor.name));
        assert_code(plan_again(&other, uid, 1).await, "arrangements.roster_changed");
        assert_code(discard_roster(&other, uid, 1).await, "arrangements.roster_changed");
        let now = roster_view(&other, uid).await.unwrap();
        assert_eq!((now.roster.version, now.changes.len()), (2, 1));
        assert_eq!((now.changes[0].0.before, now.changes[0].0.after), ('H', 'O'));
        assert_code(
            change_days(&other, uid, 2, &change(ArrangedPlace::Office)).await,
            "arrangements.no_change",
        );
        let weekend =
            [DayChange { employee_id: home.employee_id, on: day("2021-07-03"), place: ArrangedPlace::Home }];
        assert_code(change_days(&other, uid, 2, &weekend).await, "arrangements.day_not_planned");
        let stranger =
            [DayChange { employee_id: world.people[0][0].id, on: day(FROM), place: ArrangedPlace::Home }];
        assert_code(change_days(&other, uid, 2, &stranger).await, "arrangements.not_in_roster");
        let elsewhere = change(ArrangedPlace::Elsewhere);
        assert_code(change_days(&other, uid, 2, &elsewhere).await, "arrangements.place_not_set");
        set_elsewhere(&other, uid, 2, "Kantor kecamatan").await.unwrap();
        change_days(&other, uid, 3, &elsewhere).await.unwrap();
        assert_code(set_elsewhere(&other, uid, 4, "").await, "arrangements.place_used");
        assert_eq!(roster_view(&other, uid).await.unwrap().roster.version, 4, "refusals change nothing");
        let nobody = world.officer(0).await;
        assert_code(roster_view(&nobody, uid).await.map(|_| ()), "arrangements.roster_missing");
    })
    .await;
}

#[tokio::test]
async fn a_change_beyond_the_quota_is_kept_but_not_signed_without_a_reason_that_law_allows() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 9]).await;
        let (officer, head) = with_case(&world).await;
        let uid = make_roster(&officer, &new(&world, 1)).await.unwrap();
        let view = roster_view(&officer, uid).await.unwrap();
        let in_unit = |letter| {
            let person =
                view.people.iter().find(|one| one.unit == "Bidang Satu" && one.letters.starts_with(letter));
            person.unwrap().employee_id
        };
        let fifth = [DayChange { employee_id: in_unit('H'), on: day(FROM), place: ArrangedPlace::Office }];
        change_days(&officer, uid, 1, &fifth).await.unwrap();
        let view = roster_view(&head, uid).await.unwrap();
        assert_eq!(view.hindrance, Some("arrangements.rules_broken"));
        let finding = &view.findings[0];
        let (found, number) = (finding.violation.found, finding.violation.rule.number);
        assert_eq!((view.findings.len(), found, number, finding.may_except), (1, 5, 4, false));
        let password = || PASSWORD.to_owned();
        assert_code(sign_roster(&head, uid, 2, password()).await, "arrangements.rules_broken");
        let reason = [NewException {
            rule: "office-max".into(),
            subject_id: finding.subject_id,
            on: Some(day(FROM)),
            reason: "Pelayanan langsung".into(),
        }];
        except_rules(&officer, uid, 2, &reason).await.unwrap();
        assert_code(sign_roster(&head, uid, 3, password()).await, "arrangements.rules_broken");
        world.record(1, "direct_service", true, "2021-06-25").await;
        let view = roster_view(&head, uid).await.unwrap();
        assert_eq!(view.hindrance, None, "law exempts direct service, and the reason stands");
        assert_eq!(view.findings[0].reason.as_ref().unwrap().reason, "Pelayanan langsung");
        let other_head = world.head(1).await;
        except_rules(&other_head, uid, 3, &reason).await.unwrap();
        let own = sign_roster(&other_head, uid, 4, password()).await;
        assert_code(own, "arrangements.maker_signs");
        sign_roster(&head, uid, 4, password()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn three_people_three_quarters_and_a_desk_of_two_contradict_each_other_by_name_and_number() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 4]).await;
        world.desk(1, 2, 3).await;
        world.record(1, "case_state", "cluster", "2021-06-25").await;
        let officer = world.officer(1).await;
        let uid = make_roster(&officer, &new(&world, 1)).await.unwrap();
        let view = roster_view(&officer, uid).await.unwrap();
        let rules = &view.roster.outcome.contradiction;
        let told: Vec<_> = rules
            .iter()
            .map(|rule| (rule.kind.code(), rule.name.as_str(), rule.number, rule.people))
            .collect();
        assert!(told.contains(&("office-max", "Bidang Satu", 0, 3)), "{told:?}");
        assert!(told.contains(&("desk-need", "Loket 01", 2, 3)), "{told:?}");
        let seen = roster_view(&world.head(1).await, uid).await.unwrap();
        assert_eq!(seen.hindrance, Some("arrangements.rules_broken"));
        assert!(!view.people.is_empty(), "there are turns to go on from");
    })
    .await;
}

#[tokio::test]
async fn nothing_is_signed_for_days_that_are_over() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 9]).await;
        let (officer, head) = with_case(&world).await;
        let uid = make_roster(&officer, &new(&world, 1)).await.unwrap();
        world.set_day("2021-07-10");
        let late = sign_roster(&head, uid, 1, PASSWORD.into()).await.unwrap_err();
        assert_eq!(late.code, "arrangements.period_is_over");
        assert_eq!(roster_view(&head, uid).await.unwrap().hindrance, Some("arrangements.period_is_over"));
        world.set_day(UNTIL);
        sign_roster(&head, uid, 1, PASSWORD.into()).await.unwrap();
        let days = arranged_between(&officer, day(FROM), day(UNTIL), None).await.unwrap();
        let person = world.people[1][1].id;
        assert_eq!(days.of(person, day("2021-07-08")), None, "what is over stays unsaid");
        assert!(days.of(person, day(UNTIL)).is_some());
    })
    .await;
}

#[tokio::test]
async fn a_newer_signed_roster_holds_from_its_day_on_and_both_times_are_known() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 9]).await;
        let (officer, head) = with_case(&world).await;
        let first = signed(&world, &officer, &head).await;
        let before_second = head.now();
        world.set_day("2021-06-30");
        let second = make_roster(&officer, &new(&world, 1)).await.unwrap();
        let rows = roster_view(&officer, second).await.unwrap().people;
        let one = rows
            .iter()
            .find(|one| one.unit == "Bidang Satu" && one.letters.chars().nth(3) == Some('O'))
            .unwrap();
        let (id, on) = (one.employee_id, day("2021-07-01"));
        let to_home = [DayChange { employee_id: id, on, place: ArrangedPlace::Home }];
        change_days(&officer, second, 1, &to_home).await.unwrap();
        let old_day = [DayChange { employee_id: id, on: day(FROM), place: other(&one.letters, 0) }];
        change_days(&officer, second, 2, &old_day).await.unwrap();
        sign_roster(&head, second, 3, PASSWORD.into()).await.unwrap();
        let ask = async |known_at| arranged_between(&officer, day(FROM), day(UNTIL), known_at).await.unwrap();
        let now = ask(None).await;
        assert_eq!(
            (now.of(id, on).unwrap().place, now.of(id, on).unwrap().roster),
            (ArrangedPlace::Home, second)
        );
        assert_eq!(
            now.of(id, day("2021-06-29")).unwrap().roster,
            first,
            "days that were over stay as signed"
        );
        assert_eq!(now.of(id, day(FROM)).unwrap().place, place_at(&one.letters, 0));
        let then = ask(Some(before_second)).await;
        assert_eq!(then.of(id, on).unwrap().roster, first);
        assert!(ask(Some("2021-06-24T00:00:00Z".parse().unwrap())).await.is_empty());
        let old = roster_view(&officer, first).await.unwrap();
        assert_eq!((old.roster.state, old.replaced_days), (RosterState::Signed, 10));
        let home = now.of(world.people[1][1].id, day("2021-07-02")).unwrap();
        assert!(home.circular.starts_with("32.14/"), "{home:?}");
    })
    .await;
}

fn place_at(letters: &str, day: usize) -> ArrangedPlace {
    ArrangedPlace::of_letter(letters.chars().nth(day).unwrap()).unwrap()
}

fn other(letters: &str, day: usize) -> ArrangedPlace {
    if place_at(letters, day) == ArrangedPlace::Office { ArrangedPlace::Home } else { ArrangedPlace::Office }
}

/// Ends work from home on a day, as a circular that comes later does.
fn law_that_ends_home(world: &World, from: &str) -> Law {
    let text = format!(
        r#"
        [circular]
        id = "32.14/akhir-wfh"
        issuer = "Bupati Contoh"
        title = "Akhir kerja dari rumah"
        scope = {{ region = "32.14" }}
        source = "contoh"
        note = "Contoh."
        checked_on = 2026-11-21
        verified = false
        issued_on = 2021-07-01

        [[set]]
        parameter = "arrangements.home_allowed"
        value = false
        from = {from}
        article = "1"
    "#
    );
    let document = Document::parse("akhir-wfh.toml", &text).unwrap();
    Law::with_documents(&world.program.app.contributions, [document]).unwrap()
}

#[tokio::test]
async fn when_work_from_home_ends_its_days_are_office_days_and_the_roster_is_told_of() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 9]).await;
        let (officer, head) = with_case(&world).await;
        let uid = signed(&world, &officer, &head).await;
        let signed_at = officer.now();
        world.set_day("2021-07-01");
        let law = law_that_ends_home(&world, "2021-07-05");
        world.program.app.law.replace(law);
        world.hear().await;
        let capability = siaga_arrangements::capability();
        let check =
            capability.subscriptions.iter().find(|one| one.name == "arrangements.check_rosters").unwrap();
        (check.run)(world.system(), serde_json::json!({})).await.unwrap();
        let officer = Ctx { law: world.program.app.law(), ..officer };
        let days = arranged_between(&officer, day(FROM), day(UNTIL), None).await.unwrap();
        let view = roster_view(&officer, uid).await.unwrap();
        let home = view.people.iter().find(|one| one.letters.chars().nth(7) == Some('H')).unwrap();
        let monday: NaiveDate = day("2021-07-05");
        let now = days.of(home.employee_id, monday).unwrap();
        assert_eq!(
            (now.place, &*now.circular, &*now.article),
            (ArrangedPlace::Office, "32.14/akhir-wfh", "1")
        );
        assert_eq!(now.message_id(), "arranged-why-ended");
        let friday = home.letters.chars().nth(4).and_then(ArrangedPlace::of_letter);
        assert_eq!(days.of(home.employee_id, day("2021-07-02")).map(|one| one.place), friday);
        let known = arranged_between(&officer, day(FROM), day(UNTIL), Some(signed_at)).await.unwrap();
        assert_eq!(
            known.of(home.employee_id, monday).unwrap().place,
            ArrangedPlace::Home,
            "not known by then"
        );
        let listed = roster_list(&officer, day(FROM), day(UNTIL)).await.unwrap();
        let broken = listed.iter().find(|one| one.roster.uid == uid).unwrap().broken.clone();
        assert_eq!(broken.map(|(_, rule)| rule).as_deref(), Some("office-min"));
        assert_eq!(view.roster.state, RosterState::Signed, "nothing changes in silence");
    })
    .await;
}

#[tokio::test]
async fn drafts_for_all_agencies_leave_open_drafts_alone() {
    each_db(|db| async move {
        let world = World::new(db, &[2, 9, 5]).await;
        let officer = world.officer(1).await;
        let own = make_roster(&officer, &new(&world, 1)).await.unwrap();
        assert_code(make_roster(&officer, &new(&world, 1)).await, "arrangements.draft_exists");
        assert_code(make_all_rosters(&officer, day(FROM), day(UNTIL)).await, "platform.forbidden");
        let personnel = world.personnel().await;
        let made = make_all_rosters(&personnel, day(FROM), day(UNTIL)).await.unwrap();
        assert_eq!((made.made.len(), made.passed_over.as_slice()), (2, &["Dinas 01".to_owned()][..]));
        let listed = roster_list(&personnel, day(FROM), day(UNTIL)).await.unwrap();
        assert_eq!(listed.len(), 3);
        discard_roster(&officer, own, 1).await.unwrap();
        let seen = roster_list(&officer, day(FROM), day(UNTIL)).await.unwrap();
        assert_eq!(seen.len(), 0, "an officer sees the own agency, and no draft that was put away");
        let past = NewRoster { until_on: day("2021-06-20"), ..new(&world, 1) };
        assert_code(make_roster(&officer, &past).await, "arrangements.dates_reversed");
        let long = NewRoster { until_on: day("2021-09-30"), ..new(&world, 1) };
        assert_code(make_roster(&officer, &long).await, "arrangements.period_long");
        let weekend = NewRoster { from_on: day("2021-07-03"), until_on: day("2021-07-04"), ..new(&world, 1) };
        assert_code(make_roster(&officer, &weekend).await, "arrangements.no_working_day");
    })
    .await;
}

#[tokio::test]
async fn fixed_teams_never_meet_where_that_is_asked() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 9]).await;
        let (officer, _) = with_case(&world).await;
        let team = |index: usize| (world.people[1][index].id, if index <= 4 { "A" } else { "B" }.to_owned());
        let wanted: Vec<(i64, String)> = (1..9).map(team).collect();
        assert_eq!(set_teams(&officer, world.agencies[1], day(FROM), &wanted).await.unwrap(), 8);
        assert_eq!(set_teams(&officer, world.agencies[1], day(FROM), &wanted).await.unwrap(), 0);
        let stranger = [(world.people[0][0].id, "A".to_owned())];
        let refused = set_teams(&officer, world.agencies[1], day(FROM), &stranger).await;
        assert_code(refused, "arrangements.not_in_agency");
        let apart = NewRoster { teams_apart: true, ..new(&world, 1) };
        let uid = make_roster(&officer, &apart).await.unwrap();
        let view = roster_view(&officer, uid).await.unwrap();
        assert_eq!(view.findings, []);
        for (index, (on, is_planned)) in view.days.iter().enumerate() {
            let mut teams: Vec<&str> = view
                .people
                .iter()
                .filter(|person| person.letters.chars().nth(index) == Some('O') && !person.team.is_empty())
                .map(|person| person.team.as_str())
                .collect();
            teams.dedup();
            teams.sort_unstable();
            teams.dedup();
            assert!(teams.len() == usize::from(*is_planned), "{on}: {teams:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_account_of_another_government_role_sees_no_roster() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 4]).await;
        let officer = world.officer(1).await;
        let uid = make_roster(&officer, &new(&world, 1)).await.unwrap();
        let employee = world.account(Role::Employee, Some(1), Some(world.people[1][1].id)).await;
        assert_code(roster_view(&employee, uid).await.map(|_| ()), "arrangements.roster_missing");
        let changes =
            [DayChange { employee_id: world.people[1][1].id, on: day(FROM), place: ArrangedPlace::Home }];
        assert_code(change_days(&employee, uid, 1, &changes).await, "arrangements.roster_missing");
        assert_code(make_roster(&employee, &new(&world, 1)).await, "platform.forbidden");
        let inspectorate = world.account(Role::Inspectorate, None, None).await;
        assert!(!roster_view(&inspectorate, uid).await.unwrap().may_change);
        assert_code(change_days(&inspectorate, uid, 1, &changes).await, "platform.forbidden");
    })
    .await;
}
