use siaga_civil::Ratio;

use super::samples::{about, bars};
use super::xml::read;
use crate::{Bar, Bars, ChartError, Palette, Size, Target, Tone};

fn widths(picture: &str) -> Vec<&str> {
    let rects = picture.split("<rect ").skip(1).filter(|rect| rect.contains("c-good"));
    rects.map(|rect| rect.split("width=\"").nth(1).unwrap().split('"').next().unwrap()).collect()
}

fn one(numerator: i64, denominator: i64) -> Bars {
    let value = Ratio::new(numerator, denominator);
    let (label, text) = ("Dinas".to_owned(), "n".to_owned());
    let row = Bar { label, value, text, tone: Tone::Good, link: None };
    Bars { about: about("b", "Judul"), head: ["a".into(), "b".into()], rows: vec![row], target: None }
}

#[test]
fn bars_are_as_long_as_their_share() {
    let full = one(1000, 1000).svg(Palette::Screen, Size::Page).unwrap();
    let whole: i64 = (widths(&full)[0].parse::<f64>().unwrap() * 10.0) as i64;
    for (numerator, denominator, expected) in [(1, 2, whole / 2), (1, 4, whole / 4), (5, 4, whole)] {
        let picture = one(numerator, denominator).svg(Palette::Screen, Size::Page).unwrap();
        let width = (widths(&picture)[0].parse::<f64>().unwrap() * 10.0) as i64;
        assert!((width - expected).abs() <= 1, "{numerator}/{denominator}: {width} of {whole}");
    }
    for (numerator, denominator) in [(0, 1000), (0, 0), (3, 0)] {
        let picture = one(numerator, denominator).svg(Palette::Screen, Size::Page).unwrap();
        assert!(widths(&picture).is_empty(), "{numerator}/{denominator} has no bar");
    }
}

#[test]
fn only_what_is_beyond_the_scale_has_an_arrow() {
    let arrows = |bars: &Bars| bars.svg(Palette::Paper, Size::Page).unwrap().matches("z\"/>").count();
    let at_edge = arrows(&one(4, 4));
    assert_eq!(arrows(&one(5, 4)), at_edge + 1);
}

#[test]
fn numbers_outside_are_refused() {
    let outside = |bars: &Bars| bars.svg(Palette::Screen, Size::Page).unwrap_err();
    assert_eq!(outside(&one(-1, 4)), ChartError::Outside { what: "numerator", found: -1 });
    assert_eq!(outside(&one(1, -4)), ChartError::Outside { what: "denominator", found: -4 });
    let mut high = one(1, 4);
    high.target = Some(Target { value: 1001, label: String::new() });
    assert_eq!(outside(&high), ChartError::Outside { what: "target", found: 1001 });
    high.target = Some(Target { value: 1000, label: String::new() });
    assert!(high.svg(Palette::Screen, Size::Page).is_ok());
}

#[test]
fn fifty_agencies_take_at_most_twenty_kibibytes() {
    for palette in [Palette::Screen, Palette::Paper] {
        let length = bars(50).svg(palette, Size::Page).unwrap().len();
        assert!(length <= 20 * 1024, "{palette:?}: {length} bytes");
    }
}

#[test]
fn a_link_makes_a_group_and_leads_only_to_pages() {
    let mut linked = one(1, 2);
    let role = |bars: &Bars| {
        let picture = bars.svg(Palette::Screen, Size::Page).unwrap();
        read(&picture).attributes.into_iter().find(|(name, _)| name == "role").unwrap().1
    };
    assert_eq!(role(&linked), "img");
    linked.rows[0].link = Some("/attendance?day=2020-06-04&agency=7".to_owned());
    assert_eq!(role(&linked), "group");
    for link in ["javascript:alert(1)", "//example.org", "/\\example.org", "data:text/html,x", "", "/a\nb"] {
        linked.rows[0].link = Some(link.to_owned());
        let error = linked.svg(Palette::Screen, Size::Page).unwrap_err();
        assert_eq!(error, ChartError::Link { found: link.to_owned() });
    }
}

#[test]
fn a_cut_label_is_whole_in_its_title() {
    let mut long = one(1, 2);
    long.rows[0].label = "Dinas Pemberdayaan Masyarakat, Desa, Perempuan dan Perlindungan Anak ".repeat(3);
    let seen = read(&long.svg(Palette::Screen, Size::Phone).unwrap());
    assert!(seen.texts.iter().any(|text| text.ends_with('…')));
    assert!(seen.titles.contains(&format!("{}: n", long.rows[0].label)));
}

#[test]
fn the_table_has_the_numbers_that_are_drawn() {
    let sample = bars(12);
    let (seen, table) = (read(&sample.svg(Palette::Screen, Size::Wall).unwrap()), sample.table());
    assert_eq!(table.rows.len(), 12);
    assert_eq!(table.caption, "98,39 % hadir hari ini (Sasaran 95 %)");
    for row in &table.rows {
        assert_eq!(row.len(), table.head.len());
        assert!(seen.texts.contains(&row[1]), "{} is drawn", row[1]);
    }
}
