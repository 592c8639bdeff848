//! Schedules: shifts let an agency work on holidays, and they end.

use super::world::{World, assert_code, day};
use siaga_attendance::{
    NewSchedule, RecapOf, ScheduleOf, add_schedule, end_schedule, recap_sheet, schedules,
};
use siaga_testkit::each_db;

fn shift(is_of: ScheduleOf) -> NewSchedule {
    NewSchedule {
        is_of,
        from_on: day("2020-05-01"),
        until_on: None,
        weekdays: "1234567".to_owned(),
        start_minute: 1320,
        end_minute: 1800,
        note: "Jaga malam".to_owned(),
    }
}

#[tokio::test]
async fn people_on_duty_on_a_holiday_have_a_recap() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T09:00:00").await;
        let (officer, personnel) = (world.officer().await, world.personnel().await);
        let holiday = RecapOf { agency_code: "dinkes", day: day("2020-05-25") };
        assert_code(recap_sheet(&officer, holiday).await, "attendance.recap_day_off");
        let id = add_schedule(&personnel, shift(ScheduleOf::Employee(world.people[3].id))).await.unwrap();
        let sheet = recap_sheet(&officer, holiday).await.unwrap();
        let names: Vec<&str> = sheet.rows.iter().map(|row| row.person.name.as_str()).collect();
        assert_eq!(names, ["Citra Dewi"], "only who was on duty");
        assert_eq!(world.status(3, "2020-05-25").await, "no_record", "the day was judged anew");
        end_schedule(&personnel, id, day("2020-05-24")).await.unwrap();
        assert_code(recap_sheet(&officer, holiday).await, "attendance.recap_day_off");
        assert_eq!(world.status(3, "2020-05-25").await, "ordinary");
    })
    .await;
}

#[tokio::test]
async fn a_schedule_of_a_unit_holds_for_its_people_and_a_own_one_comes_first() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T09:00:00").await;
        let (officer, personnel) = (world.officer().await, world.personnel().await);
        let unit = world.main_unit().await;
        add_schedule(&personnel, shift(ScheduleOf::Unit(unit))).await.unwrap();
        let mondays_off =
            NewSchedule { weekdays: "234567".to_owned(), ..shift(ScheduleOf::Employee(world.people[3].id)) };
        add_schedule(&personnel, mondays_off).await.unwrap();
        let monday = RecapOf { agency_code: "dinkes", day: day("2020-05-25") };
        let sheet = recap_sheet(&officer, monday).await.unwrap();
        assert_eq!(sheet.rows.len(), 5);
        assert!(sheet.rows.iter().all(|row| row.person.name != "Citra Dewi"));
        assert_eq!(schedules(&personnel).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn only_the_personnel_agency_records_schedules_that_fit() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T09:00:00").await;
        let (officer, personnel) = (world.officer().await, world.personnel().await);
        let good = shift(ScheduleOf::Employee(world.people[3].id));
        assert_code(add_schedule(&officer, good.clone()).await, "platform.forbidden");
        assert_code(schedules(&officer).await, "platform.forbidden");
        assert_code(
            add_schedule(&personnel, shift(ScheduleOf::Unit(999))).await,
            "attendance.schedule_nobody",
        );
        let no_days = NewSchedule { weekdays: String::new(), ..good.clone() };
        assert_code(add_schedule(&personnel, no_days).await, "attendance.schedule_weekdays");
        let endless = NewSchedule { end_minute: 2761, ..good.clone() };
        assert_code(add_schedule(&personnel, endless).await, "attendance.schedule_hours");
        let id = add_schedule(&personnel, good).await.unwrap();
        assert_code(end_schedule(&personnel, id, day("2020-04-30")).await, "attendance.schedule_reversed");
        assert_code(end_schedule(&personnel, 999, day("2020-06-30")).await, "platform.not_found");
    })
    .await;
}
