//! The text files of the repository.

use anyhow::{Context, Result};
use std::path::Path;

/// Endings of the files that people write here.
const TEXTS: &[&str] =
    &["rs", "toml", "md", "html", "ftl", "cedar", "cedarschema", "css", "js", "sh", "yml", "yaml"];
/// Folders at the root that hold nothing of ours.
const SKIPPED: &[&str] = &["target", ".git", "siaga-data"];

/// One text file.
#[derive(Debug)]
pub(crate) struct File {
    /// Path from the root, with forward slashes.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    /// Returns the name of the crate's folder, for a file below `crates/`.
    pub(crate) fn crate_name(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }

    /// Returns the path below the crate's folder.
    pub(crate) fn in_crate(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split_once('/').map(|(_, rest)| rest)
    }

    /// Returns whether the name ends in `.ending`.
    pub(crate) fn is(&self, ending: &str) -> bool {
        self.path.strip_suffix(ending).is_some_and(|rest| rest.ends_with('.'))
    }

    /// Returns whether it is Rust that goes into the program (not tests beside or inside it).
    pub(crate) fn is_program(&self) -> bool {
        let is_test = self.path.ends_with("_tests.rs") || self.path.ends_with("/tests.rs");
        self.is("rs") && !is_test && self.in_crate().is_some_and(|path| path.starts_with("src/"))
    }

    /// Returns the Rust of the program in this file: no comments, no test module at its end.
    pub(crate) fn code(&self) -> String {
        let program = self.text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        program.lines().map(without_comment).collect::<Vec<_>>().join("\n")
    }
}

/// Takes the comment away; `//` inside an address such as `http://` is none.
fn without_comment(line: &str) -> &str {
    let is_comment = |at: &usize| *at == 0 || !line[..*at].ends_with([':', '"']);
    line.match_indices("//").map(|(at, _)| at).find(is_comment).map_or(line, |at| &line[..at])
}

/// All text files, sorted by path.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    files: Vec<File>,
}

impl Tree {
    /// Reads the repository.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let mut tree = Self::default();
        tree.collect(root, "")?;
        tree.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(tree)
    }

    fn collect(&mut self, folder: &Path, path: &str) -> Result<()> {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let below = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
            if entry.file_type()?.is_dir() {
                if !(path.is_empty() && SKIPPED.contains(&name.as_str())) && name != "target" {
                    self.collect(&entry.path(), &below)?;
                }
            } else if name.rsplit_once('.').is_some_and(|(_, ending)| TEXTS.contains(&ending)) {
                let text =
                    std::fs::read_to_string(entry.path()).with_context(|| format!("{below} is no UTF-8"))?;
                self.files.push(File { path: below, text });
            }
        }
        Ok(())
    }

    /// Returns all files.
    pub(crate) fn files(&self) -> impl Iterator<Item = &File> {
        self.files.iter()
    }

    /// Returns the file at a path.
    pub(crate) fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| File { path: (*path).into(), text: (*text).into() };
        Self { files: files.iter().map(file).collect() }
    }
}

/// Returns whether `text` names `word` and not only a longer word around it.
pub(crate) fn names(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

#[cfg(test)]
mod tests {
    use super::{Tree, names, without_comment};

    #[test]
    fn a_word_inside_a_longer_one_is_not_named() {
        assert!(names("select 1 from attendance_punch;", "attendance_punch"));
        assert!(!names("select 1 from attendance_punch_held", "attendance_punch"));
    }

    #[test]
    fn comments_go_and_addresses_stay() {
        assert_eq!(without_comment("let a = 1; // why"), "let a = 1; ");
        assert_eq!(without_comment("\"http://x\""), "\"http://x\"");
    }

    #[test]
    fn the_test_module_is_not_program() {
        let tree = Tree::of(&[("crates/a/src/lib.rs", "fn a() {}\n#[cfg(test)]\nmod tests { fn b() {} }")]);
        let code = tree.file("crates/a/src/lib.rs").expect("it is there").code();
        assert!(code.contains("fn a") && !code.contains("fn b"));
    }
}
