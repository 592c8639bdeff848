//! The tree of agencies.

use std::collections::HashMap;

/// Returns the ids from the root down to an agency, itself included.
///
/// **Shape.** `parents` maps each agency to the one above. A ring, which no operation lets in, is cut where
/// it closes.
pub(crate) fn path(parents: &HashMap<i64, Option<i64>>, id: i64) -> Vec<i64> {
    let mut path = vec![id];
    let mut above = parents.get(&id).copied().flatten();
    while let Some(next) = above {
        if path.contains(&next) {
            break;
        }
        path.push(next);
        above = parents.get(&next).copied().flatten();
    }
    path.reverse();
    path
}

/// Longest code of an agency.
const CODE_MAX: usize = 40;

/// Says whether a text can be the code of an agency: it stands in addresses and names groups of PINs.
pub(crate) fn is_code(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    (1..=CODE_MAX).contains(&text.len()) && text.bytes().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_stands_in_an_address_as_it_is() {
        for (text, expected) in [
            ("DINKES", true),
            ("1.02.0-00_A", true),
            ("", false),
            ("A B", false),
            ("A/B", false),
            ("*", false),
        ] {
            assert_eq!(is_code(text), expected, "{text}");
        }
        assert!(is_code(&"A".repeat(40)) && !is_code(&"A".repeat(41)));
    }

    #[test]
    fn a_path_runs_from_the_root_down() {
        let parents = HashMap::from([(1, None), (2, Some(1)), (3, Some(2))]);
        assert_eq!(path(&parents, 3), [1, 2, 3]);
        assert_eq!(path(&parents, 1), [1]);
    }

    #[test]
    fn a_ring_does_not_hang() {
        let parents = HashMap::from([(1, Some(2)), (2, Some(1))]);
        assert_eq!(path(&parents, 1), [2, 1]);
    }
}
