//! The shipped letters with their sample data.

use crate::read::{document, letter, text};
use serde_json::{Value, json};
use siaga_typeset::{LetterKind, Set, sample};

/// What a letter may weigh, so that it can be sent by any mail and messenger.
const LARGEST_LETTER_BYTES: usize = 150_000;

/// Two things that each kind says, beside its number, its pages and its signatory.
const SAID: [(LetterKind, [&str; 2]); 11] = [
    (LetterKind::RecapDay, ["95,16 %", "Togar Contoh Situmorang"]),
    (LetterKind::RecapMonth, ["Butet Contoh Siregar, S.Pd.", "TK = Tanpa keterangan"]),
    (LetterKind::InspectionMinutes, ["98,39 %", "233 dari 237 desa"]),
    (LetterKind::Summons, ["SURAT PANGGILAN II", "Senin, 7 Juni 2021"]),
    (LetterKind::AssignmentLetter, ["MENUGASKAN:", "Lina Contoh Marpaung, S.Kom."]),
    (LetterKind::Circular, ["PENGATURAN KEHADIRAN PEGAWAI", "paling banyak 50 persen"]),
    (LetterKind::HandoverMinutes, ["PIHAK KEDUA", "Rp9.100.000"]),
    (LetterKind::Receipt, ["Satu juta lima ratus ribu rupiah", "Rp1.500.000,00"]),
    (LetterKind::Evaluation, ["37,5 % dari rencana 30 %", "belum melapor"]),
    (LetterKind::MeetingMinutes, ["NOTULEN", "Togar Contoh Situmorang, S.IP."]),
    (LetterKind::Board, ["41 dari 50 perangkat daerah melapor", "306 dari 311 pegawai"]),
];

#[test]
fn every_letter_is_a_tagged_pdf_that_can_be_read_and_sent() {
    for (kind, said) in SAID {
        let set = letter(kind, &sample(kind));
        assert!(set.bytes.len() <= LARGEST_LETTER_BYTES, "{}: {} bytes", kind.name(), set.bytes.len());
        assert_eq!(set.missing_glyphs, Vec::<char>::new(), "{}", kind.name());
        is_tagged(kind, &set);
        let text = text(&set);
        let page = format!("Halaman 1 dari {}", set.pages);
        let mut wanted = vec!["800/1234/BKPSDM/2021", "7K2M-9QXA", &page];
        wanted.extend(said);
        if kind != LetterKind::Board {
            wanted.push("Sari Anggraini Contoh, S.H., M.Si.");
        }
        for words in wanted {
            assert!(text.contains(words), "{} lacks {words}: {text}", kind.name());
        }
    }
}

fn is_tagged(kind: LetterKind, set: &Set) {
    let document = document(set);
    let catalog = document.catalog().unwrap();
    let mark = catalog.get(b"MarkInfo").unwrap().as_dict().unwrap();
    assert!(mark.get(b"Marked").unwrap().as_bool().unwrap(), "{}", kind.name());
    assert!(catalog.has(b"StructTreeRoot"), "{}", kind.name());
    assert!(catalog.get(b"Lang").unwrap().as_str().unwrap().starts_with(b"id"), "{}", kind.name());
    assert_eq!(document.get_pages().len(), set.pages, "{}", kind.name());
}

#[test]
fn a_letter_without_number_is_a_draft() {
    let mut data = sample(LetterKind::Summons);
    assert!(!text(&letter(LetterKind::Summons, &data)).contains("KONSEP"));
    data["number"] = Value::Null;
    let draft = text(&letter(LetterKind::Summons, &data));
    assert!(draft.contains("KONSEP"), "{draft}");
    assert!(draft.contains("Nomor: ……"), "{draft}");
}

#[test]
fn the_same_sheet_gives_the_same_bytes_warm_and_cold() {
    for kind in [LetterKind::AssignmentLetter, LetterKind::Board] {
        let data = sample(kind);
        let first = letter(kind, &data);
        assert!(first == letter(kind, &data), "{} warm", kind.name());
        comemo::evict(0);
        assert!(first == letter(kind, &data), "{} cold", kind.name());
    }
}

#[test]
fn capacities_stand_where_offices_write_them() {
    let mut data = sample(LetterKind::Summons);
    assert!(text(&letter(LetterKind::Summons, &data)).contains("Plt. Kepala Badan"));
    data["signatory"]["capacity"] = json!("a.n. Bupati Muara Teduh");
    data["signatory"]["post"] = json!("Sekretaris Daerah");
    assert!(text(&letter(LetterKind::Summons, &data)).contains("a.n. Bupati Muara Teduh Sekretaris Daerah,"));
}

#[test]
fn a_month_of_two_hundred_people_repeats_its_header_and_counts_its_pages() {
    let mut data = sample(LetterKind::RecapMonth);
    let people = data["body"]["people"].as_array().unwrap().clone();
    data["body"]["people"] = people.iter().cycle().take(200).cloned().collect();
    let set = letter(LetterKind::RecapMonth, &data);
    let text = text(&set);
    assert!(set.pages > 5, "{}", set.pages);
    for page in 1..=set.pages {
        assert!(text.contains(&format!("Halaman {page} dari {}", set.pages)), "page {page}");
    }
    assert!(text.matches("Nama / NIP").count() >= set.pages - 1, "the header is on every page with rows");
    assert!(set.bytes.len() < 300_000, "{} bytes", set.bytes.len());
}

