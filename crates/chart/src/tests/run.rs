use super::samples::{day, points, run};
use super::xml::read;
use crate::canvas::Area;
use crate::run_table::means_tenths;
use crate::series::{Plot, path};
use crate::{Axis, ChartError, Language, Note, Palette, RunChart, RunPoint, Size, Target};

const AREA: Area = Area { left: 1000, top: 500, width: 3650, height: 2000 };

fn point(on: chrono::NaiveDate, value: Option<u32>) -> RunPoint {
    let text = value.map_or_else(|| "–".to_owned(), |value| value.to_string());
    RunPoint { on, value, text }
}

#[test]
fn days_and_values_lie_at_their_places() {
    let axis = Axis::Share { floor_permille: 900 };
    let year = Plot::new(AREA, day(1, 1), day(12, 31), axis);
    assert_eq!([day(1, 1), day(1, 2), day(12, 31)].map(|on| year.day(on)), [1000, 1010, 4650]);
    assert_eq!([900, 950, 1000].map(|value| year.value(value)), [2500, 1500, 500]);
    // Beyond the axis at its edges.
    assert_eq!([0, 899, 1001].map(|value| year.value(value)), [2500, 2500, 500]);
    let one = Plot::new(AREA, day(6, 4), day(6, 4), axis);
    assert_eq!(one.day(day(6, 4)), 1000 + 3650 / 2);
    let whole = Plot::new(AREA, day(6, 4), day(6, 5), Axis::Share { floor_permille: 0 });
    assert_eq!([0, 500, 1000].map(|value| whole.value(value)), [2500, 1500, 500]);
}

#[test]
fn a_day_without_a_value_or_left_out_parts_the_line() {
    let plot = Plot::new(AREA, day(6, 1), day(6, 30), Axis::Count { ceiling: 10 });
    let series = [
        point(day(6, 1), Some(1)),
        point(day(6, 2), Some(2)),
        point(day(6, 3), None),
        point(day(6, 4), Some(4)),
        point(day(6, 6), Some(6)),
        point(day(6, 7), Some(7)),
    ];
    let lengths: Vec<usize> = plot.segments(&series).iter().map(Vec::len).collect();
    assert_eq!(lengths, [2, 1, 2]);
}

#[test]
fn paths_are_relative_and_a_lone_value_is_a_dot() {
    assert_eq!(path(&[vec![(10, 20), (25, 10), (35, 30)], vec![(100, 100)]], 1), "M1 2l1.5-1 1 2M10 10h.1");
    assert_eq!(path(&[vec![(14, 25), (26, 4)]], 10), "M1 3l2-3");
    assert_eq!(path(&[], 1), "");
}

#[test]
fn the_mean_takes_seven_values_and_passes_over_gaps() {
    let mut series: Vec<RunPoint> = (1..=8).map(|nth| point(day(6, nth), Some(nth * 10))).collect();
    assert_eq!(means_tenths(&series)[5..], [None, Some(400), Some(500)]);
    series[3].value = None;
    // 10 20 30 50 60 70 80: 320 by 7.
    assert_eq!(means_tenths(&series)[6..], [None, Some(457)]);
    series.clear();
    assert!(means_tenths(&series).is_empty());
}

#[test]
fn one_day_a_month_and_a_leap_year_are_drawn() {
    for count in [1, 2, 30, 365, 366] {
        for size in [Size::Wall, Size::Page, Size::Small, Size::Phone] {
            let mut sample = run(count);
            sample.notes.retain(|note| sample.points.iter().any(|point| point.on == note.on));
            let seen = read(&sample.svg(Palette::Paper, size).unwrap());
            let last = sample.points.iter().rev().find_map(|point| point.value.map(|_| &point.text)).unwrap();
            assert!(seen.texts.contains(last), "{count} days at {size:?} name the last value");
        }
    }
    let error = run(367).svg(Palette::Screen, Size::Page).unwrap_err();
    assert_eq!(error, ChartError::TooMany { what: "days", found: 367, most: 366 });
}

