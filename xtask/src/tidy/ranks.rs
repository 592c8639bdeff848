//! Who may depend on whom.

use super::Fault;
use super::tree::{File, Tree};
use toml::Table;

/// A crate of the table in ARCHITECTURE.md: its rank and the crates it may use.
struct Place {
    name: &'static str,
    rank: u8,
    may_use: &'static [&'static str],
}

const fn place(name: &'static str, rank: u8, may_use: &'static [&'static str]) -> Place {
    Place { name, rank, may_use }
}

/// Every crate, lowest rank first. Every capability may use `civil`, `platform`, and the two kernels in
/// whose words it speaks to the platform: parameters of law (`policy`), permissions (`access`).
const PLACES: &[Place] = &[
    place("civil", 0, &[]),
    place("policy", 1, &["civil"]),
    place("access", 1, &["civil"]),
    place("ledger", 1, &["civil"]),
    place("iclock", 1, &["civil"]),
    place("roster", 1, &["civil"]),
    place("chart", 1, &["civil"]),
    place("typeset", 1, &["civil"]),
    place("platform", 2, &["civil", "policy", "access", "ledger", "chart"]),
    place("directory", 3, &["civil", "policy", "access", "platform"]),
    place("documents", 4, &["civil", "policy", "access", "typeset", "platform", "directory"]),
    place("directives", 5, &["civil", "policy", "access", "typeset", "platform", "directory", "documents"]),
    place("services", 6, &["civil", "policy", "access", "platform", "directory", "directives"]),
    place(
        "events",
        6,
        &["civil", "policy", "access", "typeset", "platform", "directory", "documents", "directives"],
    ),
    place(
        "programmes",
        6,
        &["civil", "policy", "access", "chart", "typeset", "platform", "directory", "documents"],
    ),
    place(
        "arrangements",
        7,
        &[
            "civil",
            "policy",
            "access",
            "roster",
            "chart",
            "typeset",
            "platform",
            "directory",
            "documents",
            "directives",
            "services",
        ],
    ),
    place(
        "attendance",
        8,
        &[
            "civil",
            "policy",
            "access",
            "iclock",
            "chart",
            "typeset",
            "platform",
            "directory",
            "documents",
            "directives",
            "services",
            "arrangements",
        ],
    ),
    place(
        "inspection",
        9,
        &[
            "civil",
            "policy",
            "access",
            "chart",
            "typeset",
            "platform",
            "directory",
            "documents",
            "programmes",
            "attendance",
        ],
    ),
    place("board", 10, &["civil", "policy", "access", "chart", "typeset", "platform", "documents"]),
    place("testkit", 10, &["platform"]),
    place(
        "siaga",
        11,
        &[
            "civil",
            "policy",
            "access",
            "ledger",
            "iclock",
            "platform",
            "directory",
            "documents",
            "directives",
            "services",
            "events",
            "programmes",
            "arrangements",
            "attendance",
            "inspection",
            "board",
        ],
    ),
];

/// Checks the dependencies of every manifest; those for tests only are free.
pub(crate) fn check(tree: &Tree) -> Vec<Fault> {
    let manifests = tree.files().filter(|file| file.in_crate() == Some("Cargo.toml"));
    manifests.flat_map(check_manifest).collect()
}

fn check_manifest(manifest: &File) -> Vec<Fault> {
    let name = manifest.crate_name().unwrap_or_default();
    let Some(place) = PLACES.iter().find(|place| place.name == name) else {
        return vec![Fault::new(
            &manifest.path,
            "a new crate needs a line in xtask/src/tidy/ranks.rs and in ARCHITECTURE.md",
        )];
    };
    let mut faults = Vec::new();
    for used in own_dependencies(&manifest.text) {
        let allowed = place.may_use.contains(&used.as_str());
        let lower = PLACES.iter().any(|other| other.name == used && other.rank < place.rank);
        if !(allowed && lower) {
            faults.push(Fault::new(&manifest.path, format!("{name} may not depend on {used}")));
        }
    }
    faults
}

fn own_dependencies(manifest: &str) -> Vec<String> {
    let Ok(manifest) = manifest.parse::<Table>() else { return vec!["an unreadable manifest".to_owned()] };
    let sections = ["dependencies", "build-dependencies"];
    let tables = sections.iter().filter_map(|section| manifest.get(*section)?.as_table());
    let names = tables.flat_map(Table::keys);
    names.filter_map(|name| name.strip_prefix("siaga-").map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::{PLACES, Tree, check};

    fn faults(name: &str, manifest: &str) -> usize {
        check(&Tree::of(&[(&format!("crates/{name}/Cargo.toml"), manifest)])).len()
    }

    #[test]
    fn every_arrow_of_the_table_goes_down() {
        for place in PLACES {
            for used in place.may_use {
                let lower = PLACES.iter().find(|other| other.name == *used).expect("only known crates");
                assert!(lower.rank < place.rank, "{} uses {used}", place.name);
            }
        }
    }

    #[test]
    fn an_arrow_upwards_is_found() {
        assert_eq!(faults("directory", "[dependencies]\nsiaga-platform.workspace = true"), 0);
        assert_eq!(faults("platform", "[dependencies]\nsiaga-directory.workspace = true"), 1);
        assert_eq!(faults("platform", "[dev-dependencies]\nsiaga-directory.workspace = true"), 0);
        assert_eq!(faults("newcomer", ""), 1);
    }
}
