use crate::ink::{Fill, Ink, paper};
use crate::{Palette, STYLESHEET, Tone};

/// Relative luminance as WCAG defines it.
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn neighbouring_tones_and_parts_on_paper_have_three_to_one() {
    let tones = [Tone::Good, Tone::Warn, Tone::Bad, Tone::Quiet].map(Fill::Tone);
    let parts = [0, 1, 2, 3].map(Fill::Part);
    for fills in [tones, parts] {
        for pair in fills.windows(2) {
            let (one, other) = (pair[0].paper_colour(), pair[1].paper_colour());
            assert!(contrast(one, other) >= 3.0, "{one} beside {other}");
        }
        for fill in fills {
            assert!(
                contrast(fill.paper_colour(), paper::INK) >= 3.0 || fill.pattern(Palette::Paper).is_some()
            );
        }
    }
    assert!(contrast(paper::INK, paper::QUIET) >= 3.0, "outlines on white");
}

#[test]
fn letters_in_cells_and_strokes_on_paper_can_be_read() {
    for (step, level) in paper::LEVELS.into_iter().enumerate() {
        let letters = if step < 3 { paper::INK } else { "#ffffff" };
        assert!(contrast(level, letters) >= 4.5, "shade {step}");
    }
    for ink in [Ink::Soft, Ink::Axis, Ink::Target, Ink::Note, Ink::Day, Ink::Dot, Ink::Mean, Ink::End] {
        let attributes = ink.attributes(Palette::Paper);
        let colour = attributes.split('"').nth(1).unwrap();
        assert!(contrast(colour, "#ffffff") >= 3.0, "{attributes}");
    }
}

#[test]
fn the_stylesheet_knows_every_class_and_writes_no_layout() {
    let inks = [
        Ink::Link,
        Ink::Soft,
        Ink::Axis,
        Ink::Grid,
        Ink::Target,
        Ink::Note,
        Ink::Halo,
        Ink::Day,
        Ink::Dot,
        Ink::Mean,
        Ink::End,
        Ink::Plan,
        Ink::Cell,
        Ink::OnDark,
    ];
    let tones = [Tone::Good, Tone::Warn, Tone::Bad, Tone::Quiet];
    let fills: Vec<String> = tones
        .map(Fill::Tone)
        .into_iter()
        .chain((0..4).map(Fill::Part))
        .chain((0..5).map(Fill::Level))
        .chain([Fill::Track])
        .map(|fill| fill.attributes(Palette::Screen))
        .collect();
    let patterns: Vec<String> =
        [Fill::Tone(Tone::Warn), Fill::Tone(Tone::Bad), Fill::Part(1), Fill::Part(2), Fill::Gap]
            .into_iter()
            .filter_map(|fill| fill.pattern(Palette::Screen))
            .flat_map(|pattern| [pattern.ground, pattern.line])
            .collect();
    let signs = tones.map(|tone| crate::ink::sign_attributes(tone, Palette::Screen).to_owned());
    let all = inks.iter().map(|ink| ink.attributes(Palette::Screen).to_owned()).chain(fills).chain(patterns);
    for attribute in all.chain(signs) {
        let class = attribute.strip_prefix("class=\"").unwrap().trim_end_matches('"');
        let selector = format!(".{class} ");
        let listed = format!(".{class},");
        assert!(STYLESHEET.contains(&selector) || STYLESHEET.contains(&listed), "{class} has a rule");
    }
}
