//! Words that no file may hold: unfinished work, and places that only one machine has.

use super::Fault;
use super::tree::Tree;

/// Each word is put together so that this file does not hold it.
const REFUSED: &[(&str, &str)] = &[
    (concat!("to", "do!"), "unfinished work"),
    (concat!("unimple", "mented!"), "unfinished work"),
    (concat!("TO", "DO"), "unfinished work"),
    (concat!("FIX", "ME"), "unfinished work"),
    (concat!("XX", "X:"), "unfinished work"),
    (concat!("../", "shared"), "a folder outside the repository"),
    (concat!("/ro", "ot/"), "a folder of one machine"),
    (concat!("/wo", "rk/"), "a folder of one machine"),
    (concat!("/ho", "me/"), "a folder of one machine"),
    (concat!("#[al", "low("), "say expect(…, reason = …) instead"),
];

/// Checks every text file.
pub(crate) fn check(tree: &Tree) -> Vec<Fault> {
    let found = tree.files().flat_map(|file| {
        let words = REFUSED.iter().filter(|(word, _)| file.text.contains(word));
        words.map(|(word, why)| Fault::new(&file.path, format!("«{word}»: {why}")))
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::{Tree, check};

    #[test]
    fn unfinished_work_is_found() {
        let text = format!("fn later() {{ {}() }}", concat!("to", "do!"));
        assert_eq!(check(&Tree::of(&[("crates/a/src/lib.rs", &text)])).len(), 1);
        assert_eq!(check(&Tree::of(&[("crates/a/src/lib.rs", "fn done() {}")])).len(), 0);
    }
}
