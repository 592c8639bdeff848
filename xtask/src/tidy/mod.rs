//! Habits that no compiler checks. They run as a test too, so that nobody needs to remember them.

mod cases;
mod dependencies;
mod literals;
mod messages;
mod migrations;
mod purity;
mod ranks;
mod sizes;
mod tables;
mod tree;
mod words;

use crate::shell::root;
use anyhow::{Result, bail};
use tree::Tree;

/// Something out of order: where, and what.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fault {
    place: String,
    what: String,
}

impl Fault {
    fn new(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self { place: place.into(), what: what.into() }
    }
}

/// Runs every check and prints what is out of order.
pub(crate) fn run() -> Result<()> {
    let faults = faults(&Tree::read(&root())?);
    for fault in &faults {
        println!("{}: {}", fault.place, fault.what);
    }
    if !faults.is_empty() {
        bail!("{} things are out of order", faults.len());
    }
    println!("all is in order");
    Ok(())
}

fn faults(tree: &Tree) -> Vec<Fault> {
    let checks: [fn(&Tree) -> Vec<Fault>; 9] = [
        ranks::check,
        dependencies::check,
        purity::check,
        tables::check,
        migrations::check,
        sizes::check,
        cases::check,
        messages::check,
        words::check,
    ];
    let mut faults: Vec<Fault> = checks.iter().flat_map(|check| check(tree)).collect();
    faults.sort();
    faults
}

#[cfg(test)]
mod tests {
    use super::{Tree, faults};
    use crate::shell::root;

    #[test]
    fn the_repository_is_in_order() {
        let tree = Tree::read(&root()).expect("the repository can be read");
        assert!(tree.files().count() > 100, "the whole repository was read");
        let faults = faults(&tree);
        let list: Vec<String> =
            faults.iter().map(|fault| format!("{}: {}", fault.place, fault.what)).collect();
        assert!(list.is_empty(), "out of order:\n{}", list.join("\n"));
    }
}
