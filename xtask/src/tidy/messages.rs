//! Every text exists in both languages, with the same values in it, and every used one exists.

use super::Fault;
use super::literals::quoted_after;
use super::tree::{File, Tree};
use std::collections::{BTreeMap, BTreeSet};

const LANGUAGES: [&str; 2] = ["id", "en"];

/// Message id → the values its text names.
type Messages = BTreeMap<String, BTreeSet<String>>;

/// Checks the message files of all crates and the ids that pages and operations use.
pub(crate) fn check(tree: &Tree) -> Vec<Fault> {
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut faults = Vec::new();
    let indonesian = tree.files().filter(|file| file.path.ends_with("/messages/id.ftl"));
    for file in indonesian {
        let english_path = file.path.replace("/id.ftl", "/en.ftl");
        let english = tree.file(&english_path).map(|file| messages(&file.text)).unwrap_or_default();
        let own = messages(&file.text);
        faults.extend(differences(&file.path, &own, &english_path, &english));
        known.extend(own.into_keys());
    }
    for file in tree.files() {
        for id in used(file, &known) {
            if !known.contains(&id) {
                faults.push(Fault::new(&file.path, format!("the message {id} is in no {LANGUAGES:?}.ftl")));
            }
        }
    }
    faults
}

fn differences(id_path: &str, id: &Messages, en_path: &str, en: &Messages) -> Vec<Fault> {
    let missing = |from: &Messages, to: &Messages, path: &str| -> Vec<Fault> {
        let gone = from.keys().filter(|key| !to.contains_key(*key));
        gone.map(|key| Fault::new(path, format!("the message {key} is missing"))).collect()
    };
    let mut faults = missing(id, en, en_path);
    faults.extend(missing(en, id, id_path));
    for (key, values) in id {
        if en.get(key).is_some_and(|other| other != values) {
            faults
                .push(Fault::new(en_path, format!("the message {key} names other values than in {id_path}")));
        }
    }
    faults
}

/// Reads ids and values. A message begins in the first column and goes on over indented lines.
fn messages(source: &str) -> Messages {
    let mut messages = Messages::new();
    let mut current = String::new();
    for line in source.lines() {
        if let Some((id, _)) = line.split_once('=')
            && line.starts_with(|c: char| c.is_ascii_alphabetic())
        {
            current = id.trim_end().to_owned();
        }
        if !current.is_empty() && !line.starts_with('#') {
            messages.entry(current.clone()).or_default().extend(values(line));
        }
    }
    messages
}

fn values(line: &str) -> impl Iterator<Item = String> {
    let is_part = |c: &char| c.is_ascii_alphanumeric() || *c == '_' || *c == '-';
    line.split('$').skip(1).map(move |rest| rest.chars().take_while(is_part).collect())
}

fn used(file: &File, known: &BTreeSet<String>) -> Vec<String> {
    if file.is("html") && file.crate_name().is_some() {
        return in_template(&file.text, known);
    }
    if !file.is_program() {
        return Vec::new();
    }
    let code = file.code();
    let mut ids: Vec<String> = Vec::new();
    for opening in [".t(", ".t1(", ".t2(", ".tn(", "label: "] {
        ids.extend(quoted_after(&code, opening, false).into_iter().map(str::to_owned));
    }
    ids.retain(|id| looks_like_an_id(id));
    for kind in ["invalid", "missing", "conflict", "forbidden"] {
        let codes = quoted_after(&code, &format!("Problem::{kind}("), false);
        ids.extend(codes.into_iter().filter_map(problem_message));
    }
    let codes = quoted_after(&code, "Problem::new(", true);
    ids.extend(codes.into_iter().filter_map(problem_message));
    ids
}

/// Inside the braces of a template, a text counts as an id when its first word begins known ids.
fn in_template(text: &str, known: &BTreeSet<String>) -> Vec<String> {
    let families: BTreeSet<&str> = known.iter().filter_map(|id| id.split('-').next()).collect();
    let texts = expressions(text).into_iter().flat_map(|part| part.split('"').skip(1).step_by(2));
    let is_family = |id: &str| id.split('-').next().is_some_and(|family| families.contains(family));
    // A helper puts the end of some ids together from a value: then known ids begin with the text.
    let is_beginning = |id: &str| known.iter().any(|other| other.starts_with(&format!("{id}-")));
    let ids = texts.filter(|text| looks_like_an_id(text) && is_family(text) && !is_beginning(text));
    ids.map(str::to_owned).collect()
}

/// Returns what stands inside `{{ … }}` and `{% … %}`.
fn expressions(template: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (opening, closing) in [("{{", "}}"), ("{%", "%}")] {
        let rests = template.split(opening).skip(1);
        found.extend(rests.filter_map(|rest| rest.split(closing).next()));
    }
    found
}

fn looks_like_an_id(text: &str) -> bool {
    text.contains('-')
        && !text.ends_with('-')
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
}

/// `directory.nip_length` is shown with the message `problem-directory-nip-length`.
fn problem_message(code: &str) -> Option<String> {
    let is_code = code.contains('.')
        && code.chars().all(|c| c.is_ascii_lowercase() || c == '.' || c == '_' || c.is_ascii_digit());
    is_code.then(|| format!("problem-{}", code.replace(['.', '_'], "-")))
}

#[cfg(test)]
mod tests {
    use super::{Tree, check};

    fn faults(id: &str, en: &str, page: &str, code: &str) -> Vec<String> {
        let tree = Tree::of(&[
            ("crates/a/messages/en.ftl", en),
            ("crates/a/messages/id.ftl", id),
            ("crates/a/templates/page.html", page),
            ("crates/a/src/ops.rs", code),
        ]);
        check(&tree).into_iter().map(|fault| fault.what).collect()
    }

    #[test]
    fn both_languages_have_the_same_messages_with_the_same_values() {
        let both = "a-b = x { $n }\n    y { $m }\n# c-d = no\n";
        assert_eq!(faults(both, both, "", ""), [""; 0]);
        assert_eq!(faults(both, "a-b = x { $n }", "", "").len(), 1);
        assert_eq!(faults(both, "", "", ""), ["the message a-b is missing"]);
    }

    #[test]
    fn used_messages_exist() {
        let text = "a-b = x\nproblem-a-bad = y\n";
        let page = "<a class=\"a-zzz\">{{ page.t(\"a-b\") }} {% call input(page, \"a-c\") %}";
        assert_eq!(faults(text, text, page, "").len(), 1);
        let code = "page.t(\"a-d\"); Problem::invalid(\"a.bad\"); Problem::new(Kind::Busy, \"a.worse\")";
        assert_eq!(faults(text, text, "", code).len(), 2);
    }
}
