//! Templates that a government replaces.

use crate::read::{own, sheet, text};
use serde_json::Value;
use siaga_typeset::{
    AssignmentLetter, Board, Circular, Evaluation, HandoverMinutes, InspectionMinutes, Language, Letter,
    LetterKind, MeetingMinutes, RecapDay, RecapMonth, Receipt, Sheet, Summons, check, pdf, png, sample,
    sample_files, shared_parts, template,
};

#[test]
fn an_error_says_where_and_what() {
    let error = own("= Judul\n\n  #nomor-surat").unwrap_err();
    assert_eq!((error.file.as_str(), error.line, error.column), ("template.typ", 3, 4), "{error}");
    assert!(error.message.contains("nomor-surat"), "{error}");
    assert!(error.hint.is_some_and(|hint| !hint.is_empty()));
    let error = own("#let x = (1,\n").unwrap_err();
    assert_eq!(error.line, 1, "{error}");
}

#[test]
fn an_error_inside_the_shared_parts_leads_back_to_the_template() {
    let error = own("#import \"common.typ\": *\n\n#facts(7)").unwrap_err();
    assert_eq!((error.file.as_str(), error.line), ("template.typ", 3), "{error}");
}

#[test]
fn every_shipped_template_also_sets_an_empty_draft() {
    for kind in LetterKind::ALL {
        let tried = check(kind, template(kind), "");
        assert!(tried.is_ok_and(|set| set.pages > 0), "{}", kind.name());
    }
}

#[test]
fn a_template_that_needs_what_may_be_missing_is_refused() {
    let careless = "#let data = json(\"/data.json\")\nNomor #data.number.len()";
    let error = check(LetterKind::Summons, careless, "").unwrap_err();
    assert_eq!(error.line, 2, "{error}");
    let wordy = "#let data = json(\"/data.json\")\n#data.body.no_such_field";
    assert_eq!(check(LetterKind::Summons, wordy, "").unwrap_err().line, 2);
}

#[test]
fn shared_parts_can_be_replaced_too() {
    let replaced = shared_parts().replace("\"KONSEP\"", "\"BELUM SAH\"");
    let mut data = sample(LetterKind::Summons);
    data["number"] = Value::Null;
    let files = sample_files();
    let sheet = Sheet { library: &replaced, ..sheet(template(LetterKind::Summons), &data, &files) };
    assert!(text(&pdf(&sheet).unwrap()).contains("BELUM SAH"));
    let error = check(LetterKind::Summons, template(LetterKind::Summons), "#let x = ").unwrap_err();
    assert_eq!(error.file, "common.typ", "{error}");
}

#[test]
fn a_letter_to_somebody_has_its_block_of_number_and_recipients() {
    let own = "#import \"common.typ\": *\n#let data = json(\"/data.json\")\n#show: sheet.with(data)\n#letterhead(data)\n#letter-block(data)\nIsi surat.\n#signatures(data)\n#carbon-copy(data)";
    let set = check(LetterKind::Circular, own, "").unwrap();
    let text = text(&set);
    for words in ["Nomor : 800/1234/BKPSDM/2021", "Sifat : Penting", "Hal : Pengaturan", "Yth.", "Tembusan:"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn the_own_words_of_a_letter_follow_its_language() {
    let data = sample(LetterKind::Board);
    let files = sample_files();
    let sheet = Sheet { language: Language::En, ..sheet(template(LetterKind::Board), &data, &files) };
    assert!(text(&pdf(&sheet).unwrap()).contains("Page 1 of 1"));
}

#[test]
fn the_day_of_the_letter_is_the_only_clock() {
    let set = own("#datetime.today().display(\"[year]-[month]-[day]\")").unwrap();
    assert_eq!(text(&set), "2021-05-28");
}

#[test]
fn a_picture_shows_the_first_page_in_the_wanted_size() {
    let data = Value::Null;
    let set = png(&sheet("A#pagebreak()B", &data, &[]), 72).unwrap();
    assert_eq!(set.pages, 2);
    assert!(set.bytes.starts_with(b"\x89PNG"));
    let side = |at: usize| u32::from_be_bytes(set.bytes[at..at + 4].try_into().unwrap());
    assert_eq!((side(16), side(20)), (595, 842), "A4 at 72 dots per inch");
}

#[test]
fn samples_have_the_shape_of_their_structs() {
    fn same<B: serde::Serialize + serde::de::DeserializeOwned>(kind: LetterKind) {
        let data = sample(kind);
        let letter: Letter<B> = serde_json::from_value(data.clone()).unwrap();
        assert_eq!(serde_json::to_value(letter).unwrap(), data, "{}", kind.name());
        assert_eq!(LetterKind::of_name(kind.name()), Some(kind));
    }
    same::<RecapDay>(LetterKind::RecapDay);
    same::<RecapMonth>(LetterKind::RecapMonth);
    same::<InspectionMinutes>(LetterKind::InspectionMinutes);
    same::<Summons>(LetterKind::Summons);
    same::<AssignmentLetter>(LetterKind::AssignmentLetter);
    same::<Circular>(LetterKind::Circular);
    same::<HandoverMinutes>(LetterKind::HandoverMinutes);
    same::<Receipt>(LetterKind::Receipt);
    same::<Evaluation>(LetterKind::Evaluation);
    same::<MeetingMinutes>(LetterKind::MeetingMinutes);
    same::<Board>(LetterKind::Board);
}
