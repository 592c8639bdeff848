//! Who can serve a desk: named or by skill, on days, in the agency of the desk.

use crate::world::{World, day, desk, place};
use siaga_platform::Ctx;
use siaga_services::{
    DeskPlan, NewStaff, Serves, add_desk, add_staff, desk_sheets, desk_staff, end_staff, staff_of,
};
use siaga_testkit::each_db;

async fn who(ctx: &Ctx, world: &World, on: &str) -> Vec<usize> {
    let found = desk_staff(ctx, Some(world.agencies[0]), day(on)).await.unwrap();
    let place = |id: i64| world.people.iter().position(|key| key.id == id).unwrap();
    found.into_iter().map(|one| place(one.employee_id)).collect()
}

fn new(world: &World, person: usize, serves: Serves, from_on: &str) -> NewStaff {
    let employee_id = world.people[person].id;
    NewStaff { employee_id, serves, from_on: day(from_on), until_on: None }
}

#[tokio::test]
async fn people_serve_a_desk_by_name_or_by_skill_once_each() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let service = world.service(0, "Akta kelahiran").await;
        let plan = DeskPlan { skill: Some("Perekaman".to_owned()), ..desk("Loket 1") };
        let uid = add_desk(&officer, service, day("2020-01-01"), &plan).await.unwrap();
        let agency_id = world.agencies[0];
        let skill = |skill: &str| Serves::Skill(skill.to_owned());
        add_staff(&officer, agency_id, &new(&world, 0, Serves::Desk(uid), "2020-05-01")).await.unwrap();
        add_staff(&officer, agency_id, &new(&world, 0, skill("perekaman"), "2020-05-01")).await.unwrap();
        add_staff(&officer, agency_id, &new(&world, 1, skill("PEREKAMAN"), "2020-05-10")).await.unwrap();
        add_staff(&officer, agency_id, &new(&world, 2, skill("Pencetakan"), "2020-05-01")).await.unwrap();
        assert_eq!(who(&officer, &world, "2020-04-30").await, Vec::<usize>::new());
        assert_eq!(who(&officer, &world, "2020-05-09").await, [0]);
        assert_eq!(who(&officer, &world, "2020-05-18").await, [0, 1]);
        let sheet = &desk_sheets(&officer, service, day("2020-05-18")).await.unwrap()[0];
        assert_eq!((sheet.staff.len(), sheet.finding), (2, None));
        let early = &desk_sheets(&officer, service, day("2020-05-09")).await.unwrap()[0];
        let finding = early.finding.unwrap();
        assert_eq!((finding.minimum, finding.can_serve), (2, 1), "found, not refused");
    })
    .await;
}

#[tokio::test]
async fn an_entry_ends_with_a_new_row_and_whoever_moved_away_no_longer_counts() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let service = world.service(0, "Akta kelahiran").await;
        let uid = world.desk(service, "Loket 1").await;
        let agency_id = world.agencies[0];
        let entry =
            add_staff(&officer, agency_id, &new(&world, 0, Serves::Desk(uid), "2020-05-01")).await.unwrap();
        add_staff(&officer, agency_id, &new(&world, 1, Serves::Desk(uid), "2020-05-01")).await.unwrap();
        end_staff(&officer, entry, day("2020-05-19"), "pindah bidang").await.unwrap();
        assert_eq!(who(&officer, &world, "2020-05-19").await, [0, 1]);
        assert_eq!(who(&officer, &world, "2020-05-20").await, [1]);
        let again = end_staff(&officer, entry, day("2020-05-19"), "pindah bidang").await.unwrap_err();
        assert_eq!(again.code, "services.staff_ended");
        end_staff(&officer, entry, day("2020-05-25"), "ternyata lebih lama").await.unwrap();
        assert_eq!(who(&officer, &world, "2020-05-20").await, [0, 1], "the newest end counts");
        end_staff(&officer, entry, day("2020-04-30"), "salah orang").await.unwrap();
        assert_eq!(who(&officer, &world, "2020-05-02").await, [1], "it never held");
        let before = end_staff(&officer, entry, day("2020-04-29"), "salah orang").await.unwrap_err();
        assert_eq!(before.code, "services.until_before_from");
        place(&world.system(), world.people[1].id, world.agencies[1], "2020-06-01").await;
        assert_eq!(who(&officer, &world, "2020-05-31").await, [1]);
        assert_eq!(who(&officer, &world, "2020-06-01").await, Vec::<usize>::new());
        assert_eq!(staff_of(&officer, agency_id, day("2020-06-01")).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let service = world.service(0, "Akta kelahiran").await;
        let uid = world.desk(service, "Loket 1").await;
        let foreign = world.desk(world.service(1, "Poli anak").await, "Poli").await;
        let agency_id = world.agencies[0];
        let desk = || Serves::Desk(uid);
        let code = async |new: NewStaff| add_staff(&officer, agency_id, &new).await.unwrap_err().code;
        assert_eq!(code(new(&world, 3, desk(), "2020-05-01")).await, "services.person_elsewhere");
        assert_eq!(code(new(&world, 0, desk(), "2015-02-01")).await, "services.person_unplaced");
        assert_eq!(code(new(&world, 0, Serves::Desk(foreign), "2020-05-01")).await, "services.desk_missing");
        let skill = Serves::Skill(" ".to_owned());
        assert_eq!(code(new(&world, 0, skill, "2020-05-01")).await, "services.text_missing");
        let mut short = new(&world, 0, desk(), "2020-05-10");
        short.until_on = Some(day("2020-05-09"));
        assert_eq!(code(short).await, "services.until_before_from");
        let mut first = new(&world, 0, desk(), "2020-05-01");
        first.until_on = Some(day("2020-05-20"));
        add_staff(&officer, agency_id, &first).await.unwrap();
        let twice = add_staff(&officer, agency_id, &new(&world, 0, desk(), "2020-05-20")).await.unwrap_err();
        assert_eq!((twice.code.as_str(), &twice.values[0].1), ("services.staff_twice", &officer.actor.name));
        add_staff(&officer, agency_id, &new(&world, 0, desk(), "2020-05-21")).await.unwrap();
        let other = world.officer(1).await;
        let refused = add_staff(&other, agency_id, &new(&world, 1, desk(), "2020-05-01")).await.unwrap_err();
        assert_eq!(refused.code, "platform.forbidden");
        let names = staff_of(&other, agency_id, day("2020-05-18")).await.unwrap_err();
        assert_eq!(names.code, "platform.forbidden");
    })
    .await;
}
