//! Tables belong to the crate whose name they carry; no other crate's program names them.

use super::Fault;
use super::tree::{File, Tree, names};

/// Who may name a table of another crate, and why.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("directory", "platform_government", "makes the tenant, and its tables refer to it: decision 0002"),
    (
        "documents",
        "platform_government",
        "registers and letterheads refer to the tenant, as decision 0002 allows",
    ),
    ("typeset", "inspection_minutes", "the name of a kind of letter; nothing there speaks SQL"),
    ("siaga", "platform_migration", "restore looks whether a database is still empty before it opens it"),
];

/// Checks the names of all tables and who uses them.
pub(crate) fn check(tree: &Tree) -> Vec<Fault> {
    let program: Vec<(&File, String)> =
        tree.files().filter(|file| file.is_program()).map(|file| (file, file.code())).collect();
    let mut faults = Vec::new();
    for (file, code) in &program {
        let owner = file.crate_name().unwrap_or_default();
        for table in created(code) {
            if !table.starts_with(&format!("{owner}_")) {
                faults.push(Fault::new(&file.path, format!("table {table} must begin with {owner}_")));
            }
            let strangers = program.iter().filter(|(other, text)| {
                other.crate_name() != Some(owner) && !is_excused(other, &table) && names(text, &table)
            });
            for (stranger, _) in strangers {
                let what = format!("names {table}, a table of {owner}: ask {owner} instead");
                faults.push(Fault::new(&stranger.path, what));
            }
        }
    }
    faults
}

fn is_excused(file: &File, table: &str) -> bool {
    EXCEPTIONS.iter().any(|(name, excused, _)| file.crate_name() == Some(name) && *excused == table)
}

/// Returns the tables that a text of SQL makes.
fn created(code: &str) -> Vec<String> {
    let after = code.split("create table ").skip(1);
    let name = |rest: &str| -> String {
        let rest = rest.trim_start().trim_start_matches("if not exists").trim_start();
        rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
    };
    after.map(name).filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Tree, check, created};

    #[test]
    fn names_of_tables_are_found() {
        assert_eq!(created("create table if not exists a_b (x);\ncreate table c_d("), ["a_b", "c_d"]);
    }

    #[test]
    fn a_wrong_prefix_and_a_foreign_table_are_found() {
        let tree = Tree::of(&[
            ("crates/alpha/src/migrations.rs", "\"create table alpha_thing (id {id});\""),
            ("crates/beta/src/migrations.rs", "\"create table other (id {id});\""),
            ("crates/beta/src/store.rs", "\"select * from alpha_thing\""),
            ("crates/beta/src/fine.rs", "\"select * from alpha_things\""),
        ]);
        let places: Vec<String> = check(&tree).into_iter().map(|fault| fault.place).collect();
        assert_eq!(places, ["crates/beta/src/store.rs", "crates/beta/src/migrations.rs"]);
    }
}
