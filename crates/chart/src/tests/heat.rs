use super::samples::{day, heat};
use super::xml::read;
use crate::{ChartError, Palette, Size};

#[test]
fn every_cell_stands_in_picture_and_table() {
    for size in [Size::Wall, Size::Page, Size::Small, Size::Phone] {
        let sample = heat(3, 30);
        let (seen, table) = (read(&sample.svg(Palette::Screen, size).unwrap()), sample.table());
        let drawn = |wanted: &str| seen.texts.iter().filter(|text| *text == wanted).count();
        let written = |wanted: &str| table.rows.iter().flatten().filter(|text| *text == wanted).count();
        for number in ["70", "84", "98"] {
            assert_eq!(drawn(number), written(number), "{number} at {size:?}");
        }
        assert_eq!(table.head.len(), 31);
        assert_eq!(table.head[1], "18 Mei 2020");
    }
}

#[test]
fn a_bound_that_is_reached_darkens_the_cell() {
    let mut sample = heat(1, 1);
    for (value, class) in [(74, "c-l0"), (75, "c-l1"), (84, "c-l1"), (85, "c-l2"), (96, "c-l3"), (97, "c-l4")]
    {
        sample.rows[0].cells[0].value = Some(value);
        assert!(sample.svg(Palette::Screen, Size::Page).unwrap().contains(class), "{value}");
    }
    sample.rows[0].cells[0].value = None;
    assert!(sample.svg(Palette::Screen, Size::Page).unwrap().contains("url(#heat-gap)"));
}

#[test]
fn what_does_not_fit_the_grid_is_refused() {
    let mut sample = heat(2, 5);
    sample.rows[1].cells.pop();
    let label = "Dinas Kesehatan 2".to_owned();
    let error = sample.svg(Palette::Screen, Size::Page).unwrap_err();
    assert_eq!(error, ChartError::Cells { label, found: 4, days: 5 });
    let mut sample = heat(1, 5);
    sample.bounds = vec![1, 2, 3, 4, 5];
    assert!(matches!(sample.svg(Palette::Screen, Size::Page), Err(ChartError::TooMany { .. })));
    sample.bounds = vec![2, 2];
    assert!(matches!(sample.svg(Palette::Screen, Size::Page), Err(ChartError::Outside { .. })));
    sample.bounds.clear();
    sample.days[4] = sample.days[3];
    assert_eq!(sample.svg(Palette::Screen, Size::Page), Err(ChartError::DaysNotAscending { on: day(5, 21) }));
}

#[test]
fn no_day_and_no_row_say_so() {
    for sample in [heat(0, 5), heat(2, 0)] {
        let seen = read(&sample.svg(Palette::Screen, Size::Page).unwrap());
        assert_eq!(seen.texts, ["Belum ada data untuk hari ini"]);
    }
}
