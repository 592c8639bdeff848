//! The letterhead of the government, with an emblem that nobody bears.

use anyhow::Result;
use chrono::NaiveDate;
use siaga_documents::{NewLetterhead, set_letterhead};
use siaga_platform::Ctx;
use std::fmt::Write;

/// Since when letters carry it.
const FROM: NaiveDate = NaiveDate::from_ymd_opt(2020, 1, 2).expect("a day of the calendar");
/// Ears of rice on each side of the emblem.
const EARS: i32 = 5;

/// Writes the letterhead of the whole government.
pub(super) async fn write(ctx: &Ctx) -> Result<()> {
    let said = NewLetterhead {
        agency: None,
        government_line: "Pemerintah Kabupaten Serdang Bedagai".to_owned(),
        agency_line: String::new(),
        address: "Jalan Peragaan Nomor 26, Sei Rampah".to_owned(),
        contact: "Laman serdangbedagai.example, surel kabupaten@serdangbedagai.example".to_owned(),
        place: "Sei Rampah".to_owned(),
        from_on: FROM,
    };
    Ok(set_letterhead(ctx, &said, Some(emblem().as_bytes())).await?)
}

/// Returns the emblem: a shield over water, between ears of rice.
fn emblem() -> String {
    let mut drawing = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 120 140\" width=\"120\" height=\"140\">\
         <path d=\"M60 6 106 20 V72 C106 104 86 124 60 134 C34 124 14 104 14 72 V20 Z\" fill=\"#f4f1e4\" \
         stroke=\"#1d4e3a\" stroke-width=\"5\"/>\
         <path d=\"M26 92 q8.5 -9 17 0 t17 0 t17 0 t17 0 V100 C86 112 74 120 60 126 C46 120 34 112 26 100 Z\" \
         fill=\"#2f6f9f\"/>",
    );
    for ear in 0..EARS {
        let y = 40 + 9 * ear;
        for (x, turn) in [(36, -24), (84, 24)] {
            write!(
                drawing,
                "<ellipse cx=\"{x}\" cy=\"{y}\" rx=\"4\" ry=\"7\" fill=\"#d3a625\" \
                 transform=\"rotate({turn} {x} {y})\"/>"
            )
            .expect("a text can grow");
        }
    }
    drawing.push_str(
        "<path d=\"M60 30 L64 46 H80 L67 56 L72 72 L60 62 L48 72 L53 56 L40 46 H56 Z\" fill=\"#1d4e3a\"/></svg>",
    );
    drawing
}

#[cfg(test)]
mod tests {
    use super::emblem;

    #[test]
    fn the_emblem_is_a_drawing_without_anything_from_elsewhere() {
        let drawing = emblem();
        assert!(drawing.starts_with("<svg ") && drawing.ends_with("</svg>"));
        assert_eq!(drawing.matches("<ellipse").count(), 10);
        assert!(!drawing.contains("href") && !drawing.contains("script"));
    }
}
