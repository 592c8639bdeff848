//! Rules and kernels take facts and give decisions: no clock, no input or output, no chance, no float.

use super::Fault;
use super::tree::{File, Tree, names};

/// Crates that are pure as a whole.
const KERNELS: &[&str] = &["civil", "policy", "access", "ledger", "iclock", "roster"];

/// Words that have no place in a pure function.
const IMPURE: &[&str] = &[
    "tokio",
    "sea_orm",
    "axum",
    "siaga_platform",
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "Utc::now",
    "Local::now",
    "SystemTime",
    "Instant",
    "getrandom",
    "async",
    "await",
    "f32",
    "f64",
];

/// Where one of these words is right, and why.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    (
        "crates/attendance/src/rules/distance.rs",
        "f64",
        "the distance on a sphere needs sines; it is rounded to whole metres at once",
    ),
    ("crates/policy/build.rs", "std::fs", "embeds the law files while compiling"),
    (
        "crates/roster/src/many.rs",
        "std::thread",
        "agencies are solved side by side; the answers do not depend on it",
    ),
];

/// Checks every file of a kernel and of a capability's `rules`.
pub(crate) fn check(tree: &Tree) -> Vec<Fault> {
    tree.files().filter(|file| file.is_program() && is_pure(file)).flat_map(check_file).collect()
}

fn is_pure(file: &File) -> bool {
    let in_rules = file.in_crate().is_some_and(|path| path.starts_with("src/rules"));
    in_rules || file.crate_name().is_some_and(|name| KERNELS.contains(&name))
}

fn check_file(file: &File) -> Vec<Fault> {
    let code = file.code();
    let impure = IMPURE.iter().filter(|word| names(&code, word));
    let unexcused = impure
        .filter(|word| !EXCEPTIONS.iter().any(|(path, excused, _)| *path == file.path && excused == *word));
    unexcused.map(|word| Fault::new(&file.path, format!("rules and kernels are pure: no {word}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::{Tree, check};

    #[test]
    fn a_clock_in_a_rule_is_found_and_one_in_an_operation_is_not() {
        let text = "fn now() { Utc::now() }";
        assert_eq!(check(&Tree::of(&[("crates/x/src/rules/a.rs", text)])).len(), 1);
        assert_eq!(check(&Tree::of(&[("crates/civil/src/zone.rs", text)])).len(), 1);
        assert_eq!(check(&Tree::of(&[("crates/x/src/ops.rs", text)])).len(), 0);
    }

    #[test]
    fn an_exception_covers_one_word_in_one_file() {
        let path = "crates/attendance/src/rules/distance.rs";
        assert_eq!(check(&Tree::of(&[(path, "let a: f64 = 1.0;")])).len(), 0);
        assert_eq!(check(&Tree::of(&[(path, "let a: f32 = 1.0;")])).len(), 1);
    }
}
