//! Each direct dependency has a user, a reason and an owner.

use super::Fault;
use super::tree::Tree;
use toml::Table;

const LIST: &str = "docs/dependencies.md";

/// Checks the list of versions at the root against its users and against `docs/dependencies.md`.
pub(crate) fn check(tree: &Tree) -> Vec<Fault> {
    let declared = table(tree, "Cargo.toml", &["workspace", "dependencies"]);
    let reasons = tree.file(LIST).map_or("", |file| file.text.as_str());
    let mut faults = Vec::new();
    for name in declared.keys().filter(|name| !name.starts_with("siaga-")) {
        if !tree.files().any(|file| uses(tree, &file.path, name)) {
            faults.push(Fault::new("Cargo.toml", format!("no crate uses {name}")));
        }
        if !reasons.contains(&format!("| {name} |")) {
            faults.push(Fault::new(LIST, format!("{name} has no reason and no owner here")));
        }
    }
    faults.extend(forgotten(reasons, &declared));
    faults
}

/// Names in the list that are no dependency any more.
fn forgotten(reasons: &str, declared: &Table) -> Vec<Fault> {
    let rows = reasons.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
    let names = rows.filter(|name| !name.contains(' ') && !name.starts_with(['-', 'C']));
    let gone = names.filter(|name| !declared.contains_key(*name));
    gone.map(|name| Fault::new(LIST, format!("{name} is no dependency any more"))).collect()
}

fn uses(tree: &Tree, path: &str, name: &str) -> bool {
    path.ends_with("/Cargo.toml")
        && ["dependencies", "dev-dependencies", "build-dependencies"]
            .iter()
            .any(|section| table(tree, path, &[section]).contains_key(name))
}

fn table(tree: &Tree, path: &str, way: &[&str]) -> Table {
    let mut table = tree.file(path).and_then(|file| file.text.parse::<Table>().ok()).unwrap_or_default();
    for part in way {
        let Some(below) = table.remove(*part).and_then(|value| value.try_into().ok()) else {
            return Table::new();
        };
        table = below;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::{LIST, Tree, check};

    #[test]
    fn an_unused_one_an_unexplained_one_and_a_forgotten_one_are_found() {
        let root = "[workspace.dependencies]\nused = \"1\"\nidle = \"1\"\nodd = \"1\"";
        let tree = Tree::of(&[
            ("Cargo.toml", root),
            ("crates/a/Cargo.toml", "[dependencies]\nused.workspace = true\nodd.workspace = true"),
            (LIST, "| Crate | Owner |\n|---|---|\n| used | a |\n| idle | a |\n| gone | a |"),
        ]);
        let whats: Vec<String> = check(&tree).into_iter().map(|fault| fault.what).collect();
        let expected =
            ["no crate uses idle", "odd has no reason and no owner here", "gone is no dependency any more"];
        assert_eq!(whats, expected);
    }
}
