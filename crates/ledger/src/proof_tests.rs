//! The tree beside a slow reference that follows the recursive definition word by word.

use proptest::prelude::*;

use super::*;

/// Splits as the definition says: the left part is the largest power of two below the size.
fn slow_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of(&[]),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(slow_left(leaves.len()));
            node_hash(&slow_root(left), &slow_root(right))
        }
    }
}

fn slow_left(size: usize) -> usize {
    (0..usize::BITS).map(|bit| 1 << bit).take_while(|power| *power < size).last().unwrap()
}

fn slow_inclusion(leaves: &[Hash], index: usize) -> Vec<Hash> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let (left, right) = leaves.split_at(slow_left(leaves.len()));
    let (mut path, sibling) = if index < left.len() {
        (slow_inclusion(left, index), slow_root(right))
    } else {
        (slow_inclusion(right, index - left.len()), slow_root(left))
    };
    path.push(sibling);
    path
}

fn slow_consistency(leaves: &[Hash], old: usize, is_whole: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if is_whole { Vec::new() } else { vec![slow_root(leaves)] };
    }
    let (left, right) = leaves.split_at(slow_left(leaves.len()));
    let (mut path, sibling) = if old <= left.len() {
        (slow_consistency(left, old, is_whole), slow_root(right))
    } else {
        (slow_consistency(right, old - left.len(), false), slow_root(left))
    };
    path.push(sibling);
    path
}

fn leaves(count: u64) -> Vec<Hash> {
    (0..count).map(|number| leaf_hash(&number.to_be_bytes())).collect()
}