#[test]
fn no_values_say_so_and_are_no_error() {
    let mut sample = run(30);
    sample.points.iter_mut().for_each(|point| point.value = None);
    let none = RunChart { points: vec![], notes: vec![], ..run(30) };
    for chart in [sample, none] {
        let seen = read(&chart.svg(Palette::Screen, Size::Page).unwrap());
        assert_eq!(seen.texts, ["Belum ada data untuk hari ini"]);
    }
}

#[test]
fn a_floor_above_zero_has_a_break_and_zero_has_none() {
    let mut sample = run(30);
    let paths = |chart: &RunChart| {
        chart.svg(Palette::Screen, Size::Page).unwrap().matches(r#"<path fill="none" class="c-axis""#).count()
    };
    assert_eq!(paths(&sample), 1);
    sample.axis = Axis::Share { floor_permille: 0 };
    assert_eq!(paths(&sample), 0);
}

#[test]
fn values_beyond_the_axis_have_an_arrow() {
    let arrows = |value| {
        let mut sample = run(30);
        sample.points[0].value = Some(value);
        sample.svg(Palette::Screen, Size::Page).unwrap().matches("z\"/>").count()
    };
    assert_eq!([899, 900, 1000, 1001].map(arrows), [1, 0, 0, 1]);
}

#[test]
fn what_has_no_place_is_refused() {
    let refused = |change: fn(&mut RunChart)| {
        let mut sample = run(30);
        change(&mut sample);
        sample.svg(Palette::Screen, Size::Page).unwrap_err()
    };
    let outside = |what, found| ChartError::Outside { what, found };
    let floor = |floor_permille| Axis::Share { floor_permille };
    assert!(RunChart { axis: floor(950), ..run(30) }.svg(Palette::Screen, Size::Page).is_ok());
    let high = RunChart { axis: floor(951), target: None, ..run(30) };
    assert_eq!(high.svg(Palette::Screen, Size::Page), Err(outside("floor of the axis", 951)));
    assert_eq!(refused(|chart| chart.axis = Axis::Count { ceiling: 0 }), outside("ceiling of the axis", 0));
    let target = |value| Some(Target { value, label: String::new() });
    for value in [899, 1001] {
        let chart = RunChart { target: target(value), ..run(30) };
        assert_eq!(chart.svg(Palette::Screen, Size::Page), Err(outside("target", value.into())));
    }
    assert_eq!(
        refused(|chart| chart.points[4].on = day(5, 21)),
        ChartError::DaysNotAscending { on: day(5, 21) }
    );
    let early = Note { on: day(5, 17), label: String::new() };
    let chart = RunChart { notes: vec![early], ..run(30) };
    let error = chart.svg(Palette::Screen, Size::Page).unwrap_err();
    assert_eq!(error, ChartError::NoteOutside { on: day(5, 17) });
}

#[test]
fn the_table_has_each_day_with_its_mean_and_notes() {
    let mut sample = run(30);
    sample.notes.push(Note { on: day(6, 4), label: "Apel".to_owned() });
    let table = sample.table();
    assert_eq!(table.head, ["Hari", "Hadir", "rata-rata 7 hari", "Catatan"]);
    assert_eq!(table.rows.len(), 30);
    assert_eq!(table.rows[0], ["18 Mei 2020", "92,00 %", "", ""]);
    assert_eq!(table.rows[17][3], "WFH berakhir; Apel");
    let seen = read(&sample.svg(Palette::Screen, Size::Page).unwrap());
    for (row, point) in table.rows.iter().zip(&sample.points).filter(|(_, point)| point.value.is_some()) {
        assert!(seen.titles.contains(&format!("{}: {}", row[0], row[1])), "{} is drawn", point.on);
    }
}

#[test]
fn means_are_written_in_the_language_of_the_picture() {
    let mut sample = run(30);
    let mean = |chart: &RunChart| chart.table().rows[8][2].clone();
    assert_eq!(mean(&sample), "94,06 %");
    sample.language = Language::English;
    assert_eq!(mean(&sample), "94.06 %");
    (sample.axis, sample.points) = (Axis::Count { ceiling: 2000 }, points(day(5, 18), 30));
    assert_eq!(mean(&sample), "940.6");
}
