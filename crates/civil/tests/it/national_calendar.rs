use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use siaga_civil::{Calendar, CalendarDay, DayOffKind, WorkWeek};

use crate::day;

const DECREES: &str = include_str!("../../../../policies/national/calendar/holidays.csv");
const TITLES: &str = include_str!("../../../../policies/national/calendar/decrees.csv");
/// The calendar in its last state as an independent package tells it.
const FINAL_STATE: &str = include_str!("../vectors/holidays-final-2019-2027.csv");

fn calendar() -> Calendar {
    Calendar::from_csv(DECREES).expect("the national calendar is well-formed")
}

/// Returns the days of leave of 2020 that were known on a day.
fn leave_of_2020(known_on: &str) -> Vec<String> {
    let calendar = calendar();
    let days = day("2020-01-01").iter_days().take_while(|on| on.year() == 2020);
    days.filter(|on| {
        let today = calendar.day(*on, Some(day(known_on)), WorkWeek::FiveDays);
        matches!(today, CalendarDay::CollectiveLeave { .. })
    })
    .map(|on| on.format("%m-%d").to_string())
    .collect()
}

#[test]
fn the_last_state_of_every_date_is_that_of_the_source() {
    let mut expected = BTreeMap::<NaiveDate, Vec<(&str, String)>>::new();
    for line in FINAL_STATE.lines().skip(1) {
        let columns: Vec<&str> = line.splitn(3, ',').collect();
        // The only word that is spelled otherwise on purpose.
        let name = columns[2].replace("Pegangti", "Pengganti");
        expected.entry(day(columns[0])).or_default().push((columns[1], name));
    }
    assert_eq!(expected.values().map(Vec::len).sum::<usize>(), FINAL_STATE.lines().count() - 1);
    let calendar = calendar();
    for on in day("2018-12-01").iter_days().take_while(|on| on.year() < 2029) {
        let mut found: Vec<(&str, String)> = Vec::new();
        for day_off in calendar.days_off(on, None) {
            let kind = match day_off.kind {
                DayOffKind::PublicHoliday => "public_holiday",
                DayOffKind::CollectiveLeave => "collective_leave",
            };
            found.push((kind, day_off.name.clone()));
        }
        assert_eq!(found, expected.remove(&on).unwrap_or_default(), "{on}");
    }
    assert!(expected.is_empty());
}

#[test]
fn each_decree_of_2020_is_known_from_its_day_on() {
    let first = ["05-22", "05-26", "05-27", "12-24"];
    let larger = ["05-22", "05-26", "05-27", "05-28", "05-29", "08-21", "10-30", "12-24"];
    let moved = ["05-22", "08-21", "10-28", "10-30", "12-24", "12-28", "12-29", "12-30", "12-31"];
    let table: [(&str, &[&str]); 10] = [
        ("2019-08-27", &[]),
        ("2019-08-28", &first),
        ("2020-03-08", &first),
        ("2020-03-09", &larger),
        ("2020-04-08", &larger),
        ("2020-04-09", &moved),
        ("2020-05-19", &moved),
        ("2020-05-20", &moved[1..]),
        ("2020-11-30", &moved[1..]),
        ("2020-12-01", &["08-21", "10-28", "10-30", "12-24", "12-31"]),
    ];
    for (known_on, expected) in table {
        assert_eq!(leave_of_2020(known_on), expected, "as known on {known_on}");
    }
}

#[test]
fn the_first_working_day_after_lebaran_2020_is_the_26th_of_may() {
    let calendar = calendar();
    let name_of = |date| match calendar.day(day(date), Some(day("2020-05-26")), WorkWeek::FiveDays) {
        CalendarDay::Working => "working".to_owned(),
        CalendarDay::Weekend => "weekend".to_owned(),
        CalendarDay::PublicHoliday { name, .. } | CalendarDay::CollectiveLeave { name, .. } => name,
    };
    let week =
        ["2020-05-21", "2020-05-22", "2020-05-23", "2020-05-24", "2020-05-25", "2020-05-26"].map(name_of);
    assert_eq!(
        week,
        [
            "Kenaikan Yesus Kristus",
            "working",
            "weekend",
            "Hari Raya Idul Fitri",
            "Hari kedua dari Hari Raya Idul Fitri",
            "working",
        ]
    );
}

#[test]
fn two_holidays_of_one_date_are_both_named() {
    let today = calendar().day(day("2021-05-13"), None, WorkWeek::FiveDays);
    let name = "Hari Raya Idul Fitri; Kenaikan Yesus Kristus".to_owned();
    assert_eq!(today, CalendarDay::PublicHoliday { name, decree: "skb-2021".to_owned() });
}

#[test]
fn may_2020_had_seventeen_working_days_in_the_end() {
    let count = |known_on: Option<&str>| {
        let (from, until) = (day("2020-05-01"), day("2020-05-31"));
        calendar().working_days_between(from, until, WorkWeek::FiveDays, known_on.map(day))
    };
    // 21 weekdays less the 1st, 7th, 21st and 25th.
    assert_eq!(count(None), 17);
    // The 22nd was still leave on the day before its decree.
    assert_eq!(count(Some("2020-05-19")), 16);
}

#[test]
fn every_decree_has_a_title_for_people() {
    let calendar = calendar().with_titles(TITLES).expect("the titles are well-formed");
    for revision in calendar.revisions() {
        let title = calendar.title(&revision.decree_id);
        assert!(title.contains(' '), "{} is shown as {title}", revision.decree_id);
    }
    assert_eq!(calendar.title("skb-2020-revision-2"), "SKB 391, 02 dan 02 Tahun 2020");
}
