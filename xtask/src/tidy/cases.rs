//! Case tables are read by a test, and every law file has its cases.

use super::Fault;
use super::tree::{File, Tree};

/// Checks `tests/cases/*.toml` of the crates and the pairs in `policies/`.
pub(crate) fn check(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in tree.files().filter(|file| file.is("toml")) {
        if file.in_crate().is_some_and(|path| path.starts_with("tests/cases/")) {
            faults.extend(unread(tree, file));
        } else if file.path.starts_with("policies/") {
            faults.extend(unpaired(tree, file));
        }
    }
    faults
}

fn unread(tree: &Tree, case_file: &File) -> Option<Fault> {
    let name = case_file.path.rsplit('/').next().unwrap_or_default();
    let stem = format!("\"{}\"", name.trim_end_matches(".toml"));
    let mut readers =
        tree.files().filter(|file| file.is("rs") && file.crate_name() == case_file.crate_name());
    let is_read =
        readers.any(|file| file.text.contains(&format!("cases/{name}")) || file.text.contains(&stem));
    (!is_read).then(|| Fault::new(&case_file.path, "no test reads these cases"))
}

fn unpaired(tree: &Tree, file: &File) -> Option<Fault> {
    let (other, what) = match file.path.strip_suffix(".cases.toml") {
        Some(law) => (format!("{law}.toml"), "there is no law file beside these cases"),
        None => (file.path.replace(".toml", ".cases.toml"), "a law file needs cases beside it"),
    };
    tree.file(&other).is_none().then(|| Fault::new(&file.path, what))
}

#[cfg(test)]
mod tests {
    use super::{Tree, check};

    #[test]
    fn unread_cases_and_law_without_cases_are_found() {
        let tree = Tree::of(&[
            ("crates/a/tests/cases/read.toml", ""),
            ("crates/a/tests/cases/unread.toml", ""),
            ("crates/a/src/rules/read.rs", "include_str!(\"../../tests/cases/read.toml\")"),
            ("policies/national/x/law.toml", ""),
            ("policies/national/x/good.toml", ""),
            ("policies/national/x/good.cases.toml", ""),
        ]);
        let places: Vec<String> = check(&tree).into_iter().map(|fault| fault.place).collect();
        assert_eq!(places, ["crates/a/tests/cases/unread.toml", "policies/national/x/law.toml"]);
    }
}
