//! Every message that a fault names is there in both languages.

use siaga_platform::Texts;

const ID: &str = include_str!("../../messages/id.ftl");
const EN: &str = include_str!("../../messages/en.ftl");
const SOURCES: [&str; 4] = [
    include_str!("../../src/rules/fault_words.rs"),
    include_str!("../../src/rules/fitness.rs"),
    include_str!("../../src/ops/check.rs"),
    include_str!("../../src/ops/say.rs"),
];

#[test]
fn every_message_of_a_fault_is_there() {
    let texts = Texts::new(&[(ID, EN)]);
    assert_eq!(texts.faults(), [""; 0]);
    let keys = texts.keys(siaga_platform::Locale::English);
    let mut named = 0;
    for source in SOURCES {
        for text in source.split('"').skip(1).step_by(2).filter(|text| text.starts_with("directives-")) {
            if text.contains('{') {
                continue;
            }
            named += 1;
            assert!(keys.contains(text), "{text}");
        }
    }
    assert!(named > 50, "the sources were read: {named}");
}
