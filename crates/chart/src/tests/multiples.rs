use super::samples::{day, multiples};
use super::xml::read;
use crate::{ChartError, Palette, Size};

#[test]
fn fifty_panels_take_at_most_sixty_kibibytes() {
    for palette in [Palette::Screen, Palette::Paper] {
        let length = multiples(50).svg(palette, Size::Page).unwrap().len();
        assert!(length <= 60 * 1024, "{palette:?}: {length} bytes");
    }
}

#[test]
fn sixty_panels_are_drawn_and_one_more_is_not() {
    assert!(multiples(60).svg(Palette::Screen, Size::Wall).is_ok());
    let error = multiples(61).svg(Palette::Screen, Size::Wall).unwrap_err();
    assert_eq!(error, ChartError::TooMany { what: "panels", found: 61, most: 60 });
}

#[test]
fn every_panel_is_a_link_with_its_sentence() {
    let seen = read(&multiples(7).svg(Palette::Screen, Size::Page).unwrap());
    assert_eq!(seen.elements.iter().filter(|element| *element == "a").count(), 7);
    let sentences = seen.titles.iter().filter(|title| title.ends_with("satu klaster")).count();
    assert_eq!(sentences, 7);
}

#[test]
fn panels_share_one_scale() {
    let path = |picture: &str| {
        let paths = picture.split("c-mean").skip(1);
        paths.map(|path| path.split(" d=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()).collect()
    };
    let mut sample = multiples(2);
    sample.panels[1].points = sample.panels[0].points.clone();
    let equal: Vec<String> = path(&sample.svg(Palette::Screen, Size::Page).unwrap());
    // Both are rounded to whole units at other places, so steps differ by one at most.
    let steps = |path: &str| -> Vec<i64> {
        let line = path.split_once('l').unwrap().1.split('M').next().unwrap().replace('-', " -");
        line.split_whitespace().map(|step| step.parse().unwrap()).collect()
    };
    let pairs: Vec<_> = steps(&equal[0]).into_iter().zip(steps(&equal[1])).collect();
    assert!(pairs.len() == 8 && pairs.iter().all(|(one, other)| (one - other).abs() <= 1), "{pairs:?}");
    // A panel of days of its own stands at these days of the common scale.
    sample.panels[1].points.retain(|point| point.on >= day(6, 8));
    let later: Vec<String> = path(&sample.svg(Palette::Screen, Size::Page).unwrap());
    assert!(equal[1].ends_with(later[1].split_once('l').unwrap().1), "{} ends with {}", equal[1], later[1]);
}

#[test]
fn the_table_has_one_column_for_each_day_of_any_panel() {
    let mut sample = multiples(2);
    sample.panels[1].points.truncate(1);
    let table = sample.table();
    assert_eq!(table.head.len(), 31);
    assert_eq!(table.rows[1].len(), 31);
    assert_eq!(table.rows[1][1], sample.panels[1].points[0].text);
    assert_eq!(table.rows[1][2], "");
}

#[test]
fn panels_too_far_apart_in_time_are_refused() {
    let mut sample = multiples(2);
    for point in &mut sample.panels[1].points {
        point.on = point.on.checked_add_days(chrono::Days::new(366)).unwrap();
    }
    assert!(matches!(sample.svg(Palette::Screen, Size::Page), Err(ChartError::TooMany { what: "days", .. })));
}
