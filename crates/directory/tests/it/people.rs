//! People, posts and PINs over time.

use crate::world::{day, hire, offices, post, world};
use siaga_directory::{
    Capacity, EmployeeKind, NewAgency, NewEmployee, NewEmployment, NewPin, NewPost, PeopleFilter, add_agency,
    add_employee, add_employment, add_pin, add_post, end_pin, end_post, head_of, people_on, person,
    pins_between, pins_of, search_people, spans_between, spans_of, superior_of,
};
use siaga_platform::db;
use siaga_testkit::each_db;

const NIP: [&str; 4] =
    ["198001012005011001", "198502022010012002", "199003032015031003", "197501011999031004"];

#[tokio::test]
async fn a_daily_acting_head_ends_by_itself() {
    each_db(|db| async move {
        let world = world(db).await;
        let ctx = &world.ctx;
        let office = offices(ctx).await;
        let head = hire(ctx, "Ani", NIP[0], (office.health, None), true).await;
        let deputy = hire(ctx, "Budi", NIP[1], (office.health, Some(office.ward)), false).await;
        let acting = NewPost {
            capacity: Capacity::DailyActing,
            from_on: day("2020-05-26"),
            until_on: Some(day("2020-05-28")),
            ..post(deputy.id, (office.health, None), true)
        };
        let endless = NewPost { until_on: None, ..acting.clone() };
        assert_eq!(add_post(ctx, endless).await.unwrap_err().code, "directory.acting_needs_end");
        add_post(ctx, acting).await.unwrap();
        for (on, expected) in [
            ("2020-05-25", head.id),
            ("2020-05-26", deputy.id),
            ("2020-05-28", deputy.id),
            ("2020-05-29", head.id),
        ] {
            let found = head_of(ctx, office.health, day(on)).await.unwrap().unwrap();
            assert_eq!(found.employee_id, expected, "{on}");
        }
        // Acting elsewhere does not move anybody.
        let person = person(ctx, deputy.uid, day("2020-05-27")).await.unwrap().unwrap();
        assert_eq!((person.unit_id, person.is_head), (office.ward, false));
        assert!(head_of(ctx, office.secretariat, day("2020-05-26")).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn the_superior_is_never_oneself() {
    each_db(|db| async move {
        let world = world(db).await;
        let ctx = &world.ctx;
        let office = offices(ctx).await;
        let secretary = hire(ctx, "Ani", NIP[0], (office.secretariat, None), true).await;
        let director = hire(ctx, "Budi", NIP[1], (office.health, None), true).await;
        let chief = hire(ctx, "Cici", NIP[2], (office.health, Some(office.ward)), true).await;
        let analyst = hire(ctx, "Dedi", NIP[3], (office.health, Some(office.ward)), false).await;
        let on = day("2020-05-26");
        for (of, expected) in [
            (analyst, Some(chief.id)),
            (chief, Some(director.id)),
            (director, Some(secretary.id)),
            (secretary, None),
        ] {
            let superior = superior_of(ctx, of.id, on).await.unwrap();
            assert_eq!(superior.map(|head| head.employee_id), expected);
        }
    })
    .await;
}

#[tokio::test]
async fn a_transfer_ends_the_post_before_and_spans_follow() {
    each_db(|db| async move {
        let world = world(db).await;
        let ctx = &world.ctx;
        let office = offices(ctx).await;
        let who = hire(ctx, "Ani", NIP[0], (office.health, Some(office.ward)), false).await;
        let moved = NewPost { from_on: day("2020-05-18"), ..post(who.id, (office.secretariat, None), false) };
        add_post(ctx, moved).await.unwrap();
        let spans = spans_between(ctx, day("2020-05-01"), day("2020-05-31")).await.unwrap();
        let text: Vec<_> = spans.iter().map(|span| (span.agency_id, span.from_on, span.until_on)).collect();
        assert_eq!(
            text,
            [
                (office.health, day("2020-05-01"), day("2020-05-17")),
                (office.secretariat, day("2020-05-18"), day("2020-05-31")),
            ]
        );
        let below = PeopleFilter { agency_id: Some(office.secretariat), include_below: true, unit_id: None };
        let own = PeopleFilter { include_below: false, ..below };
        assert_eq!(people_on(ctx, day("2020-05-17"), below).await.unwrap().len(), 1);
        assert!(people_on(ctx, day("2020-05-17"), own).await.unwrap().is_empty());
        assert_eq!(people_on(ctx, day("2020-05-18"), own).await.unwrap().len(), 1);
        assert_eq!(people_on(ctx, day("2020-05-18"), PeopleFilter::default()).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn employment_that_ends_takes_the_person_off_the_lists() {
    each_db(|db| async move {
        let world = world(db).await;
        let ctx = &world.ctx;
        let office = offices(ctx).await;
        let new = NewEmployee {
            name: "Eka".to_owned(),
            staff_number: Some("TK-001".to_owned()),
            ..NewEmployee::default()
        };
        let who = add_employee(ctx, new).await.unwrap();
        let employment = NewEmployment {
            employee_id: who.id,
            kind: EmployeeKind::ContractWorker,
            from_on: day("2020-01-01"),
            until_on: Some(day("2020-05-26")),
        };
        add_employment(ctx, employment).await.unwrap();
        add_post(ctx, post(who.id, (office.health, None), false)).await.unwrap();
        let found = person(ctx, who.uid, day("2020-05-26")).await.unwrap().unwrap();
        assert_eq!((found.kind.is_civil_servant(), found.nip), (false, None));
        assert!(person(ctx, who.uid, day("2020-05-27")).await.unwrap().is_none());
        assert_eq!(search_people(ctx, "tk-0", day("2020-05-26"), 10).await.unwrap().len(), 1);
        assert!(search_people(ctx, "%", day("2020-05-26"), 10).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_pin_belongs_to_one_person_at_a_time() {
    each_db(|db| async move {
        let world = world(db).await;
        let ctx = &world.ctx;
        let office = offices(ctx).await;
        let first = hire(ctx, "Ani", NIP[0], (office.health, None), false).await;
        let second = hire(ctx, "Budi", NIP[1], (office.health, None), false).await;
        let pin = |employee_id: i64, from: &str| NewPin {
            pin_group: "DINKES".to_owned(),
            pin: "0007".to_owned(),
            employee_id,
            from_on: day(from),
            until_on: None,
        };
        add_pin(ctx, pin(first.id, "2019-01-01")).await.unwrap();
        let taken = add_pin(ctx, pin(second.id, "2020-05-26")).await.unwrap_err();
        assert_eq!(taken.code, "directory.pin_taken");
        let pin_id: i64 =
            db::scalar(ctx.db().reader(), "select max(id) from directory_pin", []).await.unwrap();
        end_pin(ctx, pin_id, day("2020-05-25")).await.unwrap();
        assert!(end_pin(ctx, pin_id, day("2020-05-24")).await.is_err());
        add_pin(ctx, pin(second.id, "2020-05-26")).await.unwrap();
        let spans = pins_between(ctx, day("2020-05-25"), day("2020-05-26")).await.unwrap();
        let holders: Vec<_> = spans.iter().map(|span| span.employee_id).collect();
        assert_eq!(holders, [first.id, second.id]);
        assert_eq!(pins_between(ctx, day("2020-05-26"), day("2020-05-26")).await.unwrap().len(), 1);
        let (from, until) = (day("2020-05-25"), day("2020-05-26"));
        assert_eq!(pins_of(ctx, &[second.id], from, until).await.unwrap(), spans[1..]);
        assert_eq!(pins_of(ctx, &[first.id, second.id], from, until).await.unwrap(), spans);
        assert_eq!(pins_of(ctx, &[], from, until).await.unwrap(), []);
        let placed = spans_between(ctx, from, until).await.unwrap();
        let own: Vec<_> = placed.iter().filter(|span| span.employee_id == second.id).copied().collect();
        assert!(!own.is_empty() && own.len() < placed.len());
        assert_eq!(spans_of(ctx, &[second.id], from, until).await.unwrap(), own);
    })
    .await;
}

#[tokio::test]
async fn a_post_that_is_ended_stays_readable_but_no_longer_counts() {
    each_db(|db| async move {
        let world = world(db).await;
        let ctx = &world.ctx;
        let office = offices(ctx).await;
        let who = hire(ctx, "Ani", NIP[0], (office.health, None), true).await;
        let post_id: i64 =
            db::scalar(ctx.db().reader(), "select max(id) from directory_post", []).await.unwrap();
        end_post(ctx, post_id, day("2020-05-25")).await.unwrap();
        assert!(head_of(ctx, office.health, day("2020-05-25")).await.unwrap().is_some());
        assert!(head_of(ctx, office.health, day("2020-05-26")).await.unwrap().is_none());
        assert!(person(ctx, who.uid, day("2020-05-26")).await.unwrap().is_none());
        let rows: i64 =
            db::scalar(ctx.db().reader(), "select count(*) from directory_post", []).await.unwrap();
        assert_eq!(rows, 2);
    })
    .await;
}

#[tokio::test]
async fn wrong_entries_are_refused_and_nothing_is_written() {
    each_db(|db| async move {
        let world = world(db).await;
        let ctx = &world.ctx;
        let office = offices(ctx).await;
        let employee = |name: &str, nip: Option<&str>| NewEmployee {
            name: name.to_owned(),
            nip: nip.map(str::to_owned),
            ..NewEmployee::default()
        };
        for (new, expected) in [
            (employee(" ", Some(NIP[0])), "directory.name_empty"),
            (employee("Ani", None), "directory.number_missing"),
            (employee("Ani", Some("19800101200501100")), "directory.nip_length"),
        ] {
            assert_eq!(add_employee(ctx, new).await.unwrap_err().code, expected);
        }
        add_employee(ctx, employee("Ani", Some("19800101 200501 1 001"))).await.unwrap();
        let twice = add_employee(ctx, employee("Ani", Some(NIP[0]))).await.unwrap_err();
        assert_eq!(twice.code, "directory.number_taken");
        let elsewhere = post(1, (office.secretariat, Some(office.ward)), false);
        assert_eq!(add_post(ctx, elsewhere).await.unwrap_err().code, "directory.unit_elsewhere");
        let agency = |code: &str, parent: &str| NewAgency {
            code: code.to_owned(),
            name: "Dinas".to_owned(),
            parent_code: Some(parent.to_owned()),
            ..NewAgency::default()
        };
        let orphan = add_agency(ctx, agency("DISHUB", "TIDAK-ADA")).await.unwrap_err();
        assert_eq!(orphan.code, "directory.parent_unknown");
        let taken = add_agency(ctx, agency("DINKES", "SETDA")).await.unwrap_err();
        assert_eq!(taken.code, "directory.agency_code_taken");
        let half = NewAgency { latitude_micro: Some(3_000_000), ..agency("DISHUB", "SETDA") };
        assert_eq!(add_agency(ctx, half).await.unwrap_err().code, "directory.position_incomplete");
    })
    .await;
}