#[test]
fn roots_of_the_smallest_trees() {
    let two = leaves(2);
    assert_eq!(
        tree_root(&[]).to_string(),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    assert_eq!(tree_root(&two[..1]), two[0]);
    assert_eq!(tree_root(&two), node_hash(&two[0], &two[1]));
    assert_ne!(leaf_hash(&[two[0].0, two[1].0].concat()), node_hash(&two[0], &two[1]));
}

#[test]
fn frontier_root_equals_the_reference_for_every_small_size() {
    let all = leaves(130);
    let mut frontier = Frontier::new();
    for size in 0..=130 {
        assert_eq!(frontier.root(), slow_root(&all[..size]), "{size} leaves");
        assert_eq!(frontier.size(), size as u64);
        let resumed = Frontier::resume(frontier.size(), frontier.peaks().to_vec()).unwrap();
        assert_eq!(resumed, frontier);
        if let Some(leaf) = all.get(size) {
            frontier.append(*leaf);
        }
    }
    let refused = Frontier::resume(5, vec![all[0]; 3]);
    assert_eq!(refused, Err(ProofError::WrongPeaks { size: 5, peaks: 3 }));
}

#[test]
fn every_leaf_of_every_small_tree_has_a_proof_and_only_one_place() {
    let all = leaves(34);
    for size in 1..=34u64 {
        let part = &all[..size as usize];
        let root = tree_root(part);
        for index in 0..size {
            let proof = inclusion_proof(part, index).unwrap();
            assert_eq!(proof, slow_inclusion(part, index as usize));
            for claimed in 0..size {
                let verdict = verify_inclusion(&all[index as usize], claimed, size, &proof, &root);
                assert_eq!(verdict.is_ok(), claimed == index, "leaf {index} as {claimed} of {size}");
            }
        }
    }
}

#[test]
fn every_pair_of_small_sizes_is_consistent() {
    let all = leaves(34);
    for new in 0..=34u64 {
        let part = &all[..new as usize];
        for old in 0..=new {
            let proof = consistency_proof(part, old).unwrap();
            if old > 0 {
                assert_eq!(proof, slow_consistency(part, old as usize, true));
            }
            let old_root = tree_root(&all[..old as usize]);
            let verdict = verify_consistency(old, new, &old_root, &tree_root(part), &proof);
            assert_eq!(verdict, Ok(()), "{old} to {new}");
        }
    }
}

#[test]
fn a_million_entries_need_at_most_20_hashes() {
    let all = leaves(1_000_000);
    let root = tree_root(&all);
    for index in [0, 999_999] {
        let proof = inclusion_proof(&all, index).unwrap();
        assert!(proof.len() <= 20, "{} hashes", proof.len());
        assert_eq!(verify_inclusion(&all[index as usize], index, 1_000_000, &proof, &root), Ok(()));
    }
}

#[test]
fn proofs_of_what_is_not_there_are_refused() {
    let all = leaves(7);
    assert_eq!(inclusion_proof(&all, 7), Err(ProofError::OutOfRange { index: 7, size: 7 }));
    assert_eq!(inclusion_proof(&[], 0), Err(ProofError::OutOfRange { index: 0, size: 0 }));
    assert_eq!(consistency_proof(&all, 8), Err(ProofError::Shrunk { old: 8, new: 7 }));
    let root = tree_root(&all);
    assert_eq!(
        verify_inclusion(&all[0], 7, 7, &[], &root),
        Err(ProofError::OutOfRange { index: 7, size: 7 })
    );
    assert_eq!(verify_consistency(8, 7, &root, &root, &[]), Err(ProofError::Shrunk { old: 8, new: 7 }));
    assert_eq!(verify_consistency(3, 7, &root, &root, &[]), Err(ProofError::WrongLength));
    assert_eq!(verify_consistency(7, 7, &all[0], &root, &[]), Err(ProofError::WrongRoot));
    assert_eq!(verify_consistency(7, 7, &root, &root, &[root]), Err(ProofError::WrongLength));
    assert_eq!(verify_consistency(0, 7, &root, &root, &[]), Err(ProofError::WrongRoot));
}

proptest! {
    #[test]
    fn the_incremental_tree_equals_the_reference(
        contents in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..300),
        cut: prop::sample::Index,
    ) {
        let all: Vec<Hash> = contents.iter().map(|content| leaf_hash(content)).collect();
        let (before, after) = all.split_at(cut.index(all.len() + 1));
        let mut frontier = Frontier::new();
        before.iter().for_each(|leaf| frontier.append(*leaf));
        prop_assert_eq!(frontier.root(), slow_root(before));
        let mut frontier = Frontier::resume(frontier.size(), frontier.peaks().to_vec()).unwrap();
        after.iter().for_each(|leaf| frontier.append(*leaf));
        prop_assert_eq!(frontier.root(), slow_root(&all));
        prop_assert_eq!(tree_root(&all), slow_root(&all));
    }

    #[test]
    fn damage_to_an_inclusion_proof_is_found(
        size in 2u64..200, index: prop::sample::Index, at: prop::sample::Index, way in 0u8..4,
    ) {
        let all = leaves(size);
        let index = index.index(all.len());
        let root = tree_root(&all);
        let mut proof = inclusion_proof(&all, index as u64).unwrap();
        let at = at.index(proof.len());
        let mut leaf = all[index];
        match way {
            0 => proof[at].0[at % 32] ^= 1,
            1 => { proof.remove(at); }
            2 => proof.insert(at, root),
            _ => leaf.0[at % 32] ^= 1,
        }
        prop_assert!(verify_inclusion(&leaf, index as u64, size, &proof, &root).is_err());
    }

    #[test]
    fn a_changed_or_dropped_old_entry_breaks_consistency(
        new in 2u64..200, old: prop::sample::Index, at: prop::sample::Index, drop: bool,
    ) {
        let before = leaves(new);
        let old = old.index(before.len() - 1) as u64 + 1;
        let old_root = tree_root(&before[..old as usize]);
        let mut after = before.clone();
        let at = at.index(old as usize);
        if drop {
            after.remove(at);
            after.push(leaf_hash(b"filler"));
        } else {
            after[at].0[0] ^= 1;
        }
        let proof = consistency_proof(&after, old).unwrap();
        prop_assert!(verify_consistency(old, new, &old_root, &tree_root(&after), &proof).is_err());
    }

    #[test]
    fn damage_to_a_consistency_proof_is_found(
        new in 3u64..200, old: prop::sample::Index, at: prop::sample::Index, way in 0u8..3,
    ) {
        let all = leaves(new);
        let old = old.index(all.len() - 1) as u64 + 1;
        let mut proof = consistency_proof(&all, old).unwrap();
        prop_assume!(!proof.is_empty());
        let at = at.index(proof.len());
        match way {
            0 => proof[at].0[3] ^= 0x80,
            1 => { proof.remove(at); }
            _ => proof.insert(at, all[0]),
        }
        let old_root = tree_root(&all[..old as usize]);
        prop_assert!(verify_consistency(old, new, &old_root, &tree_root(&all), &proof).is_err());
    }
}
