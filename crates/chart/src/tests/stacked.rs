use super::samples::stacked;
use super::xml::read;
use crate::{ChartError, Palette, Size};

#[test]
fn parts_fill_the_whole_bar() {
    let picture = stacked(&[400, 300, 200, 100]).svg(Palette::Screen, Size::Page).unwrap();
    let rects = picture.split("<rect x=").skip(1);
    let widths = rects.map(|rect| rect.split("width=\"").nth(1).unwrap().split('"').next().unwrap());
    let widths: Vec<f64> = widths.map(|width| width.parse().unwrap()).collect();
    assert_eq!(widths.len(), 4);
    assert!((widths.iter().sum::<f64>() - 954.0).abs() < 0.01, "{widths:?}");
    assert!((widths[0] - 954.0 * 0.4).abs() < 0.1);
}

#[test]
fn four_parts_can_be_told_apart_and_five_cannot() {
    assert!(stacked(&[1, 1, 1, 1]).svg(Palette::Screen, Size::Page).is_ok());
    let error = stacked(&[1, 1, 1, 1, 1]).svg(Palette::Screen, Size::Page).unwrap_err();
    assert_eq!(error, ChartError::TooMany { what: "parts", found: 5, most: 4 });
}

#[test]
fn a_part_of_nothing_is_named_and_has_no_width() {
    let seen = read(&stacked(&[5, 0]).svg(Palette::Screen, Size::Page).unwrap());
    assert!(seen.texts.contains(&"Izin dan cuti: 0 orang".to_owned()));
    assert!(!seen.attributes.iter().any(|(name, value)| name == "width" && value == "0"));
}

#[test]
fn nothing_at_all_says_so() {
    let seen = read(&stacked(&[0, 0]).svg(Palette::Screen, Size::Page).unwrap());
    assert_eq!(seen.texts, ["Belum ada data untuk hari ini"]);
}

#[test]
fn sums_and_parts_outside_are_refused() {
    let error = |values: &[i64]| stacked(values).svg(Palette::Screen, Size::Page).unwrap_err();
    assert_eq!(error(&[3, -1]), ChartError::Outside { what: "part", found: -1 });
    assert!(matches!(error(&[i64::MAX, 1]), ChartError::Outside { what: "sum of parts", .. }));
}

#[test]
fn the_table_has_the_numbers_that_are_drawn() {
    let sample = stacked(&[900, 80, 15, 5]);
    let seen = read(&sample.svg(Palette::Paper, Size::Page).unwrap());
    for row in sample.table().rows {
        assert!(seen.texts.contains(&format!("{}: {}", row[0], row[1])));
    }
}