#[test]
fn long_lists_go_on_overleaf() {
    let mut data = sample(LetterKind::RecapDay);
    let people = data["body"]["exceptions"].as_array().unwrap().clone();
    data["body"]["exceptions"] = people.iter().cycle().take(150).cloned().collect();
    let set = letter(LetterKind::RecapDay, &data);
    assert!(set.pages > 4, "{}", set.pages);
    let text = text(&set);
    assert_eq!(
        people.iter().map(|row| text.matches(row["name"].as_str().unwrap()).count()).sum::<usize>(),
        150
    );
}

#[test]
fn a_rank_that_nobody_has_leaves_neither_a_line_nor_a_column() {
    let mut data = sample(LetterKind::AssignmentLetter);
    let mut people = data["body"]["people"].as_array().unwrap().clone();
    for person in &mut people {
        person["rank"] = json!("");
    }
    for count in [2, 6] {
        data["body"]["people"] = people.iter().cycle().take(count).cloned().collect();
        let text = text(&letter(LetterKind::AssignmentLetter, &data));
        assert!(!text.contains("Pangkat/golongan") && text.contains("Lina Contoh Marpaung"), "{text}");
    }
    let ranked = text(&letter(LetterKind::AssignmentLetter, &sample(LetterKind::AssignmentLetter)));
    assert!(ranked.contains("Pangkat/golongan"), "{ranked}");
}

#[test]
fn an_amount_in_words_begins_with_a_capital() {
    let mut data = sample(LetterKind::Receipt);
    data["body"]["amount_words"] = json!("seribu rupiah");
    assert!(text(&letter(LetterKind::Receipt, &data)).contains("Seribu rupiah"));
}

#[test]
fn a_day_of_five_hundred_exceptions_can_still_be_sent() {
    let mut data = sample(LetterKind::RecapDay);
    let people = data["body"]["exceptions"].as_array().unwrap().clone();
    data["body"]["exceptions"] = people.iter().cycle().take(500).cloned().collect();
    let set = letter(LetterKind::RecapDay, &data);
    assert!(set.bytes.len() <= LARGEST_LETTER_BYTES, "{} bytes", set.bytes.len());
}

/// Returns the height of the topmost text above the foot of the first page, in points.
fn top_of(set: &Set) -> f32 {
    let document = document(set);
    let page = document.get_pages()[&1];
    let content = document.get_and_decode_page_content(page).unwrap();
    let placed = content.operations.iter().filter(|operation| operation.operator == "cm");
    let number = |value: &lopdf::Object| value.as_float().unwrap();
    let upright = placed.filter(|operation| number(&operation.operands[3]) < 0.0);
    upright
        .map(|operation| number(&operation.operands[5]))
        .filter(|height| *height < 841.0)
        .fold(0.0, f32::max)
}

#[test]
fn a_letter_begins_at_the_top_with_or_without_a_logo() {
    for kind in [LetterKind::Circular, LetterKind::Receipt] {
        let mut data = sample(kind);
        assert!(top_of(&letter(kind, &data)) > 760.0, "{}", kind.name());
        data["letterhead"]["logo"] = Value::Null;
        let top = top_of(&letter(kind, &data));
        assert!(top > 760.0, "{} without logo begins at {top}", kind.name());
    }
}

#[test]
fn who_signs_without_a_post_has_no_comma_in_its_place() {
    let mut data = sample(LetterKind::HandoverMinutes);
    data["body"]["second"]["post"] = json!("");
    let text = text(&letter(LetterKind::HandoverMinutes, &data));
    assert!(!text.contains("PIHAK KEDUA ,"), "{text}");
}

#[test]
fn minutes_of_a_meeting_say_who_came_what_limited_them_and_what_was_decided() {
    let kind = LetterKind::MeetingMinutes;
    let mut data = sample(kind);
    let full = text(&letter(kind, &data));
    for words in [
        "28 orang (93,33 %)",
        "Paling banyak 30 orang pada satu kegiatan",
        "440/17/2021, angka 3",
        "A. Agenda dan tujuan",
        "C. Keputusan",
        "(penanggung jawab: Dinas Kesehatan)",
        "Notulis, Analis Kebijakan,",
    ] {
        assert!(full.contains(words), "lacks {words}: {full}");
    }
    assert!(!full.contains("LAPORAN EVALUASI"), "{full}");
    for list in ["limits", "purpose", "decisions"] {
        data["body"][list] = json!([]);
    }
    data["body"]["meeting_link"] = json!("");
    data["body"]["maker"] = Value::Null;
    let bare = text(&letter(kind, &data));
    for words in ["Batas yang berlaku", "Tautan rapat", "Agenda dan tujuan", "Notulis"] {
        assert!(!bare.contains(words), "still {words}: {bare}");
    }
    assert!(bare.contains("B. Keputusan Tidak ada keputusan yang diambil."), "{bare}");
}
