//! Every code has its text in both languages.

use siaga_platform::{Locale, Texts};
use std::path::Path;

fn texts() -> Texts {
    let messages = [siaga_platform::web::capability().messages, siaga_directory::capability().messages];
    Texts::new(&messages.into_iter().flatten().collect::<Vec<_>>())
}

fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            found.push(std::fs::read_to_string(path).unwrap());
        }
    }
}

/// Returns every text between quotation marks that begins with a prefix.
fn quoted<'a>(source: &'a str, prefix: &'a str) -> impl Iterator<Item = &'a str> {
    source.split('"').skip(1).filter(move |text| {
        text.starts_with(prefix)
            && text.len() > prefix.len()
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || b"-_.".contains(&byte))
    })
}

#[test]
fn both_languages_have_the_same_messages_and_no_fault() {
    let texts = texts();
    assert!(texts.faults().is_empty(), "{:?}", texts.faults());
    assert_eq!(texts.keys(Locale::Indonesian), texts.keys(Locale::English));
}

#[test]
fn every_problem_and_label_of_the_source_has_a_text() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    sources(&root.join("src"), &mut found);
    sources(&root.join("templates"), &mut found);
    let texts = texts();
    let keys = texts.keys(Locale::Indonesian);
    let mut seen = 0;
    for source in &found {
        for code in quoted(source, "directory.").filter(|code| !code.ends_with('.') && !is_no_problem(code)) {
            let id = format!("problem-{}", code.replace(['.', '_'], "-"));
            assert!(keys.contains(&id), "{id}");
            seen += 1;
        }
        for id in quoted(source, "directory-").filter(|id| !id.ends_with('-')) {
            assert!(keys.contains(id), "{id}");
            seen += 1;
        }
    }
    assert!(seen > 100, "the sources were read");
}

/// Names of a topic, of a lock and of a job, which nobody reads on a screen.
fn is_no_problem(code: &str) -> bool {
    ["directory.people_changed", "directory.import", "directory.forget_stale_previews"].contains(&code)
}

#[test]
fn every_field_of_a_list_has_a_label() {
    let texts = texts();
    for kind in [siaga_directory::ImportKind::Employees, siaga_directory::ImportKind::Agencies] {
        for field in kind.fields() {
            let id = format!("directory-field-{}", field.name.replace('_', "-"));
            assert!(texts.keys(Locale::Indonesian).contains(&id), "{id}");
        }
    }
}

#[test]
fn every_problem_of_a_number_has_a_text() {
    use siaga_civil::{NikError, NipError};
    let nip = [
        NipError::Length { found: 17 },
        NipError::NotADigit { position: 1 },
        NipError::BirthDigits { first: 1, last: 4 },
        NipError::AppointmentDigits { first: 9, last: 12 },
        NipError::AppointedBeforeBirth,
        NipError::SexDigit { found: 3 },
        NipError::Serial,
    ];
    let nik = [
        NikError::Length { found: 15 },
        NikError::NotADigit { position: 1 },
        NikError::RegionDigits { first: 1, last: 2 },
        NikError::BirthDigits { first: 7, last: 8, day: 0, month: 1 },
        NikError::Serial,
    ];
    let codes = nip.iter().map(NipError::code).chain(nik.iter().map(NikError::code));
    let texts = texts();
    for code in codes.chain(["nip_twice", "nik_twice", "staff_number_twice", "nip_of_other", "nik_of_other"])
    {
        let id = format!("problem-directory-{}", code.replace('_', "-"));
        assert!(texts.keys(Locale::Indonesian).contains(&id), "{id}");
    }
}
