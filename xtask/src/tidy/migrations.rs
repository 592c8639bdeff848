//! Migrations only add: the data of an installation outlive every version of the program.

use super::Fault;
use super::tree::{File, Tree};

/// Beginnings of what a migration may say.
const ADDING: &[&str] = &["create ", "insert ", "update ", "alter "];
/// What takes away, wherever it stands.
const TAKING: &[&str] = &["drop ", "truncate ", "delete from ", "rename "];

/// Checks `migrations.rs` and the files of a `migrations` folder.
pub(crate) fn check(tree: &Tree) -> Vec<Fault> {
    tree.files().filter(|file| is_migration(file)).flat_map(check_file).collect()
}

fn is_migration(file: &File) -> bool {
    file.in_crate().is_some_and(|path| path == "src/migrations.rs" || path.starts_with("src/migrations/"))
}

fn check_file(file: &File) -> Vec<Fault> {
    let code = file.code().to_lowercase();
    let taking = TAKING.iter().filter(|word| code.contains(*word));
    let mut faults: Vec<Fault> = taking
        .map(|word| Fault::new(&file.path, format!("migrations only add: no «{}»", word.trim())))
        .collect();
    for statement in statements(&code) {
        if !ADDING.iter().any(|word| statement.starts_with(word)) {
            let words: Vec<&str> = statement.split_whitespace().take(4).collect();
            faults.push(Fault::new(&file.path, format!("unknown statement «{} …»", words.join(" "))));
        }
    }
    faults
}

/// Returns the statements of all texts in the file: each begins a line and ends in `;`.
fn statements(code: &str) -> Vec<&str> {
    let texts = code.split('"').skip(1).step_by(2);
    let pieces = texts.filter(|text| text.contains(";\n")).flat_map(|text| text.split(";\n"));
    pieces.map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Tree, check};

    fn faults(sql: &str) -> usize {
        let text = format!("const A: &str = \"\n{sql}\n\";\n// drop is only a word here\n");
        check(&Tree::of(&[("crates/a/src/migrations.rs", &text)])).len()
    }

    #[test]
    fn adding_is_fine_and_taking_away_is_not() {
        assert_eq!(faults("create table a_b (id {id});\nalter table a_b add column c text;"), 0);
        assert_eq!(faults("alter table a_b drop column c;"), 1);
        assert_eq!(faults("create table a_b (id {id});\nvacuum;"), 1);
    }
}
