//! What holds for every chart in every size and palette.

use std::collections::BTreeSet;

use super::samples::{bars, heat, multiples, progress, run, stacked};
use super::xml::read;
use crate::{About, ChartError, DataTable, Palette, Size};

const SIZES: [Size; 4] = [Size::Wall, Size::Page, Size::Small, Size::Phone];
const PALETTES: [Palette; 2] = [Palette::Screen, Palette::Paper];

type Drawn = (Result<String, ChartError>, DataTable);

/// Draws every kind of chart after a change of its words.
fn draw_all(palette: Palette, size: Size, change: &dyn Fn(&mut About, &mut String)) -> Vec<Drawn> {
    let mut drawn = Vec::new();
    let (mut bars, mut run, mut progress) = (bars(9), run(30), progress());
    let (mut stacked, mut heat, mut multiples) = (stacked(&[900, 80, 15, 5]), heat(4, 30), multiples(7));
    change(&mut bars.about, &mut bars.rows[0].label);
    drawn.push((bars.svg(palette, size), bars.table()));
    change(&mut run.about, &mut run.notes[0].label);
    drawn.push((run.svg(palette, size), run.table()));
    change(&mut progress.about, &mut progress.rows[0].label);
    drawn.push((progress.svg(palette, size), progress.table()));
    change(&mut stacked.about, &mut stacked.parts[0].label);
    drawn.push((stacked.svg(palette, size), stacked.table()));
    change(&mut heat.about, &mut heat.rows[0].label);
    drawn.push((heat.svg(palette, size), heat.table()));
    change(&mut multiples.about, &mut multiples.panels[0].label);
    drawn.push((multiples.svg(palette, size), multiples.table()));
    drawn
}

fn each(check: impl Fn(Palette, &str, &DataTable), change: &dyn Fn(&mut About, &mut String)) {
    for palette in PALETTES {
        for size in SIZES {
            for (picture, table) in draw_all(palette, size, change) {
                check(palette, &picture.unwrap(), &table);
            }
        }
    }
}

#[test]
fn pictures_are_well_formed_and_their_tables_rectangular() {
    let check = |_, picture: &str, table: &DataTable| {
        let seen = read(picture);
        assert_eq!(seen.elements[0], "svg");
        assert!(table.rows.iter().all(|row| row.len() == table.head.len()));
    };
    each(check, &|_, _| {});
}

#[test]
fn nothing_of_a_picture_needs_script_or_style() {
    let check = |palette, picture: &str, _: &DataTable| {
        let seen = read(picture);
        for element in ["script", "style", "foreignObject", "image"] {
            assert!(!seen.elements.contains(&element.to_owned()), "{element}");
        }
        for (name, value) in &seen.attributes {
            assert!(name != "style" && !name.starts_with("on"), "{name}={value}");
            let is_colour = ["fill", "stroke"].contains(&name.as_str()) && value.starts_with('#');
            assert!(!is_colour || palette == Palette::Paper, "screens have classes only: {name}={value}");
        }
        let classes = seen.attributes.iter().filter(|(name, _)| name == "class").count();
        assert!(palette == Palette::Screen || classes == 1, "paper has no class but the root's");
    };
    each(check, &|_, _| {});
}

#[test]
fn ids_are_unique_and_every_reference_is_kept_within_the_picture() {
    let check = |_, picture: &str, _: &DataTable| {
        let seen = read(picture);
        let ids: BTreeSet<_> = seen.ids.iter().collect();
        assert_eq!(ids.len(), seen.ids.len(), "ids are unique");
        assert!(seen.references.iter().all(|reference| ids.contains(reference)), "{:?}", seen.references);
    };
    each(check, &|_, _| {});
    let drawn = draw_all(Palette::Screen, Size::Page, &|_, _| {});
    let ids: Vec<String> = drawn.into_iter().flat_map(|(picture, _)| read(&picture.unwrap()).ids).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "six charts share one page");
}

#[test]
fn pictures_name_and_describe_themselves() {
    let check = |_, picture: &str, table: &DataTable| {
        let seen = read(picture);
        assert!(table.caption.starts_with(&seen.titles[0]));
        assert_eq!(seen.titles[1], "Uraian gambar");
        let value = |wanted: &str| {
            seen.attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone()).unwrap()
        };
        assert_eq!(value("aria-labelledby"), seen.ids[0]);
        assert_eq!(value("aria-describedby"), seen.ids[1]);
    };
    each(check, &|_, _| {});
}

#[test]
fn texts_of_any_script_are_escaped_and_kept() {
    let texts =
        ["<script>alert(1)</script>", "\"a\" & 'b'", "مكتب الصحة \u{202e}abc", "卫生局 🏥", "]]><!--"];
    for text in texts {
        let change = |about: &mut About, label: &mut String| {
            text.clone_into(&mut about.title);
            text.clone_into(&mut about.description);
            text.clone_into(label);
        };
        let check = |_, picture: &str, table: &DataTable| {
            let seen = read(picture);
            assert!(seen.titles[0] == text && seen.titles[1] == text);
            assert!(table.caption.starts_with(text), "tables are left to be escaped by their page");
        };
        each(check, &change);
    }
}

#[test]
fn characters_that_xml_forbids_are_replaced() {
    let change = |about: &mut About, label: &mut String| {
        about.title = "a\0b\u{b}c\nd\u{fffe}".to_owned();
        "x\u{1f}y".clone_into(label);
    };
    let check = |_, picture: &str, _: &DataTable| {
        assert_eq!(read(picture).titles[0], "a\u{fffd}b\u{fffd}c d\u{fffd}");
        assert!(!picture.contains(|character: char| character.is_control()));
    };
    each(check, &change);
}

#[test]
fn an_id_prefix_is_a_plain_name() {
    for prefix in ["", "1a", "a b", "a\"b", "a#b", "é", "-a"] {
        let change = |about: &mut About, _: &mut String| prefix.clone_into(&mut about.id_prefix);
        for (picture, _) in draw_all(Palette::Screen, Size::Page, &change) {
            assert_eq!(picture, Err(ChartError::IdPrefix { found: prefix.to_owned() }));
        }
    }
    let change = |about: &mut About, _: &mut String| "tile-2_b".clone_into(&mut about.id_prefix);
    assert!(draw_all(Palette::Screen, Size::Page, &change).iter().all(|(picture, _)| picture.is_ok()));
}

#[test]
fn no_rows_say_so() {
    let mut empty = progress();
    empty.rows.clear();
    let pictures = [
        bars(0).svg(Palette::Screen, Size::Phone),
        empty.svg(Palette::Screen, Size::Phone),
        stacked(&[]).svg(Palette::Screen, Size::Phone),
        multiples(0).svg(Palette::Screen, Size::Phone),
    ];
    for picture in pictures {
        assert_eq!(read(&picture.unwrap()).texts, ["Belum ada data untuk hari ini"]);
    }
}

#[test]
fn letters_on_the_wall_are_read_at_three_metres() {
    // Of 1300 units across 1366 pixels, 24 pixels are 23 units.
    for (picture, _) in draw_all(Palette::Screen, Size::Wall, &|_, _| {}) {
        let seen = read(&picture.unwrap());
        let sizes: Vec<_> = seen.attributes.iter().filter(|(name, _)| name == "font-size").collect();
        assert_eq!(sizes.len(), 1);
        assert!(sizes[0].1.parse::<u32>().unwrap() >= 23);
    }
}
