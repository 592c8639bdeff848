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

#[cfg(test)]
mod tests {
    use super::*;

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
