//! Both languages say the same things.

use siaga_platform::web;
use siaga_platform::{Locale, Texts};
use std::path::Path;

fn texts() -> Texts {
    Texts::new(&[web::capability().messages.expect("the platform has texts")])
}

#[test]
fn both_languages_have_the_same_messages() {
    let texts = texts();
    assert_eq!(texts.faults(), Vec::<&str>::new());
    let (indonesian, english) = (texts.keys(Locale::Indonesian), texts.keys(Locale::English));
    assert_eq!(
        indonesian.difference(english).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "missing in English"
    );
    assert_eq!(
        english.difference(indonesian).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "missing in Indonesian"
    );
    assert!(indonesian.len() > 100);
}

/// Message ids that stand between quotation marks in a file: small letters with hyphens, and a
/// prefix that only messages have.
fn used_ids(source: &str) -> Vec<&str> {
    const PREFIXES: [&str; 9] =
        ["layout-", "ui-", "nav-", "failure-", "problem-", "account-", "accounts-", "audit-", "sign-in-"];
    source
        .split('"')
        .filter(|part| PREFIXES.iter().any(|prefix| part.starts_with(prefix)))
        .filter(|part| part.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
        .collect()
}

fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            found.push(std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_message_that_a_page_uses_exists() {
    let texts = texts();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("templates"), &mut files);
    sources(&root.join("src/web"), &mut files);
    let mut seen = 0;
    for id in files.iter().flat_map(|source| used_ids(source)).filter(|id| !id.ends_with('-')) {
        assert!(texts.keys(Locale::Indonesian).contains(id), "there is no message {id}");
        seen += 1;
    }
    assert!(seen > 80, "only {seen} uses were found");
}

#[test]
fn every_problem_of_the_web_layer_and_the_tables_has_a_text() {
    let texts = texts();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    let is_code = |part: &&str| {
        (part.starts_with("platform.") || part.starts_with("files."))
            && part.chars().all(|c| c.is_ascii_lowercase() || c == '.' || c == '_')
    };
    // Names of locks and topics look the same as codes.
    let others = ["platform.audit", "platform.outbox", "platform.jobs", "platform.migrate"];
    for code in files.iter().flat_map(|source| source.split('"')).filter(is_code) {
        let id = format!("problem-{}", code.replace(['.', '_'], "-"));
        let is_known = texts.keys(Locale::Indonesian).contains(&id) || others.contains(&code);
        assert!(is_known, "the problem {code} has no text {id}");
    }
}
