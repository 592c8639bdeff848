//! Names of any script, and characters that mean something to Typst.

use crate::read::{letter, squeezed, text};
use serde_json::json;
use siaga_typeset::{LetterKind, sample};

#[test]
fn characters_of_markup_are_plain_text() {
    let nasty = r##"#eval("1+1") *tebal* _miring_ $x^2$ @rujuk <label> \ [isi] {blok} = judul // c /* d */ `r` "q" -- ~"##;
    let mut data = sample(LetterKind::Circular);
    data["body"]["sections"][0]["paragraphs"][0] = json!(nasty);
    data["signatory"]["name"] = json!("#panic(\"x\") *Budi*");
    let text = text(&letter(LetterKind::Circular, &data));
    assert!(text.contains(&squeezed(nasty)), "{text}");
    assert!(text.contains("#panic(\"x\") *Budi*"), "{text}");
}

#[test]
fn names_of_the_archipelago_and_its_neighbours_print() {
    let names =
        ["ꦱꦸꦒꦶꦂ", "ᬩᬮᬶ", "ᮞᮥᮔ᮪ᮓ", "ᨅᨔ", "ᯅᯖᯂ᯲", "محمد", "देव", "ธนพร", "தமிழ்", "Ёлка", "Ωραία", "Ñandú", "Nguyễn"];
    let mut data = sample(LetterKind::Summons);
    data["carbon_copy"] = json!(names);
    let set = letter(LetterKind::Summons, &data);
    assert_eq!(set.missing_glyphs, Vec::<char>::new());
    assert!(text(&set).contains("Ёлка"));
}

#[test]
fn characters_without_a_font_are_reported_and_the_letter_still_sets() {
    let mut data = sample(LetterKind::Summons);
    data["signatory"]["name"] = json!("陈 Contoh 文");
    let set = letter(LetterKind::Summons, &data);
    assert_eq!(set.missing_glyphs, ['文', '陈']);
    assert!(text(&set).contains("Contoh"));
}
