//! Files stay small enough to be read in one go.

use super::Fault;
use super::tree::{File, Tree};

const LARGEST_LINES: usize = 800;
const MEDIAN_LINES: usize = 150;
const NINETY_FIVE_PERCENT_LINES: usize = 450;

/// Checks the length of every Rust file.
pub(crate) fn check(tree: &Tree) -> Vec<Fault> {
    let mut sizes: Vec<(usize, &File)> =
        tree.files().filter(|file| file.is("rs")).map(|file| (file.text.lines().count(), file)).collect();
    sizes.sort_by_key(|(lines, _)| *lines);
    let mut faults: Vec<Fault> = sizes
        .iter()
        .filter(|(lines, _)| *lines > LARGEST_LINES)
        .map(|(lines, file)| Fault::new(&file.path, format!("{lines} lines; split it by story")))
        .collect();
    let at = |permille: usize| sizes.get(sizes.len() * permille / 1000).map_or(0, |(lines, _)| *lines);
    for (permille, limit) in [(500, MEDIAN_LINES), (950, NINETY_FIVE_PERCENT_LINES)] {
        if at(permille) > limit {
            let what =
                format!("{permille} of 1000 files should have at most {limit} lines, not {}", at(permille));
            faults.push(Fault::new("all Rust files", what));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::{Tree, check};

    fn faults(lines: &[usize]) -> usize {
        let texts: Vec<(String, String)> = lines
            .iter()
            .enumerate()
            .map(|(number, lines)| (format!("crates/a/src/f{number}.rs"), "\n".repeat(*lines)))
            .collect();
        let files: Vec<(&str, &str)> = texts.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
        check(&Tree::of(&files)).len()
    }

    #[test]
    fn limits_hold_at_their_edges() {
        assert_eq!(faults(&[150, 150, 150]), 0);
        assert_eq!(faults(&[150, 151, 151]), 1, "the median is over its limit");
        let mut many = vec![10; 99];
        many.push(800);
        assert_eq!(faults(&many), 0);
        many.push(801);
        assert_eq!(faults(&many), 1);
    }
}
