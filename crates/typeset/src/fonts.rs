//! The fonts that every letter is set in; they are part of the program.

use std::sync::OnceLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontFamily, FontList};
use typst::utils::LazyHash;

macro_rules! fonts {
    ($($name:literal)*) => { &[$(include_bytes!(concat!("../fonts/", $name, ".ttf")).as_slice()),*] };
}

/// Latin first, then one font for each script that names in the archipelago and its neighbours use.
const FILES: &[&[u8]] = fonts! {
    "LiberationSerif-Regular" "LiberationSerif-Bold" "LiberationSerif-Italic" "LiberationSerif-BoldItalic"
    "LiberationSans-Regular" "LiberationSans-Bold" "LiberationSans-Italic" "LiberationSans-BoldItalic"
    "NotoSansJavanese-Regular" "NotoSansBalinese-Regular" "NotoSansSundanese-Regular"
    "NotoSansBuginese-Regular" "NotoSansBatak-Regular" "NotoSansRejang-Regular" "NotoSansCham-Regular"
    "NotoNaskhArabic-Regular" "NotoSansDevanagari-Regular" "NotoSansTamil-Regular"
    "NotoSansBengali-Regular" "NotoSansThai-Regular" "NotoSansLao-Regular" "NotoSansKhmer-Regular"
    "NotoSansMyanmar-Regular" "DejaVuSans" "DejaVuSans-Bold"
};

/// The parsed fonts and the book that finds them by family.
pub(crate) struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) faces: Vec<Font>,
}

/// Returns the fonts; they are parsed once.
pub(crate) fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| {
        let faces: Vec<Font> = FILES.iter().flat_map(|file| Font::iter(Bytes::new(*file))).collect();
        Fonts { book: LazyHash::new(FontBook::from_fonts(&faces)), faces }
    })
}

/// Returns the families in the order in which they are tried, for text whose template names none.
pub(crate) fn families() -> FontList {
    let mut names: Vec<&str> = Vec::new();
    for face in &fonts().faces {
        let name = face.info().family.as_str();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    FontList(names.into_iter().map(FontFamily::new).collect())
}
