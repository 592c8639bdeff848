//! Fuzz target of law files. Under `cargo test` it runs a bounded number of inputs.

use bolero::check;
use siaga_policy::{Document, Facts, PolicyBook, parse_cases, shipped_files};

const ITERATIONS: usize = 2_000;

#[test]
fn a_damaged_circular_is_read_or_refused() {
    let files = shipped_files();
    check!().with_iterations(ITERATIONS).with_type::<(u8, u16, u8, u16)>().for_each(
        |(which, place, byte, cut)| {
            let file = files[usize::from(*which) % files.len()];
            let mut bytes = file.text.as_bytes().to_vec();
            let place = usize::from(*place) % bytes.len();
            bytes[place] ^= byte;
            bytes.truncate(bytes.len().saturating_sub(usize::from(*cut) % 600));
            let text = String::from_utf8_lossy(&bytes);
            let _ = Document::parse(file.path, &text);
            let _ = parse_cases(file.path, &text);
        },
    );
}

/// Pieces of conditions, so that inputs come near to what is valid.
const PIECES: [&str; 24] = [
    "zone",
    "level",
    "java_bali",
    "case_state",
    "'red'",
    "'none'",
    "3",
    "4",
    "true",
    "==",
    "!=",
    "<",
    ">=",
    "in",
    "&&",
    "||",
    "!",
    "(",
    ")",
    "[",
    "]",
    ",",
    "-",
    "\"",
];

#[test]
fn any_text_of_a_condition_is_read_or_refused_soon() {
    let book = crate::support::book(Vec::new());
    check!().with_iterations(ITERATIONS).with_type::<Vec<u8>>().for_each(|bytes| {
        let pieces = bytes.iter().map(|byte| PIECES[usize::from(*byte) % PIECES.len()]);
        let near = pieces.collect::<Vec<_>>().join(" ");
        let far = String::from_utf8_lossy(bytes);
        for text in [near.as_str(), far.as_ref()] {
            let Ok(()) = book.check_condition(text) else { continue };
            let keys =
                format!("from = 2020-01-01\nwhen = {text:?}\nsilent_where = \"java_bali || !java_bali\"");
            let document = crate::support::circular("a", "", &crate::support::set("t.specific", "1", &keys));
            if let Ok(book) = PolicyBook::build([document], crate::support::DECLS, crate::support::FACTS) {
                let _ = book.situation(&Facts::new());
            }
        }
    });
}

#[test]
fn hostile_conditions_are_refused_or_read_within_their_limits() {
    let book = crate::support::book(Vec::new());
    let texts = [
        "(".repeat(500),
        "!".repeat(500),
        "[".repeat(500),
        format!("{}java_bali", "!".repeat(480)),
        format!("{}level == 1", "- ".repeat(200)),
        format!("java_bali{}", "&&java_bali".repeat(44)),
        format!("java_bali{}", "||!java_bali".repeat(40)),
        format!("level in [{}1]", "1,".repeat(240)),
        "a(".repeat(4),
        "1 in [".repeat(4),
        "!(-[".repeat(2),
        format!("{}java_bali{}", "!(".repeat(4), ")".repeat(4)),
        "level<".repeat(80),
        "'".repeat(499),
        "x".repeat(10_000_000),
    ];
    for text in texts {
        let _ = book.check_condition(&text);
    }
}
