use super::samples::progress;
use super::xml::read;
use crate::{ChartError, Palette, Size};

fn fills(row: usize) -> Vec<(i64, i64)> {
    let mut sample = progress();
    sample.rows = vec![sample.rows.swap_remove(row)];
    let picture = sample.svg(Palette::Screen, Size::Page).unwrap();
    let number = |rect: &str, name: &str| {
        let value = rect.split(&format!(" {name}=\"")).nth(1).unwrap().split('"').next().unwrap();
        (value.parse::<f64>().unwrap() * 10.0) as i64
    };
    let rects = picture.split("<rect").skip(1).filter(|rect| rect.contains(" x="));
    rects.map(|rect| (number(rect, "x"), number(rect, "width"))).collect()
}

#[test]
fn more_than_the_target_goes_beyond_its_edge() {
    let masks = fills(2);
    let (track, done) = (masks[0], masks[1]);
    assert_eq!((done.1 * 100 + track.1 / 2) / track.1, 115);
    assert_eq!(done.0, track.0);
}

#[test]
fn three_times_the_target_ends_at_five_quarters() {
    let tests = fills(3);
    assert_eq!((tests[1].1 * 100 + tests[0].1 / 2) / tests[0].1, 125);
}

#[test]
fn nothing_done_is_a_track_and_nothing_planned_is_no_bar() {
    assert_eq!(fills(5).len(), 1);
    assert_eq!(fills(6).len(), 0);
}

#[test]
fn negative_amounts_are_refused() {
    let mut sample = progress();
    sample.rows[0].planned_by_now = -1;
    let error = sample.svg(Palette::Screen, Size::Page).unwrap_err();
    assert_eq!(error, ChartError::Outside { what: "planned by now", found: -1 });
}

#[test]
fn amounts_of_a_whole_budget_do_not_overflow() {
    let mut sample = progress();
    (sample.rows[0].real, sample.rows[0].target) = (i64::MAX, i64::MAX);
    assert!(sample.svg(Palette::Paper, Size::Small).is_ok());
}

#[test]
fn the_table_names_done_planned_and_target() {
    let sample = progress();
    let (seen, table) = (read(&sample.svg(Palette::Screen, Size::Page).unwrap()), sample.table());
    assert_eq!(table.rows[2], ["Masker", "11.500", "8.000", "10.000", "11500/10000"]);
    assert!(table.rows.iter().all(|row| seen.texts.contains(&row[4])));
    assert!(seen.texts.contains(&"Rencana".to_owned()) && seen.texts.contains(&"Target".to_owned()));
}
