use super::samples::day;
use crate::ticks::{day_ticks, value_ticks};
use crate::{Axis, Language};

fn names(axis: Axis) -> Vec<String> {
    value_ticks(axis, Language::Indonesian).into_iter().map(|(_, name)| name).collect()
}

#[test]
fn axes_of_shares_name_their_floor_and_the_whole() {
    let cases: [(u32, &[&str]); 7] = [
        (0, &["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"]),
        (500, &["50 %", "60 %", "70 %", "80 %", "90 %", "100 %"]),
        (800, &["80 %", "85 %", "90 %", "95 %", "100 %"]),
        (900, &["90 %", "92 %", "94 %", "96 %", "98 %", "100 %"]),
        (950, &["95 %", "96 %", "97 %", "98 %", "99 %", "100 %"]),
        (905, &["90,5 %", "92 %", "94 %", "96 %", "98 %", "100 %"]),
        (915, &["91,5 %", "94 %", "96 %", "98 %", "100 %"]),
    ];
    for (floor_permille, expected) in cases {
        assert_eq!(names(Axis::Share { floor_permille }), expected);
    }
}

#[test]
fn axes_of_counts_begin_at_zero() {
    assert_eq!(names(Axis::Count { ceiling: 1 }), ["0", "1"]);
    assert_eq!(names(Axis::Count { ceiling: 5 }), ["0", "1", "2", "3", "4", "5"]);
    assert_eq!(names(Axis::Count { ceiling: 22 }), ["0", "5", "10", "15", "20"]);
    assert_eq!(names(Axis::Count { ceiling: 5000 }), ["0", "1.000", "2.000", "3.000", "4.000", "5.000"]);
    assert!(names(Axis::Count { ceiling: u32::MAX }).len() <= 6);
}

#[test]
fn days_are_named_as_near_as_there_is_room() {
    let named = |first, last, room| {
        let ticks = day_ticks((first, last), room, 150, Language::Indonesian);
        ticks.into_iter().map(|(_, name)| name).collect::<Vec<_>>()
    };
    assert_eq!(named(day(6, 4), day(6, 4), 7000), ["4 Jun"]);
    assert_eq!(named(day(5, 31), day(6, 2), 7000), ["31 Mei", "1 Jun", "2 Jun"]);
    // Mondays.
    assert_eq!(named(day(5, 18), day(6, 16), 7000), ["18 Mei", "25 Mei", "1 Jun", "8 Jun", "15 Jun"]);
    assert_eq!(named(day(1, 1), day(12, 31), 9000)[..2], ["Jan 2020", "Mar"]);
    assert_eq!(named(day(1, 1), day(12, 31), 2000), ["Jan 2020"]);
}

#[test]
fn names_of_days_never_touch() {
    for room in (300..9000).step_by(400) {
        for last in [day(1, 2), day(1, 9), day(1, 31), day(3, 1), day(12, 31)] {
            let ticks = day_ticks((day(1, 1), last), room, 150, Language::English);
            let span = (last - day(1, 1)).num_days();
            let place = |on: chrono::NaiveDate| (on - day(1, 1)).num_days() * room / span;
            for pair in ticks.windows(2) {
                let needed =
                    pair.iter().map(|(_, name)| crate::letters::text_width(name, 150)).sum::<i64>() / 2;
                assert!(place(pair[1].0) - place(pair[0].0) >= needed, "{pair:?} in {room}");
            }
        }
    }
}
